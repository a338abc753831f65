"""What a season of a year means where somebody grew up: in Central America "invierno" is the rains and "verano" the dry months.

From common knowledge of the region's climate and speech, not from a source of law: each reading says that it is a
convention, keeps the other reading beside it, and asks.
"""

from datetime import date, timedelta

NAMES = {
    "rainy": "Rainy season",
    "dry": "Dry season",
    "winter": "“Invierno” (winter)",
    "summer": "“Verano” (summer)",
    "spring": "Spring",
    "autumn": "Autumn",
    "holy_week": "Holy Week (Semana Santa)",
    "christmas": "Around Christmas",
}
CENTRAL_AMERICA = frozenset({"GT", "HN", "SV", "NI", "CR", "PA", "BZ", "MX"})
SOUTH = frozenset({"AR", "CL", "UY", "PY", "ZA", "AU", "NZ"})
NORTH = frozenset({"US", "CA", "ES", "UA", "RU", "CN", "TR", "GE"})
Pairs = tuple[tuple[date, date], ...]

BY_CONVENTION = (
    "In Central America “invierno” usually means the rains, about May to October, and “verano” the dry months, about "
    "November to April. Elsewhere the words mean other months."
)
RAINS_VARY = "The rains begin and end at other times each year, and from place to place."
NOT_KNOWN_HERE = (
    "What this season means where the declarant lived is not known to Amparo: any part of the year."
)
TWO_YEARS = (
    "This season runs over the turn of the year, so it can be the one that begins in that year or ends in it."
)


def spans(season: str, year: int, country: str) -> tuple[Pairs, Pairs, str]:
    """Return (usual reading, what other readings add, what it rests on) of a season of a year in a country."""
    if season == "holy_week":
        easter = _easter(year)
        return ((easter - timedelta(days=9), easter + timedelta(days=1)),), (), ""
    if season == "christmas":
        return ((date(year, 12, 10), date(year + 1, 1, 6)),), (), ""
    if country in CENTRAL_AMERICA and season in ("rainy", "dry", "winter", "summer"):
        return _central(season, year)
    if country in NORTH or country in SOUTH:
        found = _temperate(season, year, is_south=country in SOUTH)
        if found:
            return found, _wide(found, 21), TWO_YEARS if len(found) > 1 else ""
    return (), ((date(year - 1, 11, 1), date(year + 1, 4, 30)),), NOT_KNOWN_HERE


def _central(season: str, year: int) -> tuple[Pairs, Pairs, str]:
    rains: Pairs = ((date(year, 5, 1), date(year, 10, 31)),)
    dry: Pairs = ((date(year - 1, 11, 1), date(year, 4, 30)), (date(year, 11, 1), date(year + 1, 4, 30)))
    if season == "rainy":
        return rains, _wide(rains, 30), RAINS_VARY
    if season == "dry":
        return dry, _wide(dry, 30), f"{RAINS_VARY} {TWO_YEARS}"
    if season == "winter":
        return rains, (*_wide(rains, 30), *_temperate("winter", year, is_south=False)), BY_CONVENTION
    elsewhere = _temperate("summer", year, is_south=False)
    return dry, (*_wide(dry, 30), *elsewhere), f"{BY_CONVENTION} {TWO_YEARS}"


def _temperate(season: str, year: int, *, is_south: bool) -> Pairs:
    turned = {"winter": "summer", "summer": "winter", "spring": "autumn", "autumn": "spring"}
    season = turned.get(season, "") if is_south else season
    if season == "winter":
        return (
            (date(year - 1, 12, 1), date(year, 3, 20)),
            (date(year, 12, 1), date(year + 1, 3, 20)),
        )
    months = {
        "spring": (date(year, 3, 1), date(year, 6, 21)),
        "summer": (date(year, 6, 1), date(year, 9, 22)),
        "autumn": (date(year, 9, 1), date(year, 12, 21)),
    }
    return (months[season],) if season in months else ()


def _wide(pairs: Pairs, days: int) -> Pairs:
    return tuple((first - timedelta(days=days), last + timedelta(days=days)) for first, last in pairs)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, as Meeus gives it)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)

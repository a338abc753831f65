"""What sources say of ten invented stories: in five of them they contradict each other, in five they agree.

Days count from the child's arrival, so that every story stays true on every day on which the demo is opened.
"""
# fmt: off
# Laid out by hand: these are tables for people to read.

from dataclasses import dataclass

from cases.law.accounts import Present


@dataclass(frozen=True)
class When:
    """A date of the invented world: how it is known, days from the arrival, what is wrong with it, in whose words."""

    how: str = ""
    at: int = 0
    add: int = 0  # years or years of age by which this source is off
    other: str = ""
    words: str = ""


@dataclass(frozen=True)
class Happening:
    """An event of a story; ``key`` names it within the story."""

    key: str
    title: str
    when: When
    place: str = ""
    people: tuple[Present, ...] = ()
    harm: str = ""
    reported: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Telling:
    """What one source says of an event, or of a fact where ``fact`` is given.

    ``source`` is nta, orr …, ``¶ 3`` or ``¶ 3 spa`` for a paragraph, ``police`` … for an exhibit of that kind, ``session``.
    """

    source: str
    of: str = ""
    fact: str = ""
    when: When = When()
    age: int | None = None  # years beside the true age: 0 is right
    place: str = ""
    people: tuple[Present, ...] = ()
    nobody_else: bool = False
    times: int | None = None
    count: int | None = None
    reported: str = ""
    value: str = ""


@dataclass(frozen=True)
class Chronicle:
    """The events of a story, who tells them how, and the kinds of contradiction planted in it."""

    happenings: tuple[Happening, ...]
    tellings: tuple[Telling, ...]
    planted: tuple[str, ...] = ()
    paragraph: tuple[str, ...] = ()  # one more paragraph: English, Spanish


def _gang(name: str, gang: str = "") -> Present:
    return Present(name, "gang", gang)


_LOST = When("month", -150)
_THREAT = When("age", -120, words="the year after the rains took the bridge")
_LEFT = When("day", -40)

CHRONICLES: dict[str, Chronicle] = {
    # The five in which sources contradict each other.
    "marisol": Chronicle(
        (
            Happening("asked", "Men asked her brother to carry a telephone for them.", When("before", other="killed"),
                      place="Chuitzal", people=(_gang("the men at the corner", "los de los números"),)),
            Happening("killed", "Her brother was found on the road to the river.", _LOST, place="Chuitzal, San Marcos",
                      harm="Her brother was killed.", reported="yes", answer="They wrote it down."),
            Happening("school", "A man waited outside her school and said her name.", _THREAT, place="outside my school",
                      people=(_gang("a man she had seen at the corner", "los de los números"),)),
        ),
        (
            Telling("¶ 6", "killed", when=When("age", -150)),
            Telling("police", "killed", when=When("day", -150), place="Chuitzal, San Marcos", reported="yes"),
            Telling("¶ 7", "school", count=1, place="outside my school"),
            Telling("orr", "school", count=2, place="la escuela"),
            Telling("nta", fact="entry_date", when=When("day", 3)),
            Telling("nta", fact="entry_place", place="Eagle Pass, Texas"),
            Telling("orr", fact="mother", value="Eulalia Calmo Ordoñes"),
        ),
        planted=("entry", "number", "spelling"),
    ),
    "moved": Chronicle(
        (
            Happening("photo", "They showed him a photograph of the door of his house.", When("month", -200),
                      place="El Níspero, Cortés", people=(_gang("two boys of his school"),), reported="yes",
                      answer="A week later the gang knew what he had said."),
            Happening("left", "He left at four in the morning.", _LEFT, place="El Níspero, Cortés"),
        ),
        (
            Telling("¶ 3", "photo", when=When("season", -200, words="en el invierno"), reported="yes"),
            Telling("credible_fear", "photo", when=When("month", -600), place="El Níspero"),
            Telling("school", "photo", reported="afraid"),
            Telling("¶ 6 spa", "left", when=When("month", -40)),
            Telling("orr", "left", age=2, when=When()),
            Telling("nta", fact="entry_date", when=When("day", 0)),
        ),
        planted=("age", "date", "report"),
    ),
    "recruited": Chronicle(
        (
            Happening("watch", "They asked him to watch who came into his street.", When("year", -320),
                      place="San Marcial, Usulután", people=(_gang("El Tuerto", "la 18"),)),
            Happening("told", "He told a teacher.", When("after", other="watch"), place="the school",
                      people=(Present("his teacher", "witness"),), reported="by_another"),
        ),
        (
            Telling("¶ 2", "watch", when=When("month", -320), people=(_gang("El Tuerto", "Barrio 18"),)),
            Telling("credible_fear", "watch", when=When("year", -320), people=(_gang("El Tuerto", "MS-13"),)),
            Telling("police", "told", when=When("day", -142), reported="yes"),
            Telling("nta", fact="entry_place", place="Nogales, Arizona"),
            Telling("orr", fact="entry_place", place="Hidalgo, Texas"),
            Telling("nta", fact="entry_date", when=When("day", 0)),
        ),
        planted=("entry", "people"),
    ),
    "kiche": Chronicle(
        (
            Happening("grandfather", "They beat her grandfather because he would not pay.", When("year", -150),
                      place="Pachojop", people=(Present("Diego Tzoc Ixcoy", "relative"), _gang("men with a truck")),
                      harm="Her grandfather cannot use his left hand.", reported="afraid"),
            Happening("fire", "The house of her uncle burned.", When(), place="Pachojop"),
        ),
        (
            Telling("session", "fire", when=When("after", other="grandfather")),
            Telling("orr", "fire", when=When("before", other="grandfather")),
            Telling("¶ 1", "grandfather", place="Pachojop, Totonicapán"),
            Telling("nta", fact="entry_date", when=When("month", 0)),
        ),
        planted=("language", "order"),
        paragraph=("The men came three times in March before the fire.", "Los hombres vinieron dos veces en mayo antes del fuego."),
    ),
    "ended": Chronicle(
        (
            Happening("cousin", "Her cousin was stopped and told to bring her.", When("month", -150),
                      place="El Tránsito Viejo, San Miguel", people=(Present("Mauricio Cortez", "relative"), _gang("four boys")),
                      harm="He was hurt and did not leave the house afterwards."),
        ),
        (
            Telling("¶ 5", "cousin", when=When("age", -150), people=(Present("Mauricio Cortez", "relative"),)),
            Telling("credible_fear", "cousin", place="Puerto El Triunfo, Usulután", people=(Present("Mauricio Cortez", "relative"),), nobody_else=False),
            Telling("i213", fact="birth_date", when=When("birth", add=-1)),
            Telling("i213", fact="name", value="BRENDA LICETH CORTES AVILA"),
            Telling("nta", fact="entry_date", when=When("day", 0)),
        ),
        planted=("date", "place", "spelling"),
    ),
    # The five in which they agree, each as far as it says anything.
    "twins": Chronicle(
        (
            Happening("fire", "His uncle saw who set fire to the house across the street.", When("month", -150),
                      place="Puerto Farol, La Unión", people=(Present("Wilian Quezada", "relative"),), reported="yes"),
            Happening("left", "The brothers left with a neighbor.", _LEFT, place="Puerto Farol"),
        ),
        (
            Telling("¶ 2", "fire", when=When("age", -150), place="Puerto Farol"),
            Telling("¶ 2 spa", "fire", people=(Present("Wilian Quezada", "relative"),)),
            Telling("orr", "fire", when=When("season", -150), reported="yes"),
            Telling("orr", "left", when=When("month", -40)),
            Telling("nta", fact="entry_date", when=When("day", 0)),
            Telling("nta", fact="entry_place", place="ROMA, TEXAS"),
            Telling("i213", fact="birth_date", when=When("birth")),
            Telling("i213", fact="name", value="ABNER ISAI MENJIVAR QUEZADA"),
        ),
    ),
    "control": Chronicle(
        (
            Happening("boat", "Men took his grandfather's boat.", When("year", -400), place="Punta Serena, Colón",
                      people=(_gang("the men from the port", "los del puerto"),), reported="no"),
            Happening("threat", "They said that he would drive it for them.", When("after", other="boat"), place="Punta Serena"),
        ),
        (
            Telling("orr", "boat", when=When("month", -400), reported="afraid"),
            Telling("credible_fear", "boat", when=When("age", -400), place="Punta Serena"),
            Telling("credible_fear", "threat", when=When("after", other="boat"), times=2),
            Telling("orr", "threat", times=2),
            Telling("nta", fact="entry_date", when=When("day", 0)),
            Telling("i213", fact="name", value="AROLDO GUITY NORALES"),
        ),
    ),
    "protective": Chronicle(
        (
            Happening("followed", "A man on a motorcycle followed her from school.", When("month", -130), place="La Guama",
                      people=(_gang("a man on a motorcycle"),), reported="no"),
        ),
        (
            Telling("orr", "followed", when=When("season", -130, words="en el verano"), place="la escuela", count=1),
            Telling("statement", "followed", when=When("year", -130), count=1, reported="no"),
            Telling("nta", fact="entry_date", when=When("month", 0)),
            Telling("orr", fact="birth_date", when=When("birth")),
        ),
    ),
    "wall": Chronicle(
        (
            Happening("cousin", "His cousin did not come home from the field.", When("month", -150), place="Río Bonito, Yoro",
                      people=(Present("Selvin Bonilla", "relative"),), reported="yes", answer="Nobody came."),
            Happening("note", "A note was left at the door.", When("after", other="cousin"), place="at home"),
        ),
        (
            Telling("orr", "cousin", when=When("age", -150), people=(Present("Selvin Bonilla Lazo", "relative"),)),
            Telling("credible_fear", "cousin", when=When("year", -150), reported="yes"),
            Telling("credible_fear", "note", when=When("month", -120), place="la casa"),
            Telling("nta", fact="entry_date", when=When("day", 0)),
            Telling("nta", fact="entry_manner", value="without_inspection"),
        ),
    ),
    "tbd": Chronicle(
        (
            Happening("road", "They closed the road to the village and asked for money.", When("season", -260), place="Yulxac",
                      people=(_gang("the men of the road", "la mara"),), reported="no"),
            Happening("brother", "Her brother was taken off the bus.", When("month", -150), place="Yulxac, Huehuetenango"),
        ),
        (
            Telling("orr", "road", when=When("month", -260), people=(_gang("the men of the road", "La Mara"),)),
            Telling("credible_fear", "brother", when=When("day", -150), place="Yulxac"),
            Telling("orr", "brother", when=When("age", -150), times=1),
            Telling("nta", fact="entry_date", when=When("day", 0)),
        ),
    ),
}

"""The reference data is whole: every code once, every zone real, every cross-reference standing."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from cases.errors import Problem
from cases.law import adjournments, countries, courts, dhs_counsel, languages, reference

SHARED = Path(__file__).parents[3] / "shared" / "data"
NAMES = ["courts", "dhs_counsel", "adjournments", "languages", "countries"]


def shared(name: str) -> Path:
    if not (SHARED / name).exists():
        pytest.skip(f"the published table ../shared/data/{name} is not beside this checkout")
    return SHARED / name


@pytest.mark.parametrize("name", NAMES)
def test_every_file_says_what_it_is_whence_and_from_when(name: str) -> None:
    data = reference.read(name)
    assert data["about"].endswith(".") and data["origin"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["as_of"])
    assert data["as_of"] in reference.origin(name)


def test_codes_stand_once() -> None:
    for name, key, code in [
        ("courts", "courts", "code"),
        ("dhs_counsel", "offices", "key"),
        ("adjournments", "codes", "code"),
        ("languages", "languages", "code"),
        ("countries", "countries", "code"),
    ]:
        codes = [row[code] for row in reference.read(name)[key]]
        assert len(codes) == len(set(codes)), name


def test_every_court_has_a_real_zone_and_place() -> None:
    for court in courts.all_courts(historic=True):
        assert re.fullmatch(r"[A-Z]{3}", court.code) and re.fullmatch(r"[A-Z]{2}", court.state), court
        assert court.zone in available_timezones(), court
        assert court.kind in {"court", "adjudication center", "board"}
        assert court.standing in {"listed", "historic"}
        assert not court.counsel or dhs_counsel.office(court.counsel).lines


@pytest.mark.parametrize(
    ("code", "winter", "summer"),
    [
        ("HOU", -6, -5),
        ("ELP", -7, -6),
        ("EPD", -7, -6),
        ("OTO", -7, -6),
        ("PHO", -7, -7),
        ("ELO", -7, -7),
        ("HON", -10, -10),
        ("INP", -5, -4),
        ("LOU", -5, -4),
        ("DET", -5, -4),
        ("MEM", -6, -5),
        ("SAJ", -4, -4),
        ("SAI", 10, 10),
        ("AGA", 10, 10),
        ("NYC", -5, -4),
        ("SFR", -8, -7),
    ],
)
def test_the_clock_on_the_courts_wall(code: str, winter: int, summer: int) -> None:
    zone = courts.court(code).time_zone
    assert datetime(2027, 1, 12, 8, 30, tzinfo=zone).utcoffset() == timedelta(hours=winter)
    assert datetime(2027, 7, 12, 8, 30, tzinfo=zone).utcoffset() == timedelta(hours=summer)


def test_the_directory_holds_exactly_eoirs_courts() -> None:
    with shared("eoir_lookups.csv").open() as table:
        listed = {row["value"] for row in csv.DictReader(table) if row["table"] == "tblLookupBaseCity"}
    not_courts = {"CIJ", "HDQ", "OIT", "OIN"}  # the chief judge's office, headquarters, two test entries
    assert {court.code for court in courts.all_courts(historic=True)} == listed - not_courts


def test_offices_and_adjournments_match_what_was_published() -> None:
    offices = json.loads(shared("opla_offices.json").read_text())
    assert {office.key for office in dhs_counsel.all_offices()} == set(offices)
    codes = json.loads(shared("eoir_adjournment_codes.json").read_text())
    assert {found.code for found in adjournments.all_adjournments()} == set(codes)


def test_eoirs_language_codes_are_eoirs() -> None:
    with shared("eoir_lookups.csv").open() as table:
        listed = {row["value"] for row in csv.DictReader(table) if row["table"] == "tblLanguage"}
    assert {found.eoir for found in languages.all_languages()} - {""} <= listed


def test_finding_by_code() -> None:
    assert courts.court("hou").label == "Houston (Jefferson Street) (HOU)"
    assert courts.court("YOR").standing == "historic"
    assert "YOR" not in {court.code for court in courts.all_courts()}
    assert courts.all_courts()[0].kind == "board"
    houston = dhs_counsel.for_court("HOU")
    assert houston and houston.lines[-1].startswith("Houston, TX")
    assert dhs_counsel.for_court("SMO") is None
    assert languages.language("mam").name("es") == "Mam"
    assert languages.language("cab").name() == "Garífuna"
    mam = languages.from_eoir("MAM")
    assert mam and mam.family == "maya"
    assert countries.country("hn").nationality == "Honduran"
    assert countries.country(countries.STATELESS).name("es") == "Apátrida"
    assert adjournments.adjournment("1").official == "ALIEN TO SEEK REPRESENTATION"


@pytest.mark.parametrize(
    "ask",
    [courts.court, dhs_counsel.office, languages.language, countries.country, adjournments.adjournment],
)
def test_an_unknown_code_is_named_with_the_remedy(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(Problem, match="“QQQ”"):
        ask("QQQ")


def test_incomplete_addresses_say_so() -> None:
    for office in dhs_counsel.all_offices():
        street = office.lines[0]
        assert any(sign.isdigit() for sign in street) or office.note, office


def test_adjournments_are_named_as_people_write_them() -> None:
    named = {each.code: each.label for each in adjournments.all_adjournments()}
    assert named["34"] == "34 IJ leave" and named["17"] == "17 MC to IC--merits hearing"
    assert named["58"] == "58 DHS VP date not accommodated - clock runs"

"""What the demo promises is in it: every peculiarity, no stale date, and nothing past the fence."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection

from cases.demo import days
from cases.demo.houses import HERON_HOLLOW, HOUSES, LANTERN_BAY
from cases.models import (
    Assignment,
    Case,
    Clinic,
    Deadline,
    Decision,
    Declaration,
    Exhibit,
    FilingOutcome,
    Hearing,
    HearingReport,
    Membership,
    Packet,
    Person,
    Proceeding,
    Reminder,
    Sponsorship,
    StatusAssertion,
    User,
    Wall,
)
from tests import seeded
from tests.demo.conftest import Inside

BAY, HERON = LANTERN_BAY.slug, HERON_HOLLOW.slug


def case_of(given: str) -> Case:
    """The case whose respondent has these given names."""
    return Case.objects.get(parties__person__given_names=given, parties__part="respondent")


def test_it_runs_as_the_app_s_fenced_role(demo: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
    assert Case.objects.count() == 0, "outside every fence there is no case"


def test_there_are_two_clinics_in_different_states_with_about_forty_cases(inside: Inside) -> None:
    assert len({clinic.state for clinic in Clinic.objects.all()}) == 2
    found = 0
    for house in HOUSES:
        with inside(house.slug):
            assert Case.objects.count() == len(house.stories)
            found += Case.objects.count()
            assert set(Case.objects.values_list("status", flat=True)) == {"intake", "open", "closed"}
    assert 38 <= found <= 46


def test_every_role_has_somebody_and_one_volunteer_serves_both_clinics(demo: str) -> None:
    from cases.access.roles import Role

    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)
    both = [user for user in User.objects.all() if user.memberships.count() == 2]
    assert [user.name for user in both] == ["Calloway Brandt"]
    assert all(user.email.endswith("@amparo.example.org") for user in User.objects.all())


def test_the_promised_people_are_there(inside: Inside) -> None:
    with inside(BAY):
        today = days.today(LANTERN_BAY.time_zone)
        marisol = Person.objects.get(given_names="Marisol")
        assert marisol.birth_date is not None
        assert days.years_before(today + dt.timedelta(days=20), 18) == marisol.birth_date
        assert "mam" in marisol.languages
        twins = Person.objects.filter(parties__case=case_of("Abner Isaí"), parties__part="respondent")
        assert twins.count() == 2 and len({twin.birth_date for twin in twins}) == 1
        numbers = [person.a_number.reveal() for person in Person.objects.all() if person.a_number]
        assert [number for number in numbers if number.startswith("0")] == ["098200017"]
        assert Person.objects.filter(languages=["quc"]).exists()
        assert Person.objects.filter(first_surname__contains="ú").exists()
        assert Person.objects.exclude(second_surname="").count() > 20
    with inside(HERON):
        assert StatusAssertion.objects.filter(kind="age_disputed").exists()
        assert not Person.objects.filter(given_names="Marisol").exists(), "the other clinic's child"


def test_the_promised_hearings_are_there(inside: Inside) -> None:
    with inside(BAY):
        moved = Hearing.objects.get(proceeding__case=case_of("Darwin Nahúm"), kind="individual")
        told = HearingReport.objects.filter(hearing=moved)
        assert told.filter(is_adopted=True).count() == 2
        disagreeing = told.filter(is_adopted=False).get()
        assert disagreeing.day != moved.day
        assert Proceeding.objects.filter(is_detained=True, court_code="HOD").exists()
        assert {"at", "control_date", "tbd"} == set(Hearing.objects.values_list("setting", flat=True))
        assert Decision.objects.filter(outcome="in_absentia").exists()
    with inside(HERON):
        assert Hearing.objects.filter(status="cancelled").exists()


def test_the_promised_dates_run(inside: Inside) -> None:
    with inside(BAY):
        today = days.today(LANTERN_BAY.time_zone)
        running = Deadline.objects.filter(state="open")
        appeal = running.get(case=case_of("Kensy Roberto"), rule="BIA_APPEAL_30")
        assert appeal.act_by is not None and today < appeal.act_by
        missed = running.filter(case=case_of("Marleny"), rule="I589_ONE_YEAR").first()
        assert missed is not None and missed.act_by is not None and missed.act_by < today
        assert running.filter(
            case=case_of("Génesis Abigail"), rule="PROTECTIVE_1Y", act_by__gt=today
        ).exists()
        assert running.filter(case=case_of("Yesenia Maribel"), rule="IN_ABSENTIA_180").exists()


def test_the_promised_care_is_there(inside: Inside) -> None:
    with inside(BAY):
        adverse = Sponsorship.objects.get(standing="adverse")
        assert adverse.minor.person.given_names == "Marisol" and adverse.adverse_since is not None
        assert Wall.objects.filter(lifted_at=None).count() == 1
        ended = Assignment.objects.filter(ends_at__lt=days.at(days.today("UTC"), 23, "UTC"))
        assert ended.count() == 1
    with inside(HERON):
        assert Sponsorship.objects.filter(ended_on__isnull=False).exists()


def test_claims_of_both_kinds_are_pleaded(inside: Inside) -> None:
    theories: list[str] = []
    for house in HOUSES:
        with inside(house.slug):
            theories += Case.objects.exclude(claim_theory="").values_list("claim_theory", flat=True)
    assert sum("family-based" in theory for theory in theories) >= 3
    assert sum("gang violence" in theory for theory in theories) >= 3


def test_no_scheduled_hearing_lies_in_the_past_or_on_a_day_off(inside: Inside) -> None:
    from cases.law import calendar

    for house in HOUSES:
        with inside(house.slug):
            today = days.today(house.time_zone)
            for hearing in Hearing.objects.filter(status="scheduled", day__isnull=False):
                assert hearing.day is not None and hearing.day >= today
                assert calendar.is_open(hearing.day)
            overdue = Deadline.objects.filter(state="open", act_by__lt=today)
            keys = sorted({(deadline.case.reference, deadline.rule) for deadline in overdue})
            assert len({reference for reference, _ in keys}) <= 3, keys


def test_one_packet_is_built_from_ten_exhibits_or_more_and_it_is_readable(
    inside: Inside, settings: Any
) -> None:
    import io

    import pikepdf

    from cases.actions import packets

    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": seeded.folder() / "files"},
        }
    }
    with inside(BAY):
        packet = Packet.objects.get(case=case_of("Marisol"))
        assert packet.state == "built", packet.problem
        assert packet.lines.count() >= 10
        part = packet.parts.get()
        clerk = Membership.objects.get(clinic__slug=BAY, role="paralegal")
        with pikepdf.open(io.BytesIO(packets.download(part=part, by=clerk))) as pdf:
            assert len(pdf.pages) == part.pages == packet.pages


def test_packets_were_accepted_gone_on_with_and_sent_back(inside: Inside) -> None:
    with inside(BAY):
        accepted = Packet.objects.get(filings__outcome="accepted")
        supplement = Packet.objects.get(supplements=accepted)
        assert (supplement.state, supplement.uploaded_at) == ("built", None)
        assert supplement.first_page == accepted.last_page + 1
        assert accepted.parts.get().sha256
        assert {mark.kind for line in accepted.lines.all() for mark in line.exhibit.marks.all()} == {
            "highlight",
            "redaction",
        }
        assert any(each["code"] == "old_report" for each in supplement.findings)
        rejected = Packet.objects.get(filings__outcome="rejected")
        assert (
            "certificate of translation"
            in FilingOutcome.objects.get(filing__packet=rejected, outcome="rejected").reason
        )
        with pytest.raises(Packet.DoesNotExist):
            Packet.objects.get(state__in=["queued", "building", "failed"])


def test_declarations_are_written_in_two_languages(inside: Inside) -> None:
    with inside(BAY):
        written = Declaration.objects.get(case=case_of("Marisol"))
        texts = [
            (one.text.reveal(), one.other_text.reveal(), one.is_heading) for one in written.paragraphs.all()
        ]
        assert len(texts) >= 12
        assert all(spanish for _, spanish, is_heading in texts if not is_heading)
        assert "{" not in " ".join(english + spanish for english, spanish, _ in texts)
        assert Exhibit.objects.filter(
            case=written.case, language="spa", certificates__is_signed=True
        ).exists()


def test_some_reminders_are_due_now_and_most_were_sent_before(inside: Inside) -> None:
    with inside(BAY):
        waiting = Reminder.objects.filter(state="planned", due_at__lte=dt.datetime.now(dt.UTC))
        assert 1 <= waiting.count() <= 60
        assert Reminder.objects.filter(state="acknowledged").count() > 10
        assert Reminder.objects.filter(state="sent").exists()


def test_seeding_again_says_so_and_changes_nothing(demo: str, inside: Inside) -> None:
    again = seeded.command(demo, "seed_demo")
    assert again.returncode == 0 and "already there" in again.stderr
    with inside(BAY):
        assert Case.objects.count() == len(LANTERN_BAY.stories)


def test_references_and_sign_ins_are_one_line_of_json_each(demo: str) -> None:
    references = seeded.command(demo, "demo", "--references")
    assert references.stdout.count("\n") == 1
    listed = json.loads(references.stdout)
    assert {tuple(sorted(one)) for one in listed} == {("case", "clinic", "languages")}
    assert len(listed) == sum(len(house.stories) for house in HOUSES)
    assert {"clinic": BAY, "case": "BAY-26-0001", "languages": ["en", "es"]} in [
        one | {"case": one["case"].replace(f"{days.today('UTC'):-%y-}", "-26-")} for one in listed
    ]
    sign_ins = seeded.command(demo, "demo", "--sign-ins")
    people = json.loads(sign_ins.stdout)
    assert {"clinic", "role", "name", "email", "password"} == set(people[0])


@pytest.mark.parametrize("stage", ["intake", "hearing", "packet"])
def test_a_case_can_be_built_at_any_stage(demo: str, inside: Inside, stage: str) -> None:
    done = seeded.command(demo, "demo", "--stage", stage, "--clinic", HERON)
    assert done.returncode == 0, done.stderr[-2000:]
    made = json.loads(done.stdout)
    with inside(HERON):
        case = Case.objects.get(reference=made["case"])
        assert case.status == ("intake" if stage == "intake" else "open")
        assert Hearing.objects.filter(proceeding__case=case).exists() is (stage != "intake")
        assert Packet.objects.filter(case=case, state="built").exists() is (stage == "packet")


def test_outside_the_demo_nothing_is_invented(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from cases.demo import seed

    assert "AMPARO_DEMO is not 1" in seed.why_not()

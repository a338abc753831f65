"""After an edit of the rulebook: what would move is shown before anything is written, and applying it tells the owners."""

import datetime as dt
import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from cases.actions import recompute
from cases.law import rules
from cases.models import AuditEvent, Deadline, Message, Person
from tests import make
from tests.actions.court import TODAY, hearing
from tests.make import Cast
from tests.rulebook import edited

FORTY_FIVE = {"EOIR_INDIVIDUAL_30": {"amount": 45}}


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def standing(cast: Cast) -> Cast:
    """Two clinics whose dates follow today's book; one has a hearing."""
    with cast.bay.inside():
        hearing(cast)
    for clinic in (cast.bay, cast.river):
        recompute.recompute(clinic=clinic, verb="deadline.sweep", remind=False)
    return cast


def asked(*arguments: Any) -> tuple[str, int]:
    said = StringIO()
    try:
        call_command("rules_changed", *arguments, stdout=said, stderr=StringIO())
    except SystemExit as end:
        return said.getvalue(), int(end.code or 0)
    return said.getvalue(), 0


def test_a_book_that_did_not_change_moves_nothing(standing: Cast) -> None:
    assert asked() == ("bay: 0 dates differ\nriver: 0 dates differ\n", 0)


def test_what_would_move_is_shown_by_reference_and_nothing_is_written(standing: Cast) -> None:
    with rules.trying_out(edited(FORTY_FIVE)):
        said, status = asked("--json")
        text, _ = asked("--clinic", "bay")
    answer = json.loads(said)
    (line,) = answer["clinics"]["bay"]
    assert (status, answer["changes"], answer["applied"], answer["clinics"]["river"]) == (3, 1, False, [])
    assert line.pop("why")[0] == "Hearing Mon 28 Dec 2026 − 45 days = Fri 13 Nov 2026."
    assert line == {
        "case": standing.case.reference,
        "rule": "EOIR_INDIVIDUAL_30",
        "change": "moved",
        "old_version": "2025-02",
        "new_version": "2025-02+",
        "old_act_by": "2026-11-27",
        "new_act_by": "2026-11-13",
        "overridden": False,
        "is_past": True,
        "because": "The rule changed.",
    }
    assert f"{standing.case.reference}  EOIR_INDIVIDUAL_30 2025-02 → 2025-02+" in text
    assert "Fri 27 Nov 2026 → Fri 13 Nov 2026  (moved, already past) The rule changed." in text
    assert "Marisol" not in said + text and "Tzoc" not in said + text
    with standing.bay.inside():
        assert Deadline.objects.get(rule="EOIR_INDIVIDUAL_30").act_by == dt.date(2026, 11, 27)


def test_applying_moves_the_dates_and_tells_the_owner_once_by_reference_only(standing: Cast) -> None:
    mail.outbox.clear()
    with rules.trying_out(edited(FORTY_FIVE)):
        assert asked("--apply")[1] == 0
        assert asked("--apply") == ("bay: 0 dates differ\nriver: 0 dates differ\n", 0)
    with standing.bay.inside():
        assert Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open").act_by == dt.date(2026, 11, 13)
        (event,) = AuditEvent.objects.filter(verb="deadline.rules_changed")
        assert (event.membership_id, event.detail) == (None, {"cases": 1, "changed": 1})
        (message,) = Message.objects.filter(message_id__startswith="<moved-")
        assert (message.to, message.case, message.state) == (standing.attorney, None, "sent")
    (letter,) = mail.outbox
    assert letter.to == [standing.attorney.user.email]
    assert letter.subject == "Amparo: dates moved on 1 case of yours"
    assert f"- {standing.case.reference}\n" in letter.body
    for secret in ("Marisol", "Tzoc", "hearing", "asylum", "Nov"):
        assert secret not in letter.body
        assert all(
            secret not in part.get_payload() for part in letter.message().walk() if not part.is_multipart()
        )


def test_an_edited_copy_can_be_tried_before_it_is_put_in_place(standing: Cast, tmp_path: Path) -> None:
    copy = tmp_path / "book"
    shutil.copytree(rules.FOLDER, copy)
    file = next(path for path in copy.glob("*.toml") if "BIA_APPEAL_30" in path.read_text())
    assert asked("--rulebook", copy)[1] == 0
    court = next(path for path in copy.glob("*.toml") if 'id = "EOIR_INDIVIDUAL_30"' in path.read_text())
    court.write_text(court.read_text().replace("count = {amount = 30, unit", "count = {amount = 40, unit"))
    said, status = asked("--rulebook", copy)
    assert status == 3 and "EOIR_INDIVIDUAL_30" in said
    file.write_text("[[rule]]\nid = 3")
    with pytest.raises(CommandError, match=file.name):
        asked("--rulebook", copy)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--clinic", "nowhere"], "no clinic"),
        (["--rulebook", "/nowhere"], "not a folder"),
        (["--rulebook", ".", "--apply"], "only tries"),
    ],
)
def test_what_cannot_be_done_is_said(cast: Cast, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        asked(*arguments)


def test_a_case_that_cannot_be_worked_out_is_named_and_the_others_move(standing: Cast) -> None:
    with standing.bay.inside():
        broken = make.make_case(standing.bay)
        Person.objects.filter(parties__case=broken).update(birth_date=dt.date(9995, 1, 1))
    said = StringIO()
    with rules.trying_out(edited(FORTY_FIVE)):
        call_command("rules_changed", "--apply", stdout=StringIO(), stderr=said)
    assert "bay: written in 1 of 3 cases: 1 moved" in said.getvalue()
    assert f"bay: cases that could not be worked out stay as they are: {broken.pk} " in said.getvalue()

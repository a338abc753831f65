"""A hearing as it was typed, said in words, so that a slip is seen before anything is saved."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cases.forms.proceedings import HearingForm
from cases.law import wording
from cases.queries import proceedings


@dataclass(frozen=True)
class Said:
    """One fact of a hearing as typed; ``before`` is what stood, where a hearing moves and the two differ."""

    label: str
    now: str
    before: str = ""


def hearing(form: HearingForm, *, proceeding: Any, found: Any = None) -> list[Said]:
    """Return the typed hearing fact by fact, for a valid form; ``found`` is the hearing that it moves, if any."""
    given, clock_of = form.cleaned_data, f" {proceedings.place(proceeding)} time"
    facts = [_said(each, given, clock_of) for each in ("setting", "day", "time", "filings_due_on", "medium")]
    if found is not None:
        stood = {
            name: getattr(found, name) for name in ("setting", "day", "time", "filings_due_on", "medium")
        }
        old = [_said(each, stood, clock_of) for each in stood]
        facts = [
            Said(now.label, now.now, was.now if was.now != now.now else "")
            for now, was in zip(facts, old, strict=True)
        ]
    kind = found.get_kind_display() if found is not None else _label(form, "kind")
    room, old_room = given["courtroom"].strip(), found.courtroom if found is not None else ""
    was_at = found.place if found is not None else ""
    return [
        Said("Kind", kind),
        *facts,
        Said("Court", proceedings.court_name(proceeding) or proceeding.get_kind_display()),
        *(
            [Said("Courtroom", room or "none", old_room if old_room != room else "")]
            if room or old_room
            else []
        ),
        *(
            [
                Said(
                    "Place",
                    given["place"].strip() or "none",
                    was_at if was_at != given["place"].strip() else "",
                )
            ]
            if given["place"].strip() or was_at
            else []
        ),
        Said("Source", ". ".join(part for part in (_label(form, "source"), given["detail"].strip()) if part)),
    ]


def doubt(form: HearingForm, *, today: dt.date) -> str:
    """Return the question that a hearing day in the past raises; empty for any other."""
    day = form.cleaned_data["day"]
    if form.cleaned_data["setting"] == "tbd" or day is None or day >= today:
        return ""
    return f"{wording.day(day)} has passed. Is the year right?"


def _said(name: str, given: dict[str, Any], clock_of: str) -> Said:
    setting, value = given["setting"], given[name]
    choices = HearingForm.base_fields
    if name in ("setting", "medium"):
        labels = dict(getattr(choices[name], "choices", ()))
        label = "How firmly it is set" if name == "setting" else "How one appears"
        return Said(label, str(labels.get(value or "unknown", value)))
    if name == "day":
        return Said("Day", wording.day(value) if value and setting != "tbd" else "to be determined")
    if name == "time":
        return Said("Time", f"{proceedings.clock(value)}{clock_of}" if value and setting == "at" else "none")
    return Said("Filing date that the judge ordered", wording.day(value) if value else "none")


def _label(form: HearingForm, name: str) -> str:
    labels = dict(getattr(form.fields[name], "choices", ()))
    return str(labels[form.cleaned_data[name]])

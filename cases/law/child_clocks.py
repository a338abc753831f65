"""The clocks of one child: birthdays, the state court's age, age locks, the protective date, each with its authority."""

from dataclasses import dataclass
from datetime import date

from cases.law import counting, engine, juvenile_ages, rules, wording
from cases.law.engine import Result
from cases.law.juvenile_ages import USUAL, StateAge
from cases.law.problems import FactImpossible

ADULT = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What is known of a child. None means not known, never no."""

    born: date
    state: str = ""  # two letters: where a juvenile court would sit
    state_age: StateAge | None = None
    last_arrival: date | None = None
    uac: bool | None = None
    i589_received: date | None = None  # in the child's case, the first
    apprehended: date | None = None
    principal_i589_filed: date | None = None  # the parent's, when the child would be a derivative
    petition_filed: date | None = None  # CSPA: the visa petition
    petition_approved: date | None = None
    visa_available: date | None = None  # the first day of the month with a current Final Action Date


@dataclass(frozen=True, slots=True)
class Clock:
    """One row: ``day`` is a birthday, never a limit of law; ``act_by`` is the day to work to. Either may be missing.

    The legal and the nominal day of a limit stand in ``steps``, under *why*.
    """

    label: str
    day: date | None
    act_by: date | None
    authority: str
    verification: str
    note: str
    rule: str = ""
    steps: tuple[str, ...] = ()


def clocks(child: Child, *, today: date) -> tuple[Clock, ...]:
    """Every clock that the child's facts start, the next day to act by first and those without a day last.

    Raises FactImpossible for a birth in the future or an arrival before it.
    """
    if child.born > today:
        raise FactImpossible(f"Born on {wording.day(child.born)}, which is in the future: check the year.")
    if child.last_arrival is not None and child.last_arrival < child.born:
        raise FactImpossible(
            f"Arrived on {wording.day(child.last_arrival)}, before the birth: check both dates."
        )
    rows = [
        _eighteen(child),
        _state_age(child),
        _twenty_one(child),
        *_protective(child),
        *_derivative(child),
        *_visa(child),
        *_title_42(child),
    ]
    return tuple(sorted(rows, key=lambda row: row.act_by or row.day or date.max))


def _eighteen(child: Child) -> Clock:
    result = engine.compute("UAC_TURNS_18", {"dob": child.born})
    return _row("18th birthday", counting.shift(child.born, 18, "years"), result, " ".join(result.warnings))


def _twenty_one(child: Child) -> Clock:
    result = engine.compute("SIJ_I360_BEFORE_21", {"dob": child.born})
    note = "USCIS must receive the I-360 before this day, with the child unmarried then and at the decision."
    return _row(
        "21st birthday", counting.shift(child.born, 21, "years"), result, " ".join((note, *result.warnings))
    )


def _state_age(child: Child) -> Clock:
    """18 unless a supervising attorney has recorded another age; what a list says is told, never counted with."""
    decided = child.state_age
    age = decided.age if decided else USUAL
    result = engine.compute("SIJ_PREDICATE_ORDER_STATE_AGE", {"dob": child.born, "state_age": age})
    where = f" in {child.state.upper()}" if child.state else ""
    if decided:
        note = f"{decided.age} by {decided.citation}, recorded by {decided.decided_by}."
    else:
        note = f"Counted with {USUAL} until a supervising attorney records another age with its citation."
    found = juvenile_ages.listed(child.state)
    if found is not None and not decided:
        told = f" A list says {found.age} for {found.state} ({found.source}): verify the statute."
        note += f"{told} {found.note}".rstrip()
    return _row(
        f"State court order{where} before turning {age}",
        counting.shift(child.born, age, "years"),
        result,
        note,
    )


def _protective(child: Child) -> list[Clock]:
    """One year from arrival: the limit itself, or the date kept in view where an exemption is claimed."""
    if child.last_arrival is None:
        return []
    received = (
        f" The I-589 was received on {wording.day(child.i589_received)}." if child.i589_received else ""
    )
    limit = engine.compute("I589_ONE_YEAR", {"last_arrival": child.last_arrival, "uac": False})
    if not child.uac:
        known = "" if child.uac is False else " Whether the child has a UAC determination is not recorded."
        note = received.strip() or f"The I-589 must be received by then.{known}"
        return [_row("One year from arrival", None, limit, note)]
    kept = engine.compute("PROTECTIVE_1Y", {"last_arrival": child.last_arrival, "dob": child.born})
    note = "Exemption claimed. A protective date all the same: a judge may see a former UAC otherwise (M-A-C-O-)."
    return [_row("Protective one-year date", None, kept, f"{note}{received}")]


def _derivative(child: Child) -> list[Clock]:
    if child.principal_i589_filed is None:
        return []
    facts = {"principal_i589_filed": child.principal_i589_filed, "child_dob": child.born}
    result = engine.compute("ASYLEE_DERIVATIVE_AGE_LOCK", facts)
    return [_row("Derivative of a parent's asylum claim", None, result, result.steps[0])]


def _visa(child: Child) -> list[Clock]:
    """The CSPA age: age when a visa is available, less the days the petition was pending. INA 203(h)."""
    available, filed, approved = child.visa_available, child.petition_filed, child.petition_approved
    if available is None:
        return []
    sought = engine.compute("CSPA_SOUGHT_TO_ACQUIRE_1Y", {"visa_available": available})
    if filed is None or approved is None:
        note = "What would settle the age: the days on which the petition was filed and approved."
        return [_row("CSPA: seek the visa", None, sought, note)]
    if approved < filed:
        raise FactImpossible("The petition cannot have been approved before it was filed: check both dates.")
    since = max(available, approved)
    pending = (approved - filed).days
    counted = counting.shift(since, -pending, "days")
    birthday = counting.shift(child.born, ADULT, "years")
    under = counted < birthday
    said = "under 21" if under else "21 or older"
    note = (
        f"Visa available and petition approved by {wording.day(since)}, less {pending} days pending = "
        f"{wording.day(counted)}: {said} by CSPA. The child must stay unmarried."
    )
    sought = engine.compute("CSPA_SOUGHT_TO_ACQUIRE_1Y", {"visa_available": since})
    return [_row("CSPA: seek the visa", None, sought, note, acts=under)]


def _title_42(child: Child) -> list[Clock]:
    if child.apprehended is None:
        return []
    result = engine.compute("TITLE42_UC_STATUS", {"apprehended": child.apprehended})
    return [_row("Title 42 on the day of apprehension", None, result, result.steps[0])]


def _row(label: str, day: date | None, result: Result, note: str, *, acts: bool = True) -> Clock:
    rule = rules.book().latest(result.rule_id)
    act_by = result.safe if acts else None
    return Clock(label, day, act_by, rule.authority, rule.verification, note, rule.id, result.steps)

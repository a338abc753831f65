"""The asylum applications of a case and the work-permit clock of each: which hearings and decisions drive it.

An I-589 that USCIS refers to the court keeps its received date (8 CFR 208.14(c), 1208.14), so proceedings whose I-589
bears the same date share one clock. Applicants whose own I-589 was received on another day have a clock of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cases.law import ead_clock
from cases.law.casefile_facts import CaseFacts, DecisionFacts, ProceedingFacts
from cases.law.clock_codes import OPEN, RUNS
from cases.law.ead_clock import Adjourned, ByHand, State, Stop

REFUSED = ("removal", "in_absentia", "voluntary_departure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One I-589 with everything that stops its clock. ``id`` is its first proceeding's."""

    id: int
    trigger: str  # what its days are counted from, as a deadline names it
    people: tuple[int, ...]  # for whom it was received; nobody: not recorded
    proceedings: tuple[ProceedingFacts, ...]
    received: date
    is_pending: bool
    adjourned: tuple[Adjourned, ...]
    by_hand: tuple[ByHand, ...]
    denied: date | None
    remanded: date | None

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the clocks."""
        return f"clock-{self.trigger.replace(':', '-')}"

    @property
    def is_counting(self) -> bool:
        """Whether the clock can still reach a day: pending, or denied and remanded."""
        return self.is_pending if self.denied is None else self.remanded is not None

    def stops(self) -> tuple[Stop, ...]:
        """What each adjournment and each stop by hand does."""
        return ead_clock.stops_of(received=self.received, adjourned=self.adjourned, by_hand=self.by_hand)

    def state(self, today: date) -> State:
        """The clock on this day."""
        return ead_clock.state(
            received=self.received,
            today=today,
            adjourned=self.adjourned,
            by_hand=self.by_hand,
            denied=self.denied,
            remanded=self.remanded,
        )

    def facts(self) -> tuple[dict[str, object], tuple[str, ...]]:
        """The facts that the rulebook counts by, as a row keeps them, and what a reader should know of them.

        Every open question counts as a stop: an application filed too early is rejected.
        """
        counted = [stop for stop in self.stops() if stop.effect != RUNS]
        notes = [
            f"Nobody has decided yet whether {stop.name} stops the clock; the date assumes that it does."
            for stop in counted
            if stop.effect == OPEN
        ]
        delays = ((stop.begin.isoformat(), stop.end and stop.end.isoformat(), _why(stop)) for stop in counted)
        return {"i589_received": self.received, "delays": tuple(delays)}, tuple(notes)


def of_case(case: CaseFacts) -> Iterator[Application]:
    """Every asylum application of the case, the earliest first."""
    by_day: dict[date, list[ProceedingFacts]] = {}
    for each in case.proceedings:
        own = [each.i589_filed_on] if each.i589_filed_on is not None else []
        for day in {*own, *(one.received_on for one in each.applicants)}:
            by_day.setdefault(day, []).append(each)
    for received, found in sorted(by_day.items()):
        denied = _latest(found, REFUSED)
        theirs = [one for each in found for one in each.applicants if one.received_on == received]
        bearing = [each.id for each in found if each.i589_filed_on == received]
        first = min(bearing or [each.id for each in found])
        yield Application(
            id=first,
            trigger=f"i589:{first}" if bearing else f"applicant:{min(one.id for one in theirs)}",
            people=tuple(dict.fromkeys(one.person_id for one in theirs)),
            proceedings=tuple(found),
            received=received,
            is_pending=any(each.is_pending for each in found) and _latest(found, ("granted",)) is None,
            adjourned=tuple(put_off for each in found for put_off in adjournments_of(each)),
            by_hand=tuple(stop for each in found for stop in each.stops),
            denied=denied,
            remanded=_remand(case, denied),
        )


def adjournments_of(proceeding: ProceedingFacts) -> Iterator[Adjourned]:
    """Each hearing that was put off, up to the next hearing's day; None while no next hearing is set.

    A cancelled hearing that bears no code was merely replaced: it restarts nothing.
    """
    real = [each.day for each in proceeding.ended if each.was_held or each.code]
    days = sorted({*real, *(each.day for each in proceeding.hearings if each.day is not None)})
    for hearing in sorted(proceeding.ended, key=lambda each: (each.day, each.id)):
        if hearing.code:
            until = next((day for day in days if day > hearing.day), None)
            ref = f"hearing:{hearing.id}"
            yield Adjourned(on=hearing.day, until=until, code=hearing.code, ruling=hearing.ruling, ref=ref)


def _latest(proceedings: Iterable[ProceedingFacts], outcomes: tuple[str, ...]) -> date | None:
    days = [each.decided_on for one in proceedings for each in one.decisions if each.outcome in outcomes]
    return max(days, default=None)


def _remand(case: CaseFacts, denied: date | None) -> date | None:
    """The day on which the Board or a court sent a denied application back."""
    if denied is None:
        return None
    above: list[DecisionFacts] = [
        each for one in case.proceedings if one.kind in ("bia", "court_of_appeals") for each in one.decisions
    ]
    days = [each.decided_on for each in above if each.outcome == "remanded" and each.decided_on >= denied]
    return max(days, default=None)


def _why(stop: Stop) -> str:
    """What the row keeps of a stop: its code, or that a person recorded it; never the words of the file."""
    name = "recorded by hand" if stop.because == ead_clock.BY_HAND else stop.name
    return f"{name} (not decided yet)" if stop.effect == OPEN else name

"""A child's days: birthdays, the state court's age, age locks, what is missing for them, and the states' ages."""

import datetime as dt
from dataclasses import dataclass, replace

from cases.errors import Missing
from cases.law import child_clocks, counting, i589, juvenile_ages
from cases.law.problems import FactImpossible
from cases.models import JuvenileAge, Membership, Minor, StatusAssertion
from cases.queries import casefacts
from cases.queries.people import InCase

STATUSES = ("uc_determination", "uc_ended", "age_disputed", "orr_custody", "orr_release", "reunified")


@dataclass(frozen=True)
class ChildClocks:
    """A child's days with their steps, what is missing for them, and what sources say of the child's status."""

    one: InCase
    minor: Minor
    rows: tuple[child_clocks.Clock, ...]
    missing: list[str]
    assertions: list[StatusAssertion]
    is_claimed: bool  # the UC exemption is claimed on a determination that nothing later ended
    age: JuvenileAge | None
    today: dt.date


@dataclass(frozen=True)
class StateRow:
    """A state's juvenile age: what a list says, what a supervising attorney recorded, and what is counted with."""

    state: str
    listed: juvenile_ages.Listed | None
    decided: JuvenileAge | None
    earlier: list[JuvenileAge]

    @property
    def age(self) -> int:
        """The age that the clinic counts with."""
        return self.decided.age if self.decided else juvenile_ages.USUAL


def states(*, member: Membership) -> list[StateRow]:
    """Return every state with its age, those that somebody decided first."""
    recorded = JuvenileAge.objects.visible_to(member).select_related(
        "decided_by__user", "taken_back_by__user"
    )
    by_state: dict[str, list[JuvenileAge]] = {}
    for each in recorded.order_by("-decided_at", "-pk"):
        by_state.setdefault(each.state, []).append(each)
    rows = [
        StateRow(
            state=code,
            listed=juvenile_ages.listed(code),
            decided=next((each for each in by_state.get(code, []) if each.taken_back_at is None), None),
            earlier=[each for each in by_state.get(code, []) if each.taken_back_at],
        )
        for code in juvenile_ages.states()
    ]
    return sorted(rows, key=lambda row: (row.decided is None, row.state))


def decided(*, pk: int, member: Membership) -> JuvenileAge:
    """Return a state's age that stands, or raise Missing."""
    found: JuvenileAge | None = (
        JuvenileAge.objects.visible_to(member)
        .filter(pk=pk, taken_back_at=None)
        .select_related("decided_by__user")
        .first()
    )
    if found is None:
        raise Missing("There is no such age of a state, or it has been taken back.")
    return found


def children(everyone: list[InCase], *, today: dt.date) -> list[ChildClocks]:
    """Return the clocks of everybody who is recorded as a minor and not yet 21, all of one case."""
    minors = [(one, one.minor) for one in everyone if one.minor is not None and not _is_grown(one, today)]
    if not minors:
        return []
    standing = JuvenileAge.objects.filter(taken_back_at=None).select_related("decided_by__user")
    ages = {each.state: each for each in standing}
    facts = casefacts.of_case(minors[0][0].party.case)
    received = {one.person.pk: i589.of_person(facts, one.person.pk) for one, _ in minors}
    return [
        _child(one, minor, ages.get(minor.state), received[one.person.pk], today) for one, minor in minors
    ]


def _is_grown(one: InCase, today: dt.date) -> bool:
    born = one.person.birth_date
    return born is not None and today >= counting.shift(born, child_clocks.ADULT, "years")


def _child(
    one: InCase, minor: Minor, age: JuvenileAge | None, received: i589.Received | None, today: dt.date
) -> ChildClocks:
    standing = [said for said in one.assertions if said.withdrawn_at is None]
    determined = max((said.asserted_on for said in standing if said.kind == "uc_determination"), default=None)
    ended = [said for said in standing if said.kind == "uc_ended"]
    is_claimed = determined is not None and not any(said.asserted_on >= determined for said in ended)
    missing = _unsure(one, minor)
    rows: tuple[child_clocks.Clock, ...] = ()
    child = _facts(one, minor, age)
    if child is not None:
        uac = True if is_claimed else False if ended else None
        locked = received.on if received and received.principal_id else None  # a parent's I-589 locks the age
        child = replace(
            child,
            uac=uac,
            i589_received=received.on if received else None,
            principal_i589_filed=child.principal_i589_filed or locked,
        )
        try:
            rows = child_clocks.clocks(child, today=today)
        except FactImpossible as problem:
            missing.append(problem.sentence)
    return ChildClocks(
        one=one,
        minor=minor,
        rows=rows,
        missing=missing,
        assertions=[said for said in standing if said.kind in STATUSES],
        is_claimed=is_claimed,
        age=age,
        today=today,
    )


def _facts(one: InCase, minor: Minor, age: JuvenileAge | None) -> child_clocks.Child | None:
    """What the law asks of a child; None without a birth date."""
    if one.person.birth_date is None:
        return None
    state_age = (
        juvenile_ages.StateAge(age=age.age, citation=age.citation, decided_by=str(age.decided_by.user))
        if age
        else None
    )
    return child_clocks.Child(
        born=one.person.birth_date,
        state=minor.state,
        state_age=state_age,
        last_arrival=one.client.last_arrival_on if one.client else None,
        apprehended=minor.apprehended_on,
        principal_i589_filed=minor.principal_i589_on,
        petition_filed=minor.petition_filed_on,
        petition_approved=minor.petition_approved_on,
        visa_available=minor.visa_available_on,
    )


def _unsure(one: InCase, minor: Minor) -> list[str]:
    """A sentence for each fact that is missing or doubtful, saying what it would settle."""
    called, said = one.person.called, []
    if one.person.birth_date is None:
        said.append(
            f"No birth date is recorded for {called}. It would settle the 18th and 21st birthdays, the state "
            "court's age and the protective date; a birth record or the ORR release form may show it."
        )
    elif one.is_uncertain:
        word = one.person.get_birth_date_certainty_display().lower()
        said.append(
            f"The birth date is {word}, so every day below is only as sure as it is: work to the earliest possible one."
        )
    if one.client and one.client.last_arrival_on is None:
        said.append("The last arrival is not recorded, so no year runs from it here.")
    if not minor.state:
        said.append("The state where the child lives is not recorded: it decides the juvenile court's age.")
    return said

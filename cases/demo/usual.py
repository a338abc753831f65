"""What most of the invented cases have in common, so that each story tells only what is its own."""

from typing import Any

from cases.demo.days import Age
from cases.demo.shapes import Duty, Figure, Process, Reach, Said, Sitting, Sponsoring

# Telephone numbers 555-0100 to 555-0199 are reserved for invention. A-numbers of the demo begin with 298
# (Lantern Bay) or 297 (Heron Hollow) and repeat the case's place in the list, so none can pass for a real one.


def bay_number(case: int, sibling: int = 0) -> str:
    """Return the invented A-number of a Lantern Bay case's respondent."""
    return f"A298-1{case:02d}-{case * 3 + sibling:03d}"


def heron_number(case: int, sibling: int = 0) -> str:
    """Return the invented A-number of a Heron Hollow case's respondent."""
    return f"A297-2{case:02d}-{case * 3 + sibling:03d}"


def phone(last: int, *, label: str, rule: str = "") -> Reach:
    """Return an invented telephone number with the rule for using it."""
    return Reach("phone", f"(713) 555-01{last:02d}", label, "as_agreed" if rule else "unknown", rule)


def child(given: str, first: str, second: str = "", *, years: int, days: int = 0, **facts: Any) -> Figure:
    """Return a respondent of this age today, who was found to be an unaccompanied child on arrival."""
    arrived = facts.get("arrived")
    said = facts.pop("said", ())
    if arrived is not None and facts.pop("unaccompanied", True):
        said = (
            Said("uc_determination", arrived + 1, "dhs_record"),
            Said("orr_release", arrived + 36, "orr_release_form"),
            *said,
        )
    facts.pop("unaccompanied", None)
    return Figure(given, first, second, age=Age(years, days), said=said, **facts)


def adult(given: str, first: str, second: str = "", *, years: int, **facts: Any) -> Figure:
    """Return a grown person of this age."""
    return Figure(given, first, second, age=Age(years, facts.pop("days", 40)), minor=False, **facts)


def kin(
    given: str, first: str, second: str = "", *, part: str = "sponsor", detail: str = "", **facts: Any
) -> Figure:
    """Return somebody who is in the case without being a client: a sponsor, a parent, a relative."""
    return Figure(given, first, second, part=part, detail=detail, minor=False, **facts)


def kept_by(sponsor: str, relationship: str, category: str, of: Figure, **facts: Any) -> Sponsoring:
    """Return a sponsor's (given names) care of the child, from the release that the child's statuses tell of."""
    return Sponsoring(sponsor, relationship, category, released=(of.arrived or -400) + 36, **facts)


def removal(court: str, *sittings: Sitting, **facts: Any) -> Process:
    """Return a removal proceeding in this immigration court."""
    return Process("eoir_removal", court=court, sittings=sittings, **facts)


def asylum(*sittings: Sitting, **facts: Any) -> Process:
    """Return an asylum application with USCIS."""
    return Process(
        "uscis_asylum",
        court_name=facts.pop("office", "USCIS Houston Asylum Office"),
        sittings=sittings,
        **facts,
    )


def team(*names: str, **duties: str) -> tuple[Duty, ...]:
    """Return the duties of a case: ``lead="renquist"`` and so on; bare names work as paralegals."""
    return (
        *(Duty(who, duty) for duty, who in duties.items()),
        *(Duty(who, "paralegal") for who in names),
    )

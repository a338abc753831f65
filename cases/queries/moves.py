"""Changes of address of a case's respondents, each with the two duties that it started."""

from dataclasses import dataclass

from cases.errors import Missing
from cases.models import Case, Membership, Move
from cases.queries import deadlines
from cases.queries.deadlines import DeadlineRow

ORR = (
    "Notice to ORR is the sponsor's duty. Amparo never sends or suggests it: the attorney decides whether anybody "
    "is told."
)


@dataclass(frozen=True)
class MoveRow:
    """A move and its duties, the one that is due first in front."""

    move: Move
    duties: list[DeadlineRow]


def of_case(*, case: Case, member: Membership) -> list[MoveRow]:
    """Return the moves of a case's people that stand, the latest first, with their duties, open or done."""
    found = Move.objects.visible_to(member).filter(person__parties__case=case, taken_back_at=None)
    moves = list(found.select_related("person", "recorded_by__user").distinct().order_by("-moved_on", "-pk"))
    if not moves:
        return []
    triggers = [f"move:{each.pk}" for each in moves]
    duties = deadlines.of_triggers(case=case, triggers=triggers, member=member)
    return [MoveRow(each, duties.get(f"move:{each.pk}", [])) for each in moves]


def one(*, case: Case, pk: int, member: Membership) -> Move:
    """Return a move of the case that stands, or raise Missing."""
    found: Move | None = (
        Move.objects.visible_to(member)
        .filter(person__parties__case=case, taken_back_at=None, pk=pk)
        .select_related("person")
        .first()
    )
    if found is None:
        raise Missing("There is no such move in this case, or it has been taken back.")
    return found

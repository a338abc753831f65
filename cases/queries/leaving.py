"""What somebody who leaves the clinic leaves behind: their cases, with the dates and hearings that they answer for."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.access.roles import DUTIES
from cases.models import Assignment, Case, Deadline, Hearing, Membership, Party
from cases.queries import clinics, promises


@dataclass(frozen=True)
class Handover:
    """One case of theirs: what they answer for in it, who leads it without them, and who could."""

    case: Case
    who: str  # the lead client, as pages call them
    duties: list[str]
    dates: list[Deadline]  # open, and theirs
    hearings: list[Hearing]  # scheduled, of a case that they lead
    heir: Membership | None  # another lead who is at work already: the dates are theirs by themselves
    able: list[Membership]  # who may lead this case: by role, and not behind a wall
    on_team: set[int]  # who works on it

    @property
    def needs_heir(self) -> bool:
        """Whether somebody has to be named, lest a date or a hearing is nobody's."""
        return self.heir is None and bool(self.dates or self.hearings)


def handovers(*, member: Membership) -> list[Handover]:
    """Return the open cases that a member works on or owns dates of, by reference; also those that others may not see."""
    running = Assignment.objects.running().filter(membership=member).exclude(case__status="closed")
    owned = Deadline.objects.filter(owner=member, state=Deadline.State.OPEN).exclude(case__status="closed")
    ids = set(running.values_list("case_id", flat=True)) | set(owned.values_list("case_id", flat=True))
    who = promises.people(member.clinic, ids)
    colleagues = clinics.colleagues(member).exclude(pk=member.pk).filter(user__is_active=True)
    leads = list(colleagues.filter(role__in=DUTIES["lead"]))
    cases = Case.objects.filter(pk__in=ids).order_by("reference")
    return [_handover(case, member, leads, who) for case in cases]


def hidden(*, left_behind: list[Handover], member: Membership) -> int:
    """Return how many of these cases a member may not see: somebody else has to hand those over."""
    ids = {each.case.pk for each in left_behind}
    return len(ids) - Case.objects.visible_to(member).filter(pk__in=ids).count()


def _handover(case: Case, member: Membership, leads: Sequence[Membership], who: promises.People) -> Handover:
    team = who.on_case.get(case.pk, {})
    mine = team.get(member.pk, set())
    is_lead = Assignment.Duty.LEAD in mine
    heir = next(
        (
            who.members[pk]
            for pk, has in team.items()
            if "lead" in has and pk != member.pk and pk in who.members
        ),
        None,
    )
    heard = Hearing.objects.filter(proceeding__case=case, status="scheduled", day__isnull=False)
    party = Party.objects.filter(case=case, is_lead=True).select_related("person").first()
    return Handover(
        case=case,
        who=party.person.name if party else "",
        duties=sorted(str(Assignment.Duty(duty).label) for duty in mine),
        dates=list(Deadline.objects.filter(case=case, owner=member, state="open").order_by("act_by", "pk")),
        hearings=list(heard.order_by("day", "pk")) if is_lead else [],
        heir=heir,
        able=_able(case, leads, who),
        on_team=set(team),
    )


def _able(case: Case, leads: Sequence[Membership], who: promises.People) -> list[Membership]:
    """Those of the clinic's leads whom no wall keeps out; whoever works on the case already comes first."""
    team = who.on_case.get(case.pk, {})
    able = [each for each in leads if (case.pk, each.pk) not in who.walls]
    return sorted(able, key=lambda each: (each.pk not in team, str(each.user), each.pk))

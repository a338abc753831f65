"""The people of the clinic: invited, put to work on cases, taken off them, walled off, and leaving."""

import datetime as dt
import re
from functools import partial

from django.utils import timezone

from cases.actions import casework, clinics
from cases.models import Assignment, Case, Membership
from cases.queries import leaving
from cases.simulation.post import office
from cases.simulation.scene import SECOND, Scene

SEES_ALL = {"coordinator", "supervising_attorney", "staff_attorney", "paralegal"}
LEADS = ("pro_bono_attorney", "staff_attorney")
TOKEN = re.compile(r"/invitations/([A-Za-z0-9_-]+)/")
PASSWORD = "an invented pass phrase of the play"  # noqa: S105


class Staffing:
    """What happens to people, and who does it to them."""

    def __init__(self, scene: Scene, coordinator: Membership) -> None:
        """The first coordinator is there already."""
        self.scene, self.number = scene, 1
        self._came(coordinator)

    def hire(self, cases: int) -> None:
        """Bring in as many people as so many cases need."""
        wanted = {
            "coordinator": 1,
            "supervising_attorney": 1,
            "staff_attorney": 1 + cases // 100,
            "paralegal": 2 + cases // 80,
            "pro_bono_attorney": 3 + cases // 8,
        }
        for role, number in wanted.items():
            for _ in range(number):
                self.invite(role)

    def invite(self, role: str) -> str:
        """Invite somebody, who opens the link of the letter that came; return their address."""
        self.number += 1
        address = f"{role.replace('_', '.')}.{self.number}@play.example"
        with self.scene.clinic.inside():
            by = self.scene.one("coordinator")
            clinics.invite(email=address, role=role, name=f"Person {self.number}", by=by)
        token = TOKEN.findall(office.came.pop().text)[0]
        self._came(clinics.accept(token=token, name=f"Person {self.number}", password=PASSWORD))
        return address

    def _came(self, member: Membership) -> None:
        world, who = self.scene.world, member.user.email
        self.scene.staff[who] = member
        self.scene.notes.clear()
        self.scene.begin(world.in_clinic, who)
        if member.role in SEES_ALL:
            self.scene.begin(world.sees_all, who)
        if member.role == "coordinator":
            self.scene.begin(world.coordinators, who)
        for note in self.scene.notes:
            note()

    def put_to_work(self, case: Case, who: str, duty: str) -> None:
        """Assign somebody to a case."""
        casework.assign(case=case, member=self.scene.staff[who], duty=duty, by=self.scene.one("coordinator"))
        self.works(case.pk, who)

    def works(self, case: int, who: str) -> None:
        """Note that somebody works on a case from now on."""
        self.scene.begin(self.scene.world.works.setdefault(case, {}), who)

    def staff_case(self, case_id: int) -> None:
        """Give a case a lead attorney, if it has none."""
        case = Case.objects.get(pk=case_id)
        leads = Assignment.objects.filter(case=case, duty="lead", ends_at=None)
        if case.status == "closed" or leads.exists():
            return
        self.put_to_work(case, self.scene.chance.choice(self.scene.with_role(*LEADS)), "lead")

    def take_off(self, assignment: Assignment) -> None:
        """End somebody's work on a case, and look for a successor some days later."""
        scene, who = self.scene, assignment.membership.user.email
        casework.end_assignment(assignment=assignment, by=scene.one("coordinator"))
        self._off(assignment.case_id, who)
        if assignment.duty == "lead":
            case = assignment.case_id
            scene.plan(scene.in_days(0, 9), "staff a case", lambda: self.staff_case(case), case=case)

    def _off(self, case: int, who: str) -> None:
        running = Assignment.objects.filter(case_id=case, membership=self.scene.staff[who], ends_at=None)
        if not running.exists():
            self.scene.finish(self.scene.world.works[case], who)

    def _running(self) -> list[Assignment]:
        found = Assignment.objects.filter(ends_at=None, case__status="open", duty="lead").order_by("pk")
        return list(found.select_related("membership__user", "case"))

    def somebody_changes(self) -> None:
        """One of the things that happen to staff; the next one follows in some weeks."""
        scene = self.scene
        what, deed = scene.chance.choice(
            [
                ("a lead is replaced", self._replace),
                ("a volunteer leaves", self._leave),
                ("a lead is taken off a second before the morning", self._second_before),
                ("a wall is raised", self._wall),
            ]
        )
        scene.told[what] += 1
        deed()
        self.next_change()

    def next_change(self) -> None:
        """Write the next change down."""
        self.scene.plan(self.scene.in_days(4, 30), "staff changes", self.somebody_changes)

    def _replace(self) -> None:
        if running := self._running():
            found = self.scene.chance.choice(running)
            self.take_off(found)
            self.scene.touched.append(found.case_id)

    def _second_before(self) -> None:
        """The reminders of tomorrow morning are due; a second earlier the case is somebody else's."""
        if not (running := self._running()):
            return
        found, scene = self.scene.chance.choice(running), self.scene
        morning = dt.datetime.combine(
            scene.today + dt.timedelta(days=1), scene.world.morning, tzinfo=scene.zone
        )

        def now_it_is() -> None:
            fresh = Assignment.objects.select_related("membership__user").get(pk=found.pk)
            if fresh.ends_at is None:
                self.take_off(fresh)

        scene.plan(
            morning.astimezone(dt.UTC) - SECOND, "taken off a second before", now_it_is, case=found.case_id
        )

    def _wall(self) -> None:
        if not (running := self._running()):
            return
        found = self.scene.chance.choice(running)
        who, by = found.membership.user.email, self.scene.one("supervising_attorney")
        casework.raise_wall(case=found.case, member=found.membership, reason="An invented reason", by=by)
        walls = self.scene.world.walls.setdefault(found.case_id, {})
        self.scene.begin(walls, who)
        self.take_off(found)
        self.scene.touched.append(found.case_id)

    def _leave(self) -> None:
        scene = self.scene
        if len(volunteers := scene.with_role("pro_bono_attorney")) < 3:
            return
        who = scene.chance.choice(volunteers)
        member = scene.staff[who]
        mine = Assignment.objects.filter(membership=member, ends_at=None).order_by("pk")
        cases = list(dict.fromkeys(mine.values_list("case_id", flat=True)))
        left_behind = leaving.handovers(member=member)
        heirs = {each.case.pk: scene.chance.choice(each.able) for each in left_behind if each.needs_heir}
        clinics.leave(member=member, heirs=heirs, by=scene.one("coordinator"))
        scene.finish(scene.world.in_clinic, who)
        for case, heir in heirs.items():
            self.works(case, heir.user.email)
        scene.notes.append(lambda: self._gone(who))
        for case in cases:
            scene.finish(scene.world.works[case], who)
            scene.touched.append(case)
            scene.plan(scene.in_days(0, 9), "staff a case", partial(self.staff_case, case), case=case)
        back = scene.in_days(3, 20)
        scene.notes.append(lambda: scene.agenda.at(back, self._come_again))

    def _gone(self, who: str) -> None:
        self.scene.staff.pop(who, None)

    def _come_again(self) -> None:
        """A new volunteer; the invitation is a letter, so it waits while no letter goes out."""
        try:
            self.invite("pro_bono_attorney")
        except Exception as problem:  # noqa: BLE001  (whatever the mail server did: tomorrow is another day)
            self.scene.told[f"an invitation: {type(problem).__name__}"] += 1
            self.scene.agenda.at(timezone.now() + dt.timedelta(days=1), self._come_again)

"""The lives of cases: intake, court, hearings that move, orders, filings and decisions, each through its action."""

import datetime as dt

from cases.actions import casework, filings, people, proceedings
from cases.law import calendar, late_filing
from cases.models import Case, Client, Deadline, Filing, Hearing, Membership, Party, Proceeding
from cases.simulation.families import Families
from cases.simulation.scene import Scene
from cases.simulation.staffing import Staffing
from cases.simulation.world import Stood

GIVEN = (
    "Alba",
    "Beto",
    "Chayo",
    "Dina",
    "Efra",
    "Flor",
    "Goyo",
    "Hilda",
    "Ixchel",
    "Juana",
    "Lencho",
    "Maya",
)
SURNAMES = ("Ajú", "Batz", "Choc", "Ical", "Pop", "Quej", "Tzoc", "Xol")
COURTS = ("HOU", "SNA", "NYC", "LOS", "MIA")
ADJOURNED = ("01", "02", "11", "17")


class Lives:
    """What happens to the clinic's cases, and when."""

    def __init__(self, scene: Scene, staffing: Staffing, families: Families) -> None:
        """Nothing has happened yet."""
        self.scene, self.staffing, self.families = scene, staffing, families
        self.heeded = 0  # how many of the dates that stood somebody has planned for

    def begin(self, cases: int, days: int) -> None:
        """Spread so many intakes over the first two thirds of the play; a third of them come at once."""
        scene = self.scene
        for number in range(cases):
            last = 5 if number < cases // 3 else max(6, days * 2 // 3)
            scene.plan(scene.in_days(0, last), "intake", self.intake)

    def heed(self) -> None:
        """For every date that began to stand: somebody plans to file in time, late, or not at all."""
        for stood in self.scene.world.stood[self.heeded :]:
            if stood.key[0] == "deadline":
                self._plan_filing(stood)
        self.heeded = len(self.scene.world.stood)

    def _plan_filing(self, stood: Stood) -> None:
        chance = self.scene.chance
        draw, early, late = chance.random(), chance.randint(0, 30), chance.randint(1, 12)
        if draw > 0.85:
            return  # nobody ever does
        day = stood.day + dt.timedelta(days=late) if draw > 0.7 else stood.day - dt.timedelta(days=early)
        at = self.scene.office_hour(max(day, self.scene.today + dt.timedelta(days=1)))
        self.scene.plan(at, "file", lambda: self.file(stood), case=stood.case)

    def intake(self) -> None:
        """Open a case with its child, arrival and court, and write down what comes next."""
        scene, chance, by = self.scene, self.scene.chance, self.scene.one("paralegal")
        born = scene.today - dt.timedelta(days=chance.randint(5 * 365, 19 * 365))
        case = casework.open_intake(
            by=by,
            given_names=chance.choice(GIVEN),
            first_surname=chance.choice(SURNAMES),
            birth_date=born,
            birth_date_certainty="exact",
            nationality="GT",
        )
        scene.dates.know(case)
        scene.touched.append(case.pk)
        self.staffing.works(case.pk, by.user.email)
        person = Party.objects.get(case=case, is_lead=True).person
        client = Client.objects.get(person=person)
        arrived = scene.today - dt.timedelta(days=chance.randint(10, 330))
        people.change_client(
            client=client, version=client.version, case=case, by=by,
            last_arrival_on=arrived, last_arrival_certainty="exact",
        )  # fmt: skip
        casework.finish_intake(case=case, by=by)
        served = arrived + dt.timedelta(days=chance.randint(1, 9))
        court = proceedings.add(
            case=case, by=by, kind="eoir_removal", court_code=chance.choice(COURTS), nta_served_on=served
        )
        pk = case.pk
        scene.plan(scene.in_days(0, 6), "staff a case", lambda: self.staffing.staff_case(pk), case=pk)
        scene.plan(
            scene.in_days(0, 12), "set a hearing", lambda: self.set_hearing(court.pk, "master"), case=pk
        )
        self.families.begin(pk)
        if chance.random() < 0.8:
            scene.plan(scene.in_days(15, 260), "file the I-589", lambda: self.file_i589(court.pk), case=pk)

    def _clerk(self, case: Case) -> Membership:
        return self.scene.one("paralegal", "staff_attorney")

    def _court_day(self, first: int, last: int) -> dt.date:
        return calendar.next_open(
            self.scene.today + dt.timedelta(days=self.scene.chance.randint(first, last))
        )

    def set_hearing(self, proceeding_id: int, kind: str) -> None:
        """The court sets a hearing; it may move, and it comes."""
        court = Proceeding.objects.select_related("case__clinic").get(pk=proceeding_id)
        if court.case.status == "closed" or court.status != "pending":
            return
        chance = self.scene.chance
        day = self._court_day(20, 110) if kind == "master" else self._court_day(45, 260)
        due = day - dt.timedelta(days=15) if chance.random() < 0.3 else None
        hearing = proceedings.add_hearing(
            proceeding=court, by=self._clerk(court.case), kind=kind, day=day,
            time=dt.time(chance.choice((8, 9, 13)), chance.choice((0, 30))), filings_due_on=due,
        )  # fmt: skip
        self._follow(hearing)

    def _follow(self, hearing: Hearing) -> None:
        """Write down what becomes of a hearing that was just set: a move or an order on the way, then its day."""
        scene, pk, case = self.scene, hearing.pk, hearing.proceeding.case_id
        day = hearing.day or scene.today
        ahead = (day - scene.today).days
        if ahead > 4 and scene.chance.random() < 0.45:
            what = scene.chance.choice((self.move, self.move, self.order))
            scene.plan(scene.in_days(1, ahead - 2), "court changes a hearing", lambda: what(pk), case=case)
        after = scene.office_hour(day + dt.timedelta(days=scene.chance.randint(0, 2)))
        scene.plan(after, "a hearing comes", lambda: self.come(pk, day), case=case)

    def _standing(self, hearing_id: int) -> Hearing | None:
        found: Hearing | None = (
            Hearing.objects.select_related("proceeding__case__clinic")
            .filter(pk=hearing_id, status="scheduled", proceeding__status="pending")
            .exclude(proceeding__case__status="closed")
            .first()
        )
        return found

    def move(self, hearing_id: int) -> None:
        """The court moves a hearing: later as a rule, sometimes nearer, once in a while to the next week."""
        if (hearing := self._standing(hearing_id)) is None:
            return
        first, last = self.scene.chance.choice(((30, 160), (60, 200), (3, 40), (2, 9)))
        moved = proceedings.move_hearing(
            hearing=hearing, version=hearing.version, by=self._clerk(hearing.proceeding.case),
            day=self._court_day(first, last), time=hearing.time, source="ecas",
        )  # fmt: skip
        self._follow(moved)

    def order(self, hearing_id: int) -> None:
        """The judge orders filings by a day."""
        hearing = self._standing(hearing_id)
        if hearing is None or hearing.day is None or hearing.day <= self.scene.today + dt.timedelta(days=10):
            return
        days = self.scene.chance.randint(3, (hearing.day - self.scene.today).days - 2)
        due = calendar.next_open(self.scene.today + dt.timedelta(days=days))
        proceedings.move_hearing(
            hearing=hearing, version=hearing.version, by=self._clerk(hearing.proceeding.case), day=hearing.day,
            time=hearing.time, filings_due_on=min(due, hearing.day), source="in_court",
        )  # fmt: skip

    def come(self, hearing_id: int, day: dt.date) -> None:
        """The day of a hearing is over: held or adjourned, then the next one or a decision."""
        hearing, chance = self._standing(hearing_id), self.scene.chance
        if hearing is None or hearing.day != day:
            return  # it was moved meanwhile
        is_held = chance.random() < 0.7
        by, court = self._clerk(hearing.proceeding.case), hearing.proceeding
        proceedings.end_hearing(
            hearing=hearing, version=hearing.version, by=by, status="held" if is_held else "cancelled",
            adjournment_code="" if is_held else chance.choice(ADJOURNED),
        )  # fmt: skip
        if is_held and hearing.kind == "individual":
            self._decide(court, by)
            return
        kind = "individual" if is_held else hearing.kind
        at = self.scene.in_days(0, 25)
        self.scene.plan(at, "set a hearing", lambda: self.set_hearing(court.pk, kind), case=court.case_id)

    def _decide(self, court: Proceeding, by: Membership) -> None:
        chance, case = self.scene.chance, court.case_id
        outcome = chance.choice(("granted", "removal", "terminated", "removal"))
        service = chance.choice(("oral", "mailed", "e_served"))
        proceedings.record_decision(
            proceeding=court, by=by, outcome=outcome, decided_on=self.scene.today, service=service
        )
        self.scene.plan(self.scene.in_days(35, 90), "close a case", lambda: self.close(case), case=case)

    def file_i589(self, proceeding_id: int) -> None:
        """The asylum application is received: its one-year date is met."""
        court = Proceeding.objects.select_related("case__clinic").get(pk=proceeding_id)
        proceedings.change(
            proceeding=court,
            version=court.version,
            by=self._clerk(court.case),
            i589_filed_on=self.scene.today,
        )

    def file(self, stood: Stood) -> None:
        """Somebody files for a date; the clerk accepts it then or days later, and now and then rejects it."""
        rule, trigger = stood.key[2].split(" ", 1)
        row = Deadline.objects.filter(
            case_id=stood.case, rule=rule, trigger=trigger, act_by=stood.day, state="open"
        ).first()
        if row is None:
            return
        scene, by = self.scene, self._clerk(row.case)
        if not late_filing.is_filed(row.rule, row.kind):
            filings.settle(deadline=row, because="Done, says the play", by=by)
            return
        method = scene.chance.choice(("ecas", "counter"))
        filing = filings.record(
            case=row.case,
            by=by,
            title="An invented filing",
            method=method,
            filed_on=scene.today,
            deadline=row,
        )
        pk, is_good = filing.pk, scene.chance.random() < 0.88
        scene.plan(
            scene.in_days(0, 6),
            "the clerk answers",
            lambda: self.answer(pk, is_good=is_good),
            case=stood.case,
        )

    def answer(self, filing_id: int, *, is_good: bool) -> None:
        """The clerk accepts or rejects; what was rejected is filed again some days later."""
        filing = Filing.objects.select_related("case__clinic").get(pk=filing_id)
        by, today = self._clerk(filing.case), self.scene.today
        if is_good:
            filings.accept(filing=filing, version=filing.version, on=today, by=by)
            return
        rejected, now = self.scene.world.rejected.setdefault(filing.case_id, []), self.scene.now
        self.scene.notes.append(lambda: rejected.append(now))
        filings.reject(filing=filing, version=filing.version, on=today, reason="No cover page", by=by)
        self.scene.plan(
            self.scene.in_days(2, 8),
            "accepted after all",
            lambda: self.answer(filing_id, is_good=True),
            case=filing.case_id,
        )

    def close(self, case_id: int) -> None:
        """The case is closed."""
        case = Case.objects.get(pk=case_id)
        if case.status == "open":
            casework.close(
                case=case, version=case.version, because="Decided", by=self.scene.one("coordinator")
            )

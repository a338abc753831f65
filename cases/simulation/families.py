"""The families: who agrees to be reminded of hearings, takes it back, gives up an address, or turns against the child."""

from cases.actions import consents, contacts, people, sponsors, todos
from cases.models import Case, ContactPoint, Minor, Party, Person, ReminderConsent, Sponsorship, ToDo
from cases.simulation.scene import Scene

LANGUAGES = ("eng", "spa", "por")
RULE = "Only in the evening, and say nothing of a court."


class Families:
    """What happens between the clinic and the families of its cases."""

    def __init__(self, scene: Scene) -> None:
        """Nobody has been asked yet."""
        self.scene = scene

    def begin(self, case: int) -> None:
        """Write down whether a case's child and sponsor are asked, and when."""
        scene, chance = self.scene, self.scene.chance
        if chance.random() < 0.5:
            scene.plan(scene.in_days(1, 20), "a child agrees", lambda: self.child_agrees(case), case=case)
        if chance.random() < 0.35:
            scene.plan(scene.in_days(1, 30), "a sponsor comes", lambda: self.sponsor_comes(case), case=case)

    def _open(self, case_id: int) -> Case | None:
        found: Case | None = Case.objects.filter(pk=case_id, status="open").first()
        return found

    def child_agrees(self, case_id: int) -> None:
        """The client agrees to be written to at an address of their own."""
        case = self._open(case_id)
        if case is not None:
            child = Party.objects.select_related("person").get(case=case, is_lead=True).person
            self._agree(case, child, "client", self._contact(case, child, "child"))

    def sponsor_comes(self, case_id: int) -> None:
        """The child lives with a sponsor, who agrees for themselves; some turn against the child later."""
        if (case := self._open(case_id)) is None:
            return
        scene, by = self.scene, self.scene.one("paralegal")
        minor = Minor.objects.get(person__parties__case=case, person__parties__is_lead=True)
        sponsor = people.record_person(case=case, part="sponsor", by=by, given_names="Invented")
        placed = sponsors.place(minor=minor, person=sponsor, case=case, by=by, standing="supportive")
        contact = self._contact(case, sponsor, "sponsor")
        self._agree(case, sponsor, "sponsor", contact)
        if scene.chance.random() < 0.4:
            pk, address = placed.pk, contact.value.reveal()
            scene.plan(
                scene.in_days(5, 150),
                "a sponsor turns adverse",
                lambda: self.turns_adverse(case_id, pk, address),
                case=case_id,
            )

    def _contact(self, case: Case, person: Person, who: str) -> ContactPoint:
        address = f"{who}.{case.pk}@people.example"
        by, families = self.scene.one("paralegal"), self.scene.dates.families
        self.scene.notes.append(lambda: families.update({address: case.pk}))
        return contacts.add(
            person=person, case=case, kind="email", value=address, by=by, safety="as_agreed", rule=RULE
        )

    def _agree(self, case: Case, person: Person, capacity: str, contact: ContactPoint) -> None:
        scene, chance = self.scene, self.scene.chance
        address = contact.value.reveal()
        given = consents.record(
            case=case, person=person, contact=contact, capacity=capacity, by=scene.one("paralegal"),
            language=chance.choice(LANGUAGES), given_on=scene.today,
        )  # fmt: skip
        scene.begin(scene.world.agreed.setdefault(case.pk, {}), address)
        pk, case_id = given.pk, case.pk
        draw, at = chance.random(), scene.in_days(3, 120)
        if draw < 0.2:
            scene.plan(at, "a consent is revoked", lambda: self.revoke(case_id, pk, address), case=case_id)
        elif draw < 0.4:
            scene.plan(
                at, "a contact is unsafe", lambda: self.unsafe(case_id, contact.pk, address), case=case_id
            )

    def revoke(self, case_id: int, consent_id: int, address: str) -> None:
        """They take it back; some agree again weeks later."""
        scene = self.scene
        consent = ReminderConsent.objects.select_related("case", "person", "contact").get(pk=consent_id)
        if consent.revoked_at is not None:
            return
        consents.revoke(consent=consent, by=scene.one("paralegal"))
        scene.finish(scene.world.agreed[case_id], address)
        if scene.chance.random() < 0.5:
            again = scene.in_days(2, 30)
            scene.plan(again, "agrees again", lambda: self.again(consent), case=case_id)

    def again(self, consent: ReminderConsent) -> None:
        """Whoever took it back agrees anew, to the same address."""
        case = self._open(consent.case_id)
        contact = ContactPoint.objects.get(pk=consent.contact_id)
        if case is not None:
            self._agree(case, consent.person, consent.capacity, contact)

    def unsafe(self, case_id: int, contact_id: int, address: str) -> None:
        """Somebody else reads the mail there: it is never used again, or it is gone altogether."""
        scene, by = self.scene, self.scene.one("paralegal")
        point, case = ContactPoint.objects.get(pk=contact_id), Case.objects.get(pk=case_id)
        if scene.chance.random() < 0.5:
            contacts.change_rule(point=point, case=case, safety="never", rule="", by=by)
        else:
            contacts.retire(point=point, case=case, by=by)
        self._stopped(case_id, address)

    def turns_adverse(self, case_id: int, sponsorship_id: int, address: str) -> None:
        """The sponsor turns against the child."""
        case = Case.objects.get(pk=case_id)
        placed = Sponsorship.objects.get(pk=sponsorship_id)
        sponsors.change_standing(
            sponsorship=placed, version=placed.version, case=case, standing="adverse",
            reason="Threats, says the play", by=self.scene.one("paralegal"),
        )  # fmt: skip
        self._stopped(case_id, address)

    def _stopped(self, case_id: int, address: str) -> None:
        """Note it, if letters could have gone there until now; in a day or two somebody tells the child."""
        scene, now = self.scene, self.scene.now
        windows = scene.world.agreed.get(case_id, {})
        if not any(window.until is None for window in windows.get(address, [])):
            return
        scene.notes.append(lambda: scene.world.stopped.append((case_id, now)))
        scene.notes.append(lambda: scene.soon.append(now))
        scene.finish(windows, address)
        scene.plan(scene.in_days(1, 3), "the child is told", lambda: self.told(case_id), case=case_id)

    def told(self, case_id: int) -> None:
        """Somebody told the child."""
        for each in ToDo.objects.filter(case_id=case_id, done_at=None).order_by("pk"):
            todos.do(todo=each, outcome="Told by telephone, says the play", by=self.scene.one("paralegal"))

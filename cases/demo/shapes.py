"""The shapes in which the invented world is written down; every day in them is a number of days from today."""

from dataclasses import dataclass

from cases.demo.days import Age

Paragraphs = tuple[tuple[str, str], ...]  # (English, Spanish); an empty Spanish marks a heading


@dataclass(frozen=True)
class Reach:
    """A way to reach somebody: kind (phone, whatsapp, email, address), the value, whose, and the rule for using it."""

    kind: str
    value: str
    label: str = ""
    safety: str = "unknown"
    rule: str = ""


@dataclass(frozen=True)
class Said:
    """A status assertion: which, how many days ago its source dates it (negative), and the source."""

    kind: str
    on: int
    source: str
    detail: str = ""


@dataclass(frozen=True)
class Figure:
    """A person of a case, as far as the clinic knows them. Days and ages count from today."""

    given: str
    first: str
    second: str = ""
    part: str = "respondent"
    detail: str = ""
    called: str = ""
    age: Age | None = None
    certainty: str = "exact"
    gender: str = "unknown"
    nationality: str = ""
    birthplace: str = ""
    languages: tuple[str, ...] = ("spa",)
    a_number: str = ""
    arrived: int | None = None
    arrival_certainty: str = "exact"
    entry: str = "without_inspection"
    entry_place: str = ""
    minor: bool = True
    said: tuple[Said, ...] = ()
    reach: tuple[Reach, ...] = ()
    moved: int | None = None  # days from today

    @property
    def name(self) -> str:
        """The full name as the person writes it."""
        return " ".join(part for part in (self.given, self.first, self.second) if part)


@dataclass(frozen=True)
class Sponsoring:
    """A stretch of a sponsor's care: who, how related, ORR category, from and until when, and how it stands."""

    sponsor: str  # given names of the figure
    relationship: str
    category: str
    released: int
    ended: int | None = None
    standing: str = "supportive"
    adverse_since: int | None = None
    adverse_reason: str = ""


@dataclass(frozen=True)
class Report:
    """What another source says of a hearing after it was set; ``adopt`` moves the hearing to it."""

    source: str
    on: int | None
    time: str = "08:30"
    adopt: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Sitting:
    """A hearing: ``on`` is days from today, snapped to a court day; None and no time means to be determined."""

    kind: str
    on: int | None
    time: str = "08:30"
    setting: str = "at"
    medium: str = "in_person"
    source: str = "notice"
    filings_due: int | None = None  # days from today
    reports: tuple[Report, ...] = ()
    outcome: str = ""  # held or cancelled
    adjournment: str = ""


@dataclass(frozen=True)
class Ruling:
    """A decision: outcome, and how many days ago it was made and served."""

    outcome: str
    on: int
    service: str = "oral"
    reserved: bool = True


@dataclass(frozen=True)
class Stopped:
    """A stop of the work-permit clock that a person recorded: from, until (None: it stands), why, and who says so."""

    on: int
    until: int | None
    reason: str
    source: str = "uscis_notice"


@dataclass(frozen=True)
class Process:
    """A proceeding with its hearings and decision."""

    kind: str
    court: str = ""
    court_name: str = ""
    judge: str = ""
    number: str = ""
    detained: bool = False
    nta: int | None = None
    i589: int | None = None
    opened: int | None = None
    sittings: tuple[Sitting, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    ruling: Ruling | None = None


@dataclass(frozen=True)
class Answer:
    """What a clerk said of a filing: accepted or rejected, how many days ago, and why."""

    outcome: str
    on: int
    reason: str = ""


@dataclass(frozen=True)
class Sent:
    """Something filed for the date of a rule, so many days ago, and what became of it so far, in order."""

    rule: str
    title: str
    on: int
    answers: tuple[Answer, ...] = ()
    method: str = "ecas"
    document_type: str = ""
    receipt_number: str = ""


@dataclass(frozen=True)
class Noticed:
    """A notice with a date about the child: its kind, and the day that it sets in days from today."""

    kind: str
    fact: str
    on: int


@dataclass(frozen=True)
class Duty:
    """Who works on the case (a staff key), as what, and from when until when in days from today."""

    who: str
    duty: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Jotting:
    """A note in the file, by whom, of which kind."""

    who: str
    text: str
    kind: str = "general"


@dataclass(frozen=True)
class Story:
    """One case of the demo: everything that is put into the clinic's records through the actions."""

    key: str
    summary: str
    figures: tuple[Figure, ...]
    status: str = "open"  # intake, open, closed
    opened: int = -200
    closed_because: str = ""
    theory: str = ""
    intake_step: str = ""
    sponsoring: tuple[Sponsoring, ...] = ()
    processes: tuple[Process, ...] = ()
    duties: tuple[Duty, ...] = ()
    walls: tuple[tuple[str, str], ...] = ()  # (staff key, reason)
    notes: tuple[Jotting, ...] = ()
    papers: tuple[str, ...] = ()
    relative: str = ""  # whom the papers mourn or name
    relation: str = "brother"
    town: str = ""
    department: str = ""
    words: str = ""  # key of the declaration's text in words.py
    interpreter: str = ""  # a staff key, or "name" for somebody from outside
    sent: tuple[Sent, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    packet: bool = False

    @property
    def child(self) -> Figure:
        """The lead respondent."""
        return self.figures[0]


@dataclass(frozen=True)
class Worker:
    """Somebody who works at a demo clinic. ``also`` is the role the same person holds at the other clinic."""

    key: str
    name: str
    role: str
    firm: str = ""
    bar_number: str = ""
    eoir_id: str = ""
    phone: str = ""
    supervisor: str = ""

    @property
    def email(self) -> str:
        """The address to sign in with: first.last in the reserved domain for examples."""
        words = self.name.lower().replace("'", "").split()
        return f"{words[0]}.{words[-1]}@amparo.example.org"


@dataclass(frozen=True)
class House:
    """A demo clinic: its own facts, its people, its cases."""

    slug: str
    name: str
    prefix: str
    time_zone: str
    street: str
    city: str
    state: str
    zip_code: str
    phone: str
    workers: tuple[Worker, ...]
    stories: tuple[Story, ...]

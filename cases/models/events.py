"""The chronology: what happened to the declarant, when as honestly as they know it, and what each source says of it."""

from django.db import models
from django.db.models import Q

from cases import vault
from cases.models.base import Fenced, paired, within_clinic


class Reported(models.TextChoices):
    """Whether anybody told the police or a prosecutor."""

    NOT_ASKED = "", "Not asked yet"
    YES = "yes", "Yes"
    BY_ANOTHER = "by_another", "Somebody else reported it"
    NO = "no", "No"
    AFRAID = "afraid", "No, for fear"
    UNKNOWN = "unknown", "Does not know"


class Event(Fenced):
    """Something that happened, as the declarant tells it: an honest date, a place, people, the harm, what the police did."""

    case = within_clinic("Case", related_name="events")
    title = vault.SealedTextField(help_text="What happened, in a line.")
    story = vault.SealedTextField(blank=True, help_text="In the declarant's words.")
    happened = vault.SealedTextField(
        blank=True, help_text="When: an honest date, as law/honest_dates writes it."
    )
    other = within_clinic("Event", null=True, blank=True, help_text="Before or after which event it was.")
    place = vault.SealedTextField(blank=True)
    people = vault.SealedTextField(
        blank=True, help_text="Name as it is said, role and gang of each, as JSON."
    )
    harm = vault.SealedTextField(blank=True)
    reported = models.CharField(
        max_length=12, choices=Reported.choices, blank=True, default=Reported.NOT_ASKED
    )
    report_answer = vault.SealedTextField(blank=True, help_text="What the police answered or did.")
    position = models.PositiveIntegerField(help_text="As they are told; orders what no date orders.")
    version = models.PositiveIntegerField(default=1)
    created_by = within_clinic("Membership")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = within_clinic("Membership", null=True, blank=True)

    class Meta(Fenced.Meta):
        ordering = ["position", "pk"]
        constraints = [
            paired("event_struck_by_someone", "struck_at", "struck_by"),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=models.F("pk")), name="event_is_not_before_itself"
            ),
        ]


class Account(Fenced):
    """What one source says of one event, or of one fact of a person. Empty fields: the source does not say."""

    class Source(models.TextChoices):
        PARAGRAPH = "paragraph", "A paragraph of a declaration"
        EXHIBIT = "exhibit", "An exhibit"
        ANSWER = "answer", "An answer of the I-589"
        SESSION = "session", "A session with the client"
        NTA = "nta", "Notice to appear"
        I213 = "i213", "Record of deportable alien (I-213)"
        CREDIBLE_FEAR = "credible_fear", "Credible-fear or asylum officer's notes"
        ORR = "orr", "ORR notes or assessment"
        STATEMENT = "statement", "An earlier statement"
        OTHER = "other", "Another record"

    case = within_clinic("Case", related_name="accounts")
    event = within_clinic("Event", null=True, blank=True, related_name="accounts")
    fact = models.CharField(max_length=40, blank=True, help_text="As in cases/law/facts_told.toml.")
    about = within_clinic("Person", null=True, blank=True, help_text="Whose fact it is.")
    source = models.CharField(max_length=14, choices=Source.choices)
    declaration = within_clinic("Declaration", null=True, blank=True)
    paragraph = models.UUIDField(null=True, blank=True, help_text="Paragraph.uid: it survives every version.")
    language = models.CharField(max_length=3, blank=True, help_text="Of the paragraph's text that says so.")
    document = within_clinic("Document", null=True, blank=True, related_name="accounts")
    answer = within_clinic("Answer", null=True, blank=True, related_name="accounts")
    session = within_clinic("InterviewSession", null=True, blank=True, related_name="accounts")
    page = models.PositiveIntegerField(null=True, blank=True, help_text="Of the paper, from 1.")
    record_on = models.DateField(null=True, blank=True, help_text="The date that the record bears.")
    words = vault.SealedTextField(blank=True, help_text="As the source has it.")
    happened = vault.SealedTextField(blank=True, help_text="When: an honest date.")
    other = within_clinic("Event", null=True, blank=True, help_text="Before or after which event.")
    age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Years, as the source says.")
    place = vault.SealedTextField(blank=True)
    people = vault.SealedTextField(blank=True, help_text="As on an event.")
    says_nobody_else = models.BooleanField(default=False, help_text="It says that nobody else was there.")
    times = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How often it happened.")
    count = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many people did it.")
    reported = models.CharField(
        max_length=12, choices=Reported.choices, blank=True, default=Reported.NOT_ASKED
    )
    value = vault.SealedTextField(blank=True, help_text="Of a fact: a name, an address, a manner of entry.")
    version = models.PositiveIntegerField(default=1)
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = within_clinic("Membership", null=True, blank=True)

    class Meta(Fenced.Meta):
        ordering = ["pk"]
        constraints = [
            paired("account_struck_by_someone", "struck_at", "struck_by"),
            paired("account_of_a_paragraph_of_a_declaration", "declaration", "paragraph"),
            models.CheckConstraint(
                condition=Q(event__isnull=False, fact="") | (Q(event=None) & ~Q(fact="")),
                name="account_of_an_event_or_of_a_fact",
            ),
            models.CheckConstraint(
                condition=(
                    (Q(source="paragraph") & Q(paragraph__isnull=False))
                    | (Q(paragraph=None) & ~Q(source="paragraph"))
                ),
                name="account_names_its_paragraph",
            ),
            models.CheckConstraint(
                condition=(~Q(source="answer") & Q(answer=None))
                | (Q(source="answer") & Q(answer__isnull=False)),
                name="account_names_its_answer",
            ),
            models.CheckConstraint(
                condition=(~Q(source="session") & Q(session=None))
                | (Q(source="session") & Q(session__isnull=False)),
                name="account_names_its_session",
            ),
            models.CheckConstraint(
                condition=~Q(source="exhibit") | Q(document__isnull=False), name="account_names_its_exhibit"
            ),
        ]

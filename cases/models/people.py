"""People: clients, minors, sponsors and everyone else a case names, and how they may be reached."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases import vault
from cases.models.base import Fenced, one_within_clinic, paired, within_clinic


class Certainty(models.TextChoices):
    """How sure the clinic is of a date."""

    EXACT = "exact", "Exact"
    APPROXIMATE = "approximate", "Approximate"
    DISPUTED = "disputed", "Disputed"
    UNKNOWN = "unknown", "Unknown"
    NOT_SAID = "not_said", "Would rather not say"


class Gender(models.TextChoices):
    """Gender as the person gives it."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Another gender"
    NOT_SAID = "not_said", "Would rather not say"
    UNKNOWN = "unknown", "Unknown"


def called(given_names: str, preferred_name: str) -> str:
    """Return the name to use when speaking to somebody: the preferred one, else the first of the given ones."""
    return preferred_name or given_names.split(" ", maxsplit=1)[0]


class Person(Fenced):
    """A human being named in a case. Names are stored as plain text so that they can be searched."""

    case_path = "parties__case"

    given_names = models.CharField(max_length=120)
    first_surname = models.CharField(max_length=120, blank=True)
    second_surname = models.CharField(max_length=120, blank=True)
    preferred_name = models.CharField(
        max_length=120, blank=True, help_text="What the person wants to be called."
    )
    birth_date = models.DateField(null=True, blank=True)
    birth_date_certainty = models.CharField(
        max_length=12, choices=Certainty.choices, default=Certainty.UNKNOWN
    )
    gender = models.CharField(max_length=10, choices=Gender.choices, default=Gender.UNKNOWN)
    nationality = models.CharField(max_length=2, blank=True)
    birthplace = models.CharField(max_length=200, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3), default=list, blank=True, help_text="ISO 639-3, best language first."
    )
    a_number = vault.SealedTextField(null=True, blank=True)
    # Null, not "": an empty hash would be unique only once.
    a_number_hash = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(Fenced.Meta):
        verbose_name_plural = "people"
        constraints = [
            # Per clinic: a refusal must never tell that another clinic knows this number.
            models.UniqueConstraint(fields=["clinic", "a_number_hash"], name="a_number_once_per_clinic"),
            paired("a_number_sealed_and_findable", "a_number", "a_number_hash"),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=False) | Q(birth_date_certainty__in=["unknown", "not_said"]),
                name="no_certainty_without_birth_date",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "first_surname", "given_names"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The full name as the person writes it: given names, then both surnames."""
        return " ".join(part for part in (self.given_names, self.first_surname, self.second_surname) if part)

    @property
    def called(self) -> str:
        """The name to use when speaking to them."""
        return called(self.given_names, self.preferred_name)


class ContactPoint(Fenced):
    """A way to reach a person, with the rule for using it."""

    case_path = "person__parties__case"

    class Kind(models.TextChoices):
        PHONE = "phone", "Phone"
        WHATSAPP = "whatsapp", "WhatsApp"
        EMAIL = "email", "E-mail"
        ADDRESS = "address", "Address"

    class Safety(models.TextChoices):
        UNKNOWN = "unknown", "Not asked yet"
        AS_AGREED = "as_agreed", "Only as agreed"
        DO_NOT_USE = "do_not_use", "Do not use"

    person = within_clinic("Person", related_name="contact_points")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = vault.SealedTextField()
    label = models.CharField(max_length=60, blank=True, help_text="Whose it is: own, aunt's, school.")
    safety = models.CharField(max_length=12, choices=Safety.choices, default=Safety.UNKNOWN)
    rule = models.CharField(
        max_length=300, blank=True, help_text="When to call, what to say, what never to say."
    )
    is_current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(auto_now_add=True)


class Client(Fenced):
    """A person whom the clinic represents."""

    case_path = "person__parties__case"

    class Entry(models.TextChoices):
        UNKNOWN = "unknown", "Unknown"
        WITHOUT_INSPECTION = "without_inspection", "Between ports, without inspection"
        PORT_OF_ENTRY = "port_of_entry", "Presented at a port of entry"
        PAROLED = "paroled", "Paroled"
        VISA = "visa", "With a visa"
        NOT_SAID = "not_said", "Would rather not say"

    person = one_within_clinic("Person", related_name="client_role")
    last_arrival_on = models.DateField(null=True, blank=True)
    last_arrival_certainty = models.CharField(
        max_length=12, choices=Certainty.choices, default=Certainty.UNKNOWN
    )
    manner_of_entry = models.CharField(max_length=20, choices=Entry.choices, default=Entry.UNKNOWN)
    place_of_entry = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)


class Minor(Fenced):
    """A client or family member under 21 whose status as a child matters. The status is assertions, not a flag."""

    case_path = "person__parties__case"

    person = one_within_clinic("Person", related_name="minor_role")
    state = models.CharField(
        max_length=2, blank=True, help_text="State of residence: decides the juvenile court's age."
    )
    note = models.CharField(max_length=300, blank=True)
    # The days that fix a child's age for a benefit; each empty until somebody knows it.
    apprehended_on = models.DateField(null=True, blank=True)
    principal_i589_on = models.DateField("parent's I-589 received on", null=True, blank=True)
    petition_filed_on = models.DateField("visa petition filed on", null=True, blank=True)
    petition_approved_on = models.DateField("visa petition approved on", null=True, blank=True)
    visa_available_on = models.DateField("visa available from", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)


class StatusAssertion(Fenced):
    """What one source says of a minor's status, and since when; later rows stand beside it, not over it."""

    case_path = "minor__person__parties__case"

    class Kind(models.TextChoices):
        UC_DETERMINATION = "uc_determination", "Determined an unaccompanied child (UC/UAC)"
        UC_ENDED = "uc_ended", "UC determination ended or disputed"
        ORR_CUSTODY = "orr_custody", "In ORR custody"
        ORR_RELEASE = "orr_release", "Released by ORR to a sponsor"
        PARENT_DIED = "parent_died", "A parent has died"
        PARENT_ABUSED = "parent_abused", "Abused by a parent"
        PARENT_NEGLECTED = "parent_neglected", "Neglected by a parent"
        PARENT_ABANDONED = "parent_abandoned", "Abandoned by a parent"
        REUNIFIED = "reunified", "Living with a parent again"
        AGE_DISPUTED = "age_disputed", "Age disputed by the government"

    class Source(models.TextChoices):
        ORR_RELEASE_FORM = "orr_release_form", "ORR verification of release"
        DHS_RECORD = "dhs_record", "DHS record (I-213, I-770)"
        COURT_ORDER = "court_order", "Court order"
        BIRTH_RECORD = "birth_record", "Birth or death record"
        CLIENT = "client", "The client says so"
        FAMILY = "family", "A family member says so"
        SPONSOR = "sponsor", "The sponsor says so"
        OTHER = "other", "Another source"

    minor = within_clinic("Minor", related_name="assertions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    asserted_on = models.DateField(help_text="The date that the source gives.")
    source = models.CharField(max_length=20, choices=Source.choices)
    detail = models.CharField(max_length=300, blank=True)
    recorded_by = within_clinic("Membership")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = within_clinic("Membership", null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [paired("assertion_withdrawn_by_someone", "withdrawn_at", "withdrawn_by")]


class Sponsor(Fenced):
    """A person to whom ORR released a child. May be kind, absent or dangerous; the place is the child's too."""

    case_path = "person__parties__case"

    person = one_within_clinic("Person", related_name="sponsor_role")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)


class Sponsorship(Fenced):
    """One stretch of one sponsor's care for one minor, in the ORR category of the release."""

    case_path = "minor__person__parties__case"

    class Category(models.TextChoices):
        ONE = "1", "Category 1: parent or legal guardian"
        TWO_A = "2A", "Category 2A: close relative who was primary caregiver, sibling, grandparent"
        TWO_B = "2B", "Category 2B: other close relative"
        THREE = "3", "Category 3: distant relative or unrelated adult"
        FOUR = "4", "Category 4: no sponsor identified"
        UNKNOWN = "unknown", "Not known"

    class Standing(models.TextChoices):
        SUPPORTIVE = "supportive", "Supportive"
        UNCLEAR = "unclear", "Unclear"
        ADVERSE = "adverse", "Adverse"

    minor = within_clinic("Minor", related_name="sponsorships")
    sponsor = within_clinic("Sponsor", related_name="sponsorships")
    relationship = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=8, choices=Category.choices, default=Category.UNKNOWN)
    released_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.UNCLEAR)
    adverse_since = models.DateField(null=True, blank=True)
    adverse_reason = vault.SealedTextField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["minor"], condition=Q(ended_on=None), name="one_open_sponsorship_per_minor"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(released_on=None) | Q(ended_on__gte=models.F("released_on")),
                name="sponsorship_ends_after_release",
            ),
            models.CheckConstraint(
                condition=~Q(standing="adverse") | Q(adverse_since__isnull=False), name="adverse_has_a_date"
            ),
        ]

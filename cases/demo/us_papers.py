"""Papers from the United States: release and court forms, letters, the evaluation, the report on conditions."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from cases.demo.days import spoken
from cases.demo.papers import Paper, Sheet
from cases.demo.telling import Telling


def release(tale: Telling) -> Paper:
    """The form that released the child to the sponsor, scanned."""
    form = Sheet(
        "form", head=("Invented form", "not a government document"), title="Verification of release",
        rows=(
            ("Child", tale.child), ("Date of birth", spoken(tale.born)),
            ("Date of release", spoken(tale.released_on)), ("Released to", tale.sponsor),
            ("Relationship", tale.sponsor_relation), ("Place", tale.us_city),
        ),
        text=("The sponsor agrees to provide for the child and to see that the child appears at every hearing.",),
        hand="(signed)", signed=("Case manager",),
    )
    return Paper(
        "verification-of-release", "Verification of release", (form,), dated=spoken(tale.released_on),
        proves="Determined an unaccompanied child; released to a sponsor", scanned=(0,),
    )


def notice(tale: Telling) -> Paper:
    """A hearing notice in the invented form, scanned."""
    form = Sheet(
        "form", head=("Immigration court (invented notice)", tale.court), title="Notice of hearing",
        rows=(("Respondent", tale.child), ("Court", tale.court), ("Hearing", tale.hearing)),
        text=(
            "Please take notice that the above case is set for a hearing at the date and time shown.",
            "Failure to appear may result in an order made in your absence.",
        ),
        signed=("Court staff",), hand="sent by mail",
    )
    return Paper(
        "notice-of-hearing", "Notice of hearing", (form,), dated=spoken(tale.written_on),
        proves="Date and place of the hearing", scanned=(0,),
    )


def affidavit(tale: Telling) -> Paper:
    """The sponsor's affidavit."""
    letter = Sheet(
        "letter", title=f"Affidavit of {tale.sponsor}", day=spoken(tale.written_on),
        text=(
            f"I, {tale.sponsor}, live in {tale.us_city}. I am the {tale.sponsor_relation} of {tale.child}.",
            (
                f"{tale.called} came to live in my home on {spoken(tale.released_on)}. In the first months {tale.called} did "
                "not sleep well and did not want to go out alone."
            ),
            (
                f"{tale.mother}, the mother, told me by telephone in {tale.reported_on.year} that men had come to the house "
                f"to ask for {tale.called}. I told her that the child could come to me."
            ),
            "I declare under penalty of perjury that the foregoing is true and correct.",
        ),
        hand="(signature)", signed=(tale.sponsor,),
    )
    return Paper(
        "affidavit", f"Affidavit of {tale.sponsor}", (letter,), dated=spoken(tale.written_on),
        proves="The threats as told to the family at the time; life since release",
    )


def evaluation(tale: Telling) -> Paper:
    """A psychologist's letter of two pages."""
    first = Sheet(
        "letter", head=("Marsh Hollow Counseling Center", f"{tale.us_city} · 555-0162"),
        day=spoken(tale.written_on), title="Psychological evaluation",
        text=(
            (
                f"I met {tale.child} four times for a total of six hours, with an interpreter where it helped. I am a "
                "licensed psychologist with fourteen years of work with adolescents."
            ),
            (
                f"{tale.called} was polite, careful and slow to trust. When asked about {tale.relative}, {tale.called} looked "
                "at the floor and asked for a pause; we took one each time."
            ),
            (
                f"{tale.called} reports waking at night, staying away from groups of young men, and checking the door. These "
                "began in the home country and have become fewer with school and routine."
            ),
        ),
    )
    second = Sheet(
        "letter", title="Conclusions",
        text=(
            (
                "What was reported, what I observed and the results of two standard measures agree with one another. They "
                "are what one finds in young people who have lived under threat."
            ),
            (
                "It is common that dates are remembered poorly and places well. I would not take an uncertain date as a sign "
                "of untruth."
            ),
            "I recommend weekly counseling, regular school, and that testimony be taken with breaks.",
        ),
        hand="T. Fernwick", signed=("Thessaly Fernwick, Psy.D.",),
    )
    return Paper(
        "evaluation", "Psychological evaluation by Thessaly Fernwick, Psy.D.", (first, second),
        dated=spoken(tale.written_on), proves="Effects of the threats; how memory of dates should be read",
    )


def teacher(tale: Telling) -> Paper:
    """A letter of the school in the United States."""
    letter = Sheet(
        "letter", head=("Saltgrass Consolidated School", tale.us_city), day=spoken(tale.written_on),
        text=(
            "To the Immigration Court:",
            (
                f"{tale.child} has been in my class this year. {tale.called} is on time every day, helps younger students and "
                "is learning English fast."
            ),
            (
                f"In October {tale.called} wrote a short essay about home. It stopped in the middle of a sentence. We agreed "
                "that it did not have to be finished."
            ),
        ),
        hand="J. Plover", signed=("Jessamy Plover", "Teacher"),
    )
    return Paper(
        "teacher-letter", "Letter of Jessamy Plover, teacher", (letter,), dated=spoken(tale.written_on),
        proves="Life in the United States; good character",
    )


def conditions(tale: Telling) -> Paper:
    """An excerpt of a report on country conditions, three pages."""
    country = tale.offices.name
    pages = (
        (
            "1. Recruitment of children",
            (
                f"In the parts of {country} that we visited, armed groups recruit from the age of eleven. They begin with "
                "errands: to watch a corner, to carry a telephone, to collect an envelope. Refusal is seen as taking sides."
            ),
            (
                "Of 212 families interviewed, 139 named the road to school as the place where the first approach was made. "
                "Families with one member who had refused were approached again, through the next child."
            ),
            "Teachers told us that they no longer ask why a student stops coming.",
        ),
        (
            "2. The family as a target",
            (
                "A refusal is answered against the household. Interviewees spoke of visits to mothers, of demands for money "
                "that grew after a refusal, and of messages that named brothers and sisters."
            ),
            (
                "Neighbors know which households are “marked.” The word is used openly; it follows a family that moves to "
                "the next town."
            ),
            "In nine of the fourteen municipalities, a family that had moved inside the country was found within a year.",
        ),
        (
            "3. Response of the authorities",
            (
                "Complaints are received and numbered. In the files that we were allowed to read, 4 of 188 complaints of "
                "threats led to an arrest. Complainants are advised to stay at home."
            ),
            "Officers in three municipalities said that the station closes at dusk for lack of fuel and staff.",
            "We found no shelter for adolescents outside the capital.",
        ),
    )
    head = ("Harbor Observatory on Childhood", f"{country}: Children under pressure, {tale.written_on.year}")
    return Paper(
        "country-report", f"Harbor Observatory on Childhood, {country}: Children under pressure (excerpt)",
        tuple(Sheet("report", head=head, title=title, text=tuple(text)) for title, *text in pages),
        dated=str(tale.written_on.year), proves="Recruitment, reprisals against families, lack of protection",
    )

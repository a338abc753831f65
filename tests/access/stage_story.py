"""The story of the stage: an event, what a source says, an answer of the form, a contradiction and one that is resolved."""

from typing import Any

from cases.actions import accounts, answers, events, inconsistencies
from cases.law.accounts import Present
from cases.law.honest_dates import Stated
from cases.models import Account, Answer, Person
from cases.queries import inconsistencies as asked
from tests.make import Cast


def set_up(cast: Cast, person: Person) -> dict[str, Any]:
    """Return the rows by noun; ``fingerprint`` is that of an open contradiction."""
    by, case = cast.paralegal, cast.case
    event = events.record(
        case=case,
        by=by,
        title="An invented event.",
        happened=Stated("age", age=12),
        people=(Present("An invented neighbour", "witness"),),
    )
    account = accounts.of_event(event=event, by=by, where={"source": "orr"}, happened=Stated("year", 2022))
    for source, year in (("nta", 2009), ("i213", 2008)):
        accounts.of_fact(
            case=case,
            about=person,
            fact="birth_date",
            by=by,
            where={"source": source},
            happened=Stated("year", year),
        )
    given = answers.Given("religion", 0, "An invented faith")
    answers.keep(case=case, person=person, section="you", given=[given], by=by)
    first, second, *_rest = asked.report(case=case, member=by).open
    resolution = inconsistencies.resolve(
        case=case,
        fingerprint=first.fingerprint,
        subject=first.subject,
        kind=first.finding.kind,
        by=by,
        explanation="An invented explanation.",
    )
    return {
        "event": event,
        "account": account,
        "fact_account": Account.objects.filter(case=case, fact="birth_date").first(),
        "answer": Answer.objects.get(case=case),
        "fingerprint": second.fingerprint,
        "resolution": resolution,
    }

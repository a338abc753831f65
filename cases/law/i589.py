"""For whom an I-589 was received: it meets the one-year date of those on it, and of nobody else.

The year runs for each person (INA 208(a)(2)(B)). A spouse or child is on it as a derivative (INA 208(b)(3)(A)); siblings
and parents of an applicant owe their own.
"""

from dataclasses import dataclass
from datetime import date

from cases.law import wording
from cases.law.casefile_facts import CaseFacts


@dataclass(frozen=True, slots=True)
class Received:
    """The I-589 on which a person stands: when it was received, and on whose application."""

    on: date
    principal_id: int | None = None  # of a derivative; None: their own
    is_said: bool = True  # False: nobody recorded for whom it was filed, so it counts for every respondent

    def says(self, person_id: int, case: CaseFacts) -> str:
        """What a date says that this receipt met; a case of one respondent needs no name."""
        told = f"The I-589 was received on {wording.day(self.on)}"
        called = {each.id: each.called for each in case.people}
        if len(called) < 2:
            return f"{told}."
        if not self.is_said:
            return f"{told}; for whom it was filed is not recorded, so it counts for everybody."
        if self.principal_id is None:
            return f"{told}, filed for {called.get(person_id, '')}."
        return f"{told}, filed for {called.get(self.principal_id, '')} with {called.get(person_id, '')} as a derivative."


def of_person(case: CaseFacts, person_id: int) -> Received | None:
    """Return the earliest I-589 of the case on which this respondent stands, or None while they owe theirs."""
    found = [
        Received(each.received_on, each.principal_id)
        for one in case.proceedings
        for each in one.applicants
        if each.person_id == person_id
    ]
    found += [
        Received(one.i589_filed_on, is_said=False)
        for one in case.proceedings
        if one.i589_filed_on is not None and not one.applicants
    ]
    return min(found, key=lambda each: each.on, default=None)

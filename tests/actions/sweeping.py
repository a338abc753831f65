"""What the tests of recomputing a whole clinic share: the sweep, an edit of the rulebook, and a way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from cases.actions import recompute
from tests.make import Cast

SWEEP = "deadline.sweep"
FORTY_FIVE = {"EOIR_INDIVIDUAL_30": {"amount": 45}}


def swept(cast: Cast, **how: Any) -> recompute.Outcome:
    """Recompute the clinic by the bay."""
    return recompute.recompute(clinic=cast.bay, verb=SWEEP, **how)


@contextmanager
def undone() -> Iterator[None]:
    """Take back in the end whatever the block writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)

"""Who stands on a court paper as its filer: the lead whose assignment runs now."""

import datetime as dt

from django.utils import timezone

from cases.models import Assignment
from cases.queries import captions
from tests import make
from tests.make import Cast


def test_the_filer_is_the_lead_of_today_not_the_one_to_come(inside: Cast) -> None:
    soon = timezone.now() + dt.timedelta(days=3)
    Assignment.objects.filter(case=inside.case, duty="lead").update(ends_at=soon)
    make.assign(inside.case, inside.volunteer, starts_at=soon)
    assert captions.lead_attorney(inside.case) == inside.attorney


def test_a_lead_whose_time_is_over_files_nothing(inside: Cast) -> None:
    now = timezone.now()
    Assignment.objects.filter(case=inside.case, duty="lead").update(
        starts_at=now - dt.timedelta(days=9), ends_at=now - dt.timedelta(days=1)
    )
    assert captions.lead_attorney(inside.case) is None

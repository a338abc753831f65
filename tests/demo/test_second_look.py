"""The demo shows dates that somebody set, and both kinds of typed facts: compared with their paper, and not yet."""

from cases.demo.houses import LANTERN_BAY
from cases.models import Confirmation, Deadline, Override
from cases.queries import confirmations
from tests.demo.conftest import Inside


def test_one_date_is_set_sooner_by_hand_and_one_printed_later_does_not_extend_a_limit(inside: Inside) -> None:
    with inside(LANTERN_BAY.slug):
        by_hand, printed = Override.objects.order_by("source")
        assert (by_hand.source, printed.source) == ("by_hand", "printed")
        sooner = Deadline.objects.get(override=by_hand, state="open")
        assert sooner.safe_on is not None and sooner.act_by == by_hand.act_by < sooner.safe_on
        limit = Deadline.objects.get(override=printed, state="open")
        assert limit.act_by == limit.safe_on and "does not extend this limit" in limit.warnings[0]


def test_some_facts_were_compared_by_somebody_else_and_others_wait(inside: Inside) -> None:
    with inside(LANTERN_BAY.slug):
        dated = Deadline.objects.filter(state="open", act_by__isnull=False)
        seen = dated.annotate(seen=confirmations.is_confirmed()).values_list("seen", flat=True)
        assert set(seen) == {True, False}
        for made in Confirmation.objects.all():
            assert not dated.filter(trigger=made.trigger, case=made.case, entered_by=made.by).exists()

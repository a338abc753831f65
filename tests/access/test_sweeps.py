"""What a sweep knows of who may see which case is the same as what every list and page knows."""

from cases.access.roles import Role
from cases.models import Case, Membership
from cases.queries import promises
from tests import make
from tests.make import Cast


def test_the_sentence_for_sweeps_is_the_sentence_for_lists(inside: Cast) -> None:
    for role in Role:
        make.assign(inside.other_case, make.make_member(inside.bay, role), duty="mentor")
    cases = [inside.case, inside.other_case]
    who = promises.people(inside.bay, [case.pk for case in cases])
    members = list(Membership.objects.filter(clinic=inside.bay))
    assert len(members) > 2 * len(Role) - 3
    for member in members:
        for case in cases:
            listed = Case.objects.visible_to(member).filter(pk=case.pk).exists()
            assert who.may_see(member.pk, case.pk) is listed, (member, case)

"""What was recorded at intake and turned out otherwise: arrival, home, sponsor, and the end of the case."""

import datetime as dt
from collections.abc import Callable

from django.test import Client as Browser
from django.urls import reverse

from cases.models import Case, Membership, Person, Sponsorship
from tests.make import Cast
from tests.views.court import save, settle

Browse = Callable[[Membership], Browser]


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"clinic": "bay", **kwargs})


def respondent(cast: Cast) -> Person:
    with cast.bay.inside():
        return Person.objects.get(parties__case=cast.case, parties__is_lead=True)


def test_a_corrected_arrival_sets_the_date_that_follows_from_it(cast: Cast, browse: Browse) -> None:
    address = url("client_edit", reference=cast.case.reference, person=respondent(cast).pk)
    answers = {"last_arrival_on": "9/3/2026", "manner_of_entry": "port_of_entry", "version": 1}
    assert save(browse(cast.paralegal), address, answers).status_code == 302
    page = browse(cast.attorney).get(url("case", reference=cast.case.reference)).content.decode()
    assert "Thu 2 Sep 2027" in page or "Fri 3 Sep 2027" in page, "one year after Thu 3 Sep 2026"
    late = browse(cast.attorney).post(address, {**answers, "last_arrival_on": "9/4/2026"})
    assert late.status_code == 409 and "Thu 3 Sep 2026" in late.content.decode()


def test_a_child_moves_from_one_sponsor_to_the_next(cast: Cast, browse: Browse) -> None:
    settle(cast)
    child = respondent(cast)
    place = url("placement_add", reference=cast.case.reference, person=child.pk)
    aunt = {
        "given_names": "Rosa",
        "relationship": "aunt",
        "category": "2B",
        "released_on": "10/1/2026",
        "state": "TX",
        "standing": "supportive",
    }
    assert browse(cast.paralegal).post(place, aunt).status_code == 302
    refused = browse(cast.paralegal).post(place, {**aunt, "given_names": "Ana"})
    assert "End that placement first" in refused.content.decode()
    with cast.bay.inside():
        placed = Sponsorship.objects.get(minor=child.minor_role)
        assert child.minor_role.state == "TX"
        assert not Person.objects.filter(given_names="Ana").exists(), "nothing half-written"
    end = url("placement_end", reference=cast.case.reference, sponsorship=placed.pk)
    early = browse(cast.paralegal).post(end, {"ended_on": "9/1/2026", "version": 1})
    assert "lies before the release of Thu 1 Oct 2026" in early.content.decode()
    assert browse(cast.paralegal).post(end, {"ended_on": "11/2/2026", "version": 1}).status_code == 302
    assert browse(cast.paralegal).post(place, {**aunt, "given_names": "Ana"}).status_code == 302
    page = browse(cast.attorney).get(url("person", reference=cast.case.reference, person=child.pk))
    assert "Lives with Ana" in page.content.decode() and "Lived with Rosa" in page.content.decode()


def test_the_state_of_residence_is_corrected_once_at_a_time(cast: Cast, browse: Browse) -> None:
    settle(cast)
    address = url("minor_edit", reference=cast.case.reference, person=respondent(cast).pk)
    assert browse(cast.paralegal).post(address, {"state": "MD", "version": 1}).status_code == 302
    late = browse(cast.attorney).post(address, {"state": "TX", "version": 1})
    assert late.status_code == 409 and "MD" in late.content.decode()
    assert browse(cast.paralegal).post(address, {"state": "XX", "version": 2}).status_code == 200


def test_closing_names_what_ends_and_keeps_the_file_readable(cast: Cast, browse: Browse) -> None:
    address = url("case_close", reference=cast.case.reference)
    assert "stays readable" in browse(cast.coordinator).get(address).content.decode()
    assert browse(cast.coordinator).post(address, {"because": "Granted", "version": 1}).status_code == 302
    with cast.bay.inside():
        closed = Case.objects.get(pk=cast.case.pk)
        assert closed.status == "closed" and isinstance(closed.closed_on, dt.date)
    assert browse(cast.attorney).get(url("case", reference=cast.case.reference)).status_code == 200

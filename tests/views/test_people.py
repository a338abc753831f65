"""The people of a case: masked, shown on request and on record, corrected without overwriting anybody."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from cases.actions import contacts, people, sponsors
from cases.models import AuditEvent, Membership, Person, Sponsorship
from tests.make import Cast
from tests.views.court import save, settle

Browse = Callable[[Membership], Browser]


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"clinic": "bay", **kwargs})


def respondent(cast: Cast) -> Person:
    with cast.bay.inside():
        return Person.objects.get(parties__case=cast.case, parties__is_lead=True)


def reveals(cast: Cast, verb: str) -> int:
    with cast.bay.inside():
        return AuditEvent.objects.filter(verb=verb, case_id=cast.case.pk).count()


def test_the_a_number_is_shown_by_post_alone_and_written_down(cast: Cast, browse: Browse) -> None:
    who = respondent(cast)
    address = url("person_reveal", reference=cast.case.reference, person=who.pk)
    assert browse(cast.attorney).get(address).status_code == 405
    assert "A 200-123-456" in browse(cast.attorney).post(address).content.decode()
    assert reveals(cast, "person.reveal_a_number") == 1
    partial = browse(cast.attorney).post(address, headers={"HX-Request": "true"}).content.decode()
    assert "A 200-123-456" in partial and "<html" not in partial


def test_a_role_without_the_right_is_refused_and_shown_no_button(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        cast.attorney.role = "student"
        cast.attorney.save()
    who = respondent(cast)
    kwargs = {"reference": cast.case.reference, "person": who.pk}
    assert browse(cast.attorney).post(url("person_reveal", **kwargs)).status_code == 403
    page = browse(cast.attorney).get(url("person", **kwargs)).content.decode()
    assert "person/a-number" not in page and ">show<" not in page
    assert reveals(cast, "person.reveal_a_number") == 0


def test_a_contact_is_masked_until_it_is_asked_for(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        who = cast.case.parties.get(is_lead=True).person
        point = contacts.add(
            person=who, case=cast.case, kind="phone", value="713 555 0142", safety="as_agreed",
            rule="After 6 PM.", by=cast.paralegal,
        )  # fmt: skip
    page = (
        browse(cast.attorney)
        .get(url("person", reference=cast.case.reference, person=who.pk))
        .content.decode()
    )
    assert "713 555" not in page and "After 6 PM." in page
    shown = browse(cast.attorney).post(url("contact_reveal", reference=cast.case.reference, contact=point.pk))
    assert "713 555 0142" in shown.content.decode()
    assert reveals(cast, "contact.reveal") == 1


def test_where_an_adverse_sponsor_lives_is_for_those_who_answer_for_the_case(
    cast: Cast, browse: Browse
) -> None:
    with cast.bay.inside():
        who = cast.case.parties.get(is_lead=True).person
        aunt = people.record_person(case=cast.case, part="sponsor", given_names="Rosa", by=cast.paralegal)
        placed = sponsors.place(minor=who.minor_role, person=aunt, case=cast.case, by=cast.paralegal)
        home = contacts.add(
            person=aunt, case=cast.case, kind="address", value="1 Invented St", by=cast.paralegal
        )
    standing = url("sponsor_standing", reference=cast.case.reference, sponsorship=placed.pk)
    refused = browse(cast.paralegal).post(standing, {"standing": "adverse", "version": 1})
    assert "Say in a few words why" in refused.content.decode()
    answers = {"standing": "adverse", "reason": "Asked for wages", "since": "11/1/2026", "version": 1}
    assert browse(cast.paralegal).post(standing, answers).status_code == 302
    page = browse(cast.attorney).get(url("case", reference=cast.case.reference)).content.decode()
    assert "recorded as adverse since Sun 1 Nov 2026" in page
    assert "1 Invented St" not in page and "Asked for wages" not in page
    shown = url("contact_reveal", reference=cast.case.reference, contact=home.pk)
    assert browse(cast.social_worker).post(shown).status_code == 403
    assert "1 Invented St" in browse(cast.attorney).post(shown).content.decode()
    assert browse(cast.coordinator).post(standing, answers).status_code == 409, "the version moved on"


def edit(who: Person, **changes: object) -> dict[str, object]:
    return {
        "given_names": who.given_names,
        "first_surname": who.first_surname,
        "birth_date": "3/4/2010",
        "birth_date_certainty": "exact",
        "gender": "unknown",
        "version": who.version,
    } | changes


def test_the_second_editor_of_a_person_is_shown_both_and_may_decide(cast: Cast, browse: Browse) -> None:
    settle(cast)
    who = respondent(cast)
    address = url("person_edit", reference=cast.case.reference, person=who.pk)
    assert browse(cast.attorney).post(address, edit(who, preferred_name="Mari")).status_code == 302
    late = browse(cast.paralegal).post(address, edit(who, preferred_name="Sol"))
    page = late.content.decode()
    assert late.status_code == 409
    assert "Mari" in page and 'value="Sol"' in page and "Attorney" in page
    with cast.bay.inside():
        assert Person.objects.get(pk=who.pk).preferred_name == "Mari"
    assert browse(cast.paralegal).post(address, edit(who, preferred_name="Sol", version=2)).status_code == 302
    with cast.bay.inside():
        fresh = Person.objects.get(pk=who.pk)
        assert fresh.preferred_name == "Sol" and fresh.a_number == "200123456", (
            "an empty box keeps the number"
        )


def test_a_twin_begins_with_what_twins_share(cast: Cast, browse: Browse) -> None:
    who = respondent(cast)
    page = (
        browse(cast.paralegal)
        .get(url("person_add", reference=cast.case.reference), {"like": who.pk})
        .content.decode()
    )
    assert 'value="Tzoc"' in page and 'value="3/4/2010"' in page and "twin of Marisol" in page
    assert "200-123" not in page


def test_a_source_speaks_beside_the_others_and_withdrawing_leaves_a_trace(cast: Cast, browse: Browse) -> None:
    who = respondent(cast)
    add = url("status_add", reference=cast.case.reference, person=who.pk)
    said = {"kind": "uc_determination", "asserted_on": "9/4/2026", "source": "dhs_record"}
    assert save(browse(cast.paralegal), add, said).status_code == 302
    ended = {**said, "kind": "uc_ended", "source": "sponsor"}
    assert save(browse(cast.paralegal), add, ended).status_code == 302
    with cast.bay.inside():
        first = who.minor_role.assertions.earliest("pk")
    withdrawn = url("status_withdraw", reference=cast.case.reference, assertion=first.pk)
    assert save(browse(cast.paralegal), withdrawn, {}).status_code == 302
    page = (
        browse(cast.attorney)
        .get(url("person", reference=cast.case.reference, person=who.pk))
        .content.decode()
    )
    assert "withdrawn" in page and "ended or disputed" in page


def test_a_person_of_another_case_is_not_reached_through_this_one(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        other = cast.other_case.parties.get().person
    kwargs = {"reference": cast.case.reference, "person": other.pk}
    assert browse(cast.coordinator).get(url("person", **kwargs)).status_code == 404
    assert browse(cast.coordinator).post(url("person_reveal", **kwargs)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "phone", "value": "12"}, "has 2 digits"),
        ({"kind": "email", "value": "ana"}, "is not an e-mail"),
    ],
)
def test_a_contact_that_cannot_be_one_is_refused(
    cast: Cast, browse: Browse, typed: dict[str, str], sentence: str
) -> None:
    address = url("contact_add", reference=cast.case.reference, person=respondent(cast).pk)
    page = browse(cast.paralegal).post(address, {**typed, "safety": "unknown"}).content.decode()
    assert sentence in page


def test_one_open_placement_per_child(inside: Cast) -> None:
    who = inside.case.parties.get(is_lead=True).person
    aunt = people.record_person(case=inside.case, part="sponsor", given_names="Rosa", by=inside.paralegal)
    placed = sponsors.place(minor=who.minor_role, person=aunt, case=inside.case, by=inside.paralegal)
    with pytest.raises(Exception, match="End that placement first"):
        sponsors.place(minor=who.minor_role, person=aunt, case=inside.case, by=inside.paralegal)
    sponsors.end(
        sponsorship=placed, version=1, case=inside.case, ended_on=dt.date(2026, 11, 1), by=inside.paralegal
    )
    sponsors.place(minor=who.minor_role, person=aunt, case=inside.case, by=inside.paralegal)
    assert Sponsorship.objects.filter(minor=who.minor_role).count() == 2

"""Invitations: who may send them, what the link opens, and every way in which it is closed."""

import datetime as dt
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail.backends import locmem
from django.test import Client as Browser
from django.utils import timezone

from cases.models import Assignment, AuditEvent, Invitation, Membership, User
from tests import make
from tests.make import PASSWORD, Cast

Browse = Any
NEW = "new.colleague@example.org"


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


def send(browse: Browse, by: Membership, email: str = NEW, role: str = "paralegal") -> Any:
    return browse(by).post("/bay/team/", {"email": email, "role": role, "name": "Lena Ortiz"})


def link_in(letter: Any) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+(/invitations/\S+)", letter.body)
    assert found is not None
    return found[1]


def test_an_invited_person_takes_the_place_once(cast: Cast, browse: Browse, mailoutbox: list[Any]) -> None:
    assert send(browse, cast.coordinator).status_code == 302
    assert mailoutbox[0].to == [NEW]
    link, browser = link_in(mailoutbox[0]), Browser()
    assert "Bay Legal Aid" in browser.get(link).content.decode()
    assert "Bay Legal Aid" in browser.get(link).content.decode(), "looking does not use it up"
    answer = browser.post(link, {"name": "Lena Ortiz", "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    assert browser.get("/").headers["Location"] == "/bay/"
    place = Membership.objects.get(user__email=NEW)
    assert (place.clinic, place.role, place.user.name) == (cast.bay, "paralegal", "Lena Ortiz")
    again = Browser().post(link, {"name": "Somebody Else", "password": PASSWORD})
    assert again.status_code == 404
    assert User.objects.filter(email=NEW).count() == 1
    with cast.bay.inside():
        verbs = list(
            AuditEvent.objects.filter(verb__startswith="invitation")
            .order_by("pk")
            .values_list("verb", flat=True)
        )
    assert verbs == ["invitation.send", "invitation.accept"]


def test_the_token_is_not_stored(cast: Cast, browse: Browse, mailoutbox: list[Any]) -> None:
    send(browse, cast.coordinator)
    token = link_in(mailoutbox[0]).split("/")[2]
    row = Invitation.objects.values().get()
    assert token not in str(row)


@pytest.mark.parametrize(
    "who", ["attorney", "paralegal", "auditor", "social_worker", "interpreter", "walled"]
)
def test_others_may_not_invite(cast: Cast, browse: Browse, mailoutbox: list[Any], who: str) -> None:
    assert send(browse, getattr(cast, who)).status_code == 403
    assert browse(getattr(cast, who)).get("/bay/team/").status_code == 403
    assert mailoutbox == []


def test_a_late_a_withdrawn_and_an_outdated_link_open_nothing(
    cast: Cast, browse: Browse, mailoutbox: list[Any]
) -> None:
    send(browse, cast.coordinator)
    send(browse, cast.coordinator)
    outdated, link = (link_in(letter) for letter in mailoutbox)
    assert Browser().get(outdated).status_code == 404
    assert Browser().get(link).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Browser().get(link).status_code == 404
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    offer = Invitation.objects.get(withdrawn_at=None)
    browse(cast.coordinator).post(f"/bay/team/invitations/{offer.pk}/withdraw/")
    assert Browser().get(link).status_code == 404
    assert Browser().post(link, {"name": "Lena Ortiz", "password": PASSWORD}).status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_a_link_in_the_wrong_hands_opens_nothing(cast: Cast, browse: Browse, mailoutbox: list[Any]) -> None:
    send(browse, cast.coordinator)
    link, thief = link_in(mailoutbox[0]), browse(cast.stranger)
    assert "Sign out first" in thief.get(link).content.decode()
    assert thief.post(link, {"name": "Thief", "password": PASSWORD}).status_code == 400
    assert not Membership.objects.filter(user=cast.stranger).exists()


def test_who_serves_another_clinic_signs_in_and_takes_the_place(
    cast: Cast, browse: Browse, mailoutbox: list[Any]
) -> None:
    user = cast.neighbour.user
    sent = send(browse, cast.coordinator, user.email.upper(), "staff_attorney")
    assert sent.status_code == 302, "the inviting clinic is not told that another knows this person"
    link = link_in(mailoutbox[0])
    assert "already has an account" in Browser().get(link).content.decode()
    assert Browser().post(link, {"name": "x", "password": PASSWORD}).status_code == 400
    assert browse(user).post(link).headers["Location"] == "/bay/"
    assert set(user.memberships.values_list("clinic__slug", flat=True)) == {"bay", "river"}


def test_what_was_typed_wrong_is_named(cast: Cast, browse: Browse, mailoutbox: list[Any]) -> None:
    assert "name@example.org" in send(browse, cast.coordinator, "not an address").content.decode()
    here = send(browse, cast.coordinator, cast.paralegal.user.email)
    assert "already works here, as: Paralegal" in here.content.decode()
    assert mailoutbox == []
    assert not Invitation.objects.exists()


def test_a_weak_password_is_refused(cast: Cast, browse: Browse, mailoutbox: list[Any]) -> None:
    send(browse, cast.coordinator)
    for password in ("short", "new.colleague-2026", "megaparol12345"):
        page = Browser().post(link_in(mailoutbox[0]), {"name": "Lena Ortiz", "password": password})
        assert page.status_code == 400, password
    assert not User.objects.filter(email=NEW).exists()


def test_when_the_mail_server_is_down_nothing_is_stored(cast: Cast, browse: Browse, monkeypatch: Any) -> None:
    def refuse(*_args: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    page = send(browse, cast.coordinator)
    assert "did not take the message" in page.content.decode()
    assert not Invitation.objects.exists()


def test_another_clinics_invitation_cannot_be_withdrawn(
    cast: Cast, browse: Browse, mailoutbox: list[Any]
) -> None:
    send(browse, cast.coordinator)
    offer = Invitation.objects.get()
    Invitation.objects.update(clinic=cast.river)
    assert browse(cast.coordinator).post(f"/bay/team/invitations/{offer.pk}/withdraw/").status_code == 404
    offer.refresh_from_db()
    assert offer.withdrawn_at is None


def test_who_leaves_is_shown_with_what_is_theirs_and_nothing_is_left_unowned(
    cast: Cast, browse: Browse
) -> None:
    with cast.bay.inside():
        hearing = make.make_hearing(make.make_proceeding(cast.case), dt.date(2100, 1, 4))
    assert hearing.day is not None
    browser, page = browse(cast.coordinator), f"/bay/team/{cast.attorney.pk}/leave/"
    shown = browser.get(page).content.decode()
    assert "Hearing, individual (merits), on Mon 4 Jan 2100" in shown and cast.case.reference in shown
    field = f"case_{cast.case.pk}"
    assert str(cast.walled.user) not in shown, "a wall stands between them and the case"
    refused = browser.post(page, {field: "", "once": str(uuid.uuid4())})
    assert refused.status_code == 400 and "would be nobody" in refused.content.decode()
    for _ in range(2):
        browser.post(page, {field: cast.supervisor.pk, "once": str(uuid.uuid4())})
    assert Membership.objects.get(pk=cast.attorney.pk).left_at is not None
    with cast.bay.inside():
        leads = Assignment.objects.filter(case=cast.case, duty="lead", ends_at=None)
        assert [each.membership for each in leads] == [cast.supervisor]
    assert browser.get(page).status_code == 404
    assert browser.get(f"/bay/team/{cast.coordinator.pk}/leave/").status_code == 404, "not oneself"

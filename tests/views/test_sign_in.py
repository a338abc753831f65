"""Signing in: by invitation, with a second factor, and with tries that are counted."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.mail.backends import locmem
from django.test import Client as Browser

from cases.models import Membership, User
from tests.make import PASSWORD, Cast, make_member

Browse = Any


@pytest.fixture(autouse=True)
def fresh_counters() -> Iterator[None]:
    """Tries are counted in the cache; each test starts at none."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def known(cast: Cast) -> Membership:
    cast.paralegal.user.set_password(PASSWORD)
    cast.paralegal.user.save()
    return cast.paralegal


def sign_in(browser: Browser, email: str, password: str = PASSWORD) -> Any:
    return browser.post("/accounts/login/", {"login": email, "password": password})


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_everything_leads_to_sign_in_and_from_there_to_the_clinic(known: Membership) -> None:
    browser = Browser()
    assert browser.get("/").headers["Location"] == "/accounts/login/?next=/"
    assert "Sign in" in browser.get("/accounts/login/").content.decode()
    assert sign_in(browser, known.user.email.upper()).headers["Location"] == "/"
    assert browser.get("/").headers["Location"] == "/bay/"


def test_a_wrong_password_is_told_in_a_sentence_and_not_kept(known: Membership) -> None:
    page = sign_in(Browser(), known.user.email, "not the password").content.decode()
    assert "do not belong together" in page
    assert "not the password" not in page


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(known: Membership) -> None:
    def answer(email: str) -> str:
        page = sign_in(Browser(), email, "not the password").content.decode()
        return re.sub(r'csrf\S+ value="[^"]+"|"X-CSRFToken": "[^"]+"', "", page).replace(email, "")

    assert answer(known.user.email) == answer("nobody@example.org")


def test_after_five_wrong_tries_the_right_password_has_to_wait(known: Membership) -> None:
    for _ in range(5):
        sign_in(Browser(), known.user.email, "not the password")
    page = sign_in(Browser(), known.user.email)
    assert page.status_code == 200
    assert "Wait five minutes" in page.content.decode()


def test_nobody_signs_up(db: None) -> None:
    facts = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert "by invitation" in Browser().get("/accounts/signup/").content.decode()
    assert "by invitation" in Browser().post("/accounts/signup/", facts).content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "login/code/", "password/set/", "3rdparty/", "2fa/webauthn/"]
)
def test_allauths_other_doors_are_shut(known: Membership, browse: Browse, path: str) -> None:
    assert browse(known).get(f"/accounts/{path}").status_code == 404


def test_without_a_second_factor_there_is_nowhere_else_to_go(
    known: Membership, browse: Browse, settings: Any
) -> None:
    settings.AMPARO_MFA_REQUIRED = True
    browser = browse(known)
    for path in ("/", "/bay/", "/bay/team/", "/api/v1/", "/accounts/password/change/"):
        assert browser.get(path).headers["Location"] == "/accounts/2fa/totp/activate/", path
    assert browser.get("/healthz").status_code == 200


def test_a_second_factor_from_first_sign_in_to_a_lost_phone(known: Membership, settings: Any) -> None:
    settings.AMPARO_MFA_REQUIRED = True
    browser, email = Browser(), known.user.email
    sign_in(browser, email)
    page = browser.get("/", follow=True)
    secret = page.context["form"].secret
    assert f">{secret}</b>" in page.content.decode()
    wrong = browser.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "not right now" in wrong.content.decode()
    done = browser.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    codes = re.findall(r"<li>(\w+)</li>", done.content.decode())
    assert len(codes) == 10
    assert browser.get("/").headers["Location"] == "/bay/"
    for kept in Authenticator.objects.filter(user=known.user):
        assert secret not in str(kept.data)

    known.user.refresh_from_db()
    assert known.user.last_login is not None
    User.objects.filter(pk=known.user.pk).update(last_login=known.user.last_login - timedelta(hours=1))
    later = browser.get("/accounts/2fa/recovery-codes/")
    assert later.headers["Location"].startswith("/accounts/reauthenticate/"), (
        "an unattended screen shows no codes"
    )

    phone_lost = Browser()
    assert sign_in(phone_lost, email).headers["Location"] == "/accounts/2fa/authenticate/"
    assert "/accounts/login/" in phone_lost.get("/bay/").headers["Location"]
    assert phone_lost.post("/accounts/2fa/authenticate/", {"code": codes[0]}).headers["Location"] == "/"
    again = Browser()
    sign_in(again, email)
    used = again.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert "not right now" in used.content.decode()


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(
    known: Membership, mailoutbox: list[Any]
) -> None:
    browser = Browser()
    assert browser.post("/accounts/password/reset/", {"email": "nobody@example.org"}).status_code == 302
    assert mailoutbox == []
    browser.post("/accounts/password/reset/", {"email": known.user.email})
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body)
    assert link is not None
    form = browser.get(link[1], follow=True)
    new = "another invented pass phrase"
    browser.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert "no longer works" in Browser().get(link[1], follow=True).content.decode()
    assert sign_in(Browser(), known.user.email, new).status_code == 302


@pytest.mark.parametrize("password", ["short", "megaparol12345"])
def test_a_weak_password_is_refused_when_it_is_changed(
    known: Membership, browse: Browse, password: str
) -> None:
    facts = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    browser = Browser()
    sign_in(browser, known.user.email)
    assert browser.post("/accounts/password/change/", facts).status_code == 200
    known.user.refresh_from_db()
    assert known.user.check_password(PASSWORD)


def test_signing_out_takes_a_click_and_ends_it(known: Membership, browse: Browse) -> None:
    browser = browse(known)
    assert browser.get("/accounts/logout/").status_code == 200
    assert browser.get("/").headers["Location"] == "/bay/"
    browser.post("/accounts/logout/")
    assert "/accounts/login/" in browser.get("/").headers["Location"]


def test_the_first_page_asks_which_clinic_when_there_are_several(cast: Cast, browse: Browse) -> None:
    make_member(cast.river, "paralegal", user=cast.paralegal.user)
    page = browse(cast.paralegal).get("/").content.decode()
    assert 'href="/bay/"' in page
    assert 'href="/river/"' in page


def test_the_first_page_of_somebody_without_a_clinic_says_what_to_do(cast: Cast, browse: Browse) -> None:
    page = browse(cast.stranger).get("/")
    assert page.status_code == 200
    assert "Ask the clinic" in page.content.decode()
    assert "Bay" not in page.content.decode()


def test_who_has_left_comes_no_further(known: Membership, browse: Browse) -> None:
    known.left_at = known.joined_at
    known.save()
    assert browse(known).get("/bay/team/").status_code == 404


def test_a_mail_server_that_is_down_is_told_where_it_matters_and_only_there(
    known: Membership, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(*_args: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    asked = Browser().post("/accounts/password/reset/", {"email": known.user.email})
    assert (asked.status_code, "did not take the message" in asked.content.decode()) == (400, True)
    browser, new = Browser(), "another invented pass phrase"
    sign_in(browser, known.user.email)
    facts = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post("/accounts/password/change/", facts).status_code == 302
    known.user.refresh_from_db()
    assert known.user.check_password(new)

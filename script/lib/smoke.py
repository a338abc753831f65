"""Signs in over real HTTP as each role and opens its first page."""

import re
from http.cookiejar import CookieJar
from typing import TypedDict
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlparse
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener


class SignIn(TypedDict):
    """A person of the demo, as `manage.py demo --sign-ins` lists them; `clinic` is the clinic's slug."""

    clinic: str
    role: str
    name: str
    email: str
    password: str


def look_at_every_role(address: str, people: list[SignIn]) -> list[str]:
    """One sentence per role whose first page did not open; an empty list when all did."""
    findings = []
    for role in sorted({person["role"] for person in people}):
        person = next(person for person in people if person["role"] == role)
        try:
            finding = _sign_in_and_look(address, person)
        except HTTPError as answer:
            finding = f"{answer.url} answered {answer.code}."
        except (URLError, OSError) as problem:
            finding = f"{address} did not answer: {problem}"
        if finding:
            findings.append(f"{role} ({person['email']}): {finding}")
    return findings or ([] if people else ["The demo lists nobody to sign in as."])


def _sign_in_and_look(address: str, person: SignIn) -> str:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page, where = _open(browser, Request(f"{address}/"))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        return f"{where} shows no sign-in form."
    form = {"login": person["email"], "password": person["password"], "csrfmiddlewaretoken": token[1]}
    page, where = _open(browser, Request(where, urlencode(form).encode(), {"Referer": where}))
    path = urlparse(where).path
    if not path.startswith(f"/{person['clinic']}/"):
        return f"after sign-in the page is {path}, not one of {person['clinic']}."
    return ""


def _open(browser: OpenerDirector, request: Request) -> tuple[str, str]:
    """The page's text and the address it was found at. HTTPError when the answer is 400 or above."""
    with browser.open(request, timeout=30) as answer:
        return answer.read().decode(), answer.url

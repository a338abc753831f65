"""What the tests of writing share: how a program sends, and whom it sends."""

from typing import Any

from django.test import Client as Browser

JSON = "application/json"


def post(caller: Browser, url: str, body: dict[str, Any], **headers: str) -> Any:
    return caller.post(f"/api/v1/{url}", body, content_type=JSON, headers=headers)


def patch(caller: Browser, url: str, body: dict[str, Any], **headers: str) -> Any:
    return caller.patch(f"/api/v1/{url}", body, content_type=JSON, headers=headers)


ANA = {
    "given_names": "Ana Lucía",
    "first_surname": "Cruz",
    "birth_date": "2011-05-04",
    "birth_date_certainty": "exact",
    "languages": ["mam", "spa"],
    "nationality": "gt",
    "a_number": "A75 778 333",
}

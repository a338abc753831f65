"""What must not be in the logs is not in the logs, whoever wrote the line."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from cases import logs

Lines = io.StringIO


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Everything that the configured handler writes, as it writes it."""
    logs.configure({"level": "INFO"})
    handler = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    if before is not None:
        handler.setStream(before)


def last(lines: Lines) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(lines.getvalue().splitlines()[-1])
    return line


@pytest.mark.parametrize(
    "key",
    [
        "password",
        "a_number",
        "email",
        "to",
        "client_name",
        "street_address",
        "Authorization",
        "csrf_token",
        "birth_date",
    ],
)
def test_a_value_under_a_telling_key_is_not_written(lines: Lines, key: str) -> None:
    structlog.get_logger("cases").info("changed", **{key: "Marisol"})
    structlog.get_logger("cases").info("nested", facts=[{key: "Marisol"}])
    assert "Marisol" not in lines.getvalue()
    assert last(lines)["event"] == "nested"


@pytest.mark.parametrize(
    "text",
    [
        "A200-123-456",
        "A 200 123 456",
        "A#200123456",
        "A12 345 678",
        "200123456",
        "20012345",
        "200-123-456",
        "lena.ortiz@example.org",
        "(713) 555-0142",
        "+1 713 555 0142",
        "7135550142",
        "/invitations/abcDEF-123_x/",
        "/feeds/abcDEF-123_x/",
        "/accounts/password/reset/key/1a-bcdef-0123/",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "the value {} was refused", "GET {} 200"])
def test_what_looks_like_a_secret_is_masked_in_any_text(lines: Lines, text: str, frame: str) -> None:
    secret = text.strip("/").split("/")[-1]
    structlog.get_logger("cases").info("seen", detail=frame.format(text))
    structlog.get_logger("cases").info(frame.format(text))
    logging.getLogger("some.library").warning("%s", frame.format(text))
    assert secret not in lines.getvalue()


def test_what_helps_stays(lines: Lines) -> None:
    request = {
        "request": "GET /bay/cases/BAY-26-0007/",
        "code": 200,
        "request_id": "12345678-1234-4321-8888-123456789012",
    }
    structlog.get_logger("cases").info("request_finished", user_id=4, **request)
    line = last(lines)
    assert line.items() >= {"event": "request_finished", "user_id": 4, "logger": "cases", **request}.items()


def test_an_exception_tells_its_place_and_not_its_values(lines: Lines) -> None:
    try:
        int("Marisol Tzoc")
    except ValueError:
        structlog.get_logger("cases").exception("failed")
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/bay/")
    assert "Marisol" not in lines.getvalue()
    told = last(lines)["exception"]
    assert told["kind"] == "builtins.ValueError"
    assert "test_logs.py" in told["places"][-1]


def test_a_database_error_does_not_tell_the_row(lines: Lines) -> None:
    error = RuntimeError(
        'duplicate key value violates "user_email"\nDETAIL:  Key (name)=(Marisol Tzoc) already exists.'
    )
    structlog.get_logger("cases").error("failed", exc_info=error)
    assert "Marisol" not in lines.getvalue()


def test_an_error_in_words_does_not_tell_the_value(lines: Lines) -> None:
    structlog.get_logger("cases").warning("task_failed", error="invalid literal for int(): 'Marisol Tzoc'")
    assert last(lines)["error"] == "invalid literal for int(): '…'"


@pytest.mark.parametrize(
    "request_line",
    [
        "GET /bay/?q=Marisol+Tzoc&view=open",
        "GET /bay/calculator/?rule=SIJ_I360_BEFORE_21&dob=12%2F11%2F2008",
        "Not Found: /api/v1/cases/?search=Marisol",
    ],
)
def test_what_was_asked_in_an_address_is_not_written(lines: Lines, request_line: str) -> None:
    structlog.get_logger("cases").info("request_started", request=request_line)
    logging.getLogger("django.request").warning(request_line)
    written = lines.getvalue()
    assert "Marisol" not in written and "2008" not in written.replace(last(lines)["timestamp"], "")
    assert "?\\u2026" in written


def test_a_question_mark_in_a_sentence_is_left_alone(lines: Lines) -> None:
    structlog.get_logger("cases").info("Is it up? It is.")
    assert last(lines)["event"] == "Is it up? It is."


def test_what_a_page_was_filled_with_is_not_written_even_when_everything_else_is() -> None:
    logs.configure({"level": "DEBUG"})
    try:
        assert not logging.getLogger("django.template").isEnabledFor(logging.DEBUG)
        assert logging.getLogger("cases").isEnabledFor(logging.DEBUG)
    finally:
        logs.configure({"level": "INFO"})

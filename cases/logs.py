"""Logs as data, with one processor that takes out what must never be in them."""

import logging.config
import re
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

import structlog

GONE = "[removed]"
# A value whose key has one of these words in it is not written at all, whatever it is.
NEVER = frozenset(
    {
        *("authorization", "codes", "cookie", "csrf", "key", "otp", "password", "secret", "token"),
        *("a_number", "birth", "email", "name", "phone", "surname", "to"),
        *("address", "city", "street", "zip"),
        *("body", "subject", "text", "title"),
    }
)
HARMLESS = frozenset(
    {
        *("logger", "level", "timestamp", "request_id"),
        *("task_id", "task_name", "child_task_id", "child_task_name", "parent_task_id", "routing_key"),
    }
)
# What is recognised inside any other text: links that open a door, addresses, A-numbers, telephone numbers.
PATTERNS = (
    # The query of an address: names that were searched for, birth dates given to the calculator.
    (re.compile(r"(?<=[\w/])\?[^\s\"']*=[^\s\"']*"), "?…"),
    (
        re.compile(
            r"(?<=/invitations/)[^/\s\"']+|(?<=/feeds/)[^/\s\"']+|(?<=/password/reset/key/)[^/\s\"']+"
        ),
        GONE,
    ),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    (
        re.compile(r"(?<![\w-])A[\s#-]*\d{2,3}[\s-]?\d{3}[\s-]?\d{3}(?!\w)|(?<![\w.-])\d{8,9}(?![\w-])"),
        "[A-number]",
    ),
    (re.compile(r"(?<![\w.-])\d{3}[\s-]\d{3}[\s-]\d{3}(?![\w-])"), "[A-number]"),
    (
        re.compile(r"(?<![\w-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)|\d{3})[\s.-]*\d{3}[\s.-]?\d{4}(?![\w-])"),
        "[phone]",
    ),
)
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|=\([^)]*\)")

MESSAGES = frozenset({"error", "reason"})  # what an exception said, written by somebody else's code

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def redact(_logger: Any, _method: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """The one processor: every line passes it last, whoever wrote it."""
    return {key: value if key in HARMLESS else _clean(key, value) for key, value in event.items()}


def tell_exception(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its type, its places and its message without the values quoted in it."""
    info = event.pop("exc_info", None)
    if info is True:
        info = structlog.processors._figure_out_exc_info(info)  # noqa: SLF001  (there is no public way to ask)
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0]:
        event["exception"] = _told(info)
    return event


def configure(options: dict[str, Any]) -> None:
    """Set up structlog and the standard library's logging at ``options["level"]``."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            tell_exception,
            redact,
            structlog.processors.JSONRenderer(),
        ],
        "foreign_pre_chain": shared,
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            # At DEBUG it writes down everything that a page was filled with.
            "loggers": {"django.template": {"level": "INFO"}},
        }
    )


def _clean(key: str, value: Any) -> Any:
    if key.lower() in NEVER or NEVER & set(re.split(r"[^a-z]+", key.lower())):
        return GONE
    if isinstance(value, Mapping):
        return {str(inner): _clean(str(inner), part) for inner, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(key, part) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    text = QUOTED.sub("'…'", str(value)) if key in MESSAGES else str(value)
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


def _told(info: ExcInfo) -> dict[str, Any]:
    kind, error, trace = info
    message = QUOTED.sub("'…'", str(error).split("DETAIL:")[0].strip())
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return {"kind": f"{kind.__module__}.{kind.__qualname__}", "message": message, "places": places}

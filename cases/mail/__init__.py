"""The only door to e-mail and text messages: renders letters from templates and hands them to a server."""

from cases.mail.letters import (
    LANGUAGES,
    Form,
    Letter,
    gap,
    language_of,
    message_id_of,
    new_message_id,
    render,
)
from cases.mail.line import Line, NotSent, Refused, Unreachable, refusals_told, send

__all__ = [
    "LANGUAGES",
    "Form",
    "Letter",
    "Line",
    "NotSent",
    "Refused",
    "Unreachable",
    "gap",
    "language_of",
    "message_id_of",
    "new_message_id",
    "refusals_told",
    "render",
    "send",
]

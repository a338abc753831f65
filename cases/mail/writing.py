"""Letters as they travel: byte for byte what Django writes, without its objects where a letter is plain."""

import re
from email.policy import Compat32
from email.utils import formatdate
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import forbid_multi_line_headers

LINE = 76  # characters of a header, with its name, that need no folding
LIMIT = 998  # bytes of a line of text, RFC 5322 section 2.1.1; longer ones need another encoding
NEWLINE = re.compile(r"\r\n|\r|\n")
SET_APART = {"from", "to", "cc", "reply-to", "date"}  # extra headers that stand in the place of others
_POLICY = Compat32(linesep="\r\n")


def written(message: EmailMessage) -> bytes:
    """Return a letter as it travels, lines ended by CRLF. Raises BadHeaderError for a line break in a header.

    Nearly every letter is a plain text and the same as a page; for those the objects of the email package, and its
    search for folds and boundaries that cannot be needed, would cost more than everything else that a letter costs.
    """
    bodies = _bodies(message)
    if not bodies:
        whole: Any = message.message()
        return bytes(whole.as_bytes(linesep="\r\n"))
    headers = _headers(message)
    if len(bodies) == 1:
        (head, text) = bodies[0]
        return b"".join((head, headers, b"\r\n", text))
    # 96 random bits occur in no text, so nobody has to look.
    boundary = b"==" + token_hex(12).encode()
    kind = b'Content-Type: multipart/alternative; boundary="%b"\r\nMIME-Version: 1.0\r\n' % boundary
    parts = [b"--%b\r\n%b\r\n%b\r\n" % (boundary, head, text) for head, text in bodies]
    return b"".join((kind, headers, b"\r\n", *parts, b"--%b--\r\n" % boundary))


def _bodies(message: EmailMessage) -> list[tuple[bytes, bytes]]:
    """The text, and the page if there is one, each with its headers; none when the letter is not so simple."""
    pages = getattr(message, "alternatives", [])
    extra = {name.lower() for name in message.extra_headers}
    is_more = message.attachments or message.encoding or message.cc or message.reply_to or extra & SET_APART
    is_less = not (message.subject and message.to and message.body and "message-id" in extra)
    is_other = message.content_subtype != "plain" or [kind for _, kind in pages] not in ([], ["text/html"])
    if is_more or is_less or is_other:
        return []
    texts = [("plain", message.body), *(("html", content) for content, _ in pages)]
    if not all(isinstance(text, str) and _is_short(text) for _, text in texts):
        return []
    return [_body(kind, str(text)) for kind, text in texts]


def _is_short(text: str) -> bool:
    longest = max(map(len, text.splitlines()), default=0)
    return longest * 4 <= LIMIT or all(len(line.encode()) <= LIMIT for line in text.splitlines())


def _body(kind: str, text: str) -> tuple[bytes, bytes]:
    bits = 7 if text.isascii() else 8
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: {bits}bit\r\n'
    return head.encode(), _crlf(text).encode()


def _crlf(text: str) -> str:
    return NEWLINE.sub("\r\n", text) if "\r" in text else text.replace("\n", "\r\n")


def _headers(message: EmailMessage) -> bytes:
    headers = {
        "Subject": message.subject,
        "From": message.from_email,
        "To": ", ".join(message.to),
        "Date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME),
    }
    return b"".join(
        _header(name, str(value)) for name, value in (*headers.items(), *message.extra_headers.items())
    )


def _header(name: str, value: str) -> bytes:
    is_short = len(name) + len(": ") + len(value) <= LINE
    if is_short and value.isascii() and value.isprintable() and value == value.strip():
        return f"{name}: {value}\r\n".encode("ascii")
    name, value = forbid_multi_line_headers(name, value, settings.DEFAULT_CHARSET)
    return bytes(_POLICY.fold_binary(name, value))

"""Prints HTML that Amparo wrote as tagged PDF, with no way out to the disk or the network."""

from __future__ import annotations

import html as escaping
import io
import logging
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from django.template import Context, Engine
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, String

from cases.errors import Problem
from cases.pdf import fonts

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STYLES = TEMPLATES / "pdf"
SCHEME = "amparo:///"
_SERVED = {".css": "text/css", ".svg": "image/svg+xml"}
_VARIANT = "pdf/ua-1"

# A hostile text can turn the reading order of its neighbours round with these; the letters stay.
_BIDI_OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class ForbiddenAddress(Problem):
    """A page asked for something outside the repository's own styles."""


class NoFonts(Problem):
    """This machine lacks the faces court papers are set in."""


def render(
    html: str,
    *,
    title: str,
    language: str = "en",
    marked: Mapping[str, str] | None = None,
    shelf: Path | None = None,
) -> bytes:
    """Print one HTML document as PDF/UA-1 bytes; the same input gives the same bytes.

    `shelf` is a folder that keeps what was printed by its content, for whoever prints it again; it is not encrypted.

    `title` and `language` (BCP 47) become the document's title and language when the HTML names none.
    `marked` gives the language of every <blockquote>, <article> or <h3>: {"blockquote": "es"} (see `_mark_languages`).
    Raises ForbiddenAddress when the HTML asks for anything but the repository's own styles.
    """
    fonts.pin()
    if not fonts.installed():  # Pango ends the whole process when it finds no font at all
        raise NoFonts(
            "Court papers cannot be printed here: the fonts Liberation and Noto are not installed. "
            "On Debian or Ubuntu: apt-get install fonts-liberation fonts-noto-core."
        )
    kept = shelf / f"{_fingerprint(html, title, language)}.paper" if shelf and not marked else None
    if kept is not None and kept.is_file():
        return kept.read_bytes()
    printed = _print(html, title, language)
    if kept is not None:
        fresh = kept.with_suffix(f".{os.getpid()}.new")
        fresh.write_bytes(printed)
        fresh.replace(kept)  # whole or not at all: another process may be reading
    return _mark_languages(printed, marked) if marked else printed


def _fingerprint(*given: str) -> str:
    """What a printed paper follows from: its words, our styles, the printer's version and the fonts."""
    digest = sha256()
    for part in (
        *given,
        version("weasyprint"),
        (STYLES / "print.css").read_text(encoding="utf-8"),
        repr([(file.name, file.stat().st_size) for file in fonts.all_files()]),
    ):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def _print(html: str, title: str, language: str) -> bytes:
    _keep_words_out_of_logs()
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    if "<html" not in html:
        html = (
            f'<!doctype html><html lang="{escaping.escape(language)}"><head><meta charset="utf-8">'
            f"<title>{escaping.escape(title)}</title></head><body>{html}</body></html>"
        )
    try:
        source = HTML(string=html, base_url=SCHEME, url_fetcher=_fetcher())
        # The variant is given to both steps: it decides the tags at layout and the metadata at writing.
        document = source.render(pdf_variant=_VARIANT)
        return bytes(document.write_pdf(pdf_variant=_VARIANT))
    except FatalURLFetchingError as refusal:
        raise ForbiddenAddress(
            "A page to be printed asked for an address outside Amparo's own styles. "
            "Nothing was fetched and nothing was printed; report this, it should not happen."
        ) from refusal


class _WithoutWords(logging.Filter):
    """Takes the particulars out of what the printer warns of: it names letters of a client's text."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.args = ()
        return True


@lru_cache(maxsize=1)
def _keep_words_out_of_logs() -> None:
    logging.getLogger("weasyprint").addFilter(_WithoutWords())


def _mark_languages(printed: bytes, marked: Mapping[str, str]) -> bytes:
    """Write the language onto the tags of these elements, for the voice that reads the paper aloud.

    WeasyPrint tags <blockquote>, <article> and <h3> by name but drops every element's `lang`. Our templates use those
    three only to carry a language, so here they become what they are: a paragraph, a section and a second heading.
    """
    tags = {
        "/BlockQuote": (Name.P, marked.get("blockquote")),
        "/Art": (Name.Sect, marked.get("article")),
        "/H3": (Name.H2, marked.get("h3")),
    }
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(printed)) as pdf:
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/Type") == Name.StructElem:
                tag, language = tags.get(str(element.get("/S")), (None, None))
                if tag is not None and language:
                    element.S, element.Lang = tag, String(language)
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def fill(template: str, **values: Any) -> str:
    """The HTML of templates/pdf/`template` with `values`, every one escaped; no request, no app tags, no loaders."""
    return _engine().get_template(f"pdf/{template}").render(Context({"author": "", **values}, use_l10n=False))


def clean(text: str) -> str:
    """`text` without control characters and without overrides of the reading direction; every letter stays."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_BIDI_OVERRIDES)


def direction(text: str) -> str:
    """The way that a text is written, "ltr" or "rtl", by its first letter that has one: the printer does not look itself."""
    first = next((kind for char in text if (kind := bidirectional(char)) in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


@lru_cache(maxsize=1)
def _engine() -> Engine:
    # An engine of its own: a printed page must not depend on context processors or on who is signed in.
    return Engine(dirs=[str(TEMPLATES)], autoescape=True, string_if_invalid="")


@lru_cache(maxsize=1)
def _fetcher() -> URLFetcher:
    from weasyprint.urls import URLFetcher as Base
    from weasyprint.urls import URLFetcherResponse

    class OurStylesOnly(Base):  # type: ignore[misc]  # WeasyPrint publishes no types
        """Serves files that lie directly in templates/pdf and refuses every other address."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            name = url.removeprefix(SCHEME)
            file = STYLES / name
            # The name must be a bare file name: no folder, no "..", no scheme of its own.
            if not url.startswith(SCHEME) or Path(name).name != name or file.suffix not in _SERVED:
                raise ValueError("refused: not one of our own styles")
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": _SERVED[file.suffix]})

    return OurStylesOnly(fail_on_errors=True)

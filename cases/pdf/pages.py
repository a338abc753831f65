"""What happens to one uploaded file inside the child: sniffed, opened, made inert, flattened, written plainly."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import puremagic
from pikepdf import Dictionary, Pdf

from cases.pdf import forms, identity, inert, office, pictures, settled
from cases.pdf.facts import Fact

_PICTURES = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".heic": "HEIC",
    ".heif": "HEIC",
}
# What people upload by mistake, in words; anything else is only "not known".
_KNOWN = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "a text document",
    ".rtf": "a text document",
    ".xlsx": "a spreadsheet",
    ".xls": "a spreadsheet",
    ".pptx": "a slide show",
    ".zip": "a ZIP archive",
    ".html": "a web page",
    ".htm": "a web page",
    ".gif": "a GIF picture",
    ".exe": "a program",
    ".mp4": "a film",
    ".mp3": "a sound recording",
    ".eml": "an e-mail",
    ".msg": "an e-mail",
}


class CannotUse(Exception):
    """Why this file cannot be used and what to do instead; the parent puts the file's name before it.

    `code` is "password" when a password would open it.
    """

    def __init__(self, reason: str, *, code: str = "") -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class Limits:
    """What one file may have, and a folder for what is written meanwhile.

    `claims_pdf`: its name ends in .pdf, so a picture inside is a mistake.
    """

    scratch: Path
    pages: int
    claims_pdf: bool = False
    password: str = ""


@dataclass(frozen=True)
class Plain:
    """What came of a file: its pages, what was changed (in words), and what checks must look at."""

    pages: int
    notes: list[str]
    facts: list[Fact] = field(default_factory=list)


def make_plain(source: Path, out: Path, limits: Limits) -> Plain:
    """Write `source` as a plain PDF to `out` and say what came of it. Raises CannotUse with the reason and the remedy."""
    with source.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return _from_pdf(source, out, limits)
    kind = _kind(source)
    if kind == ".pdf":
        return _from_pdf(source, out, limits)
    if kind in _PICTURES and not limits.claims_pdf:
        return _from_picture(source, out, limits, kind)
    if kind in _PICTURES:
        raise CannotUse(
            f"is called .pdf, but by its content it is a {_PICTURES[kind]} picture. "
            f"If that is the paper you mean, name it .{_PICTURES[kind].lower()} and upload it again."
        )
    if kind == ".docx" and not limits.claims_pdf:
        return _from_word(source, out, limits)
    raise CannotUse(
        f"is not a PDF or a picture: by its content it is {_KNOWN.get(kind, 'of a kind not known here')}. "
        "Print it to PDF, or scan the paper, and upload that."
    )


def _from_picture(source: Path, out: Path, limits: Limits, kind: str) -> Plain:
    try:
        count, notes = pictures.make_pages(source, out, max_pages=limits.pages)
    except pictures.NotAPicture as fault:
        raise CannotUse(
            f"looks like a {_PICTURES[kind]} picture but cannot be read: {fault}. "
            "Take or scan it again and upload the new file."
        ) from fault
    return Plain(count, notes)


def _from_word(source: Path, out: Path, limits: Limits) -> Plain:
    """A Word document as LibreOffice lays it out, then treated as any other PDF."""
    try:
        made = _from_pdf(office.print_to_pdf(source, limits.scratch), out, limits)
    except office.NoOffice as fault:
        raise CannotUse(f"is a Word document, and {fault} Print it to PDF and upload that.") from fault
    made.notes.append("was a Word document, printed by LibreOffice: compare it with the original")
    return made


def _kind(source: Path) -> str:
    try:
        # By content alone: the name is what we doubt, so it is not shown to the sniffer.
        with source.open("rb") as file:
            head = file.read(65536)
        return ".heic" if pictures.is_heic(head) else str(puremagic.from_string(head)).lower()
    except (puremagic.PureError, ValueError):
        return ""


def _from_pdf(source: Path, out: Path, limits: Limits) -> Plain:
    with _open(source, limits.password) as pdf:
        count = len(pdf.pages)
        if count == 0:
            raise CannotUse("is a PDF without pages. Save or scan it again and upload the new file.")
        if count > limits.pages:
            raise CannotUse(
                f"has {count:,} pages; a file may have at most {limits.pages:,}. Upload the pages relied on."
            )
        if pdf.Root.get("/NeedsRendering", False) is True:
            raise CannotUse(
                "is a form that only Adobe Reader can show (XFA): its pages are made while it is open. Open it "
                "there, print it to a new PDF, and upload that."
            )
        notes = _what_was_mended(pdf)
        notes += inert.what_lives(pdf)
        for page in pdf.pages:
            settled.settle(pdf, page)
        facts = _flatten(pdf, limits.scratch / "draft.pdf", notes)
        inert.make_inert(pdf)
        pdf.remove_unreferenced_resources()
        _save(pdf, out)
    return Plain(count, notes, facts)


def _save(pdf: Pdf, out: Path) -> None:
    pdf.save(
        out,
        static_id=True,
        encryption=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    identity.write(out)


def _open(source: Path, password: str) -> Pdf:
    try:
        return Pdf.open(source, password=password, suppress_warnings=True)
    except pikepdf.PasswordError as locked:
        raise CannotUse(
            "is locked with a password"
            + (", and the one given does not open it. " if password else ". ")
            + "Ask whoever sent it for the password, open it with that, print it to a new PDF without one, and "
            "upload that.",
            code="password",
        ) from locked
    except pikepdf.PdfError as fault:
        if "encryption dictionary" in str(fault):
            raise CannotUse(
                "is locked to certain people's digital certificates. Ask its sender for a copy without "
                "the lock."
            ) from fault
        raise CannotUse(
            "is not a PDF that can be opened: it is damaged beyond repair, or another kind of file with "
            "a .pdf name. Get it again from its source, or scan the paper, and upload that."
        ) from fault


def _what_was_mended(pdf: Pdf) -> list[str]:
    notes = []
    if any(
        mark in str(w) for w in pdf.get_warnings() for mark in ("damaged", "startxref", "recover", "loop")
    ):
        notes.append("was damaged and has been repaired: compare it with the original")
    if pdf.is_encrypted:
        notes.append("had a lock: it was opened, and the court's copy has none")
    return notes


def _flatten(pdf: Pdf, scratch: Path, notes: list[str]) -> list[Fact]:
    """Draw forms and annotations onto their pages; what could not be drawn is a fact about its page."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        del form.XFA
        notes.append("had an XFA form: only its printed pages remain, check that its answers are there")
    done = forms.flatten(pdf, scratch)
    if "/Widget" in done.kinds:
        notes.append("had form fields: their answers are now part of the page")
    if done.kinds - {"/Link", "/Widget", "/Popup", "/Redact"}:
        notes.append("had comments or drawings: what was visible is now part of the page")
    return [
        *(Fact("undrawn", number + 1) for number in sorted(set(done.undrawn))),
        *(Fact("unapplied", number + 1) for number in sorted(set(done.unapplied))),
        *(Fact("answer", number + 1, text) for number, text in done.answers if text.strip()),
    ]

"""What happens to one uploaded file inside the child: sniffed, opened, made inert, flattened, written plainly."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import puremagic
from pikepdf import Array, Dictionary, Name, Pdf

from cases.pdf import pictures

# What opens itself, runs, phones home or carries other files: none of it belongs on paper.
_LIVE_ROOT = (
    "/OpenAction",
    "/AA",
    "/AcroForm",
    "/AF",
    "/Collection",
    "/Outlines",
    "/Threads",
    "/URI",
    "/Perms",
    "/Legal",
    "/Requirements",
    "/JT",
    "/PieceInfo",
    "/Metadata",
    "/StructTreeRoot",
    "/MarkInfo",
    "/Dests",
    "/Names",
    "/PageLabels",
    "/PageMode",
    "/DSS",
    "/Extensions",
)
_LIVE_PAGE = (
    "/AA",
    "/PieceInfo",
    "/Metadata",
    "/AF",
    "/Thumb",
    "/StructParents",
    "/B",
    "/Dur",
    "/Trans",
    "/Tabs",
    "/LastModified",
)
_SAVES = re.compile(rb"(?<![^\s\[\]<>()/])([qQ])(?![^\s\[\]<>()/])")
_PICTURES = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
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
    ".heic": "an iPhone picture (HEIC)",
    ".gif": "a GIF picture",
    ".exe": "a program",
    ".mp4": "a film",
    ".mp3": "a sound recording",
    ".eml": "an e-mail",
    ".msg": "an e-mail",
}


class CannotUse(Exception):
    """Why this file cannot be used and what to do instead; the parent puts the file's name before it."""


def make_plain(source: Path, out: Path, *, max_pages: int, claims_pdf: bool) -> tuple[int, list[str]]:
    """Write `source` as a plain PDF to `out`; returns its pages and what was changed, in words.

    `claims_pdf`: its name ends in .pdf, so a picture inside is a mistake and not silently taken. Raises CannotUse with the reason and the remedy.
    """
    with source.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return _from_pdf(source, out, max_pages)
    kind = _kind(source)
    if kind == ".pdf":
        return _from_pdf(source, out, max_pages)
    if kind in _PICTURES and not claims_pdf:
        try:
            return pictures.make_pages(source, out, max_pages=max_pages)
        except pictures.NotAPicture as fault:
            raise CannotUse(
                f"looks like a {_PICTURES[kind]} picture but cannot be read: {fault}. "
                "Take or scan it again and upload the new file."
            ) from fault
    if kind in _PICTURES:
        raise CannotUse(
            f"is called .pdf, but by its content it is a {_PICTURES[kind]} picture. "
            f"If that is the paper you mean, name it .{_PICTURES[kind].lower()} and upload it again."
        )
    raise CannotUse(
        f"is not a PDF or a picture: by its content it is {_KNOWN.get(kind, 'of a kind not known here')}. "
        "Print it to PDF, or scan the paper, and upload that."
    )


def _kind(source: Path) -> str:
    try:
        # By content alone: the name is what we doubt, so it is not shown to the sniffer.
        with source.open("rb") as file:
            return str(puremagic.from_string(file.read(65536))).lower()
    except (puremagic.PureError, ValueError):
        return ""


def _from_pdf(source: Path, out: Path, max_pages: int) -> tuple[int, list[str]]:
    notes: list[str] = []
    with _open(source) as pdf:
        count = len(pdf.pages)
        if count == 0:
            raise CannotUse("is a PDF without pages. Save or scan it again and upload the new file.")
        if count > max_pages:
            raise CannotUse(
                f"has {count:,} pages; a file may have at most {max_pages:,}. Upload the pages relied on."
            )
        if any(
            "damaged" in str(w) or "startxref" in str(w) or "recover" in str(w) for w in pdf.get_warnings()
        ):
            notes.append("was damaged and has been repaired: compare it with the original")
        if pdf.is_encrypted:
            notes.append("had a lock without a password: it was opened")
        _flatten(pdf, notes)
        _make_inert(pdf, notes)
        for page in pdf.pages:
            _settle(pdf, page)
        pdf.remove_unreferenced_resources()
        pdf.save(
            out,
            deterministic_id=True,
            encryption=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return count, notes


def _open(source: Path) -> Pdf:
    try:
        return Pdf.open(source, suppress_warnings=True)
    except pikepdf.PasswordError as locked:
        raise CannotUse(
            "is locked with a password. Open it with the password, print it to a new PDF without one, "
            "and upload that."
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


def _flatten(pdf: Pdf, notes: list[str]) -> None:
    """Draw forms and annotations onto their pages, so that what a person sees is what is filed."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        del form.XFA
        notes.append("had an XFA form: only its printed pages remain, check that its answers are there")
    kinds = {str(a.get("/Subtype")) for page in pdf.pages for a in _annotations(page)}
    if not kinds:
        return
    if "/Widget" in kinds:
        pdf.generate_appearance_streams()
        notes.append("had form fields: their answers are now part of the page")
    if kinds - {"/Link", "/Widget", "/Popup"}:
        notes.append("had comments or drawings: what was visible is now part of the page")
    pdf.flatten_annotations("screen")
    for page in pdf.pages:
        kept = [a for a in _annotations(page) if _is_web_link(a)]
        if kept:
            page.Annots = Array(kept)
        elif "/Annots" in page:
            del page["/Annots"]


def _annotations(page: pikepdf.Page) -> list[Dictionary]:
    found = page.obj.get("/Annots")
    return [a for a in found if isinstance(a, Dictionary)] if isinstance(found, Array) else []


def _is_web_link(annotation: Dictionary) -> bool:
    action = annotation.get("/A")
    return (
        annotation.get("/Subtype") == Name.Link
        and isinstance(action, Dictionary)
        and action.get("/S") == Name.URI
        and "/Next" not in action
        and bytes(action.get("/URI", b"")).startswith((b"http://", b"https://"))
        and "/AA" not in annotation
    )


def _make_inert(pdf: Pdf, notes: list[str]) -> None:
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and "/JavaScript" in names:
        notes.append("contained a program (JavaScript): removed")
    if isinstance(names, Dictionary) and "/EmbeddedFiles" in names:
        notes.append("had files attached inside: removed, upload them by themselves if they matter")
    for key in _LIVE_ROOT:
        if key in pdf.Root:
            del pdf.Root[key]
    if pdf.trailer.get("/Info") is not None:
        del pdf.trailer["/Info"]  # authors and software of the original are nobody's business in court


def _settle(pdf: Pdf, page: pikepdf.Page) -> None:
    """Remove what is live on a page and close graphics states it left open, so that a stamp lands where it should."""
    for key in _LIVE_PAGE:
        if key in page:
            del page[key]
    if "/MediaBox" not in page:
        page.MediaBox = Array([0, 0, 612, 792])
    if "/Contents" not in page:
        return
    left_open = _open_states(page)
    if left_open:
        page.contents_add(pdf.make_stream(b"\n" + b"Q " * left_open))


def _open_states(page: pikepdf.Page) -> int:
    """How many saved graphics states the page forgets to restore; 0 for nearly all pages."""
    contents = page.obj["/Contents"]
    streams = list(contents) if isinstance(contents, Array) else [contents]
    try:
        text = b"\n".join(s.read_bytes() for s in streams if isinstance(s, pikepdf.Stream))
    except pikepdf.PdfError as fault:
        if "bad_alloc" in str(fault):
            raise CannotUse(
                "has a page that unpacks to more memory than one file may use. Print it to a new PDF, "
                "or scan the paper, and upload that."
            ) from fault
        return 0
    marks = [m.group(1) for m in _SAVES.finditer(text)]
    if marks.count(b"q") == marks.count(b"Q"):
        return 0
    depth = 0  # the quick count was unequal, perhaps only because a text says "q": now read it properly
    for instruction in pikepdf.parse_content_stream(page):
        depth = max(0, depth + {"q": 1, "Q": -1}.get(str(instruction.operator), 0))
    return depth

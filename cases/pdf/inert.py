"""Takes out of a PDF everything that runs, opens itself, calls out or carries other files: only what paper has stays."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from cases.pdf import forms

# What may stay; everything else goes, so that what a later PDF version invents goes too.
_ROOT = {"/Type", "/Pages", "/Version", "/OCProperties"}
_PAGE = {
    *("/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
    *("/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group"),
}
# Of a stream: data fetched from elsewhere, pages of other files, stand-ins, and what programs leave for themselves.
_STREAM = (
    "/F",
    "/FFilter",
    "/FDecodeParms",
    "/Ref",
    "/OPI",
    "/Alternates",
    "/AF",
    "/Metadata",
    "/PieceInfo",
    "/PS",
)
_CALLS_OUT = {"/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Movie", "/Rendition"}
_CARRIES = {"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"}


def what_lives(pdf: Pdf) -> list[str]:
    """Say, before it is removed, what of it a person should know, each to be read after "the file …"."""
    by_itself = {kind for action in _automatic(pdf) for kind in _kinds(action)}
    pressed = {kind for action in _pressed(pdf) for kind in _kinds(action)}
    names = pdf.Root.get("/Names")
    inside = set(names.keys()) if isinstance(names, Dictionary) else set()
    carried = {str(note.get("/Subtype")) for page in pdf.pages for note in forms.notes_of(page)} & _CARRIES
    said = []
    if "/JavaScript" in inside | by_itself | pressed:
        said.append("contained a program (JavaScript): removed")
    if by_itself & _CALLS_OUT:
        said.append("would have started a program or called an address by itself: removed")
    if "/EmbeddedFiles" in inside or carried or "/Collection" in pdf.Root:
        said.append("had files attached inside: removed, upload them by themselves if they matter")
    return said


def make_inert(pdf: Pdf) -> None:
    """Remove it all. Annotations are drawn and removed before, by `forms.flatten`."""
    for key in set(pdf.Root.keys()) - _ROOT:
        del pdf.Root[key]
    if pdf.trailer.get("/Info") is not None:
        del pdf.trailer["/Info"]  # authors and software of the original are nobody's business in court
    for page in pdf.pages:
        for key in set(page.obj.keys()) - _PAGE:
            del page.obj[key]
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            for key in _STREAM:
                if key in thing:
                    _forget(thing, key)


def _forget(stream: Stream, key: str) -> None:
    if key == "/PS" and stream.get("/Subtype") != Name.PS:
        return
    if key == "/F":
        stream.write(b"")  # its data was another file's
    if key in stream:
        del stream[key]


def _automatic(pdf: Pdf) -> Iterator[pikepdf.Object]:
    """What would happen without anybody pressing anything."""
    for holder in (pdf.Root, *(page.obj for page in pdf.pages)):
        for key in ("/OpenAction", "/AA"):
            if key in holder:
                yield holder[key]


def _pressed(pdf: Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        for note in forms.notes_of(page):
            for key in ("/A", "/AA"):
                if key in note:
                    yield note[key]


def _kinds(action: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    """The kinds of an action and of what follows it; a table of actions by event counts as all of them."""
    if isinstance(action, Array):
        for one in action:
            yield from _kinds(one, depth + 1)
    if not isinstance(action, Dictionary) or depth > 8:
        return
    if "/S" in action:
        yield str(action["/S"])
        if "/Next" in action:
            yield from _kinds(action["/Next"], depth + 1)
    elif "/Type" not in action:
        for key in action.keys():  # noqa: SIM118  # a pikepdf dictionary iterates over nothing by itself
            yield from _kinds(action[key], depth + 1)

"""Binds pages from many files into one, with bookmarks, page labels, layers kept as they were, and stamped numbers."""

from __future__ import annotations

import contextlib
import io
import resource
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from pikepdf import (
    Array,
    Dictionary,
    Name,
    ObjectStreamMode,
    OutlineItem,
    Pdf,
    Rectangle,
    StreamDecodeLevel,
)

from cases.pdf import identity
from cases.pdf.split import Segment
from cases.pdf.stamp import Stamper, as_seen
from cases.pdf.typeset import Letters, Press, Sheet

_MOST_OPEN = 100  # files at once
_LETTER = (612.0, 792.0)  # points


class Book:
    """One part of a packet while it is being bound; sources stay open until it is saved, pages are never copied."""

    def __init__(self, *, title: str, first_page: int, letters: Letters) -> None:
        """`letters` are those of all sheets that `add_sheet` and `print_over` will be given."""
        self._pdf = Pdf.new()
        self._press = Press(self._pdf, letters)
        self._title = title
        self._first = first_page
        self._sources: dict[Path, Pdf] = {}
        self._loose: list[Pdf] = []
        self._bookmarks: list[tuple[str, int]] = []
        self._layers: list[tuple[Pdf, Dictionary]] = []

    @property
    def pages(self) -> int:
        """How many pages are bound so far."""
        return len(self._pdf.pages)

    def mark(self, bookmark: str) -> None:
        """Let a bookmark lead to the page that is bound next."""
        self._bookmarks.append((bookmark, self.pages))

    def add_bytes(self, data: bytes) -> None:
        """Bind a paper of our own."""
        source = Pdf.open(io.BytesIO(data))
        self._loose.append(source)
        for page in source.pages:
            self._append(page)

    def add_sheet(self, sheet: Sheet) -> None:
        """Bind a sheet of type."""
        self._press.page(sheet)

    def print_over(self, sheet: Sheet) -> None:
        """Print a sheet of type over the page bound last."""
        self._press.over(self._pdf.pages[-1], sheet)

    def add_ranges(self, segments: Iterable[Segment], *, on_letter: bool = False) -> None:
        """Bind page ranges of normalised files; `on_letter` puts pages of another size onto Letter sheets."""
        for segment in segments:
            source = self._sources.get(segment.file)
            if source is None:
                source = self._sources[segment.file] = Pdf.open(segment.file)
                self._keep_layers(source)
            for number in range(segment.start, segment.stop):
                page = source.pages[number]
                sheet = _letter_for(page) if on_letter else None
                if sheet is None:
                    self._append(page)
                else:
                    self._append_on(sheet, page)

    def save(self, path: Path, *, progress: Callable[[int], None]) -> None:
        """Stamp every page and write the file, the same bytes for the same pages.

        `progress` gets percent.
        """
        stamper = Stamper(self._pdf)
        for number, page in enumerate(self._pdf.pages, start=self._first):
            stamper.stamp(page, number)
        with self._pdf.open_outline() as outline:
            outline.root.extend(OutlineItem(name, at) for name, at in self._bookmarks)
        root = self._pdf.Root
        root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=self._first)]))
        root.PageMode = Name.UseOutlines
        root.Lang = pikepdf.String("en-US")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self._pdf.docinfo["/Title"] = self._title
        self._write_layers()
        self._pdf.save(
            path,
            static_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            stream_decode_level=StreamDecodeLevel.none,
            progress=progress,
        )
        identity.write(path)

    def save_plain(self, path: Path) -> None:
        """Write the pages as they are, without stamps or bookmarks, to be bound again."""
        self._write_layers()
        self._pdf.save(
            path,
            static_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
        )

    def close(self) -> None:
        """Let go of the sources."""
        for source in (self._pdf, *self._loose, *self._press.sources, *self._sources.values()):
            source.close()

    def _append(self, page: pikepdf.Page) -> None:
        self._pdf.pages.append(page)
        bound = self._pdf.pages[-1]
        for key in ("/StructParents", "/Tabs"):  # the tags they point to do not come along
            if key in bound:
                del bound[key]

    def _append_on(self, sheet: tuple[float, float], page: pikepdf.Page) -> None:
        """Bind a page of another size in the middle of a Letter sheet, shrunk where it is larger."""
        bound = self._pdf.add_blank_page(page_size=sheet)
        form = self._pdf.copy_foreign(page.as_form_xobject())
        bound.obj["/Resources"] = Dictionary(XObject=Dictionary(AmparoPage=form))
        placed = bound.calc_form_xobject_placement(
            form,
            Name.AmparoPage,
            Rectangle(0, 0, *sheet),
            invert_transformations=True,
            allow_shrink=True,
            allow_expand=False,
        )
        bound.obj["/Contents"] = self._pdf.make_stream(placed)

    def _keep_layers(self, source: Pdf) -> None:
        """Remember a file's layers: one that was switched off must not appear in court."""
        layers = source.Root.get("/OCProperties")
        if isinstance(layers, Dictionary):
            self._layers.append((source, layers))

    def _write_layers(self) -> None:
        groups, hidden = Array(), Array()
        for source, layers in self._layers:
            copy = self._pdf.copy_foreign(source.make_indirect(layers))
            default = copy.get("/D", Dictionary())
            all_groups = list(copy.get("/OCGs", Array()))
            off = list(default.get("/OFF", Array()))
            if default.get("/BaseState") == Name.OFF:
                shown = list(default.get("/ON", Array()))
                off = [g for g in all_groups if g not in shown]
            groups.extend(all_groups)
            hidden.extend(off)
        if len(groups):
            self._pdf.Root.OCProperties = Dictionary(OCGs=groups, D=Dictionary(OFF=hidden, Order=Array()))


def _letter_for(page: pikepdf.Page) -> tuple[float, float] | None:
    """The Letter sheet, upright or lying, that a page of another size belongs on; None when it is Letter already."""
    _matrix, width, height = as_seen(page)
    sheet = _LETTER if width <= height else (_LETTER[1], _LETTER[0])
    return None if abs(width - sheet[0]) < 2 and abs(height - sheet[1]) < 2 else sheet


@contextmanager
def gathered(wanted: Sequence[tuple[Segment, ...]], scratch: Path) -> Iterator[Sequence[tuple[Segment, ...]]]:
    """The same page ranges, out of few files: a thousand small ones are first bound by the hundred, under `scratch`.

    An open file takes some memory, however small it is, and memory must not follow the number of exhibits.
    """
    if sum(len(segments) for segments in wanted) <= _MOST_OPEN:
        yield wanted
        return
    found: list[tuple[Segment, ...]] = []
    bundles: list[Path] = []
    try:
        for first in range(0, len(wanted), _MOST_OPEN):
            bundle = scratch.with_suffix(f".{len(bundles)}.bundle")
            bundles.append(bundle)
            book = Book(title="", first_page=1, letters={})
            try:
                for segments in wanted[first : first + _MOST_OPEN]:
                    at = book.pages
                    book.add_ranges(segments)
                    found.append((Segment(bundle, at, book.pages),))
                book.save_plain(bundle)
            finally:
                book.close()
        yield found
    finally:
        for bundle in bundles:
            bundle.unlink(missing_ok=True)


def allow_open(files: int) -> None:
    """Let this process keep so many files open at once: a part may be bound from a thousand small exhibits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = files + 200
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

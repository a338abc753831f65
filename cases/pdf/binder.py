"""Binds pages from many files into one, with bookmarks, page labels, layers kept as they were, and stamped numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf, StreamDecodeLevel

from cases.pdf.split import Segment
from cases.pdf.stamp import Stamper


class Book:
    """One part of a packet while it is being bound; sources stay open until it is saved, pages are never copied."""

    def __init__(self, *, title: str, first_page: int) -> None:
        self._pdf = Pdf.new()
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

    def add_bytes(self, data: bytes, *, bookmark: str) -> None:
        """Bind a paper of our own; its bookmark leads to its first page."""
        source = Pdf.open(io.BytesIO(data))
        self._loose.append(source)
        self._bookmarks.append((bookmark, self.pages))
        for page in source.pages:
            self._append(page)

    def add_page(self, source: Pdf, number: int, *, bookmark: str) -> None:
        """Bind page `number` (from 0) of an open PDF, which the caller keeps open until `save`."""
        self._bookmarks.append((bookmark, self.pages))
        self._append(source.pages[number])

    def add_ranges(self, segments: Iterable[Segment]) -> None:
        """Bind page ranges of normalised files."""
        for segment in segments:
            source = self._sources.get(segment.file)
            if source is None:
                source = self._sources[segment.file] = Pdf.open(segment.file)
                self._keep_layers(source)
            for number in range(segment.start, segment.stop):
                self._append(source.pages[number])

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
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            stream_decode_level=StreamDecodeLevel.none,
            progress=progress,
        )

    def close(self) -> None:
        """Let go of the sources."""
        for source in (self._pdf, *self._loose, *self._sources.values()):
            source.close()

    def _append(self, page: pikepdf.Page) -> None:
        self._pdf.pages.append(page)
        bound = self._pdf.pages[-1]
        for key in ("/StructParents", "/Tabs"):  # the tags they point to do not come along
            if key in bound:
                del bound[key]

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

"""Binds the parts of a packet, one after the other or several at once, and reads each of them back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cases.errors import Problem
from cases.pdf import binder, crew, layout, proof, typeset
from cases.pdf.results import Finding, Part
from cases.pdf.typeset import Sheet

Progress = Callable[[int, int], None]


class MiscountedPart(Problem):
    """A part came out with another number of pages than the index counts on."""


@dataclass(frozen=True)
class Printed:
    """What WeasyPrint prints for a packet: its cover and what closes it."""

    cover: bytes
    closing: tuple[layout.Paper, ...]


@dataclass(frozen=True)
class Bound:
    """A part on disk, and what reading it back found."""

    part: Part
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Job:
    """All that binding a part needs to know of the whole."""

    order: layout.Order
    plan: layout.Layout
    printed: Printed
    index: list[Sheet]
    sheets: list[Sheet]
    lines: list[Sheet]
    letters: typeset.Letters

    def bind(self, number: int, path: Path, progress: Callable[[int], None]) -> Bound:
        """Bind part `number` (from 0) into `path`. `progress` gets percent."""
        order, plan = self.order, self.plan.parts[number]
        book = binder.Book(title=order.label or order.title, first_page=plan.first_page, letters=self.letters)
        try:
            book.mark("Cover")
            book.add_bytes(self.printed.cover)
            if len(self.plan.parts) > 1:
                book.print_over(self.lines[number])
            book.mark("Table of contents")
            for page in self.index:
                book.add_sheet(page)
            with binder.gathered([place.piece.segments for place in plan.places], path) as ranges:
                for place, segments in zip(plan.places, ranges, strict=True):
                    book.mark(place.bookmark)
                    book.add_sheet(self.sheets[place.sheet])
                    book.add_ranges(segments, on_letter=order.on_letter)
                for paper in self.printed.closing if plan is self.plan.parts[-1] else ():
                    book.mark(paper.title)
                    book.add_bytes(paper.data)
                _expect(plan, book.pages)
                book.save(path, progress=progress)
            part = Part(path, plan.first_page, plan.last_page, book.pages, path.stat().st_size)
        finally:
            book.close()
        return Bound(part, tuple(proof.check(part, self.plan.rows)))


def bind_all(
    job: Job, paths: list[Path], *, progress: Progress | None, processes: int
) -> tuple[list[Bound], int]:
    """Bind every part; return them in order, and the bytes that the largest process beside this one held.

    `progress(done, total)` counts pages. What is raised in it, or while binding, leaves no file behind.
    """
    try:
        if min(processes, len(paths)) < 2 or threading.active_count() > 1:  # a fork takes no thread along
            return [
                job.bind(number, path, _step(progress, job, number)) for number, path in enumerate(paths)
            ], 0
        return _side_by_side(job, paths, progress, processes)
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def _side_by_side(
    job: Job, paths: list[Path], progress: Progress | None, processes: int
) -> tuple[list[Bound], int]:
    done, peak, bound = 0, 0, dict[int, Bound]()
    shares = crew.share(len(paths), processes)
    with crew.working(lambda number: job.bind(number, paths[number], _silent), shares) as finished:
        for number, one, held in finished:
            bound[number], peak = one, max(peak, held)
            done += one.part.pages
            if progress:
                progress(done, _total(job))
    return [bound[number] for number in range(len(paths))], peak


def _silent(_percent: int) -> None:
    """Tell nobody."""


def _step(progress: Progress | None, job: Job, number: int) -> Callable[[int], None]:
    part, total = job.plan.parts[number], _total(job)
    done, pages = part.first_page - job.order.first_page, part.last_page - part.first_page + 1

    def report(percent: int) -> None:
        if progress:
            progress(min(done + pages * percent // 100, total), total)

    return report


def _total(job: Job) -> int:
    return job.plan.last_page - job.order.first_page + 1


def _expect(part: layout.PartPlan, pages: int) -> None:
    counted = part.last_page - part.first_page + 1
    if pages != counted:
        raise MiscountedPart(
            f"A part has {pages} pages where the table of contents counts on {counted}. "
            "Nothing was kept; report this, it should not happen."
        )

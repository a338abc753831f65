"""The report as plain tables of text and numbers: what the PDF, the spreadsheet and the CSV files are filled with."""

from dataclasses import dataclass

from cases.law import wording
from cases.models import Hearing
from cases.queries.reports import ageing, caseload, dates, hearings
from cases.queries.reports.choices import KINDS
from cases.queries.reports.whole import Report

Cell = str | int
ALL_DATES = "Everything open that is overdue or due in the window, soonest first."


@dataclass(frozen=True)
class Table:
    """One table: a short name for files, a title, a heading for each column, and the rows."""

    name: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    wide: frozenset[int] = frozenset()  # columns that carry sentences


def tables(report: Report, *, with_names: bool, on_paper: bool = False) -> list[Table]:
    """Return the report's tables. A file goes from hand to hand, so clients' names are in it only when asked for."""
    dates_table = _dates_on_paper if on_paper else _dates
    return [
        _figures(report),
        dates_table(report, with_names=with_names),
        _hearings(report, with_names=with_names),
        _children(report, with_names=with_names),
        _load(report),
    ]


def _figures(report: Report) -> Table:
    window = (
        f"{wording.day(report.since)} to {wording.day(report.until)}, read on {wording.day(report.today)}"
    )
    rows: list[tuple[Cell, ...]] = [(words, number) for _, words, number in report.figures]
    return Table(
        "figures", "In figures", f"Open dates from {window}.", ("What", "Number"), rows, frozenset({0})
    )


def _dates(report: Report, *, with_names: bool) -> Table:
    marks = [words for name, words in dates.LISTS.items() if name != "due"]
    rows: list[tuple[Cell, ...]] = [
        (
            each.day,
            each.act_by.isoformat(),
            each.todo,
            each.reference,
            *([each.who] if with_names else []),
            each.owner or "nobody",
            each.attorney or "nobody",
            each.court,
            each.proceeding,
            KINDS[each.kind][0],
            *("yes" if words in each.marks else "" for words in marks),
        )
        for each in report.dates
    ]
    heads = ("Act by", "Date", "What", "Case", *(["Respondent"] if with_names else []),
             "Owner", "Lead attorney", "Court", "Proceeding", "Kind", *marks)  # fmt: skip
    return Table("dates", "Dates", ALL_DATES, heads, rows, frozenset({2}))


def _dates_on_paper(report: Report, *, with_names: bool) -> Table:
    """The same dates in fewer columns: a sheet of paper has no sideways scrolling."""
    rows: list[tuple[Cell, ...]] = [
        (
            each.day,
            each.todo,
            each.reference,
            *([each.who] if with_names else []),
            each.owner or "nobody",
            each.attorney or "nobody",
            each.court,
            ", ".join(each.marks).lower(),
        )
        for each in report.dates
    ]
    heads = (
        "Act by",
        "What",
        "Case",
        *(["Respondent"] if with_names else []),
        "Owner",
        "Lead attorney",
        "Court",
        "",
    )
    return Table("dates", "Dates", ALL_DATES, heads, rows)


def _hearings(report: Report, *, with_names: bool) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.on,
            each.kind,
            each.reference,
            *([each.who] if with_names else []),
            each.court,
            each.attorney or "nobody",
        )
        for each in report.hearings
    ]
    heads = ("Hearing", "Kind", "Case", *(["Respondent"] if with_names else []), "Court", "Lead attorney")
    title = f"Hearings within {hearings.AHEAD} days whose packet is not under way"
    note = "Merits hearings, and those for which the court set a day for filings."
    return Table("hearings", title, note, heads, rows, frozenset({4}))


def _children(report: Report, *, with_names: bool) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (each.on, each.what, each.reference, *([each.who] if with_names else []), each.attorney or "nobody",
         "already passed" if each.is_past else "")
        for each in report.children
    ]  # fmt: skip
    heads = ("Day", "What", "Case", *(["Respondent"] if with_names else []), "Lead attorney", "")
    first, last = ageing.quarter(report.today)
    note = f"Ages reached from {wording.day(first)} to {wording.day(last)}."
    return Table("children", "Children who reach an age this quarter", note, heads, rows, frozenset({1}))


def _load(report: Report) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.cases, *(number for _, number in each.counts), each.weight) for each in report.load
    ]
    heads = ("Lead attorney", "Open cases", *hearing_kinds(), "Weight")
    title = f"Who carries what in the next {caseload.AHEAD} days"
    return Table("caseload", title, weights(), heads, rows, frozenset({0}))


def hearing_kinds() -> list[str]:
    """Return the kinds of hearing that are weighed, as their columns are headed."""
    return [str(Hearing.Kind(kind).label) for kind in caseload.WEIGHTS]


def weights() -> str:
    """Return how hearings are weighed, in words."""
    said = ", ".join(f"{Hearing.Kind(kind).label} {weight}" for kind, weight in caseload.WEIGHTS.items())
    return f"A hearing weighs: {said}. The clinic's own yardstick, no rule."

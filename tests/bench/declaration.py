"""A declaration of 200 paragraphs in two languages: saving one of them, and printing all: `script/bench declaration`.

Printing is compared with WeasyPrint alone, given the same paper as one HTML file that somebody wrote by hand, in turns.
"""

import os
import statistics
import sys
from collections.abc import Callable
from html import escape
from time import perf_counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client as Browser  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from cases.actions import declarations  # noqa: E402
from cases.models import Declaration, Paragraph  # noqa: E402
from cases.pdf import html as door  # noqa: E402
from tests import database, make  # noqa: E402

PARAGRAPHS = 200
AT_MOST = 3.0  # times WeasyPrint alone
ROUNDS = 3
TEXT = "Two men stood at the corner of the invented street, and one of them said my aunt's name twice. " * 4
OTHER = (
    "Dos hombres estaban en la esquina de la calle inventada, y uno dijo dos veces el nombre de mi tía. " * 4
)


def main() -> int:
    """Print the numbers; 1 when printing takes more than it may."""
    copy = database.new_copy()
    try:
        with override_settings(
            AMPARO_MASTER_KEYS=make.MASTER_KEYS, AMPARO_MFA_REQUIRED=False, ALLOWED_HOSTS=["testserver"],
            SECURE_SSL_REDIRECT=False, DEBUG=False,
        ):  # fmt: skip
            return measure()
    finally:
        database.drop(copy)


def measure() -> int:
    """Write it, save one paragraph many times, print in turns."""
    clinic = make.make_clinic("bay")
    writer = make.make_member(clinic, "staff_attorney")
    with clinic.inside():
        case = make.make_case(clinic)
        person = case.parties.get().person
        made = declarations.begin(case=case, declarant=person, other_language="spa", by=writer)
        for number in range(PARAGRAPHS):
            declarations.add_paragraph(
                declaration=made, by=writer, text=f"{number}. {TEXT}", other_text=f"{number}. {OTHER}"
            )
        middle = Paragraph.objects.filter(declaration=made, position=PARAGRAPHS // 2).get()
    browser = Browser()
    browser.force_login(writer.user)
    names = {"clinic": "bay", "reference": case.reference, "declaration": made.pk}
    save_one(browser, reverse("paragraph", kwargs={**names, "paragraph": middle.pk}), middle.version)
    page = reverse("declaration", kwargs=names)
    seconds, answer = timed(lambda: browser.get(page))
    print(f"opening the page: {seconds * 1000:.0f} ms, {len(answer.content) / 1000:.0f} kB")
    worst = 0.0
    for both in (False, True):
        worst = max(worst, in_turns(made, writer, case.reference, both=both))
    print(f"printing takes at most {worst:.2f} times WeasyPrint alone; it may take {AT_MOST:.0f} times")
    return int(worst > AT_MOST)


def save_one(browser: Browser, address: str, version: int) -> None:
    """Save the paragraph in the middle again and again; print bytes, statements and milliseconds."""
    times: list[float] = []
    sent = statements = received = 0
    for turn in range(30):
        given = {"text": f"{turn} {TEXT}", "other_text": f"{turn} {OTHER}", "version": version + turn}
        with CaptureQueriesContext(connection) as captured:
            begun = perf_counter()
            answer = browser.post(address, given, headers={"Accept": "application/json"})
            times.append(perf_counter() - begun)
        if answer.status_code != 200:
            raise SystemExit(f"saving answered {answer.status_code}")
        sent, received = sum(len(str(value).encode()) for value in given.values()), len(answer.content)
        statements = len(captured)
    print(
        f"saving one of {PARAGRAPHS} paragraphs: {statistics.median(times) * 1000:.1f} ms, {statements} statements, "
        f"{sent} bytes of words there, {received} bytes back"
    )


def in_turns(made: Declaration, writer: Any, reference: str, *, both: bool) -> float:
    """Print ours and the bare one in turns; return the ratio of the medians."""
    ours: list[float] = []
    bare: list[float] = []
    with made.clinic.inside():
        by_hand = handwritten(made, both=both)
        for _ in range(ROUNDS):
            paper = Declaration.objects.select_related("case", "declarant", "locked_version").get(pk=made.pk)
            ours.append(
                timed(lambda: declarations.print_out(declaration=paper, by=writer, both=both))[0]  # noqa: B023
            )
            bare.append(timed(lambda: plain(by_hand))[0])
    a, b = statistics.median(ours), statistics.median(bare)
    what = "both languages" if both else "one language"
    print(
        f"printing {PARAGRAPHS} paragraphs, {what}: {a:.2f} s; WeasyPrint alone {b:.2f} s; {a / b:.2f} times"
    )
    return a / b


def handwritten(made: Declaration, *, both: bool) -> str:
    """The same paper as somebody would write it down, with our style sheet, and nothing of ours asked."""
    rows = []
    for number, row in enumerate(Paragraph.objects.filter(declaration=made).order_by("position"), start=1):
        text, other = escape(row.text.reveal()), escape(row.other_text.reveal())
        if both:
            rows.append(
                f'<div class="pair"><p><span class="number">{number}.</span> {text}</p>'
                f'<blockquote lang="es"><span class="number">{number}.</span> {other}</blockquote></div>'
            )
        else:
            rows.append(f'<p class="numbered"><span class="number">{number}.</span> {text}</p>')
    kind = "declaration beside" if both else "declaration"
    styles = "".join(
        f"<style>{(door.STYLES / name).read_text(encoding='utf-8')}</style>"
        for name in ("print.css", "draft.css")
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Declaration</title>{styles}</head>'
        f'<body class="{kind}"><h1>Declaration of Marisol Tzoc</h1>{"".join(rows)}'
        '<section class="oath"><p>I declare under penalty of perjury that the foregoing is true and correct.</p>'
        "<p>Executed on ____________ at ____________.</p></section></body></html>"
    )


def plain(text: str) -> bytes:
    """WeasyPrint alone: tagged as the paper must be, nothing before it and nothing after it."""
    from weasyprint import HTML

    source = HTML(string=text, base_url=door.SCHEME, url_fetcher=door._fetcher())
    return bytes(source.render(pdf_variant="pdf/ua-1").write_pdf(pdf_variant="pdf/ua-1"))


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds on the wall, and what came of it."""
    begun = perf_counter()
    came = what()
    return perf_counter() - begun, came


if __name__ == "__main__":
    sys.exit(main())

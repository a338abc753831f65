"""The building blocks: what is typed by people is escaped, colour never stands alone, no page carries inline code."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAGES = [path for path in TEMPLATES.rglob("*.html") if path.parts[-2] not in ("email", "pdf", "demo")]
EVIL = "<script>alert(1)</script>\" onload='x'"


def shown(source: str, **context: object) -> str:
    # The loader turns the tags of a file into components; a text needs it done by hand.
    return Template(CottonCompiler().process(source)).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        '<c-page-header title="{{ evil }}">{{ evil }}</c-page-header>',
        '<c-card title="{{ evil }}" note="{{ evil }}">{{ evil }}</c-card>',
        "<c-tag>{{ evil }}</c-tag>",
        '<c-row title="{{ evil }}" note="{{ evil }}"></c-row>',
        '<c-person name="{{ evil }}" note="{{ evil }}" />',
        '<c-fact label="{{ evil }}">{{ evil }}</c-fact>',
        '<c-timeline-item when="{{ evil }}">{{ evil }}</c-timeline-item>',
        '<c-happening :day="day" what="{{ evil }}" time="{{ evil }}" />',
        '<c-clock-bar label="{{ evil }}" says="{{ evil }}" note="{{ evil }}" />',
        '<c-notice title="{{ evil }}">{{ evil }}</c-notice>',
        '<c-progress label="{{ evil }}" says="{{ evil }}" />',
        '<c-empty title="{{ evil }}">{{ evil }}</c-empty>',
    ],
)
def test_what_people_type_is_escaped_once_in_every_component(source: str) -> None:
    page = shown(source, evil=EVIL, day=None)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "&amp;lt;" not in page, "escaped twice"


@pytest.mark.parametrize("tone", ["red", "amber"])
def test_a_colour_comes_with_a_shape_and_a_word(tone: str) -> None:
    page = shown(f'<c-tag tone="{tone}">no owner</c-tag>')
    assert "<svg" in page and "no owner" in page


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    assert "leaked" not in shown(
        "<c-row></c-row><c-notice></c-notice>", title="leaked", note="leaked", slot="leaked"
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_page_carries_inline_code_or_style(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=", source), "styles stand in the style sheets"
    assert not re.search(r"\son[a-z]+=[\"']", source), "handlers stand in the scripts"
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)", source)

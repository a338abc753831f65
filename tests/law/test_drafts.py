"""Two texts of a declaration are compared word by word; what comes back from Word is laid onto what stands, and loses nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import drafts, outlines, returning
from cases.law.drafts import Draft, Line

A, B, C = (f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "abc")
BASE = Draft(
    "Marisol",
    "respondent",
    "eng",
    "spa",
    signed_in_us=True,
    signing_place="",
    lines=(
        Line(A, heading=False, text="We lived by the river.", other="Vivíamos junto al río."),
        Line(B, heading=False, text="Two men came at night.", other="Llegaron dos hombres."),
        Line(C, heading=True, text="The journey", other="El viaje"),
    ),
)


def same(text: str) -> str:
    return text


def file(
    *, both: bool = True, lines: tuple[Line, ...] = BASE.lines, marks: bool = True
) -> list[returning.Found]:
    return [
        returning.Found((one.uid,) if marks else (), one.heading, one.text, one.other if both else None)
        for one in lines
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_out_of_their_difference(old: str, new: str) -> None:
    pieces = drafts.words(old, new)
    assert "".join(one.text for one in pieces if one.what != "in") == old
    assert "".join(one.text for one in pieces if one.what != "out") == new


@given(st.lists(st.text(max_size=20), max_size=6))
def test_a_canonical_text_is_read_back_as_it_was_and_hashes_alike(words: list[str]) -> None:
    clean = [word.encode("utf-8", "ignore").decode() for word in words]
    lines = tuple(Line(str(n), heading=False, text=word) for n, word in enumerate(clean))
    draft = replace(BASE, lines=lines)
    text = drafts.canonical(draft)
    assert drafts.read(text) == draft
    assert drafts.digest(text) == drafts.digest(drafts.canonical(drafts.read(text)))


def test_every_letter_and_every_setting_that_is_signed_changes_the_hash() -> None:
    before = drafts.digest(drafts.canonical(BASE))
    for other in (
        replace(BASE, declarant="Marisola"),
        replace(BASE, signed_in_us=False),
        replace(BASE, signing_place="Houston"),
        replace(BASE, lines=BASE.lines[::-1]),
        replace(BASE, lines=(replace(BASE.lines[0], other="Vivíamos junto al rio."), *BASE.lines[1:])),
    ):
        assert drafts.digest(drafts.canonical(other)) != before


@pytest.mark.parametrize("both", [True, False])
@pytest.mark.parametrize("marks", [True, False])
def test_an_untouched_file_changes_nothing(both: bool, marks: bool) -> None:
    joined = returning.join(file(both=both, marks=marks), base=BASE, present=BASE, shown=same)
    assert joined.lines == BASE.lines
    assert joined.clashes == ()


def test_edited_added_deleted_and_moved_paragraphs_come_back_as_such() -> None:
    one, two, three = file()
    changed = replace(one, text="We lived beside the river.")
    added = returning.Found((), heading=False, text="There was a school.", other="")
    joined = returning.join([three, added, changed], base=BASE, present=BASE, shown=same)
    assert [line.uid for line in joined.lines][::2] == [C, A]
    assert [line.text for line in joined.lines] == [
        "The journey",
        "There was a school.",
        "We lived beside the river.",
    ]
    assert two.marks[0] not in {line.uid for line in joined.lines}
    assert joined.lines[2].other == "Vivíamos junto al río."


def test_a_split_paragraph_keeps_its_uid_above_and_a_joined_one_loses_no_translation() -> None:
    one, two, three = file(both=False)
    halves = [replace(one, text="We lived"), returning.Found((), heading=False, text="by the river.")]
    joined = returning.join([*halves, two, three], base=BASE, present=BASE, shown=same)
    assert next(line.uid for line in joined.lines) == A
    assert [line.text for line in joined.lines][:2] == ["We lived", "by the river."]
    together = returning.Found((A, B), heading=False, text="We lived by the river. Two men came at night.")
    joined = returning.join([together, three], base=BASE, present=BASE, shown=same)
    assert joined.lines[0].other == "Vivíamos junto al río. Llegaron dos hombres."
    assert [line.uid for line in joined.lines] == [A, C]


def test_what_was_written_meanwhile_is_never_overwritten() -> None:
    mine = replace(BASE.lines[0], text="We lived at the river.")
    new = Line("d" * 36, heading=False, text="Written meanwhile.")
    present = replace(BASE, lines=(mine, new, *BASE.lines[1:]))
    one, two, three = file()
    theirs = [replace(one, text="We lived near the river."), replace(two, text="Three men came."), three]
    joined = returning.join(theirs, base=BASE, present=present, shown=same)
    assert [line.text for line in joined.lines] == [
        "We lived at the river.",
        "Written meanwhile.",
        "Three men came.",
        "The journey",
    ]
    assert joined.clashes == (returning.Clash(A, "We lived near the river.", "Vivíamos junto al río."),)
    kept = returning.join([two, three], base=BASE, present=present, shown=same)
    assert next(line.uid for line in kept.lines) == A
    assert kept.clashes == (returning.Clash(A, "", ""),)
    deleted = replace(BASE, lines=BASE.lines[1:])
    assert returning.join(file(), base=BASE, present=deleted, shown=same).lines == deleted.lines


def test_a_file_of_the_other_language_leaves_the_signed_one_alone() -> None:
    found = [
        returning.Found((line.uid,), line.heading, line.other.replace("río", "arroyo")) for line in BASE.lines
    ]
    joined = returning.join(found, base=BASE, present=BASE, shown=same, swapped=True)
    assert [line.text for line in joined.lines] == [line.text for line in BASE.lines]
    assert joined.lines[0].other == "Vivíamos junto al arroyo."


def test_the_outlines_are_questions_in_both_languages_and_cover_the_recurring_kinds() -> None:
    found = {one.code: one for one in outlines.all_outlines()}
    assert set(found) == {
        "recruitment",
        "sexual_violence",
        "witness_crime",
        "family",
        "extortion",
        "parent",
        "expert",
    }
    for one in found.values():
        assert len(one.questions) >= 8
        for question in one.questions:
            assert question.english.endswith("?")
            assert "¿" in question.spanish and question.spanish.endswith("?")
            assert not question.english.startswith("I ")
        assert sum(len(questions) for _topic, questions in one.by_topic()) == len(one.questions)

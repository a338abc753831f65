"""Several people in one declaration at the same instant, with real commits: nobody's words are lost, nothing is stored twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from cases.actions import declarations, paragraphs, signing
from cases.errors import Conflict, Problem
from cases.models import Declaration, DeclarationVersion, Membership, Paragraph
from tests import make
from tests.make import Cast


def begun(cast: Cast) -> tuple[Declaration, list[Paragraph]]:
    with cast.bay.inside():
        person = cast.case.parties.get().person
        made = declarations.begin(case=cast.case, declarant=person, by=cast.paralegal)
        return made, [
            declarations.add_paragraph(declaration=made, text=f"{number}.", by=cast.paralegal)
            for number in range(6)
        ]


def at_once(cast: Cast, *deeds: Callable[[], object]) -> list[str]:
    """Do all of them at the same instant; say of each "done", or the kind of its refusal."""
    together = threading.Barrier(len(deeds), timeout=20)

    def do(deed: Callable[[], object]) -> str:
        try:
            with cast.bay.inside():
                together.wait()
                deed()
        except Problem as problem:
            return type(problem).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return sorted(threads.map(do, deeds))


def saving(row: Paragraph, text: str, by: Membership) -> Callable[[], object]:
    return lambda: declarations.edit_paragraph(paragraph=row, version=row.version, text=text, by=by)


def test_one_paragraph_saved_twice_at_once_is_one_persons_and_the_other_is_told(own_database: None) -> None:
    cast = make.make_cast()
    _made, rows = begun(cast)
    said = at_once(cast, saving(rows[0], "His", cast.attorney), saving(rows[0], "Hers", cast.paralegal))
    assert said == [Conflict.__name__, "done"]
    with cast.bay.inside():
        assert Paragraph.objects.get(pk=rows[0].pk).text.reveal() in ("His", "Hers")


def test_different_paragraphs_are_all_kept_and_every_word_is_in_a_version(own_database: None) -> None:
    cast = make.make_cast()
    made, rows = begun(cast)
    people = (cast.attorney, cast.paralegal, cast.coordinator, cast.supervisor)
    deeds = [saving(row, f"By {who.pk}", who) for row, who in zip(rows, people, strict=False)]
    moves = [
        lambda: paragraphs.place_after(paragraph=rows[5], after=None, by=cast.attorney),
        lambda: declarations.add_paragraph(declaration=made, text="Added.", by=cast.supervisor),
    ]
    assert at_once(cast, *deeds, *moves) == ["done"] * 6
    with cast.bay.inside():
        found = list(Paragraph.objects.filter(declaration=made).order_by("position"))
        texts = [row.text.reveal() for row in found]
        assert texts == ["5.", *(f"By {who.pk}" for who in people), "4.", "Added."]
        assert [row.position for row in found] == list(range(1, 8))
        numbers = list(DeclarationVersion.objects.filter(declaration=made).values_list("number", "sha256"))
        assert [number for number, _hash in numbers] == list(range(1, len(numbers) + 1))
        assert [not sha for _number, sha in numbers] == [False] * (len(numbers) - 1) + [True]


def test_locking_and_writing_at_once_leaves_the_hash_and_the_words_alike(own_database: None) -> None:
    cast = make.make_cast()
    made, rows = begun(cast)
    said = at_once(
        cast,
        saving(rows[0], "Late words", cast.paralegal),
        lambda: signing.lock(declaration=made, version=made.version, by=cast.attorney),
    )
    assert "done" in said
    with cast.bay.inside():
        now = Declaration.objects.select_related("locked_version").get(pk=made.pk)
        assert now.locked_version is not None
        stands = Paragraph.objects.get(pk=rows[0].pk).text.reveal()
        assert (stands in now.locked_version.snapshot.reveal()) and (stands == "Late words") == (
            said == ["done"] * 2
        )

"""What a case has that can say something of an event or a fact: paragraphs, exhibits, sessions, answers; and their names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from cases.access import scope
from cases.law import i589_form, wording
from cases.law.accounts import Source
from cases.models import (
    Account,
    Answer,
    Case,
    Declaration,
    Document,
    InterviewSession,
    Paragraph,
)
from cases.queries.findings import language_name

BEGINNING = 60  # characters of a paragraph in a list to choose from


@dataclass(frozen=True)
class Line:
    """A paragraph of a declaration: its number as it is printed, and its texts opened."""

    paragraph: Paragraph
    number: str
    text: str
    other_text: str


@dataclass
class Sources:
    """Everything of one case that a member sees and that can be a source; made by ``of_case``."""

    declarations: list[Declaration] = field(default_factory=list)
    lines: dict[UUID, Line] = field(default_factory=dict)
    documents: dict[int, tuple[Document, str]] = field(default_factory=dict)
    sessions: dict[int, InterviewSession] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)

    def declaration_name(self, declaration: Declaration) -> str:
        """Return “Declaration of Marisol”, with its number where somebody has several."""
        same = [each for each in self.declarations if each.declarant_id == declaration.declarant_id]
        number = f" ({same.index(declaration) + 1})" if len(same) > 1 else ""
        return f"Declaration of {declaration.declarant.called}{number}"

    def paragraph_choices(self) -> list[tuple[str, str]]:
        """Return (uid:language, words) of every paragraph in each language it is written in."""
        found = []
        for line in self.lines.values():
            declaration = line.paragraph.declaration
            for code, text in (
                (declaration.language, line.text),
                (declaration.other_language, line.other_text),
            ):
                if code and text and line.number:
                    beginning = text[:BEGINNING] + ("…" if len(text) > BEGINNING else "")
                    name = f"{self.declaration_name(declaration)} ¶ {line.number}, {language_name(code)}: {beginning}"
                    found.append((f"{line.paragraph.uid}:{code}", name))
        return found

    def document_choices(self) -> list[tuple[int, str]]:
        """Return (pk, title) of the case's papers."""
        return [(pk, title) for pk, (_, title) in self.documents.items()]

    def session_choices(self) -> list[tuple[int, str]]:
        """Return (pk, day and person) of the sessions, the newest first."""
        return [(pk, session_name(each)) for pk, each in self.sessions.items()]

    def answer_choices(self) -> list[tuple[int, str]]:
        """Return (pk, number and question) of the answers of the I-589 that are not empty."""
        return [(pk, answer_name(each)) for pk, each in self.answers.items() if each.value]

    def of(self, account: Account) -> Source:
        """Return the source of an account, by its name and its page."""
        where = f", p. {account.page}" if account.page else ""
        if account.source == Account.Source.PARAGRAPH and account.paragraph:
            return self._of_paragraph(account)
        if account.source == Account.Source.ANSWER and account.answer_id:
            return of_answer(account.answer)
        if account.source == Account.Source.SESSION and account.session_id:
            name = session_name(account.session)
            ids = (("interview", str(account.session_id)),)
            return Source(
                f"session:{account.session_id}",
                name,
                "session",
                f"session:{account.session_id}",
                "interview",
                ids,
            )
        bears = f" of {wording.day(account.record_on)}" if account.record_on else ""
        if account.document_id:
            title = self.documents.get(account.document_id, (None, "A paper"))[1]
            name = (
                title
                if account.source == Account.Source.EXHIBIT
                else f"{account.get_source_display()}{bears}"
            )
            group = f"document:{account.document_id}"
            return Source(
                f"{group}:{account.page or 0}",
                f"{name}{where}",
                account.source,
                group,
                "document",
                (("document", str(account.document_id)),),
            )
        group = f"{account.source}:{account.record_on or ''}"
        return Source(group, f"{account.get_source_display()}{bears}", account.source, group)

    def _of_paragraph(self, account: Account) -> Source:
        line = self.lines.get(account.paragraph) if account.paragraph else None
        name = self.declaration_name(account.declaration)
        number = f"¶ {line.number}" if line else "a paragraph that was deleted"
        key = f"paragraph:{account.paragraph}:{account.language}"
        group = f"declaration:{account.declaration_id}"
        ids = (("declaration", str(account.declaration_id)),)
        return Source(
            key, f"{name} {number}, {language_name(account.language)}", "paragraph", group, "declaration", ids
        )

    def changed_since(self, account: Account) -> bool:
        """Whether the paragraph was changed or deleted after somebody wrote down what it says."""
        if account.source != Account.Source.PARAGRAPH or not account.paragraph:
            return False
        line = self.lines.get(account.paragraph)
        return line is None or line.paragraph.updated_at > account.updated_at


def of_case(*, case: Case, member: scope.Member) -> Sources:
    """Return the sources of a case that this member sees. Five queries."""
    found = Sources()
    visible = Declaration.objects.visible_to(member).filter(case=case)
    found.declarations = list(visible.select_related("declarant").order_by("created_at", "pk"))
    found.lines = _lines(found.declarations)
    papers = Document.objects.visible_to(member).filter(case=case).prefetch_related("exhibits")
    for document in papers.order_by("-uploaded_at", "-pk"):
        titles = [each.title for each in document.exhibits.all()]
        found.documents[document.pk] = (document, titles[0] if titles else "A paper that is set aside")
    sessions = InterviewSession.objects.visible_to(member).filter(case=case).select_related("person")
    found.sessions = {each.pk: each for each in sessions.order_by("-starts_at", "-pk")}
    found.answers = {each.pk: each for each in answers(case=case, member=member)}
    return found


def answers(*, case: Case, member: scope.Member) -> list[Answer]:
    """Return the stored answers of a case in the form's order, those that were emptied too."""
    order = {each.key: place for place, each in enumerate(i589_form.form().questions)}
    rows: Iterable[Answer] = Answer.objects.visible_to(member).filter(case=case).select_related("person")
    known = [each for each in rows if each.question in order]
    return sorted(known, key=lambda each: (each.person_id, each.row, order[each.question]))


def session_name(session: InterviewSession) -> str:
    """Return “Session with Marisol, Mon 3 Nov 2025”."""
    return f"Session with {session.person.called}, {wording.day(session.starts_at.date())}"


def answer_name(answer: Answer) -> str:
    """Return “I-589 of Marisol, A.I.12: Date of birth”, with the row where the question repeats."""
    question = i589_form.form().question(answer.question)
    row = f" {answer.row + 1}" if question.rows > 1 else ""
    return f"I-589 of {answer.person.called}, {question.number}: {question.ask}{row}"


def of_answer(answer: Answer) -> Source:
    """Return an answer of the form as a source."""
    section = i589_form.form().question(answer.question).section
    group = f"i589:{answer.person_id}"
    ids = (("person", str(answer.person_id)), ("section", section))
    return Source(f"answer:{answer.pk}", answer_name(answer), "answer", group, "i589_part", ids)


def _lines(declarations: list[Declaration]) -> dict[UUID, Line]:
    by_pk = {each.pk: each for each in declarations}
    rows = Paragraph.objects.filter(declaration__in=declarations).order_by("declaration_id", "position")
    found: dict[UUID, Line] = {}
    number, current = 0, 0
    for row in rows:
        row.declaration = by_pk[row.declaration_id]
        number = 0 if row.declaration_id != current else number
        current = row.declaration_id
        number += not row.is_heading
        said = "" if row.is_heading else str(number)
        found[row.uid] = Line(row, said, row.text.reveal(), row.other_text.reveal())
    return found

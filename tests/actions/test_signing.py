"""From a draft to a signature: each step by whom it may be done, each bound to the hash of what was locked."""

import datetime as dt
import io

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from cases.actions import comments, declarations, drafts, evidence, interviews, paragraphs, signing
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import AuditEvent, Declaration, Document, InterviewSession, SessionInterpreter, Signature
from cases.queries import clinics
from cases.queries import declarations as asked
from cases.queries import interviews as log
from tests.make import Cast
from tests.pdf import reading


@pytest.fixture
def paper(inside: Cast) -> Declaration:
    person = inside.case.parties.get().person
    person.languages = ["mam"]
    person.save()
    made = declarations.begin(case=inside.case, declarant=person, other_language="spa", by=inside.paralegal)
    declarations.add_paragraph(declaration=made, text="One.", other_text="Uno.", by=inside.paralegal)
    return made


def now(paper: Declaration, inside: Cast) -> Declaration:
    return asked.declaration(reference=inside.case.reference, pk=paper.pk, member=inside.paralegal)


def locked(paper: Declaration, inside: Cast) -> Declaration:
    fresh = now(paper, inside)
    return signing.lock(declaration=fresh, version=fresh.version, by=inside.attorney)


def session(inside: Cast, paper: Declaration, *, ended: bool = True) -> InterviewSession:
    began = timezone.now() - dt.timedelta(hours=2)
    return interviews.record(
        case=inside.case,
        person=paper.declarant,
        declaration=paper,
        facts=interviews.Facts(
            starts_at=began,
            ended_at=began + dt.timedelta(minutes=70) if ended else None,
            break_minutes=10,
            topics=("home", "journey"),
            covered="The house, the road.",
        ),
        interpreters=[
            interviews.Interpreter("Juana Example", "mam", "spa", "1 Example St", "(555) 010-0001"),
            interviews.Interpreter("Rosa Example", "spa", "eng", is_remote=True),
        ],
        by=inside.paralegal,
    )


def read_back(inside: Cast, paper: Declaration, sitting: InterviewSession | None = None) -> None:
    fresh = now(paper, inside)
    signing.record_read_back(
        declaration=fresh,
        version=fresh.version,
        language="mam",
        read_on=clinics.today(inside.bay),
        session=sitting,
        by=inside.paralegal,
    )


def sign(
    inside: Cast, paper: Declaration, *, signed_on: dt.date | None = None, country: str = "US"
) -> Signature:
    fresh = now(paper, inside)
    return signing.record_signature(
        declaration=fresh,
        version=fresh.version,
        signed_on=signed_on or clinics.today(inside.bay),
        place="Houston, Texas",
        country=country,
        by=inside.paralegal,
    )


def test_the_way_to_a_signature(inside: Cast, paper: Declaration) -> None:
    sent = signing.send_to_attorney(declaration=paper, version=paper.version, by=inside.paralegal)
    assert sent.state == "review"
    copy = locked(paper, inside).locked_version
    assert copy is not None and not copy.is_open
    with pytest.raises(Problem, match=r"recorded to speak Mam.*read-back first"):
        sign(inside, paper)
    read_back(inside, paper, session(inside, paper))
    assert now(paper, inside).state == "read_back"
    made = sign(inside, paper)
    assert (made.sha256, made.locked, made.read_back_id is not None) == (copy.sha256, copy, True)
    assert now(paper, inside).state == "signed"
    verbs = list(AuditEvent.objects.filter(verb__startswith="declaration.").values_list("verb", flat=True))
    for verb in ("send_to_attorney", "lock", "read_back", "sign"):
        assert f"declaration.{verb}" in verbs


def test_any_edit_makes_it_unsigned_and_the_history_stays(inside: Cast, paper: Declaration) -> None:
    locked(paper, inside)
    read_back(inside, paper)
    signed = sign(inside, paper)
    one = asked.numbered(declaration=paper)[0].paragraph
    with pytest.raises(Problem, match="unlocks it first"):
        declarations.edit_paragraph(paragraph=one, version=1, text="Other.", by=inside.attorney)
    fresh = now(paper, inside)
    with pytest.raises(Problem, match="why it is opened"):
        signing.unlock(declaration=fresh, version=fresh.version, because=" ", by=inside.attorney)
    open_ = signing.unlock(declaration=fresh, version=fresh.version, because="A date", by=inside.attorney)
    assert (open_.state, open_.locked_version) == ("review", None)
    declarations.edit_paragraph(
        paragraph=one, version=1, text="Other.", other_text="Otro.", by=inside.attorney
    )
    again = locked(paper, inside)
    assert again.state == "signing_copy"
    assert again.locked_version is not None
    assert again.locked_version.sha256 != signed.sha256
    assert Signature.objects.get() == signed
    last = drafts.close(declaration=again, by=inside.attorney)
    assert last.note == "A date"


def test_what_was_signed_still_holds_where_not_a_letter_changed(inside: Cast, paper: Declaration) -> None:
    copy = locked(paper, inside)
    read_back(inside, paper)
    sign(inside, paper)
    fresh = now(paper, inside)
    signing.unlock(declaration=fresh, version=fresh.version, because="To look again", by=inside.attorney)
    again = locked(paper, inside)
    assert again.state == "signed"
    assert again.locked_version.sha256 == copy.locked_version.sha256


def test_only_an_attorney_locks_and_unlocks(inside: Cast, paper: Declaration) -> None:
    for by in (inside.paralegal, inside.coordinator, inside.interpreter):
        with pytest.raises(NotPermitted):
            signing.lock(declaration=paper, version=paper.version, by=by)
    fresh = locked(paper, inside)
    with pytest.raises(NotPermitted):
        signing.unlock(declaration=fresh, version=fresh.version, because="x", by=inside.paralegal)
    with pytest.raises(NotPermitted):
        read_back_by_interpreter(inside, fresh)


def read_back_by_interpreter(inside: Cast, fresh: Declaration) -> None:
    signing.record_read_back(
        declaration=fresh,
        version=fresh.version,
        language="mam",
        read_on=clinics.today(inside.bay),
        by=inside.interpreter,
    )


def test_two_people_move_it_and_the_slower_one_is_told(inside: Cast, paper: Declaration) -> None:
    signing.send_to_attorney(declaration=paper, version=paper.version, by=inside.paralegal)
    with pytest.raises(Conflict):
        signing.lock(declaration=paper, version=paper.version, by=inside.attorney)


def test_what_is_not_ready_is_not_locked(inside: Cast, paper: Declaration) -> None:
    one = asked.numbered(declaration=paper)[0].paragraph
    said = comments.add(declaration=paper, paragraph_uid=one.uid, text="Sure?", by=inside.attorney)
    with pytest.raises(Problem, match="1 comment not settled"):
        locked(paper, inside)
    comments.settle(comment=said, by=inside.paralegal)
    declarations.edit_paragraph(
        paragraph=one, version=1, text="One \U000e0001\ufffc\U0001f9ff", other_text="Uno.", by=inside.attorney
    )
    with pytest.raises(Problem, match="changed in one language and not in the other"):
        locked(paper, inside)
    paragraphs.fits(paragraph=one, by=inside.attorney)
    with pytest.raises(Problem, match="letters would be boxes"):
        locked(paper, inside)


def test_the_day_and_the_place_must_fit(inside: Cast, paper: Declaration) -> None:
    locked(paper, inside)
    today = clinics.today(inside.bay)
    read_back(inside, paper)
    with pytest.raises(Problem, match="before the day on which it was read back"):
        sign(inside, paper, signed_on=today - dt.timedelta(days=1))
    with pytest.raises(Problem, match="has not come yet"):
        sign(inside, paper, signed_on=today + dt.timedelta(days=1))
    with pytest.raises(Problem, match="28 USC 1746 asks for the longer ones"):
        sign(inside, paper, country="GT")
    assert sign(inside, paper, country="PR").country == "PR"


def test_a_certificate_is_made_after_the_session_for_each_interpreter_and_names_the_copy(
    inside: Cast, paper: Declaration
) -> None:
    copy = locked(paper, inside)
    running = session(inside, paper, ended=False)
    first, second = running.interpreters.all()
    with pytest.raises(Problem, match="made afterwards"):
        interviews.certify(interpreter=first, declaration=copy, by=inside.paralegal)
    facts = interviews.Facts(
        starts_at=running.starts_at, ended_at=running.starts_at + dt.timedelta(minutes=60), how="telephone"
    )
    done = interviews.change(
        session=running,
        version=1,
        facts=facts,
        interpreters=interviews.relay_of(running),
        declaration=paper,
        by=inside.paralegal,
    )
    first, second = done.interpreters.all()
    with pytest.raises(Problem, match="read back in this session"):
        interviews.certify(interpreter=first, declaration=copy, by=inside.paralegal)
    read_back(inside, paper, done)
    printed = print_now(paper, inside)
    assert "CERTIFICATE OF INTERPRETATION" not in printed  # not before they are made
    for one in (first, second, first):
        interviews.certify(interpreter=one, declaration=now(paper, inside), by=inside.paralegal)
    certified = log.certified(version=copy.locked_version)
    assert [one.interpreter.name for one in certified] == ["Juana Example", "Rosa Example"]
    printed = print_now(paper, inside)
    assert printed.count("CERTIFICATE OF INTERPRETATION") == 2
    assert (
        "I, Juana Example, certify that I am competent to interpret between Spanish and Mam; that on"
        in printed
    )
    assert "by telephone, I read the foregoing declaration" in printed
    assert "I, Rosa Example, certify that I am competent to interpret between English and Spanish" in printed
    assert "in relay with another interpreter" in printed
    with pytest.raises(Problem, match="stay as they were certified"):
        interviews.change(
            session=done, version=2, facts=facts, interpreters=[], declaration=paper, by=inside.paralegal
        )


def print_now(paper: Declaration, inside: Cast) -> str:
    data = declarations.print_out(declaration=now(paper, inside), by=inside.attorney)
    return " ".join(" ".join(reading.texts(data)).split())


def test_a_session_says_what_was_told_and_refuses_what_cannot_be(inside: Cast, paper: Declaration) -> None:
    sitting = session(inside, paper)
    assert log.minutes(sitting) == 60
    sessions = log.log(case=inside.case, member=inside.paralegal)
    assert [one.topic.code for one in log.told(sessions)] == ["home", "journey"]
    began = timezone.now() - dt.timedelta(hours=3)
    wrong = {
        "ends after it began": interviews.Facts(starts_at=began, ended_at=began - dt.timedelta(minutes=1)),
        "has not come yet": interviews.Facts(starts_at=began, ended_at=began + dt.timedelta(hours=5)),
        "has not begun": interviews.Facts(starts_at=began + dt.timedelta(hours=9)),
        "as long as the whole": interviews.Facts(
            starts_at=began, ended_at=began + dt.timedelta(minutes=30), break_minutes=30
        ),
        "no topic": interviews.Facts(starts_at=began, topics=("football",)),
    }
    for words, facts in wrong.items():
        with pytest.raises(Problem, match=words):
            interviews.record(
                case=inside.case, person=paper.declarant, facts=facts, interpreters=[], by=inside.paralegal
            )
    with pytest.raises(
        Problem, match="hands on: A speaks Spanish to the next interpreter, and B starts from K"
    ):
        interviews.record(
            case=inside.case,
            person=paper.declarant,
            facts=interviews.Facts(starts_at=began),
            interpreters=[
                interviews.Interpreter("A", "mam", "spa"),
                interviews.Interpreter("B", "quc", "eng"),
            ],
            by=inside.paralegal,
        )
    assert not SessionInterpreter.objects.filter(name="B").exists()


def test_the_scan_is_bound_to_the_hash_once_and_the_database_keeps_it(
    inside: Cast, paper: Declaration
) -> None:
    locked(paper, inside)
    read_back(inside, paper)
    signed = sign(inside, paper)
    mine, other = (
        Document.objects.create(
            clinic=inside.bay,
            case=case,
            original_name="scan.pdf",
            media_type="application/pdf",
            size=1,
            pages=1,
            content_hash=f"{case.pk}",
            original_file="x",
            pdf_file="x",
            pdf_size=1,
            uploaded_by=inside.paralegal,
        )
        for case in (inside.case, inside.other_case)
    )
    with pytest.raises(Problem, match="paper of this case"):
        signing.attach_scan(signature=signed, document=other, by=inside.paralegal)
    assert signing.attach_scan(signature=signed, document=mine, by=inside.paralegal).scan == mine
    with pytest.raises(Problem, match="attached to this signature already"):
        signing.attach_scan(signature=signed, document=mine, by=inside.paralegal)
    for change in (
        lambda: Signature.objects.filter(pk=signed.pk).update(sha256="0" * 64),
        lambda: Signature.objects.filter(pk=signed.pk).update(scan=None),
        lambda: Signature.objects.filter(pk=signed.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="kept as it was"), transaction.atomic():
            change()


def test_an_uploaded_scan_becomes_the_exhibit_that_it_is_and_is_not_described_again(
    inside: Cast, paper: Declaration
) -> None:
    locked(paper, inside)
    read_back(inside, paper)
    signed = sign(inside, paper)
    file = io.BytesIO(declarations.print_out(declaration=now(paper, inside), by=inside.paralegal))
    done = signing.take_scan(
        signature=signed, upload=evidence.Upload("signed.pdf", file), by=inside.paralegal
    )
    made = inside.case.exhibits.get()
    assert done.scan == made.document
    assert (made.kind, made.signed_on, made.signed_in) == ("declaration", signed.signed_on, "US")
    assert (made.oath, made.interpreted, made.language) == ("short", True, "eng")
    assert made.title == f"Declaration of {paper.declarant.name}"

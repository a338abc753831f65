"""What is asked of contradictions: the comparison of everything a case's sources say, and what was done about each.

Attorney work product: it stands on its own page and in one command, and goes into no packet.
"""

from dataclasses import dataclass

from cases import vault
from cases.access import scope
from cases.access.roles import Role
from cases.errors import Missing
from cases.law import inconsistencies, texts_compared, wording
from cases.law.inconsistencies import Finding, Found, Gap, Side
from cases.models import Case, Clinic, InterviewSession, Resolution
from cases.queries import chronology, gathering, sources


@dataclass(frozen=True)
class Row:
    """A contradiction with what was done about it; ``before`` is what was done before a side changed."""

    finding: Finding
    fingerprint: str
    subject: str
    resolution: Resolution | None = None
    before: Resolution | None = None

    @property
    def kind(self) -> str:
        """The kind in words."""
        return inconsistencies.KINDS[self.finding.kind]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.finding.a, self.finding.b

    @property
    def session_name(self) -> str:
        """The session in which the client was asked; empty where there was none."""
        session = self.resolution.session if self.resolution else None
        return sources.session_name(session) if session else ""

    @property
    def decided_on(self) -> str:
        """The day on which it was resolved."""
        return wording.day(self.resolution.decided_at.date()) if self.resolution else ""


@dataclass(frozen=True)
class Report:
    """What the comparison of a case gives, with what was done about it."""

    open: list[Row]
    to_correct: list[Row]  # asked in a session; the side that was wrong still stands
    resolved: list[Row]
    past: list[Resolution]  # what was resolved and is no contradiction any more
    gaps: tuple[Gap, ...]
    compared: int

    @property
    def rows(self) -> list[Row]:
        """Every contradiction that stands."""
        return [*self.open, *self.to_correct, *self.resolved]


@dataclass
class Operator:
    """Who runs a command on the machine: sees every case of the clinic, as the operator's database role does."""

    clinic_id: int
    pk: int = 0
    role: str = Role.SUPERVISING_ATTORNEY


def report(*, case: Case, member: scope.Member) -> Report:
    """Compare everything that the sources of a case say. About fifteen queries, and three a declaration."""
    found = compare(case=case, member=member)
    kept = Resolution.objects.visible_to(member).filter(case=case)
    rows = list(kept.select_related("session__person", "decided_by__user"))
    standing = {each.fingerprint: each for each in rows if each.taken_back_at is None}
    by_subject = {each.subject: each for each in reversed(rows) if each.taken_back_at is None}
    listed = [_row(each, standing, by_subject) for each in found.findings]
    asked = Resolution.How.ASKED
    return Report(
        open=[each for each in listed if each.resolution is None],
        to_correct=[each for each in listed if each.resolution and each.resolution.how == asked],
        resolved=[each for each in listed if each.resolution and each.resolution.how != asked],
        past=[each for print_, each in standing.items() if print_ not in {row.fingerprint for row in listed}],
        gaps=found.gaps,
        compared=found.compared,
    )


def row(*, case: Case, fingerprint: str, member: scope.Member) -> Row:
    """Return one contradiction that stands, or raise Missing: a side has changed since, or it was never one."""
    for each in report(case=case, member=member).rows:
        if each.fingerprint == fingerprint:
            return each
    raise Missing("These two sides no longer stand as they did. Open the list of contradictions again.")


def resolution(*, case: Case, pk: int, member: scope.Member) -> Resolution:
    """Return what was done about a contradiction, or raise Missing."""
    found: Resolution | None = Resolution.objects.visible_to(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such resolution in this case.")
    return found


def sessions(*, case: Case, member: scope.Member) -> list[InterviewSession]:
    """Return the sessions that have ended, the newest first: in one of them the client was asked."""
    found = InterviewSession.objects.visible_to(member).filter(case=case, ended_at__isnull=False)
    return list(found.select_related("person").order_by("-starts_at", "-pk"))


def compare(*, case: Case, member: scope.Member) -> Found:
    """Return what the comparison alone finds: accounts against each other, languages, versions."""
    here = sources.of_case(case=case, member=member)
    told = gathering.accounts(case=case, member=member, sources=here)
    titles = {
        f"event:{each.pk}": each.title.reveal() for each in chronology.visible(case=case, member=member)
    }
    parts = (
        inconsistencies.find(told, titles),
        texts_compared.two_languages(gathering.both_languages(here)),
        texts_compared.versions(gathering.versions(here)),
        Found(gaps=tuple(gathering.silent(case=case, sources=here, told=told))),
    )
    return Found(
        tuple(finding for part in parts for finding in part.findings),
        tuple(dict.fromkeys(gap for part in parts for gap in part.gaps)),
        sum(part.compared for part in parts),
    )


def as_data(*, clinic: Clinic, reference: str) -> dict[str, object]:
    """Return the report of a case as plain data, for the command. Call it inside the clinic. Raises Missing."""
    operator = Operator(clinic.pk)
    case = Case.objects.visible_to(operator).filter(reference=reference).first()
    if case is None:
        raise Missing(f"There is no case {reference[:20]} in this clinic.")
    here = report(case=case, member=operator)
    return {
        "case": case.reference,
        "marked": "Attorney work product. Not for filing.",
        "ask": inconsistencies.ASK,
        "compared": here.compared,
        "findings": [_as_data(each) for each in here.rows],
        "could_not_compare": [
            {"about": each.about, "because": each.because, "sources": list(each.sources)}
            for each in here.gaps
        ],
        "never_compared": list(inconsistencies.NEVER),
    }


def _as_data(row: Row) -> dict[str, object]:
    finding, done = row.finding, row.resolution
    return {
        "kind": finding.kind,
        "about": finding.about,
        "because": finding.because,
        "sides": [
            {
                "says": side.says,
                "sources": [{"kind": each.kind, "label": each.label} for each in side.sources],
            }
            for side in (finding.a, finding.b)
        ],
        "state": {"asked": "asked, to be corrected", "explained": "explained"}[done.how] if done else "open",
        "fingerprint": row.fingerprint,
    }


def _row(finding: Finding, standing: dict[str, Resolution], by_subject: dict[str, Resolution]) -> Row:
    fingerprint = vault.keyed_hash(finding.identity, purpose="finding.fingerprint")
    subject = vault.keyed_hash(finding.subject, purpose="finding.subject")
    done = standing.get(fingerprint)
    return Row(finding, fingerprint, subject, done, None if done else by_subject.get(subject))

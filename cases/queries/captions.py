"""What stands at the head of every court paper of a case: who files, in whose matter, before whom, when."""

from cases.law import a_numbers, courts, wording
from cases.law.reference import UnknownCode
from cases.models import Assignment, Case, Hearing, Membership, Party, Proceeding
from cases.pdf.papers import Caption, Respondent

# Any other proceeding (USCIS, a state court) is not one in which a person is to be removed, and its papers say so.
_KINDS = {"eoir_removal": "removal", "bia": "removal"}


def caption(*, case: Case, proceeding: Proceeding | None, hearing: Hearing | None) -> Caption:
    """Return the caption from what is recorded; what is not recorded stays empty and is never guessed.

    It holds the A-numbers in full: for court papers only, and whoever asks writes the audit row.
    """
    kind = _KINDS.get(proceeding.kind, "") if proceeding else ""
    immigration = bool(kind and proceeding and proceeding.court_code)
    return Caption(
        filer=_filer(case),
        respondents=_respondents(case),
        court=_place(proceeding) if proceeding and immigration else "",
        detained=("DETAINED" if proceeding.is_detained else "NON-DETAINED")
        if proceeding and immigration
        else "",
        special=("JUVENILE",) if _has_minor_lead(case) else (),
        proceeding=kind,
        judge=proceeding.judge if proceeding else "",
        hearing=hearing_line(hearing) if hearing else "",
    )


def hearing_line(hearing: Hearing) -> str:
    """Return “Mon 28 Dec 2026, 8:30 AM, Individual (merits)”, or as much of it as is set."""
    parts = [wording.day(hearing.day)] if hearing.day else []
    if hearing.time:
        hour = hearing.time.hour % 12 or 12
        parts.append(f"{hour}:{hearing.time:%M} {'AM' if hearing.time.hour < 12 else 'PM'}")
    return ", ".join([*parts, hearing.get_kind_display()]) if parts else ""


def lead_attorney(case: Case) -> Membership | None:
    """Return the member who signs for the case: the running lead assignment, the first of them."""
    found = Assignment.objects.running().filter(case=case, duty=Assignment.Duty.LEAD)
    first = found.select_related("membership__user", "membership__clinic").order_by("starts_at", "pk").first()
    return first.membership if first else None


def _filer(case: Case) -> tuple[str, ...]:
    lead = lead_attorney(case)
    if lead is None:
        return ()
    clinic = lead.clinic
    place = " ".join(part for part in (clinic.state, clinic.zip_code) if part)
    lines = [
        str(lead.user),
        f"EOIR ID {lead.eoir_id}" if lead.eoir_id else "",
        f"Bar No. {lead.bar_number}" if lead.bar_number else "",
        lead.firm or clinic.name,
        ", ".join(part for part in (clinic.street, clinic.city, place) if part),
        " · ".join(part for part in (lead.phone or clinic.phone, lead.user.email) if part),
    ]
    return tuple(line for line in lines if line)


def _respondents(case: Case) -> tuple[Respondent, ...]:
    parties = Party.objects.filter(case=case, part=Party.Part.RESPONDENT).select_related("person")
    return tuple(
        Respondent(
            party.person.name,
            a_numbers.shown(party.person.a_number.reveal()) if party.person.a_number else "",
        )
        for party in parties.order_by("-is_lead", "pk")
    )


def _has_minor_lead(case: Case) -> bool:
    return Party.objects.filter(case=case, is_lead=True, person__minor_role__isnull=False).exists()


def _place(proceeding: Proceeding) -> str:
    try:
        return courts.court(proceeding.court_code).place
    except UnknownCode:
        return proceeding.court_code

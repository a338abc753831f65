"""What is done to reports: a view is kept, mailed each week, forgotten; and a file that leaves is written down."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cases import mail
from cases.access.roles import May
from cases.actions import audit
from cases.errors import Problem
from cases.models import Membership, SavedReport
from cases.queries import clinics
from cases.queries.reports import choices as chosen
from cases.queries.reports import saved, whole

LONGEST_NAME = 80
MOST = 30  # views one member keeps


@transaction.atomic
def keep(*, name: str, choices: chosen.Choices, by: Membership) -> SavedReport:
    """Keep a choice of filters under a name; the same name again is given the new choice."""
    audit.require(May.SEE_REPORTS, by=by)
    name = " ".join(name.split())
    if not name:
        raise Problem("Give the view a name, so that you find it again.", field="name")
    if len(name) > LONGEST_NAME:
        raise Problem(f"The name has {len(name)} letters: {LONGEST_NAME} is the most.", field="name")
    mine = SavedReport.objects.visible_to(by)
    if mine.exclude(name=name).count() >= MOST:
        raise Problem(f"You keep {MOST} views already. Forget one first.", field="name")
    kept, _ = SavedReport.objects.update_or_create(
        clinic_id=by.clinic_id, membership=by, name=name, defaults={"choices": choices.stored()}
    )
    audit.write(verb="report.keep", by=by, object_id=kept.pk)
    return kept


@transaction.atomic
def mail_weekly(*, report: SavedReport, weekly: bool, by: Membership) -> None:
    """Have Amparo say every Monday that this view waits, or no longer. Saying it twice changes nothing."""
    audit.require(May.SEE_REPORTS, by=by)
    # Whoever asks on a Wednesday is written to next Monday, not at once.
    SavedReport.objects.visible_to(by).filter(pk=report.pk).update(
        is_weekly=weekly, mailed_on=clinics.today(by.clinic) if weekly else None
    )
    audit.write(verb="report.mail_weekly", by=by, object_id=report.pk, weekly=weekly)


@transaction.atomic
def forget(*, report: SavedReport, by: Membership) -> None:
    """Forget a kept view."""
    audit.require(May.SEE_REPORTS, by=by)
    SavedReport.objects.visible_to(by).filter(pk=report.pk).delete()
    audit.write(verb="report.forget", by=by, object_id=report.pk)


def took_away(*, form: str, with_names: bool, dates: int, by: Membership) -> None:
    """Record that somebody took the report away as a file, and whether clients' names were in it."""
    audit.require(May.SEE_REPORTS, by=by)
    audit.write(verb="report.take_away", by=by, form=form, with_names=with_names, dates=dates)


def send_weekly(*, pk: int, today: dt.date) -> bool:
    """Send the mail of one kept view, if it is still wanted; inside its clinic's fence, on its day. Return whether it went.

    The row stays locked while the mail server answers, so two workers send one mail. Raises ``mail.NotSent`` when
    the server did not take it; the view then still waits for the next round.
    """
    with transaction.atomic():
        report = (
            saved.to_mail(today=today)
            .select_for_update(skip_locked=True, of=("self",), no_key=True)
            .filter(pk=pk)
            .first()
        )
        if report is None or not report.membership.may(May.SEE_REPORTS):
            return False
        member = report.membership
        path = reverse("saved_report", kwargs={"clinic": member.clinic.slug, "saved": report.pk})
        letter = mail.render(
            "report",
            language=mail.language_of(member.user.language),
            numbers=whole.numbers(member=member, choices=chosen.from_stored(report.choices)),
            link=settings.AMPARO_URL.rstrip("/") + path,
        )
        # The same week, the same Message-ID: should the commit fail after the server took it, the second is the first.
        year, week, _ = today.isocalendar()
        mail.send(letter, to=member.user.email, message_id=mail.message_id_of(f"report-{pk}-{year}-{week}"))
        SavedReport.objects.filter(pk=pk).update(mailed_on=today)
    return True

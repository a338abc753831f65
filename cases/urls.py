"""Every address of Amparo, noun by noun; inside a clinic the clinic's slug comes first."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from cases.views import (
    ages,
    arrangements,
    calculator,
    confirmations,
    health,
    homes,
    intake,
    overrides,
    paragraphs,
    rules,
    screen,
    sign_in,
    staffing,
    team,
)
from cases.views import audit as audit_views
from cases.views import casework as casework_views
from cases.views import clocks as clock_views
from cases.views import consents as consent_views
from cases.views import deadlines as deadline_views
from cases.views import declarations as declaration_views
from cases.views import evidence as evidence_views
from cases.views import filings as filing_views
from cases.views import hearings as hearing_views
from cases.views import packets as packet_views
from cases.views import people as people_views
from cases.views import proceedings as proceeding_views
from cases.views import reminders as reminder_views
from cases.views import reports as report_views
from cases.views import screening as screening_views

Addresses = list[URLPattern | URLResolver]

clinics: Addresses = [
    path("team/", team.team, name="team"),
    path(
        "team/invitations/<int:invitation_id>/withdraw/", team.withdraw_invitation, name="invitation_withdraw"
    ),
]
people: Addresses = [
    path("cases/<str:reference>/people/<int:person>/arrival/", homes.client_edit, name="client_edit"),
    path("cases/<str:reference>/people/<int:person>/home/", homes.minor_edit, name="minor_edit"),
    path("cases/<str:reference>/people/<int:person>/sponsor/", homes.placement_add, name="placement_add"),
    path(
        "cases/<str:reference>/sponsorships/<int:sponsorship>/end/", homes.placement_end, name="placement_end"
    ),
    path("cases/<str:reference>/people/add/", people_views.person_add, name="person_add"),
    path("cases/<str:reference>/people/<int:person>/", people_views.person, name="person"),
    path("cases/<str:reference>/people/<int:person>/edit/", people_views.person_edit, name="person_edit"),
    path(
        "cases/<str:reference>/people/<int:person>/a-number/",
        people_views.person_reveal,
        name="person_reveal",
    ),
    path(
        "cases/<str:reference>/people/<int:person>/contacts/add/",
        people_views.contact_add,
        name="contact_add",
    ),
    path("cases/<str:reference>/people/<int:person>/status/add/", people_views.status_add, name="status_add"),
    path(
        "cases/<str:reference>/contacts/<int:contact>/rule/", people_views.contact_rule, name="contact_rule"
    ),
    path(
        "cases/<str:reference>/contacts/<int:contact>/show/",
        people_views.contact_reveal,
        name="contact_reveal",
    ),
    path(
        "cases/<str:reference>/contacts/<int:contact>/retire/",
        people_views.contact_retire,
        name="contact_retire",
    ),
    path(
        "cases/<str:reference>/statuses/<int:assertion>/withdraw/",
        people_views.status_withdraw,
        name="status_withdraw",
    ),
    path(
        "cases/<str:reference>/sponsorships/<int:sponsorship>/standing/",
        homes.sponsor_standing,
        name="sponsor_standing",
    ),
]
casework: Addresses = [
    path("", casework_views.cases, name="cases"),
    path("intake/", intake.intake, name="intake"),
    path("styleguide/", screen.styleguide, name="styleguide"),
    path("cases/<str:reference>/", casework_views.case, name="case"),
    path("cases/<str:reference>/intake/<slug:step>/", intake.intake_step, name="intake_step"),
    path("cases/<str:reference>/close/", casework_views.case_close, name="case_close"),
    path("cases/<str:reference>/describe/", casework_views.case_describe, name="case_describe"),
    path("cases/<str:reference>/notes/", casework_views.notes, name="case_notes"),
    path("cases/<str:reference>/seen/", casework_views.seen, name="case_seen"),
    path("cases/<str:reference>/team/", staffing.case_team, name="case_team"),
    path("cases/<str:reference>/team/assign/", staffing.case_assign, name="case_assign"),
    path("cases/<str:reference>/team/<int:assignment>/end/", staffing.case_unassign, name="case_unassign"),
    path("cases/<str:reference>/walls/", staffing.case_wall, name="case_wall"),
    path("cases/<str:reference>/walls/<int:wall>/lift/", staffing.case_lift_wall, name="case_lift_wall"),
]
proceedings: Addresses = [
    path("cases/<str:reference>/proceedings/add/", proceeding_views.proceeding_add, name="proceeding_add"),
    path(
        "cases/<str:reference>/proceedings/<int:proceeding>/", proceeding_views.proceeding, name="proceeding"
    ),
    path(
        "cases/<str:reference>/proceedings/<int:proceeding>/change/",
        proceeding_views.proceeding_change,
        name="proceeding_change",
    ),
    path("cases/<str:reference>/decisions/add/", proceeding_views.decision_add, name="decision_add"),
    path("cases/<str:reference>/hearings/add/", hearing_views.hearing_add, name="hearing_add"),
    path("cases/<str:reference>/hearings/<int:hearing>/", hearing_views.hearing, name="hearing"),
    path(
        "cases/<str:reference>/hearings/<int:hearing>/move/", hearing_views.hearing_move, name="hearing_move"
    ),
    path(
        "cases/<str:reference>/hearings/<int:hearing>/report/",
        hearing_views.hearing_report,
        name="hearing_report",
    ),
    path("cases/<str:reference>/hearings/<int:hearing>/end/", hearing_views.hearing_end, name="hearing_end"),
]
deadlines: Addresses = [
    path("deadlines/", deadline_views.coming, name="deadlines"),
    path("cases/<str:reference>/deadlines/<int:deadline>/", deadline_views.why, name="deadline_why"),
    path(
        "cases/<str:reference>/deadlines/<int:deadline>/another-date/",
        overrides.override,
        name="deadline_override",
    ),
    path(
        "cases/<str:reference>/deadlines/<int:deadline>/take-back/",
        overrides.override_take_back,
        name="deadline_override_take_back",
    ),
    path("cases/<str:reference>/compare/<str:trigger>/", confirmations.confirm, name="confirm"),
    path(
        "cases/<str:reference>/deadlines/<int:deadline>/filed/",
        filing_views.deadline_filed,
        name="deadline_filed",
    ),
    path(
        "cases/<str:reference>/deadlines/<int:deadline>/done/", deadline_views.settle, name="deadline_settle"
    ),
    path("cases/<str:reference>/deadlines/<int:deadline>/owner/", deadline_views.own, name="deadline_own"),
]
filings: Addresses = [
    path("cases/<str:reference>/filings/", filing_views.filing_list, name="filings"),
    path("cases/<str:reference>/filings/add/", filing_views.filing_add, name="filing_add"),
    path("cases/<str:reference>/filings/<int:filing>/", filing_views.filing, name="filing"),
    path(
        "cases/<str:reference>/filings/<int:filing>/received/",
        filing_views.filing_receive,
        name="filing_receive",
    ),
    path(
        "cases/<str:reference>/filings/<int:filing>/accepted/",
        filing_views.filing_accept,
        name="filing_accept",
    ),
    path(
        "cases/<str:reference>/filings/<int:filing>/rejected/",
        filing_views.filing_reject,
        name="filing_reject",
    ),
]
reminders: Addresses = [
    path("outbox/", reminder_views.outbox, name="outbox"),
    path("reminders/read/<str:token>/", reminder_views.read, name="reminders_read"),
    path("reminders/settings/", arrangements.policy, name="reminders_policy"),
    path("reminders/mine/", arrangements.mine, name="reminders_mine"),
    path("reminders/mine/<int:absence>/back/", arrangements.come_back, name="absence_end"),
    path("reminders/proof/", arrangements.proof, name="reminders_proof"),
    path(
        "cases/<str:reference>/people/<int:person>/reminders/", consent_views.consent_add, name="consent_add"
    ),
    path(
        "cases/<str:reference>/consents/<int:consent>/revoke/",
        consent_views.consent_revoke,
        name="consent_revoke",
    ),
    path("cases/<str:reference>/to-do/<int:todo>/", consent_views.todo_do, name="todo_do"),
    path(
        "cases/<str:reference>/reminders/<int:reminder>/acknowledge/",
        reminder_views.acknowledge,
        name="reminder_acknowledge",
    ),
]
reports: Addresses = [
    path("reports/deadlines/", report_views.deadlines, name="deadline_report"),
    path("reports/deadlines/keep/", report_views.keep, name="report_keep"),
    path("reports/deadlines/<slug:form>/", report_views.deadlines_file, name="deadline_report_file"),
    path("reports/<int:saved>/", report_views.open_kept, name="saved_report"),
    path("reports/<int:saved>/mail/", report_views.mail_kept, name="saved_report_mail"),
    path("reports/<int:saved>/forget/", report_views.forget, name="saved_report_forget"),
]
declarations: Addresses = [
    path("sessions/", declaration_views.sessions, name="sessions"),
    path(
        "cases/<str:reference>/declarations/add/", declaration_views.declaration_add, name="declaration_add"
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/",
        declaration_views.declaration,
        name="declaration",
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/details/",
        declaration_views.declaration_details,
        name="declaration_details",
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/session/",
        declaration_views.declaration_session,
        name="declaration_session",
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/print/",
        declaration_views.declaration_print,
        name="declaration_print",
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/paragraphs/add/",
        paragraphs.paragraph_add,
        name="paragraph_add",
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/paragraphs/<int:paragraph>/",
        paragraphs.paragraph,
        name="paragraph",
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/paragraphs/<int:paragraph>/move/",
        paragraphs.paragraph_move,
        name="paragraph_move",
    ),
    path(
        "cases/<str:reference>/declarations/<int:declaration>/paragraphs/<int:paragraph>/delete/",
        paragraphs.paragraph_delete,
        name="paragraph_delete",
    ),
]
evidence: Addresses = [
    path("cases/<str:reference>/evidence/", evidence_views.evidence, name="evidence"),
    path("cases/<str:reference>/evidence/<int:exhibit>/", evidence_views.exhibit, name="exhibit"),
    path(
        "cases/<str:reference>/evidence/<int:exhibit>/move/", evidence_views.exhibit_move, name="exhibit_move"
    ),
    path(
        "cases/<str:reference>/evidence/<int:exhibit>/set-aside/",
        evidence_views.exhibit_set_aside,
        name="exhibit_set_aside",
    ),
    path("cases/<str:reference>/documents/<int:document>/", evidence_views.document, name="document"),
    path(
        "cases/<str:reference>/documents/<int:document>/pages/<int:page>/",
        evidence_views.document_page,
        name="document_page",
    ),
    path(
        "cases/<str:reference>/documents/<int:document>/take-up/",
        evidence_views.document_take_up,
        name="document_take_up",
    ),
]
packets: Addresses = [
    path("cases/<str:reference>/packets/add/", packet_views.packet_add, name="packet_add"),
    path("cases/<str:reference>/packets/<int:packet>/", packet_views.packet, name="packet"),
    path("cases/<str:reference>/packets/<int:packet>/stop/", packet_views.packet_stop, name="packet_stop"),
    path(
        "cases/<str:reference>/packets/<int:packet>/parts/<int:number>/",
        packet_views.packet_part,
        name="packet_part",
    ),
]
screening: Addresses = [
    path("cases/<str:reference>/screening/", screening_views.case_screenings, name="case_screenings"),
    path(
        "cases/<str:reference>/people/<int:person>/screening/",
        screening_views.screening_start,
        name="screening_start",
    ),
    path("cases/<str:reference>/screening/<int:screening>/", screening_views.screening, name="screening"),
    path(
        "cases/<str:reference>/screening/<int:screening>/questions/<slug:group>/",
        screening_views.screening_questions,
        name="screening_questions",
    ),
    path(
        "cases/<str:reference>/screening/<int:screening>/finish/",
        screening_views.screening_finish,
        name="screening_finish",
    ),
    path(
        "cases/<str:reference>/screening/<int:screening>/review/",
        screening_views.screening_review,
        name="screening_review",
    ),
    path(
        "cases/<str:reference>/screening/<int:screening>/discard/",
        screening_views.screening_discard,
        name="screening_discard",
    ),
]
clocks: Addresses = [
    path("cases/<str:reference>/clocks/", clock_views.case_clocks, name="clocks"),
    path("cases/<str:reference>/clocks/<int:proceeding>/stop/", clock_views.stop_add, name="clock_stop_add"),
    path(
        "cases/<str:reference>/clocks/stops/<int:stop>/run-again/",
        clock_views.stop_run_again,
        name="clock_run_again",
    ),
    path(
        "cases/<str:reference>/clocks/stops/<int:stop>/take-back/",
        clock_views.stop_take_back,
        name="clock_stop_take_back",
    ),
    path(
        "cases/<str:reference>/clocks/hearings/<int:hearing>/",
        clock_views.adjournment_rule,
        name="clock_rule",
    ),
    path(
        "cases/<str:reference>/clocks/answers/<int:ruling>/take-back/",
        clock_views.ruling_take_back,
        name="clock_ruling_take_back",
    ),
    path("cases/<str:reference>/people/<int:person>/ages/", ages.age_facts, name="age_facts"),
    path("cases/<str:reference>/moves/add/", ages.move_add, name="move_add"),
    path("cases/<str:reference>/moves/<int:move>/take-back/", ages.move_take_back, name="move_take_back"),
    path("juvenile-ages/", ages.juvenile_ages, name="juvenile_ages"),
    path("juvenile-ages/<int:age>/take-back/", ages.juvenile_age_take_back, name="juvenile_age_take_back"),
]
law: Addresses = [
    path("calculator/", calculator.calculator, name="calculator"),
    path("rules/", rules.rules, name="rules"),
    path("rules/edition/", rules.edition, name="edition"),
    path("rules/edition/sign/", rules.edition_sign, name="edition_sign"),
    path("rules/sign/", rules.rules_sign, name="rules_sign"),
    path("rules/take-back/", rules.rules_take_back, name="rules_take_back"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
]
audit: Addresses = [path("audit/", audit_views.audit_trail, name="audit")]

# Inside one clinic: the fence stands, request.membership and request.clinic are there.
inside: Addresses = [
    *clinics,
    *people,
    *casework,
    *proceedings,
    *deadlines,
    *filings,
    *reminders,
    *reports,
    *declarations,
    *evidence,
    *packets,
    *screening,
    *clocks,
    *law,
    *audit,
]

urlpatterns: Addresses = [
    path("", sign_in.home, name="home"),
    path("blank/", screen.blank, name="blank"),
    path("healthz", health.healthz, name="healthz"),
    path("invitations/<str:token>/", sign_in.invitation, name="invitation"),
    path("api/v1/", include("cases.api.urls")),
    path("<slug:clinic>/", include(inside)),
]

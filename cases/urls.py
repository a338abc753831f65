"""Every address of Amparo, noun by noun; inside a clinic the clinic's slug comes first."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from cases.views import audit as audit_views
from cases.views import calculator, health, intake, rules, screen, sign_in, staffing, team
from cases.views import casework as casework_views
from cases.views import people as people_views

Addresses = list[URLPattern | URLResolver]

clinics: Addresses = [
    path("team/", team.team, name="team"),
    path(
        "team/invitations/<int:invitation_id>/withdraw/", team.withdraw_invitation, name="invitation_withdraw"
    ),
]
people: Addresses = [
    path("cases/<str:reference>/people/add/", people_views.person_add, name="person_add"),
    path("cases/<str:reference>/people/<int:person>/", people_views.person, name="person"),
    path("cases/<str:reference>/people/<int:person>/edit/", people_views.person_edit, name="person_edit"),
    path("cases/<str:reference>/people/<int:person>/a-number/", people_views.person_reveal, name="person_reveal"),
    path("cases/<str:reference>/people/<int:person>/contacts/add/", people_views.contact_add, name="contact_add"),
    path("cases/<str:reference>/people/<int:person>/status/add/", people_views.status_add, name="status_add"),
    path("cases/<str:reference>/contacts/<int:contact>/rule/", people_views.contact_rule, name="contact_rule"),
    path("cases/<str:reference>/contacts/<int:contact>/show/", people_views.contact_reveal, name="contact_reveal"),
    path("cases/<str:reference>/contacts/<int:contact>/retire/", people_views.contact_retire, name="contact_retire"),
    path(
        "cases/<str:reference>/statuses/<int:assertion>/withdraw/",
        people_views.status_withdraw,
        name="status_withdraw",
    ),
    path(
        "cases/<str:reference>/sponsorships/<int:sponsorship>/standing/",
        people_views.sponsor_standing,
        name="sponsor_standing",
    ),
]
casework: Addresses = [
    path("", casework_views.cases, name="cases"),
    path("intake/", intake.intake, name="intake"),
    path("styleguide/", screen.styleguide, name="styleguide"),
    path("cases/<str:reference>/", casework_views.case, name="case"),
    path("cases/<str:reference>/intake/<slug:step>/", intake.intake_step, name="intake_step"),
    path("cases/<str:reference>/describe/", casework_views.case_describe, name="case_describe"),
    path("cases/<str:reference>/notes/", casework_views.notes, name="case_notes"),
    path("cases/<str:reference>/seen/", casework_views.seen, name="case_seen"),
    path("cases/<str:reference>/team/", staffing.case_team, name="case_team"),
    path("cases/<str:reference>/team/assign/", staffing.case_assign, name="case_assign"),
    path("cases/<str:reference>/team/<int:assignment>/end/", staffing.case_unassign, name="case_unassign"),
    path("cases/<str:reference>/walls/", staffing.case_wall, name="case_wall"),
    path("cases/<str:reference>/walls/<int:wall>/lift/", staffing.case_lift_wall, name="case_lift_wall"),
]
proceedings: Addresses = []
deadlines: Addresses = []
reminders: Addresses = []
declarations: Addresses = []
evidence: Addresses = []
packets: Addresses = []
law: Addresses = [
    path("calculator/", calculator.calculator, name="calculator"),
    path("rules/", rules.rules, name="rules"),
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
    *reminders,
    *declarations,
    *evidence,
    *packets,
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

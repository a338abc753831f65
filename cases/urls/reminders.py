"""Addresses of reminders, their settings and their proof; consents and to-dos."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import arrangements, consents, reminders

of_clinic: Addresses = [
    path("outbox/", reminders.outbox, name="outbox"),
    path("reminders/read/<str:token>/", reminders.read, name="reminders_read"),
    path("reminders/settings/", arrangements.policy, name="reminders_policy"),
    path("reminders/mine/", arrangements.mine, name="reminders_mine"),
    path("reminders/mine/<int:absence>/back/", arrangements.come_back, name="absence_end"),
    path("reminders/proof/", arrangements.proof, name="reminders_proof"),
]
of_case: Addresses = [
    path("people/<int:person>/reminders/", consents.consent_add, name="consent_add"),
    path("consents/<int:consent>/revoke/", consents.consent_revoke, name="consent_revoke"),
    path("to-do/<int:todo>/", consents.todo_do, name="todo_do"),
    path("reminders/<int:reminder>/acknowledge/", reminders.acknowledge, name="reminder_acknowledge"),
]

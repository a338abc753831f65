"""Addresses of the calculator and the rulebook."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import calculator, rules

of_clinic: Addresses = [
    path("calculator/", calculator.calculator, name="calculator"),
    path("rules/", rules.rules, name="rules"),
    path("rules/edition/", rules.edition, name="edition"),
    path("rules/edition/sign/", rules.edition_sign, name="edition_sign"),
    path("rules/sign/", rules.rules_sign, name="rules_sign"),
    path("rules/take-back/", rules.rules_take_back, name="rules_take_back"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
]

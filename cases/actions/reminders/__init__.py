"""What is done to reminders: planned, claimed, sent, acknowledged, escalated, withdrawn; each step is a row that proves it."""

from cases.actions.reminders.answering import acknowledge, acknowledge_message
from cases.actions.reminders.planning import (
    hand_over,
    plan_for_case,
    plan_for_cases,
    plan_once_a_day,
    reopened,
    withdraw,
    withdraw_for_contact,
)
from cases.actions.reminders.replanning import replan

__all__ = [
    "acknowledge",
    "acknowledge_message",
    "hand_over",
    "plan_for_case",
    "plan_for_cases",
    "plan_once_a_day",
    "reopened",
    "replan",
    "withdraw",
    "withdraw_for_contact",
]

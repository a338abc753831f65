"""What is done to proceedings, hearings and decisions. Each verb brings the case's deadlines in line at once."""

from cases.actions.proceedings.decisions import record_decision
from cases.actions.proceedings.hearings import (
    add_hearing,
    end_hearing,
    move_hearing,
    report_hearing,
)
from cases.actions.proceedings.processes import ProceedingFacts, add, change

__all__ = [
    "ProceedingFacts",
    "add",
    "add_hearing",
    "change",
    "end_hearing",
    "move_hearing",
    "record_decision",
    "report_hearing",
]

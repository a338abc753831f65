"""What is done with packets: ordered by a person, claimed and built by a worker, handed out, stopped."""

from cases.actions.packets.building import LaidOut, Stopped, claim, fail, finish, lay_out, report
from cases.actions.packets.ordering import TASK, download, file_name, order, stop

__all__ = [
    "TASK",
    "LaidOut",
    "Stopped",
    "claim",
    "download",
    "fail",
    "file_name",
    "finish",
    "lay_out",
    "order",
    "report",
    "stop",
]

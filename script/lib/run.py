"""Runs one command with the services up: `python -m script.lib.run [--throw-away] [--prepared] command…`."""

import signal
import subprocess
import sys
from types import FrameType

from script.lib import services
from script.lib.postgres import CannotStart


def main(arguments: list[str]) -> int:
    """The command's own exit status; 1 with a sentence when the services cannot be had."""
    wishes = []
    while arguments and arguments[0].startswith("--"):
        wishes.append(arguments.pop(0))
    try:
        with services.running(throw_away="--throw-away" in wishes) as up:
            if "--prepared" in wishes and up.stamp:  # a database of the user's own is theirs to migrate
                services.prepare(up, seed="--seeded" in wishes)
            return _wait_for(subprocess.Popen(arguments, env=services.quietly(up.environment)))
    except CannotStart as problem:
        services.say(str(problem))
    except subprocess.CalledProcessError as failed:
        services.say(f"`{' '.join(failed.cmd[1:])}` failed; what it said stands above.")
    return 1


def _wait_for(child: subprocess.Popen[bytes]) -> int:
    """Waits for the child, which gets Ctrl-C from the terminal itself and every other farewell from here."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
    status = child.wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Ways a message travels to a client or sponsor. A provider of text messages would be one more class here."""

from pathlib import Path
from typing import Protocol

from django.conf import settings

from cases.mail.letters import Letter
from cases.mail.line import Line, Refused


class Channel(Protocol):
    """Takes one letter to one address; raises Refused or Unreachable with a sentence."""

    def send(self, letter: Letter, *, to: str, message_id: str = "", perhaps_twice: bool = False) -> str:
        """Return the answer of whoever took the letter."""


class TextFiles:
    """Text messages for development: each is a file named after its Message-ID, so a second try writes no second."""

    def send(self, letter: Letter, *, to: str, message_id: str = "", perhaps_twice: bool = False) -> str:
        """Write the text, and the number's last two digits, into the folder of the state directory."""
        folder = Path(settings.AMPARO_STATE) / "texts"
        folder.mkdir(parents=True, exist_ok=True)
        name = message_id.strip("<>").partition("@")[0] or "message"
        again = "perhaps sent before\n" if perhaps_twice else ""
        (folder / f"{name}.txt").write_text(f"to a number ending in {to[-2:]}\n{again}\n{letter.text}")
        return "Written to a file: no provider of text messages is wired in"


class NoTexts:
    """Where no provider is wired in: says so, so that somebody calls instead."""

    def send(self, letter: Letter, *, to: str, message_id: str = "", perhaps_twice: bool = False) -> str:
        """Refuse, for good."""
        raise Refused("No provider of text messages is wired in, so this was not sent.", lasting=True)


def channels(line: Line) -> dict[str, Channel]:
    """Return the channels by name; a spoken message in K'iche' would be one more line."""
    texts: Channel = TextFiles() if settings.AMPARO_TEXT_FILES else NoTexts()
    return {"email": line, "sms": texts}

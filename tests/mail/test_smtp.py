"""The connection to the mail server: what it says at once, and what it knows of a letter that was not taken."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from cases import mail

LETTER = mail.Letter("A date", "One\n.two\n", "")
HANG_UP = ""


@dataclass
class Server:
    """Answers each command as the test wants it."""

    answers: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    lines: int = 0
    holds_back: bool = False  # its answers until it has heard DATA: whoever waits for each waits in vain

    def serve(self, talk: socketserver.StreamRequestHandler) -> None:
        """One connection."""
        self.lines += 1
        talk.wfile.write(b"220 here\r\n")
        held = ""
        while line := talk.rfile.readline():
            verb = line.decode()[:4].strip().upper()
            self.said.append(verb)
            answer = self.answers.get(verb, "354 go on" if verb == "DATA" else "250 ok")
            if verb == "EHLO" and self.holds_back:
                answer = "250-here\r\n250 PIPELINING"
            held += f"{answer}\r\n"
            if answer != HANG_UP and self.holds_back and verb in ("MAIL", "RCPT"):
                continue
            talk.wfile.write(held.encode())
            held = ""
            if answer == HANG_UP or (answer.startswith("354") and not self._take(talk)):
                return

    def _take(self, talk: socketserver.StreamRequestHandler) -> bool:
        self.letters.append(b"".join(iter(talk.rfile.readline, b".\r\n")).decode())
        answer = self.answers.get(".", "250 kept")
        talk.wfile.write(f"{answer}\r\n".encode() if answer else b"")
        return answer != HANG_UP


@pytest.fixture(params=[True, False], ids=["at once", "one by one"])
def server(request: Any, settings: Any) -> Iterator[Server]:
    """A server on the loopback address to which mail goes in this test: one that offers to hear all at once, or not."""
    told = Server(holds_back=request.param)

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            told.serve(self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as listening:
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        settings.EMAIL_BACKEND = "cases.mail.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", listening.server_address[1]
        yield told
        listening.shutdown()


def test_a_letter_and_the_next_over_one_line(server: Server) -> None:
    with mail.Line() as line:
        answers = [line.send(LETTER, to=f"{name}@example.org", message_id=f"<{name}@x>") for name in "ab"]
    assert answers == ["250 kept", "250 kept"]
    assert server.lines == 1
    assert server.said == ["EHLO", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "QUIT"]
    assert [each.count("\r\n..two\r\n") for each in server.letters] == [1, 1]
    assert "To: a@example.org\r\n" in server.letters[0] and "<b@x>" in server.letters[1]


@pytest.mark.parametrize(
    ("verb", "answer", "is_lasting"),
    [
        ("MAIL", "550 you may not", True),
        ("RCPT", "550 nobody", True),
        ("RCPT", "452 full", False),
        ("DATA", "554 no", True),
    ],
)
def test_a_refusal_is_one_letters_own_and_the_line_serves_the_next(
    server: Server, verb: str, answer: str, is_lasting: bool
) -> None:
    server.answers = {verb: answer} if verb == "DATA" else {verb: answer, "DATA": "503 not yet"}
    with mail.Line() as line:
        with pytest.raises(mail.Refused, match=answer) as refused:
            line.send(LETTER, to="a@example.org", message_id="<a@x>")
        server.answers = {}
        assert line.send(LETTER, to="b@example.org", message_id="<b@x>") == "250 kept"
    assert refused.value.lasting is is_lasting
    assert server.lines == 1 and len(server.letters) == 1


def test_a_server_that_waits_for_the_text_of_a_refused_letter_gets_none(server: Server) -> None:
    """RFC 2920 section 3.1: it may say "go on" though it took no addressee."""
    server.answers = {"RCPT": "550 nobody"}
    with mail.Line() as line:
        with pytest.raises(mail.Refused, match="550 nobody"):
            line.send(LETTER, to="a@example.org", message_id="<a@x>")
        server.answers = {}
        line.send(LETTER, to="b@example.org", message_id="<b@x>")
    assert [each for each in server.letters if each] == [server.letters[-1]]
    assert server.lines == 1 and "To: b@example.org" in server.letters[-1]


def test_a_server_that_hangs_up_before_the_text_cannot_have_taken_it(server: Server) -> None:
    for verb in ("MAIL", "RCPT"):
        server.answers = {verb: HANG_UP}
        with mail.Line() as line, pytest.raises(mail.Unreachable) as gone:
            line.send(LETTER, to="a@example.org", message_id="<a@x>")
        assert not gone.value.unsure
    assert server.letters == []


def test_a_server_that_hangs_up_after_the_text_may_have_taken_it(server: Server) -> None:
    server.answers = {".": HANG_UP}
    with mail.Line() as line, pytest.raises(mail.Unreachable) as gone:
        line.send(LETTER, to="a@example.org", message_id="<a@x>")
    assert gone.value.unsure


def test_a_server_that_closes_is_spoken_to_anew(server: Server) -> None:
    server.answers = {"MAIL": "421 closing", "RCPT": "421 closing", "DATA": "421 closing"}
    with mail.Line() as line:
        with pytest.raises(mail.Unreachable):
            line.send(LETTER, to="a@example.org", message_id="<a@x>")
        server.answers = {}
        assert line.send(LETTER, to="a@example.org", message_id="<a@x>") == "250 kept"
    assert server.lines == 2


def test_an_address_with_a_line_break_reaches_no_server(server: Server) -> None:
    with mail.Line() as line, pytest.raises((ValueError, mail.Refused)):
        line.send(LETTER, to="a@example.org>\r\nRCPT TO:<b@example.org", message_id="<a@x>")
    assert "RCPT" not in server.said and server.letters == []

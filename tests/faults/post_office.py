"""A mail server on the loopback address that behaves as it is told, and keeps what reached it.

Its own few lines rather than a library: the faults that matter lie between two lines of the protocol (a refusal
before the greeting, silence after the last dot, a stop right after the 250), where servers made to be correct let
nobody in.
"""

import enum
import socketserver
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

PATIENCE = 30  # seconds a hanging server holds out before the test ends it


class Do(enum.Enum):
    """What the server does with one message, once it has all of it."""

    ACCEPT = "250"
    TRY_LATER = "451"
    REFUSE = "554"
    DROP = "closes the connection without a word; the message is not kept"
    KEEP_AND_DROP = "keeps the message, and closes the connection before it said so"
    HANG = "never answers"


@dataclass(frozen=True)
class Received:
    """One message that reached the server whole."""

    to: tuple[str, ...]
    letter: EmailMessage
    connection: int  # messages of one connection share the number
    at: float  # seconds since the epoch

    @property
    def message_id(self) -> str:
        """The header that tells a second delivery from a second message."""
        return str(self.letter["Message-ID"])

    @property
    def text(self) -> str:
        """The plain text."""
        body = self.letter.get_body(("plain",))
        return "" if body is None else str(body.get_content())


class PostOffice:
    """The server: what it was told to do, who connected, what it keeps."""

    def __init__(self) -> None:
        """It listens from ``open`` on; the port stays its own while it is closed for a while."""
        self.port = 0
        self.usually = Do.ACCEPT
        self.next: deque[Do] = deque()  # what befalls the next letters, of those that ``befalls`` means
        self.befalls: Callable[[Received], bool] = lambda came: True
        self.kept: list[Received] = []
        self.refused: list[Received] = []
        self.connections = 0
        self.on_mail: Callable[[], None] | None = None  # when a message is announced, before its content
        self.before_answer: Callable[[Received], None] | None = (
            None  # it is kept; the 250 is about to be said
        )
        self.after_answer: Callable[[Received], None] | None = None  # the 250 lies in the client's socket
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server: socketserver.ThreadingTCPServer | None = None

    def open(self) -> None:
        """Listen, on the port of before if there was one."""
        office = self

        class Line(_Line):
            post_office = office

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            request_queue_size = 64

        self.closing = threading.Event()
        self._server = Server(("127.0.0.1", self.port), Line)
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Refuse connections from now on, and let go of those that stand."""
        self.closing.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def new_connection(self) -> int:
        """Return the number of a connection that was just opened."""
        with self._lock:
            self.connections += 1
            return self.connections

    def decide(self, came: Received) -> Do:
        """Return what is done with the message that just came."""
        with self._lock:
            return self.next.popleft() if self.next and self.befalls(came) else self.usually

    def keep(self, message: Received, *, is_kept: bool = True) -> None:
        """Store what came."""
        with self._lock:
            (self.kept if is_kept else self.refused).append(message)

    def to(self, address: str) -> list[Received]:
        """Return what was kept for this address, in its order."""
        with self._lock:
            return [each for each in self.kept if address in each.to]

    def wait_for(self, number: int, *, seconds: float, to: str = "") -> list[Received]:
        """Return what is kept (for one address) as soon as there are so many, or when the time is over."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = self.to(to) if to else list(self.kept)
            if len(found) >= number:
                return found
            time.sleep(0.05)
        return self.to(to) if to else list(self.kept)


@contextmanager
def opened() -> Iterator[PostOffice]:
    """A post office on a free port inside this block."""
    office = PostOffice()
    office.open()
    try:
        yield office
    finally:
        office.close()


class _Line(socketserver.StreamRequestHandler):
    """One connection: as much of RFC 5321 as smtplib speaks."""

    post_office: PostOffice

    def handle(self) -> None:
        self.number = self.post_office.new_connection()
        self.sender, self.recipients = False, list[str]()
        try:
            self._say("220 post office")
            while line := self.rfile.readline(2000):
                if not self._answer(line.decode("ascii", "replace").strip()):
                    return
        except OSError:
            return  # the other side was killed: that is what some tests are about

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _answer(self, line: str) -> bool:
        """Answer one command; False when the connection is over."""
        verb = line.partition(":")[0].upper()
        if verb.startswith("EHLO"):
            self._say("250-post office\r\n250 8BITMIME")
        elif verb.startswith("MAIL FROM"):
            if self.post_office.on_mail is not None:
                self.post_office.on_mail()
            self.recipients = []
            self._say("250 go on")
        elif verb.startswith("RCPT TO"):
            self.recipients.append(line.partition("<")[2].partition(">")[0])
            self._say("250 go on")
        elif verb == "DATA":
            self._say("354 end with a dot")
            return self._take(self._content())
        elif verb == "QUIT":
            self._say("221 good day")
            return False
        else:
            self._say("250 very well")
        return True

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _take(self, content: bytes) -> bool:
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        came = Received(tuple(self.recipients), letter, self.number, time.time())
        office, do = self.post_office, self.post_office.decide(came)
        office.keep(came, is_kept=do in {Do.ACCEPT, Do.KEEP_AND_DROP})
        if do is Do.HANG:
            office.closing.wait(PATIENCE)
        if do in {Do.HANG, Do.DROP, Do.KEEP_AND_DROP}:
            return False
        if do is not Do.ACCEPT:
            self._say(f"{do.value} not now" if do is Do.TRY_LATER else f"{do.value} not here")
            return True
        if office.before_answer is not None:
            office.before_answer(came)
        self._say("250 kept")
        if office.after_answer is not None:
            office.after_answer(came)
        return True

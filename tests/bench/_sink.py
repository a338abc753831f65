"""A mail server that swallows everything as fast as it can: `python -m tests.bench._sink <file>` prints its port.

The word XDUMP writes what came so far into the file, one message after the other, and forgets it.
"""

import asyncio
import sys
from pathlib import Path

MARK = b"\r\n=====next letter=====\r\n"


class Line(asyncio.Protocol):
    """One connection; every answer is the shortest one that smtplib understands."""

    connections = 0
    letters: list[bytes] = []  # noqa: RUF012  (of all connections together)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        Line.connections += 1
        self.transport, self.waiting, self.is_data = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every whole line, or the whole letter."""
        self.waiting += data
        while True:
            end = b"\r\n.\r\n" if self.is_data else b"\r\n"
            line, found, rest = self.waiting.partition(end)
            if not found:
                return
            self.waiting = rest
            self.transport.write(self._keep(line) if self.is_data else self._answer(line))

    def _keep(self, letter: bytes) -> bytes:
        self.is_data = False
        Line.letters.append(letter)
        return b"250 kept\r\n"

    def _answer(self, line: bytes) -> bytes:
        verb = line[:4].upper()
        if verb == b"EHLO":
            return b"250-sink\r\n250 PIPELINING\r\n"  # as every large server does
        if verb == b"DATA":
            self.is_data = True
            return b"354 go on\r\n"
        if verb == b"XDUM":
            Path(sys.argv[1]).write_bytes(MARK.join(Line.letters))
            Line.letters.clear()
            connections, Line.connections = Line.connections - 1, 0
            return b"250 %d\r\n" % connections
        if verb == b"QUIT":
            return b"221 bye\r\n"
        return b"250 ok\r\n"


async def main() -> None:
    """Serve until the parent ends this process."""
    server = await asyncio.get_running_loop().create_server(Line, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

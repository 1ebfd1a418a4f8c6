"""A mail server and a chat group's robot on this machine: they take what is sent and keep it."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, TypeVar

S = TypeVar("S", bound=socketserver.BaseServer)


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail over SMTP; `refuse` is what it answers to the next recipients instead."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[EmailMessage] = []
        self.refuse = b""

    @property
    def url(self) -> str:
        """What the settings name it by."""
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=none"

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters to an address."""
        return [letter for letter in self.taken if letter["To"] == address]


class _Talk(socketserver.StreamRequestHandler):
    """One conversation in SMTP, as far as a client that sends plain letters needs it."""

    server: MailServer

    def handle(self) -> None:
        """Answer each line."""
        self._say(b"220 here")
        for line in self.rfile:
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"RCPT" and self.server.refuse:
                self._say(self.server.refuse)
            elif verb == b"DATA":
                self._say(b"354 go on")
                self._take()
                self._say(b"250 taken")
            elif verb == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                self._say(b"250 fine")

    def _take(self) -> None:
        """Read a letter up to the line of a single dot."""
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.taken.append(message_from_bytes(b"".join(lines), policy=default))

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class GroupRobot(HTTPServer):
    """Answers as WeChat Work's webhook does: always 200, with an `errcode`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hook)
        self.taken: list[dict[str, Any]] = []
        self.errcode = 0

    @property
    def url(self) -> str:
        """What the settings name it by."""
        return f"http://127.0.0.1:{self.server_address[1]}/cgi-bin/webhook/send?key=secret"


class _Hook(BaseHTTPRequestHandler):
    server: GroupRobot

    def do_POST(self) -> None:
        """Take a message, or refuse it by its code."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.server.errcode:
            self.server.taken.append(body)
        answer = json.dumps({"errcode": self.server.errcode, "errmsg": "ok"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def running(server: S) -> Iterator[S]:
    """Let a server run until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

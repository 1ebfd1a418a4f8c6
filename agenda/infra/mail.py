"""Sending mail: one letter to one address over SMTP, with what a mail program needs to end it."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 20


class Undelivered(Exception):
    """A message did not leave; the text names the kind of failure and holds no address."""


@dataclass(frozen=True)
class Mail:
    """A letter as it leaves: the same in plain text and in HTML."""

    to: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Postbox:
    """The mail server letters are handed to, and whom they come from.

    `url` is `smtp://user:password@host:587?tls=starttls` or `smtps://…:465`; without `tls` a
    server that offers STARTTLS is spoken to in it, and `tls=none` is for a server on this machine.
    """

    url: str = field(repr=False)
    sender: str

    def send(self, mail: Mail) -> None:
        """Hand a letter to the server; raises Undelivered where it is not taken."""
        try:
            with self._connect() as server:
                server.send_message(self.message(mail))
        except smtplib.SMTPResponseException as error:
            raise Undelivered(f"{type(error).__name__} {error.smtp_code}") from error
        except smtplib.SMTPRecipientsRefused as error:
            codes = sorted({code for code, _words in error.recipients.values()})
            raise Undelivered(f"SMTPRecipientsRefused {codes}") from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise Undelivered(type(error).__name__) from error

    def message(self, mail: Mail) -> EmailMessage:
        """Return a letter with all its headers (RFC 5322, RFC 8058, RFC 3834)."""
        name, sender = parseaddr(self.sender)
        message = EmailMessage()
        message["From"] = Address(display_name=name, addr_spec=sender)
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=sender.partition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        for header, value in mail.headers.items():
            message[header] = value
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        return message

    def _connect(self) -> smtplib.SMTP:
        """Return the open, where needed encrypted and signed-in, connection."""
        address = urlsplit(self.url)
        host, secure = address.hostname or "", ssl.create_default_context()
        if address.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, address.port or 465, timeout=TIMEOUT, context=secure
            )
        else:
            server = smtplib.SMTP(host, address.port or 25, timeout=TIMEOUT)
            self._encrypt(server, secure, parse_qs(address.query).get("tls", [""])[0])
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        return server

    @staticmethod
    def _encrypt(server: smtplib.SMTP, secure: ssl.SSLContext, wish: str) -> None:
        """Begin TLS where the server offers it or the operator demands it."""
        server.ehlo()
        if wish == "none":
            return
        if wish == "starttls" or server.has_extn("starttls"):
            server.starttls(context=secure)
            server.ehlo()

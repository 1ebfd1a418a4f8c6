"""The settings of an installation, read once from the environment and then frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_KNOWN_KEYS = frozenset({"dev", "secret", "changeme", "demo"})


class UnsafeSettings(Exception):
    """The settings would run a public site unsafely; the text says which one and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """What an operator may choose; every field is documented in docs/operations.md."""

    secret_key: str = field(repr=False)
    database_url: str = "sqlite:///instance/agenda.db"
    environment: str = "production"
    """production | demo | test"""
    base_url: str = "http://127.0.0.1:8000"
    site_name: str = "议事"
    trusted_hosts: tuple[str, ...] = ()
    proxy_hops: int = 0
    upload_folder: Path = Path("instance/uploads")
    max_request_bytes: int = 6 * 1024 * 1024
    holidays_file: Path | None = None
    """Days off and worked weekends of years the calendar package does not know."""
    mail_url: str = field(default="", repr=False)
    """Without it nothing is mailed."""
    mail_from: str = ""
    group_robots: tuple[str, ...] = field(default=(), repr=False)
    """Webhooks of chat groups: `3=https://…` for one neighbourhood, without a number for all."""
    max_upload_bytes: int = 48 * 1024 * 1024
    upload_megabytes: int = 10_000
    """What one neighbourhood's files may take on disk; 0 for no bound."""

    @property
    def is_https(self) -> bool:
        """Whether readers reach the site over TLS, so that cookies may demand it."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read AGENDA_* variables; raises UnsafeSettings where production would be unsafe."""
        defaults = cls(secret_key="")
        settings = cls(
            secret_key=environ.get("AGENDA_SECRET_KEY", ""),
            database_url=environ.get("AGENDA_DATABASE_URL", defaults.database_url),
            environment=environ.get("AGENDA_ENVIRONMENT", defaults.environment),
            base_url=environ.get("AGENDA_BASE_URL", defaults.base_url).rstrip("/"),
            site_name=environ.get("AGENDA_SITE_NAME", defaults.site_name),
            trusted_hosts=tuple(environ.get("AGENDA_TRUSTED_HOSTS", "").split()),
            proxy_hops=int(environ.get("AGENDA_PROXY_HOPS", "0")),
            upload_folder=Path(environ.get("AGENDA_UPLOAD_FOLDER", str(defaults.upload_folder))),
            max_request_bytes=int(
                environ.get("AGENDA_MAX_REQUEST_BYTES", str(defaults.max_request_bytes))
            ),
            holidays_file=Path(text) if (text := environ.get("AGENDA_HOLIDAYS_FILE")) else None,
            mail_url=environ.get("AGENDA_MAIL_URL", defaults.mail_url),
            mail_from=environ.get("AGENDA_MAIL_FROM", defaults.mail_from),
            group_robots=tuple(environ.get("AGENDA_GROUP_ROBOTS", "").split()),
            max_upload_bytes=int(
                environ.get("AGENDA_MAX_UPLOAD_BYTES", str(defaults.max_upload_bytes))
            ),
            upload_megabytes=int(
                environ.get("AGENDA_UPLOAD_MEGABYTES", str(defaults.upload_megabytes))
            ),
        )
        settings.refuse_unsafe()
        return settings

    def refuse_unsafe(self) -> None:
        """Raise UnsafeSettings unless this may serve the public."""
        if self.environment not in {"production", "demo", "test"}:
            raise UnsafeSettings("AGENDA_ENVIRONMENT must be production, demo or test.")
        if len(self.secret_key) < 32 or self.secret_key.lower() in _KNOWN_KEYS:
            raise UnsafeSettings(
                "AGENDA_SECRET_KEY is missing or short: set at least 32 random characters, e.g. "
                "from: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        if self.environment == "production" and not self.is_https:
            raise UnsafeSettings("AGENDA_BASE_URL must begin with https:// in production.")
        self._refuse_unsafe_posting()

    def robots_of(self, neighbourhood_id: int) -> tuple[str, ...]:
        """Return the webhooks of a neighbourhood's chat groups."""
        named = (_robot(text) for text in self.group_robots)
        return tuple(url for number, url in named if number in {"", str(neighbourhood_id)})

    def _refuse_unsafe_posting(self) -> None:
        """Raise UnsafeSettings where letters or messages would go nowhere, or in the clear."""
        if self.mail_url and not self.mail_url.startswith(("smtp://", "smtps://")):
            raise UnsafeSettings("AGENDA_MAIL_URL must begin with smtp:// or smtps://.")
        if self.mail_url and "@" not in self.mail_from:
            raise UnsafeSettings("AGENDA_MAIL_FROM must name the sender, e.g. 议事 <a@b.example>.")
        wanted = ("https://",) if self.environment == "production" else ("https://", "http://")
        if not all(_robot(text)[1].startswith(wanted) for text in self.group_robots):
            raise UnsafeSettings(
                "AGENDA_GROUP_ROBOTS must hold https:// addresses, blanks between."
            )


def _robot(text: str) -> tuple[str, str]:
    """Return the number of the neighbourhood, empty for all, and the address of a webhook."""
    number, sign, url = text.partition("=")
    return (number, url) if sign and number.isdigit() else ("", text)

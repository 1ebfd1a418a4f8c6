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

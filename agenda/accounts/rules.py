"""Sign-in names, how long a session lives, and what a person may consent to."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from agenda.kernel.errors import Invalid
from agenda.kernel.texts import folded, masked_mobile, normal_line

_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
PASSWORD_LEAST, PASSWORD_MOST = 8, 128
PRIVACY_VERSION = "2026-03"
"""The version of the privacy rules that pages show and registration notes consent to."""
LINK_GOOD_FOR = timedelta(hours=1)
"""How long a one-time link may be used (ASVS 6.4.3)."""
TOUCH_EVERY = timedelta(minutes=1)
"""A session notes at most this often that it was used."""
FRESH_FOR = timedelta(minutes=30)
"""How long a password counts as just entered, for what asks for it again (ASVS 7.5.1)."""


class Purpose(StrEnum):
    """What a person consents to, each for itself and each to be taken back."""

    PRIVACY = "privacy"
    """The privacy rules, in the version shown at registration."""
    AGE_BAND = "age_band"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    ADMINISTRATOR = "administrator"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class SessionLimits:
    """How long a session lives without use, and at all."""

    idle: timedelta
    absolute: timedelta


RESIDENT_LIMITS = SessionLimits(idle=timedelta(days=14), absolute=timedelta(days=90))
ADMINISTRATOR_LIMITS = SessionLimits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


def session_limits(*, is_administrator: bool) -> SessionLimits:
    """Return the limits of an account's sessions: an administrator's are short (ASVS 7.3)."""
    return ADMINISTRATOR_LIMITS if is_administrator else RESIDENT_LIMITS


def is_live(
    *, created_at: datetime, last_seen_at: datetime, now: datetime, limits: SessionLimits
) -> bool:
    """Whether a session is still within both limits."""
    return now < last_seen_at + limits.idle and now < created_at + limits.absolute


def is_fresh(authenticated_at: datetime, now: datetime) -> bool:
    """Whether the password was entered recently enough for a sensitive act."""
    return now < authenticated_at + FRESH_FOR


def find_mobile(text: str) -> str | None:
    """Return a mainland mobile number as 11 digits, or None: +86, spaces and hyphens are dropped."""
    digits = re.sub(r"[\s\-().]", "", folded(text))
    digits = re.sub(r"^(?:\+86|0086|86(?=1\d{10}$))", "", digits)
    return digits if _MOBILE.fullmatch(digits) else None


def find_email(text: str) -> str | None:
    """Return an e-mail address in lower case, or None where it is none."""
    address = normal_line(folded(text)).lower()
    return address if len(address) <= 200 and _EMAIL.fullmatch(address) else None


def sign_in_name(text: str) -> str:
    """Return the one spelling under which an account is found: a mobile number or an e-mail.

    Raises Invalid where the text is neither.
    """
    name = find_mobile(text) or find_email(text)
    if name is None:
        raise Invalid("accounts.bad_name", field="name")
    return name


def masked_sign_in_name(name: str) -> str:
    """Return a sign-in name with its middle hidden: 138****5678, l***@example.cn."""
    if "@" not in name:
        return masked_mobile(name)
    local, _at, host = name.partition("@")
    return f"{local[:1]}***@{host}"


def device_family(user_agent: str) -> str:
    """Return what a session's owner recognizes his device by, e.g. `WeChat · Android`."""
    browsers = ("MicroMessenger", "Edg", "OPR", "Firefox", "Chrome", "Safari")
    systems = ("Android", "iPhone", "iPad", "HarmonyOS", "Windows", "Mac OS X", "Linux")
    names = {"MicroMessenger": "WeChat", "Edg": "Edge", "OPR": "Opera", "Mac OS X": "macOS"}
    found = [
        next((names.get(word, word) for word in words if word in user_agent), "")
        for words in (browsers, systems)
    ]
    return " · ".join(part for part in found if part)

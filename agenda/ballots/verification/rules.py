"""What every published file has in common: one canonical text, one digest, and named checks.

Standard library and arithmetic alone: whoever checks a file needs no database and no server.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from agenda.kernel.chain import canonical

Data = Mapping[str, Any]


class FileKind(StrEnum):
    """The formats there are; a later version of one is another word."""

    RESIDENTS = "agenda-residents-vote/1"
    OWNERS = "agenda-owners-ballot/1"
    LINE = "agenda-owners-line/1"
    LINES = "agenda-owners-lines/1"


class Check(StrEnum):
    """What is checked of a file."""

    FORMAT = "format"
    FIELDS = "fields"
    DIGEST = "digest"
    PRINTED_DIGEST = "printed_digest"
    RECEIPTS = "receipts"
    RECEIPTS_DIGEST = "receipts_digest"
    CHOICES = "choices"
    TURNOUT = "turnout"
    CARRIED = "carried"
    ROLL = "roll"
    DELIVERY = "delivery"
    SUMS = "sums"
    SILENCE = "silence"
    ARITHMETIC = "arithmetic"
    OUTCOMES = "outcomes"
    LINE_HASH = "line_hash"
    PROOF = "proof"
    RECOUNT = "recount"
    ROOT = "root"
    SAME_ROOT = "same_root"


@dataclass(frozen=True)
class Finding:
    """One check and what it came to."""

    check: Check
    holds: bool


Findings = Iterator[Finding]


def file_digest(data: Data) -> str:
    """Return the SHA-256 of a file's canonical text, its own field `digest` left out."""
    rest = {name: value for name, value in data.items() if name != "digest"}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


def with_digest(data: Data) -> dict[str, Any]:
    """Return a file's data with its digest: what a certificate prints and the ledger keeps."""
    return {**data, "digest": file_digest(data)}


def digest_findings(data: Data, printed: str) -> Findings:
    """Check a file's digest against its content, and against the one read off a certificate."""
    own = file_digest(data)
    yield Finding(Check.DIGEST, data.get("digest") == own)
    if printed:
        yield Finding(Check.PRINTED_DIGEST, own == printed.strip().lower())


def has_fields(data: object, shape: Mapping[str, type | tuple[type, ...]]) -> TypeGuard[Data]:
    """Whether something has exactly these fields, each of its type; true is not a number."""
    if not isinstance(data, Mapping) or set(data) != set(shape):
        return False
    return all(_is(data[name], kinds) for name, kinds in shape.items())


def _is(value: object, kinds: type | tuple[type, ...]) -> bool:
    """Whether a value is of one of some types; a number also counts from 0."""
    allowed = kinds if isinstance(kinds, tuple) else (kinds,)
    if isinstance(value, bool):
        return bool in allowed
    if isinstance(value, int):
        return int in allowed and value >= 0
    return isinstance(value, allowed)


def is_digest(text: object) -> bool:
    """Whether a text is a SHA-256 in small hex."""
    return isinstance(text, str) and len(text) == 64 and not set(text) - set("0123456789abcdef")

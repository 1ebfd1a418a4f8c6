"""Places and people: kinds of areas, relations to a household, and how people are shown."""

from enum import StrEnum

from agenda.kernel.authz import BodyKind
from agenda.kernel.texts import masked_name, surname


class AreaKind(StrEnum):
    """The areas of a neighbourhood, from the whole down to the stairwell."""

    NEIGHBOURHOOD = "neighbourhood"
    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"


class Relation(StrEnum):
    """What ties a person to the household he lives in; None for those who live elsewhere."""

    OWNER = "owner"
    FAMILY = "family"
    TENANT = "tenant"


class AgeBand(StrEnum):
    """Self-declared age, under its own consent; absent is shown as "not stated"."""

    FROM_18 = "18-29"
    FROM_30 = "30-44"
    FROM_45 = "45-59"
    FROM_60 = "60-74"
    FROM_75 = "75+"


class ShownAs(StrEnum):
    """How a person appears in public lists; a room number never stands beside a name."""

    MASKED = "masked"
    """3号楼 王**"""
    ANONYMOUS = "anonymous"
    """3号楼 居民"""


FOUNDED_BY_COMMITTEE = (
    BodyKind.ACTIVITY_TEAM,
    BodyKind.SOCIAL_ORGANIZATION,
    BodyKind.HOMEOWNERS_COMMITTEE,
    BodyKind.PROPERTY_COMPANY,
)
"""The bodies that come and go; those of office are entered when the neighbourhood is set up."""


def public_name(name: str, building: str, shown_as: ShownAs, *, anonymous_word: str) -> str:
    """Return how a person stands in a public list: building and masked name, never a room."""
    who = masked_name(name) if shown_as is ShownAs.MASKED else anonymous_word
    return f"{building} {who}".strip()


def place_name(path: str, name: str) -> str:
    """Return an area as people say it: 东苑 3号楼 1单元; the whole neighbourhood by its own name."""
    return path.replace("/", " ") or name


def office_name(name: str, title: str) -> str:
    """Return how a seat holder stands in public: surname and office, e.g. 王主任.

    Without a title he is masked like anybody else: 王**.
    """
    return f"{surname(name)}{title}" if title else masked_name(name)

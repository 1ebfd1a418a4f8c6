"""Facts in the past tense: what a command did, as it stands in the public ledger."""

import re
from dataclasses import dataclass
from typing import ClassVar

from agenda.kernel.ids import NeighbourhoodId, ProposalId

_HUMP = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, kw_only=True)
class Event:
    """A public fact about a neighbourhood.

    `kind` is made from feature and class: `cosigns.events.CoSigned` is `cosigns.co_signed`.
    Fields hold ids, counts, codes, instants and salted digests: never a name, an address,
    a contact, a person's id or a secret choice.
    """

    kind: ClassVar[str] = ""
    neighbourhood_id: NeighbourhoodId

    def __init_subclass__(cls) -> None:
        """Name the kind after feature and class."""
        super().__init_subclass__()
        feature = cls.__module__.split(".")[1]
        cls.kind = f"{feature}.{_HUMP.sub('_', cls.__name__).lower()}"


@dataclass(frozen=True, kw_only=True)
class ProposalEvent(Event):
    """A public fact about one proposal; recording it sets the mechanism to work on it."""

    proposal_id: ProposalId

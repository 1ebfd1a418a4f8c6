"""How long an invitation code is good, and whether it still is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agenda.kernel.errors import Gone
from agenda.kernel.ids import InvitationId, NeighbourhoodId, PersonId

GOOD_FOR = timedelta(days=90)


@dataclass(frozen=True)
class InvitationFacts:
    """An invitation as its holder meets it."""

    invitation_id: InvitationId
    person_id: PersonId
    neighbourhood_id: NeighbourhoodId
    neighbourhood: str
    shown_as: str
    """3号楼 王**: so that the right person of a family uses the letter."""
    expires_at: datetime
    is_used: bool
    is_voided: bool
    has_account: bool
    """Whether the person has an account already: then the letter renews its password."""

    def require_good(self, now: datetime) -> None:
        """Raise Gone where the code was used, replaced by a newer letter, or grew too old."""
        if self.is_used:
            raise Gone("accounts.code_used")
        if self.is_voided:
            raise Gone("accounts.code_replaced")
        if now >= self.expires_at:
            raise Gone("accounts.code_expired")

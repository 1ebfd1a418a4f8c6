"""The names of the bodies around a proposal, gathered with whatever else its page shows."""

from sqlalchemy import select

from agenda.community.models import Body
from agenda.infra.gathering import OWN, Listed, Rows
from agenda.kernel.ids import BodyId
from agenda.proposals.models import Proposal

BODIES = Listed(
    Body,
    Body.neighbourhood_id
    == select(Proposal.neighbourhood_id).where(Proposal.proposal_id == OWN).scalar_subquery(),
    only=(Body.name, Body.short_name),
)
"""The bodies of a proposal's neighbourhood, for their names."""


def body_names(rows: Rows) -> dict[BodyId, str]:
    """Return the short names of the gathered bodies."""
    return {body.body_id: body.short_name for body in rows.of(Body)}

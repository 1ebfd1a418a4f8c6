"""Carrying out what the clock has made due: one proposal, one transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime

from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import MECHANISM
from agenda.kernel.ids import ProposalId
from agenda.mechanism.commands import proceed
from agenda.procedure.queries import list_due_proposals

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ticked:
    """What one tick did: proposals carried on, and those that failed and will be tried again."""

    proceeded: tuple[ProposalId, ...]
    failed: tuple[ProposalId, ...]


def tick(*, at: datetime | None = None) -> Ticked:
    """Carry out everything due by now, the longest waiting first; safe to run twice at once.

    A proposal that fails neither blocks nor undoes the others.
    """
    instant = at or now()
    due = list_due_proposals(db.session(), instant)
    went = {proposal_id: _carry_on(proposal_id, instant) for proposal_id in due}
    return Ticked(
        tuple(p for p, well in went.items() if well),
        tuple(p for p, well in went.items() if not well),
    )


def _carry_on(proposal_id: ProposalId, instant: datetime) -> bool:
    """Let the mechanism look at one proposal; returns whether that went well."""
    try:
        with transaction(MECHANISM, at=instant) as tx:
            proceed(tx, proposal_id)
    except Exception:  # noqa: BLE001 - one broken proposal must not stop the clock of all others
        _log.exception("the clock could not carry on proposal %s", proposal_id)
        return False
    return True

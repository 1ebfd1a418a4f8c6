"""Gathering the facts about one proposal into the snapshot that the rules look at."""

from datetime import datetime

from sqlalchemy.orm import Session

from agenda.ballots.decisions.queries import decision_facts
from agenda.ballots.queries import vote_facts
from agenda.cosigns.queries import cosign_facts
from agenda.deliberation.meetings.queries import deliberation_facts
from agenda.deliberation.routing.referral.queries import referral_facts
from agenda.mechanism.guards.rules import Snapshot
from agenda.paper.queries import paper_facts
from agenda.paper.rules import PaperFacts
from agenda.procedure.rules import Duty
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, procedure_of
from agenda.proposals.rules import Stage
from agenda.resolutions.appraisal.queries import appraisal_facts
from agenda.resolutions.results.queries import result_facts
from agenda.resolutions.rules import TaskFacts
from agenda.resolutions.tasks.queries import task_facts

TAKES_PAPER = frozenset({Stage.COSIGNING, Stage.VOTING, Stage.DECIDING})
"""Stages whose end waits for stacks of paper that were registered in time."""


def snapshot(
    session: Session, proposal: Proposal, duties: tuple[Duty, ...], now: datetime
) -> Snapshot:
    """Return the facts about a loaded proposal; only those its stage can need are read.

    Paper holds up an end that is due, so before any duty is due it is not asked for.
    """
    stage, proposal_id = proposal.stage, proposal.proposal_id
    paper_matters = stage in TAKES_PAPER and any(duty.is_due(now) for duty in duties)
    return Snapshot(
        proposal=facts(proposal),
        procedure=procedure_of(session, proposal),
        cosigns=cosign_facts(proposal),
        vote=vote_facts(session, proposal_id) if stage is Stage.VOTING else None,
        referral=referral_facts(session, proposal_id) if stage is Stage.REFERRED else None,
        decision=decision_facts(session, proposal_id) if stage is Stage.DECIDING else None,
        deliberation=deliberation_facts(session, proposal_id)
        if stage is Stage.DELIBERATING
        else None,
        result=result_facts(session, proposal_id) if stage is Stage.ANNOUNCED else None,
        tasks=task_facts(session, proposal_id) if stage is Stage.IMPLEMENTING else TaskFacts(),
        appraisal=appraisal_facts(session, proposal_id) if stage is Stage.APPRAISING else None,
        is_requested=proposal.requested_at is not None,
        paper=paper_facts(session, proposal_id) if paper_matters else PaperFacts(),
        duties=duties,
    )

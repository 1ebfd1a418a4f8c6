"""Gathering the facts about one proposal into the snapshot that the rules look at."""

from sqlalchemy.orm import Session

from agenda.ballots.decisions.queries import decision_facts
from agenda.ballots.queries import vote_facts
from agenda.cosigns.queries import cosign_facts
from agenda.cosigns.requests.queries import is_requested
from agenda.deliberation.meetings.queries import deliberation_facts
from agenda.deliberation.routing.referral.queries import referral_facts
from agenda.kernel.ids import ProposalId
from agenda.mechanism.guards.rules import Snapshot
from agenda.paper.queries import paper_facts
from agenda.paper.rules import PaperFacts
from agenda.procedure.queries import open_duties
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal, procedure_of
from agenda.proposals.rules import Stage
from agenda.resolutions.appraisal.queries import appraisal_facts
from agenda.resolutions.results.queries import result_facts
from agenda.resolutions.rules import TaskFacts
from agenda.resolutions.tasks.queries import task_facts

TAKES_PAPER = frozenset({Stage.COSIGNING, Stage.VOTING, Stage.DECIDING})
"""Stages whose end waits for stacks of paper that were registered in time."""

VOTED_ON = frozenset({Stage.COSIGNING, Stage.VOTING})
"""Stages whose end depends on whether co-signers have obliged a meeting."""


def snapshot_of(session: Session, proposal_id: ProposalId) -> Snapshot:
    """Return all facts about a proposal as they stand now."""
    return snapshot(session, get_proposal(session, proposal_id))


def snapshot(session: Session, proposal: Proposal) -> Snapshot:
    """Return the facts about a loaded proposal; only those its stage can need are read."""
    stage, proposal_id = proposal.stage, proposal.proposal_id
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
        is_requested=stage in VOTED_ON and is_requested(session, proposal_id),
        paper=paper_facts(session, proposal_id) if stage in TAKES_PAPER else PaperFacts(),
        duties=open_duties(session, proposal_id),
    )

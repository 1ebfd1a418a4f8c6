"""What entering a stage opens, and which default follows when a duty lapses: two tables.

Every command named here belongs to its feature and admits the mechanism alone.
"""

from collections.abc import Callable

from agenda.ballots.commands import close_vote, schedule_vote
from agenda.ballots.decisions.commands import (
    mark_not_convened,
    open_decision,
    set_aside_decision,
)
from agenda.ballots.decisions.counting.commands import publish_unconfirmed
from agenda.ballots.owners.closing.commands import close_ballot
from agenda.ballots.owners.corrections.deciding.commands import lapse_correction
from agenda.ballots.owners.roll.commands import open_ballot
from agenda.cosigns.commands import sign_for_proposer
from agenda.cosigns.requests.commands import escalate_request
from agenda.deliberation.commands import conclude_by_clock, open_deliberation
from agenda.deliberation.drafting.commands import put_to_meeting_by_silence
from agenda.deliberation.meetings.duties.commands import escalate_convening
from agenda.deliberation.minutes.confirmation.commands import close_confirmation
from agenda.deliberation.minutes.publication.commands import publish_by_default
from agenda.deliberation.parties.commands import grant_recusal_by_silence
from agenda.deliberation.parties.invitations.commands import remind_party
from agenda.deliberation.parties.queries import recused_ids
from agenda.deliberation.positions.commands import mark_silent
from agenda.deliberation.positions.conditions.commands import mark_unanswered
from agenda.deliberation.removals.commands import dismiss_by_silence, restore_text_by_silence
from agenda.deliberation.routing.commands import open_routing, route_by_default
from agenda.deliberation.routing.matters.rules import item_of
from agenda.deliberation.routing.queries import find_routing
from agenda.deliberation.routing.referral.commands import lapse_referral, open_referral
from agenda.infra.transaction import Transaction
from agenda.paper.handover.commands import hand_over_or_close
from agenda.procedure.rules import Duty, DutyKind
from agenda.proposals.rules import Stage, StageEntry
from agenda.proposals.screening.commands import (
    accept_by_silence,
    refuse_merge_by_silence,
    restore_by_silence,
)
from agenda.proposals.stages.commands import (
    lapse_draft,
    open_cosigning,
    open_draft,
    open_screening,
)
from agenda.proposals.suspension.commands import resume_by_clock
from agenda.resolutions.appraisal.commands import (
    close_survey,
    grade_by_silence,
    miss_rectification,
    open_survey,
)
from agenda.resolutions.results.commands import (
    escalate_objection,
    post_result,
    uphold_by_silence,
)
from agenda.resolutions.tasks.commands import (
    follow_up_task,
    mark_late,
    miss_report,
    start_tasks,
)

Opener = Callable[[Transaction, StageEntry], None]
Default = Callable[[Transaction, Duty], None]


def _open_decision(tx: Transaction, entry: StageEntry) -> None:
    """Open a formal decision with who is recused and what it falls under: both lie above ballots."""
    routing = find_routing(tx.session, entry.proposal_id)
    open_decision(
        tx,
        entry,
        recused=recused_ids(tx.session, entry.proposal_id),
        item=item_of(routing.matter) if routing and routing.matter else None,
    )


OPENERS: dict[Stage, tuple[Opener, ...]] = {
    Stage.DRAFT: (open_draft,),
    Stage.SCREENING: (open_screening,),
    Stage.COSIGNING: (open_cosigning, sign_for_proposer),
    Stage.VOTING: (schedule_vote,),
    Stage.LISTED: (set_aside_decision, open_routing),
    Stage.REFERRED: (open_referral,),
    Stage.DELIBERATING: (set_aside_decision, open_deliberation),
    Stage.DECIDING: (_open_decision,),
    Stage.ANNOUNCED: (post_result,),
    Stage.IMPLEMENTING: (start_tasks,),
    Stage.APPRAISING: (open_survey,),
}
"""In this order, after the stage is written; a stage without a line opens nothing."""

DEFAULTS: dict[DutyKind, Default] = {
    DutyKind.FINISH_DRAFT: lapse_draft,
    DutyKind.SCREEN: accept_by_silence,
    DutyKind.ANSWER_APPEAL: restore_by_silence,
    DutyKind.ANSWER_MERGE: refuse_merge_by_silence,
    DutyKind.CAST_VOTES: close_vote,
    DutyKind.ENTER_PAPER: hand_over_or_close,
    DutyKind.ROUTE: route_by_default,
    DutyKind.ANSWER_REFERRAL: lapse_referral,
    DutyKind.ANSWER_REQUEST: escalate_request,
    DutyKind.FILE_POSITION: mark_silent,
    DutyKind.DECIDE_AMENDMENT: put_to_meeting_by_silence,
    DutyKind.DECIDE_REMOVAL: dismiss_by_silence,
    DutyKind.ANSWER_REMOVAL_APPEAL: restore_text_by_silence,
    DutyKind.REMIND_PARTY: remind_party,
    DutyKind.ANSWER_CONDITIONS: mark_unanswered,
    DutyKind.ANSWER_RECUSAL: grant_recusal_by_silence,
    DutyKind.CONCLUDE_DELIBERATION: conclude_by_clock,
    DutyKind.CONVENE_DECISION: mark_not_convened,
    DutyKind.OPEN_OWNERS_BALLOT: open_ballot,
    DutyKind.CAST_OWNERS_BALLOT: close_ballot,
    DutyKind.DECIDE_CORRECTION: lapse_correction,
    DutyKind.CONFIRM_COUNT: publish_unconfirmed,
    DutyKind.ANSWER_OBJECTION: escalate_objection,
    DutyKind.REVIEW_OBJECTION: uphold_by_silence,
    DutyKind.CARRY_OUT_TASK: mark_late,
    DutyKind.REPORT_PROGRESS: miss_report,
    DutyKind.FOLLOW_UP_TASK: follow_up_task,
    DutyKind.ANSWER_SURVEY: close_survey,
    DutyKind.GRADE_AT_MEETING: grade_by_silence,
    DutyKind.FILE_RECTIFICATION: miss_rectification,
    DutyKind.RESUME: resume_by_clock,
    DutyKind.CONVENE_MEETING: escalate_convening,
    DutyKind.CONFIRM_MINUTES: close_confirmation,
    DutyKind.PUBLISH_MINUTES: publish_by_default,
}
"""One line per duty; only the duties of mechanism.rules.CLOCK_ONLY have none."""

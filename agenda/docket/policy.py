"""What a reader can do with a proposal now: the policies of all features, asked together."""

from collections.abc import Collection
from dataclasses import dataclass

from agenda.kernel.authz import Actor, BodyKind, Decision, refused
from agenda.procedure.rules import DutyKind
from agenda.proposals import policy
from agenda.proposals.rules import ProposalFacts, Stage

UNDONE = frozenset({Stage.DECLINED, Stage.MERGED, Stage.REFERRED, Stage.DRAFT})
"""Where a screening outcome can leave a proposal that its proposer wants back."""


@dataclass(frozen=True)
class Acts:
    """For each act what its policy says; None where the act is not this reader's to think of."""

    edit: Decision | None = None
    leave: Decision | None = None
    screen: Decision | None = None
    appeal: Decision | None = None
    answer_appeal: Decision | None = None
    answer_merge: Decision | None = None
    suspend: Decision | None = None
    lift_suspension: Decision | None = None

    @property
    def are_any(self) -> bool:
        """Whether there is anything to show."""
        return any(decision is not None for decision in vars(self).values())


def acts_of(
    actor: Actor, facts: ProposalFacts, open_duties: Collection[DutyKind], *, was_refused: bool
) -> Acts:
    """Return what a reader can do with a proposal, and why not where he might expect it.

    `was_refused`: the last screening outcome was anything but acceptance.
    """
    mine = actor.person_id is not None and actor.person_id == facts.proposer_id
    committee = actor.sits_in(BodyKind.RESIDENTS_COMMITTEE)
    leave = policy.may_withdraw(actor, facts) or policy.may_step_down(actor, facts)
    merging = DutyKind.ANSWER_MERGE in open_duties
    appealed = DutyKind.ANSWER_APPEAL in open_duties
    suspend = policy.may_suspend(actor, facts)
    lift = policy.may_lift_suspension(actor, facts)
    answer = policy.may_answer_appeal(actor, facts)
    supervises = answer or answer == refused("proposals.recused")
    return Acts(
        edit=policy.may_edit(actor, facts) if mine else None,
        leave=leave if mine and leave else None,
        screen=policy.may_screen(actor, facts)
        if committee and facts.stage is Stage.SCREENING
        else None,
        appeal=policy.may_appeal(actor, facts)
        if mine and was_refused and facts.stage in UNDONE and not appealed
        else None,
        answer_appeal=answer if appealed and supervises else None,
        answer_merge=policy.may_appeal(actor, facts) if mine and merging else None,
        suspend=suspend or None,
        lift_suspension=lift or None,
    )

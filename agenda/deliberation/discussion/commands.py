"""Writing comments; which of them are hidden is decided in removals."""

from agenda.accounts.limits.commands import count_use
from agenda.deliberation.discussion import policy
from agenda.deliberation.discussion.events import CommentWritten
from agenda.deliberation.discussion.models import Comment
from agenda.deliberation.discussion.queries import find_number, find_said, get_comment
from agenda.deliberation.discussion.rules import (
    COMMENTS,
    COMMENTS_OF_DAY,
    SENT_AGAIN,
    TEXT_MAX,
    path_below,
)
from agenda.deliberation.removals.rules import RemovalReason
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, NotPermitted, NotPossible
from agenda.kernel.ids import BodyId, PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_visible, lock_proposal


def write_comment(
    tx: Transaction,
    proposal_id: ProposalId,
    *,
    text: str,
    reply_to: int | None = None,
    body_id: BodyId | None = None,
) -> Comment:
    """Write a comment, perhaps in reply to another (by its id) or in the name of a body.

    Who neither lives nor owns here writes for the first of his bodies. The same form sent twice
    counts once. Raises RateLimited for more than a person writes in earnest.
    """
    proposal = lock_proposal(tx, proposal_id)
    body_id = body_id or _body_of_stranger(tx)
    require(policy.may_comment(tx.actor, facts(proposal), body_id=body_id))
    get_visible(tx.session, proposal_id, tx.actor)
    _require_text(text, field="text", limit=TEXT_MAX)
    parent = _answered(tx, proposal_id, reply_to)
    author_id = _acting(tx)
    said = find_said(
        tx.session,
        author_id,
        proposal,
        text=text,
        reply_to=reply_to,
        body_id=body_id,
        since=tx.now - SENT_AGAIN,
    )
    if said is not None:
        quiet(tx)
        return said
    _count(tx, author_id)
    proposal.discussion_count += 1
    number = proposal.discussion_count
    comment = Comment(
        neighbourhood_id=proposal.neighbourhood_id,
        proposal_id=proposal_id,
        number=number,
        parent_id=parent.comment_id if parent else None,
        path=path_below(parent.path if parent else "", number),
        depth=parent.depth + 1 if parent else 0,
        author_id=author_id,
        body_id=body_id,
        is_proposer=author_id == proposal.proposer_id and proposal.stepped_down_at is None,
        text=text,
        digest=text_digest(tx, text),
        written_at=tx.now,
    )
    tx.session.add(comment)
    tx.session.flush()  # the page that follows needs the id
    _record_written(tx, comment, reply_to=parent.number if parent else None)
    return comment


def _count(tx: Transaction, author_id: PersonId) -> None:
    """Count a comment against what a person writes in earnest; raises RateLimited."""
    for limit in (COMMENTS, COMMENTS_OF_DAY):
        count_use(tx, limit, key=str(author_id))


def _answered(tx: Transaction, proposal_id: ProposalId, reply_to: int | None) -> Comment | None:
    """Return the comment that is replied to, if any; raises where it is not, or no longer, there."""
    if reply_to is None:
        return None
    parent = get_comment(tx.session, reply_to)
    if parent.proposal_id != proposal_id:
        raise NotFound("deliberation.no_comment")
    if parent.removed_at is not None:
        raise NotPossible("deliberation.removed_meanwhile")
    return parent


def hide_comment(
    tx: Transaction, proposal: Proposal, *, number: int, reason: RemovalReason
) -> None:
    """Hide the text of a comment of a locked proposal, for the command that has decided it."""
    comment = find_number(tx.session, proposal.proposal_id, number)
    comment.removed_at, comment.removed_for = tx.now, reason


def show_comment(tx: Transaction, proposal: Proposal, *, number: int) -> None:
    """Show the text of a hidden comment again, for the command that has decided it."""
    comment = find_number(tx.session, proposal.proposal_id, number)
    comment.removed_at, comment.removed_for = None, None


def _record_written(tx: Transaction, comment: Comment, *, reply_to: int | None) -> None:
    """Record that a comment was written."""
    record(
        tx,
        CommentWritten(
            neighbourhood_id=comment.neighbourhood_id,
            proposal_id=comment.proposal_id,
            number=comment.number,
            is_reply=reply_to is not None,
            for_body=comment.body_id is not None,
            reply_to=reply_to,
            body_id=comment.body_id,
            text_digest=comment.digest,
        ),
    )


def _body_of_stranger(tx: Transaction) -> BodyId | None:
    """Return the first body of a seat holder who neither lives nor owns here, else None."""
    actor = tx.actor
    if actor.household_id is not None or actor.owns_household_ids or not actor.seats:
        return None
    return actor.seats[0].body_id


def _acting(tx: Transaction) -> PersonId:
    """Return the acting person; raises NotPermitted for any other hand."""
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    return tx.actor.person_id


def _require_text(text: str, *, field: str, limit: int) -> None:
    """Raise Invalid for an empty text or one beyond its limit."""
    if not text.strip():
        raise Invalid("deliberation.write_it_down", field=field)
    if len(text) > limit:
        raise Invalid("deliberation.too_long", field=field, limit=limit)

"""Reading the discussion: a page of comments is one query, and one more names their authors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from agenda.community.models import Body
from agenda.community.people.queries import public_names
from agenda.deliberation.discussion import policy
from agenda.deliberation.discussion.models import Comment
from agenda.deliberation.discussion.rules import (
    LATEST_SHOWN,
    PAGE_SIZE,
    ThreadOrder,
)
from agenda.deliberation.removals.rules import RemovalReason
from agenda.infra.gathering import OWN, Listed, Rows, gather
from agenda.kernel.authz import Actor, Decision
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import BodyId, PersonId, ProposalId
from agenda.proposals.bodies.queries import BODIES, body_names
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts, get_proposal


@dataclass(frozen=True)
class CommentRow:
    """A comment as a page shows it; a removed one is shown without its text."""

    comment_id: int
    number: int
    reply_to: int | None
    """The number of the comment it answers."""
    depth: int
    author_id: PersonId
    body: str | None
    is_proposer: bool
    text: str
    written_at: datetime
    removed_for: RemovalReason | None


@dataclass(frozen=True)
class LatestComment:
    """One of the latest comments that still stand."""

    number: int
    author_id: PersonId
    body: str | None
    is_proposer: bool
    text: str
    written_at: datetime


@dataclass(frozen=True)
class DiscussionPanel:
    """The discussion in small, for the proposal's page: how much was said, and the latest."""

    proposal_id: ProposalId
    count: int
    latest: tuple[LatestComment, ...]
    names: Mapping[PersonId, str]
    """How the authors stand in public."""
    may_comment: Decision


_parent = aliased(Comment)


def _rows(proposal_id: ProposalId) -> Select[*tuple[Any, ...]]:
    """Return the query of a proposal's comments with all that a page shows."""
    return (
        select(
            Comment.comment_id,
            Comment.number,
            _parent.number,
            Comment.depth,
            Comment.author_id,
            Body.short_name,
            Comment.is_proposer,
            Comment.text,
            Comment.written_at,
            Comment.removed_for,
        )
        .outerjoin(_parent, _parent.comment_id == Comment.parent_id)
        .outerjoin(Body, Body.body_id == Comment.body_id)
        .where(Comment.proposal_id == proposal_id)
    )


def list_comments(
    session: Session, proposal_id: ProposalId, *, order: ThreadOrder, page: int
) -> Sequence[CommentRow]:
    """Return one page of a discussion, thread by thread or the latest first."""
    by = Comment.path if order is ThreadOrder.THREADS else Comment.number.desc()
    query = _rows(proposal_id).order_by(by).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return [CommentRow(*row) for row in session.execute(query)]


def count_comments(session: Session, proposal_id: ProposalId) -> int:
    """Return how many comments a proposal has, removed ones included."""
    query = select(func.count()).where(Comment.proposal_id == proposal_id)
    return session.execute(query).scalar_one()


def find_said(
    session: Session,
    author_id: PersonId,
    proposal: Proposal,
    *,
    text: str,
    reply_to: int | None,
    body_id: BodyId | None,
    since: datetime,
) -> Comment | None:
    """Return the comment that somebody wrote in just these words since an instant, or None."""
    query = select(Comment).where(
        Comment.neighbourhood_id == proposal.neighbourhood_id,
        Comment.author_id == author_id,
        Comment.proposal_id == proposal.proposal_id,
        Comment.parent_id.is_not_distinct_from(reply_to),
        Comment.body_id.is_not_distinct_from(body_id),
        Comment.written_at >= since,
        Comment.text == text,
        Comment.removed_at.is_(None),
    )
    return session.scalars(query.order_by(Comment.comment_id.desc()).limit(1)).one_or_none()


def get_comment(session: Session, comment_id: int) -> Comment:
    """Return a comment; raises NotFound."""
    comment = session.get(Comment, comment_id)
    if comment is None:
        raise NotFound("deliberation.no_comment")
    return comment


def position_in_threads(session: Session, comment: Comment) -> int:
    """Return at which place (from 0) a comment stands in the order of threads."""
    query = select(func.count()).where(
        Comment.proposal_id == comment.proposal_id, Comment.path < comment.path
    )
    return session.execute(query).scalar_one()


def find_number(session: Session, proposal_id: ProposalId, number: int) -> Comment:
    """Return the comment of a number within a proposal; raises NotFound."""
    query = select(Comment).where(Comment.proposal_id == proposal_id, Comment.number == number)
    comment = session.scalars(query).one_or_none()
    if comment is None:
        raise NotFound("deliberation.no_comment")
    return comment


_LATEST = (
    select(Comment.comment_id)
    .where(Comment.proposal_id == OWN, Comment.removed_at.is_(None))
    .order_by(Comment.number.desc())
    .limit(LATEST_SHOWN)
)
SHOWN = (Listed(Comment, Comment.comment_id.in_(_LATEST)), BODIES)
"""What the panel shows."""


def gathered_people(rows: Rows) -> set[PersonId]:
    """Return whose names the panel shows."""
    return {comment.author_id for comment in rows.of(Comment)}


def panel(
    session: Session,
    proposal_id: ProposalId,
    actor: Actor,
    _now: datetime,
    *,
    anonymous_word: str,
    rows: Rows | None = None,
    names: Mapping[PersonId, str] | None = None,
) -> DiscussionPanel:
    """Return the discussion in small: template `deliberation/discussion/_panel.html`.

    For readers who may read the proposal's text.
    """
    rows = rows or gather(session, SHOWN, proposal_id)
    names = names or public_names(session, gathered_people(rows), anonymous_word=anonymous_word)
    proposal, bodies = get_proposal(session, proposal_id), body_names(rows)
    latest = sorted(rows.of(Comment), key=lambda one: one.number, reverse=True)
    return DiscussionPanel(
        proposal_id=proposal_id,
        count=proposal.discussion_count,
        latest=tuple(
            LatestComment(
                number=one.number,
                author_id=one.author_id,
                body=bodies[one.body_id] if one.body_id else None,
                is_proposer=one.is_proposer,
                text=one.text,
                written_at=one.written_at,
            )
            for one in latest
        ),
        names=names,
        may_comment=policy.may_comment(actor, facts(proposal)),
    )

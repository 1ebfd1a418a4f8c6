"""Putting motions and amendments, and deciding them; what is carried is counted here alone."""

from collections.abc import Sequence

from sqlalchemy import delete

from agenda.deliberation.meetings.events import MotionDecided
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.queries import (
    list_invited,
)
from agenda.deliberation.meetings.record.commands import (
    keep_record,
    require_item,
    require_there,
)
from agenda.deliberation.meetings.record.models import (
    Motion,
    MotionParagraph,
)
from agenda.deliberation.meetings.record.queries import (
    count_motions,
    find_agreement,
    get_motion,
    has_open_amendment,
    list_paragraphs,
    present,
)
from agenda.deliberation.meetings.record.rules import (
    MOTION_MAX,
    PARAGRAPH_MAX,
    PARAGRAPHS_MAX,
    Hands,
    MotionOutcome,
    Present,
    fits_attendance,
    may_show_hands,
    motion_outcome,
    require_public,
    require_text,
)
from agenda.deliberation.meetings.room.queries import count_hands, find_open_vote
from agenda.deliberation.meetings.room.rules import has_quorum
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import MeetingId
from agenda.kernel.privacy import is_fit_for_public


def put_motion(
    tx: Transaction,
    meeting_id: MeetingId,
    *,
    item_id: int,
    mover_id: int,
    text: str,
    paragraphs: Sequence[str] = (),
) -> Motion:
    """Put a motion, to be decided by a show of hands; with paragraphs it adopts an agreement.

    Raises NotPossible where the meeting is no round of a sitting, or has agreed already.
    """
    meeting = keep_record(tx, meeting_id)
    require_item(tx, meeting, item_id)
    mover = require_there(tx, meeting, mover_id, field="mover_id")
    if not may_show_hands(Present(mover.capacity)):
        raise Invalid("deliberation.no_hand", field="mover_id")
    require_text(text, MOTION_MAX)
    require_public(text)
    numbered = [line.strip() for line in paragraphs if line.strip()]
    if numbered:
        _require_agreeable(tx, meeting, numbered)
    motion = _put(tx, meeting, item_id, mover_id, text, is_agreement=bool(numbered))
    _keep_paragraphs(tx, motion, numbered)
    quiet(tx)
    return motion


def put_amendment(
    tx: Transaction,
    motion_id: int,
    *,
    mover_id: int,
    text: str,
    paragraphs: Sequence[str] = (),
) -> Motion:
    """Move to change an undecided motion: other words, and for an agreement the whole text anew.

    Carried, it takes the place of what stood there; the words before are kept with it.
    """
    motion = get_motion(tx.session, motion_id)
    meeting = keep_record(tx, motion.meeting_id)
    tx.session.refresh(motion)  # as it stands under the lock
    if motion.outcome is not None or motion.amends_id is not None:
        raise NotPossible("deliberation.not_amendable")
    if find_open_vote(tx.session, meeting.meeting_id):
        raise NotPossible("deliberation.vote_open")
    mover = require_there(tx, meeting, mover_id, field="mover_id")
    if not may_show_hands(Present(mover.capacity)):
        raise Invalid("deliberation.no_hand", field="mover_id")
    require_text(text, MOTION_MAX)
    require_public(text)
    numbered = [line.strip() for line in paragraphs if line.strip()]
    if motion.is_agreement:
        _require_agreeable(tx, meeting, numbered)
        if not numbered:
            raise Invalid("deliberation.agreement_empty", field="paragraphs")
    amendment = _put(tx, meeting, motion.item_id, mover_id, text, is_agreement=False)
    amendment.amends_id = motion_id
    _keep_paragraphs(tx, amendment, numbered if motion.is_agreement else ())
    quiet(tx)
    return amendment


def decide_motion(tx: Transaction, motion_id: int, *, hands: Hands) -> Motion:
    """Record a show of hands; carried by more than half of those signed in who have a hand.

    Raises Invalid where more hands were counted than people are there.
    """
    motion = get_motion(tx.session, motion_id)
    meeting = keep_record(tx, motion.meeting_id)
    require_decidable(tx, meeting, motion)
    voters = count_hands(tx.session, meeting)
    return count_decision(tx, meeting, motion, hands=hands, voters=voters, is_secret=False)


def require_decidable(tx: Transaction, meeting: Meeting, motion: Motion) -> None:
    """Raise NotPossible unless a motion can be put to the vote now: amendments come first.

    An agreement needs half of the invited bodies in the room. For the commands that decide.
    """
    tx.session.refresh(motion)
    if motion.outcome is not None:
        raise NotPossible("deliberation.decided_already")
    if find_open_vote(tx.session, meeting.meeting_id):
        raise NotPossible("deliberation.vote_open")
    if has_open_amendment(tx.session, motion.motion_id):
        raise NotPossible("deliberation.amendment_first")
    if not motion.is_agreement:
        return
    if find_agreement(tx.session, meeting.meeting_id):
        raise NotPossible("deliberation.agreed_already")
    invited = {body.body_id for body in list_invited(tx.session, meeting.meeting_id)}
    there = {p.body_id for p in present(tx.session, meeting.meeting_id)} & invited
    if not has_quorum(len(there), len(invited)):
        raise NotPossible("deliberation.no_quorum")


def count_decision(
    tx: Transaction,
    meeting: Meeting,
    motion: Motion,
    *,
    hands: Hands,
    voters: int,
    is_secret: bool,
) -> Motion:
    """Write what a vote came to; a carried amendment changes its motion. For commands that count."""
    if not fits_attendance(hands, voters):
        raise Invalid("deliberation.hands_do_not_fit", field="votes_for", voters=voters)
    motion.is_secret = is_secret
    motion.votes_for, motion.votes_against = hands.votes_for, hands.votes_against
    motion.votes_abstain, motion.voters = hands.votes_abstain, voters
    motion.outcome, motion.decided_at = motion_outcome(hands, voters), tx.now
    whole = "\n".join([motion.text, *list_paragraphs(tx.session, motion.motion_id)])
    if motion.amends_id is not None and motion.outcome is MotionOutcome.CARRIED:
        _amend(tx, motion, get_motion(tx.session, motion.amends_id))
    record(
        tx,
        MotionDecided(
            neighbourhood_id=meeting.neighbourhood_id,
            proposal_id=meeting.proposal_id,
            meeting_id=meeting.meeting_id,
            motion=motion.number,
            outcome=motion.outcome,
            votes_for=hands.votes_for,
            votes_against=hands.votes_against,
            votes_abstain=hands.votes_abstain,
            voters=voters,
            is_secret=is_secret,
            text_digest=text_digest(tx, whole),
        ),
    )
    return motion


def _put(
    tx: Transaction, meeting: Meeting, item_id: int, mover_id: int, text: str, *, is_agreement: bool
) -> Motion:
    """Write a motion under the next number of the meeting."""
    motion = Motion(
        neighbourhood_id=meeting.neighbourhood_id,
        meeting_id=meeting.meeting_id,
        item_id=item_id,
        number=count_motions(tx.session, meeting.meeting_id) + 1,
        mover_id=mover_id,
        text=text,
        is_agreement=is_agreement,
        put_at=tx.now,
    )
    tx.insert(motion, NotPossible("deliberation.put_meanwhile"))
    return motion


def _keep_paragraphs(tx: Transaction, motion: Motion, lines: Sequence[str]) -> None:
    """Write the numbered text a motion would adopt."""
    tx.session.add_all(
        MotionParagraph(
            motion_id=motion.motion_id,
            number=number,
            neighbourhood_id=motion.neighbourhood_id,
            text=line,
        )
        for number, line in enumerate(lines, start=1)
    )


def _amend(tx: Transaction, amendment: Motion, motion: Motion) -> None:
    """Put a carried amendment's words in the place of the motion's, and keep those before."""
    if not motion.is_agreement:
        amendment.replaced, motion.text = motion.text, amendment.text
        return
    amendment.replaced = "\n".join(list_paragraphs(tx.session, motion.motion_id))
    lines = list_paragraphs(tx.session, amendment.motion_id)
    old = delete(MotionParagraph).where(MotionParagraph.motion_id == motion.motion_id)
    tx.session.execute(old)
    _keep_paragraphs(tx, motion, lines)


def _require_agreeable(tx: Transaction, meeting: Meeting, paragraphs: Sequence[str]) -> None:
    """Raise unless this meeting can adopt an agreement with these paragraphs."""
    if meeting.sitting_id is None:
        raise NotPossible("deliberation.no_round")
    if find_agreement(tx.session, meeting.meeting_id):
        raise NotPossible("deliberation.agreed_already")
    if len(paragraphs) > PARAGRAPHS_MAX:
        raise Invalid("deliberation.many_paragraphs", field="paragraphs", limit=PARAGRAPHS_MAX)
    if any(len(paragraph) > PARAGRAPH_MAX for paragraph in paragraphs):
        raise Invalid("deliberation.too_long", field="paragraphs", limit=PARAGRAPH_MAX)
    if not is_fit_for_public(*paragraphs):
        raise Invalid("deliberation.private_passage", field="paragraphs")

"""The remedy becomes a draft; amendments are accepted, refused with a reason, or go to the meeting."""

from datetime import timedelta

import pytest
from flask import Flask

from agenda.deliberation.drafting.commands import (
    decide_amendment,
    propose_amendment,
    start_draft,
)
from agenda.deliberation.drafting.queries import draft_page, get_amendment, list_paragraphs
from agenda.deliberation.drafting.rules import AmendmentState, paragraphs_of
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import VISITOR, Actor, BodyKind
from agenda.kernel.errors import Invalid, NotPermitted, NotPossible
from agenda.kernel.ids import ProposalId
from tests.factories import Place, let_time_pass
from tests.meetings import make_deliberating, small_place

COMMITTEE = BodyKind.RESIDENTS_COMMITTEE
ACCEPTED, REJECTED = AmendmentState.ACCEPTED, AmendmentState.REJECTED


@pytest.fixture
def place(app: Flask) -> Place:
    return small_place()


@pytest.fixture
def proposal_id(place: Place) -> ProposalId:
    proposal_id = make_deliberating(place).proposal_id
    with transaction(place.seat(COMMITTEE)) as tx:
        start_draft(tx, proposal_id)
    return proposal_id


def amend(who: Actor, proposal_id: ProposalId, text: str, paragraph: int = 1) -> int:
    with transaction(who) as tx:
        return propose_amendment(
            tx, proposal_id, paragraph=paragraph, text=text, reason="更公平"
        ).amendment_id


def decide(who: Actor, amendment_id: int, state: AmendmentState, answer: str = "") -> None:
    with transaction(who) as tx:
        decide_amendment(tx, amendment_id, state=state, answer=answer)


def texts(proposal_id: ProposalId) -> list[str]:
    db.session.close()
    return [row.text for row in list_paragraphs(db.session(), proposal_id)]


def test_a_remedy_is_parted_into_paragraphs() -> None:
    assert paragraphs_of("一层\n\n1. 先评估\n- 再分摊\n") == ("一层", "先评估", "再分摊")


def test_what_is_accepted_stands_in_the_draft_and_shows_since_signing(
    place: Place, proposal_id: ProposalId
) -> None:
    (signed,) = texts(proposal_id)
    lead, resident = place.seat(COMMITTEE), place.resident(1)
    first = amend(resident, proposal_id, "费用按楼层分摊。")
    rival = amend(place.resident(2), proposal_id, "费用平均分摊。")
    added = amend(resident, proposal_id, "一楼不出钱。", paragraph=0)
    with pytest.raises(NotPermitted, match="lead_drafts"):
        decide(resident, first, ACCEPTED)
    decide(lead, first, ACCEPTED)
    decide(lead, added, ACCEPTED)
    assert texts(proposal_id) == ["费用按楼层分摊。", "一楼不出钱。"]
    with pytest.raises(NotPossible, match="paragraph_changed"):
        decide(lead, rival, ACCEPTED)
    with pytest.raises(Invalid, match="reason_needed"):
        decide(lead, rival, REJECTED)
    decide(lead, rival, REJECTED, "已按楼层分摊")
    with pytest.raises(NotPossible, match="amendment_decided"):
        decide(lead, rival, ACCEPTED)
    shown = draft_page(db.session(), proposal_id, VISITOR, anonymous_word="居民")
    assert [line.changed for line in shown.paragraphs] == [True, True]
    before = [piece.text for piece in shown.paragraphs[0].pieces if piece.kind != "added"]
    assert "".join(before) == signed


def test_silence_puts_an_amendment_to_the_meeting_which_may_still_adopt_it(
    place: Place, proposal_id: ProposalId
) -> None:
    amendment_id = amend(place.resident(1), proposal_id, "费用按楼层分摊。")
    let_time_pass(timedelta(days=10), proposal_id)
    assert get_amendment(db.session(), amendment_id).state is AmendmentState.TO_MEETING
    decide(place.seat(COMMITTEE), amendment_id, ACCEPTED, "会议同意")
    assert texts(proposal_id) == ["费用按楼层分摊。"]


def test_what_is_empty_private_or_no_change_is_refused(
    place: Place, proposal_id: ProposalId
) -> None:
    (signed,) = texts(proposal_id)
    for text, why in ((signed, "nothing_changed"), ("找402室王阿姨", "private_passage")):
        with pytest.raises(Invalid, match=why):
            amend(place.resident(1), proposal_id, text)
    with (
        pytest.raises(NotPossible, match="draft_started"),
        transaction(place.seat(COMMITTEE)) as tx,
    ):
        start_draft(tx, proposal_id)

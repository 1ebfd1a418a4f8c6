"""What happens to one proposal of the source: proposed, accepted, co-signed, discussed, voted on."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate

from agenda.ballots.commands import cast_ballot
from agenda.ballots.queries import get_vote
from agenda.ballots.rules import Choice
from agenda.cosigns.commands import cosign
from agenda.deliberation.discussion.commands import write_comment
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.ids import ProposalId, VoteId
from agenda.proposals.commands import draft_proposal, submit_proposal
from agenda.proposals.rules import Topic
from agenda.proposals.screening.commands import accept_proposal
from agenda.scenarios.replay.place import Place
from agenda.scenarios.replay.source import SourceProposal
from agenda.scenarios.replay.tally import Tally
from agenda.scenarios.timeline import Planned

SUPPORTED_FOR = timedelta(days=9)
"""All supports and comments of the source come within these days, while a vote is still open."""
SCREENED_AFTER = timedelta(hours=6)
TURNOUT = (60, 240)
"""Per cent of the turnout a vote needs, drawn between these: some votes miss it."""
IN_FAVOUR = (350, 900)
"""Per mille of the ballots that are for it; of the rest nine in ten are against."""


@dataclass
class Course:
    """The way of one proposal through the replay, drawn with a seed of its own."""

    place: Place
    source: SourceProposal
    tally: Tally
    rng: random.Random
    proposal_id: ProposalId = field(init=False)
    _signers: list[int] = field(init=False)
    _accepted_at: datetime = field(init=False)
    _comments: dict[str, int] = field(default_factory=dict)
    """The comments written so far: the source's number and ours."""

    def begin(self, at: datetime) -> Iterator[Planned]:
        """Propose it as its first supporter; the committee accepts it the same day."""
        self._signers = self.rng.sample(range(len(self.place.people)), self.source.supports)
        proposer = self.place.resident(self._signers[0])
        scope, text = self.place.root_id, self.source.text
        with transaction(proposer, at=at) as tx:
            proposal = draft_proposal(tx, scope_id=scope, topic=Topic.FACILITIES, text=text)
        with transaction(proposer, at=at) as tx:
            submit_proposal(tx, proposal.proposal_id)
        self.proposal_id = proposal.proposal_id
        self.tally.proposals += 1
        yield Planned(at + SCREENED_AFTER, self._accept)

    def _accept(self, at: datetime) -> Iterator[Planned]:
        """Find it complete: the proposer's household counts, and everybody can co-sign."""
        with transaction(self.place.screener, at=at) as tx:
            accept_proposal(tx, self.proposal_id)
        self.tally.cosigns += 1
        self._accepted_at = at
        yield from self._plan_signer(1)
        yield from self._plan_comment(0)

    def _plan_signer(self, number: int) -> Iterator[Planned]:
        """Plan the n-th supporter, the proposer being number 0; they come evenly."""
        if number < len(self._signers):
            due = self._accepted_at + SUPPORTED_FOR * number / len(self._signers)
            yield Planned(due, partial(self._cosign, number))

    def _cosign(self, number: int, at: datetime) -> Iterator[Planned]:
        """Let a supporter co-sign; whoever crosses the threshold brings the vote about."""
        with transaction(self.place.resident(self._signers[number]), at=at) as tx:
            proposal = cosign(tx, self.proposal_id)
        self.tally.cosigns += 1
        yield from self._plan_signer(number + 1)
        if proposal.crossed_at == at:
            yield from self._plan_ballots()

    def _plan_comment(self, number: int) -> Iterator[Planned]:
        """Plan the n-th comment, counted from 0; they come in the source's order, evenly."""
        if number < len(self.source.comments):
            share = (number + 1) / (len(self.source.comments) + 1)
            yield Planned(self._accepted_at + SUPPORTED_FOR * share, partial(self._write, number))

    def _write(self, number: int, at: datetime) -> Iterator[Planned]:
        """Let somebody write a comment, below the one it answers."""
        comment = self.source.comments[number]
        own = self._signers[0] if not comment.author else self.place.number_of(comment.author)
        reply_to = self._comments[comment.reply_to] if comment.reply_to else None
        with transaction(self.place.resident(own), at=at) as tx:
            written = write_comment(tx, self.proposal_id, text=comment.text, reply_to=reply_to)
        self._comments[comment.comment_id] = written.comment_id
        self.tally.comments += 1
        yield from self._plan_comment(number + 1)

    def _plan_ballots(self) -> Iterator[Planned]:
        """Draw who takes part and how they choose, evenly over the time of voting."""
        vote = get_vote(db.session(), self.proposal_id)
        opens_at, lasts = vote.opens_at, vote.closes_at - vote.opens_at
        db.session.close()
        wanted = vote.turnout_required * self.rng.randint(*TURNOUT) // 100
        count = min(wanted, len(self.place.people))
        voters = self.rng.sample(range(len(self.place.people)), count)
        choices = self.rng.choices(list(Choice), cum_weights=self._weights(), k=count)
        self.tally.expected += count
        for number, (voter, choice) in enumerate(zip(voters, choices, strict=True)):
            due = opens_at + lasts * number / count
            yield Planned(due, partial(self._vote, vote.vote_id, voter, choice))

    def _weights(self) -> list[int]:
        """Draw how much of the vote is for it, against it, and abstaining."""
        in_favour = self.rng.randint(*IN_FAVOUR)
        against = (1000 - in_favour) * 9 // 10
        return list(accumulate((in_favour, against, 1000 - in_favour - against)))

    def _vote(self, vote_id: VoteId, voter: int, choice: Choice, at: datetime) -> Iterator[Planned]:
        """Let somebody cast a ballot."""
        with transaction(self.place.resident(voter), at=at) as tx:
            cast_ballot(tx, vote_id, choice)
        self.tally.ballots += 1
        yield from ()

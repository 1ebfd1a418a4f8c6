"""Reading the public tables of positions, meetings, minutes and agreements."""

import json
from typing import Any

from sqlalchemy import Select, type_coerce
from sqlalchemy.types import Integer

from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.minutes.models import MinutesCorrection, PublishedMinutes
from agenda.deliberation.minutes.rules import paper_from
from agenda.deliberation.models import AgreementParagraph, Sitting
from agenda.deliberation.positions.models import Position
from agenda.opendata.tables.columns.queries import Column, Table
from agenda.opendata.tables.issues.queries import ISSUE
from agenda.proposals.models import Proposal


def _on_public(query: Select[Any], proposal_id: Any) -> Select[Any]:
    """Keep what concerns an accepted proposal."""
    joined = query.join(Proposal, Proposal.proposal_id == proposal_id)
    return joined.where(Proposal.accepted_at.is_not(None))


def _words_of(paper: str) -> str:
    """Return the words of published minutes, one entry a line."""
    entries = paper_from(json.loads(paper)).entries
    told = (" ".join(filter(None, (entry.heading, entry.text))) for entry in entries)
    return "\n".join(filter(None, told))


POSITIONS = Table(
    "positions",
    "What the parties said, in versions; a later one never overwrites an earlier one.",
    (
        Column("position_id", Position.position_id, "Its number."),
        Column("proposal_id", Position.proposal_id, ISSUE, to="proposals"),
        Column("body_id", Position.body_id, "The body, where one says it.", to="bodies"),
        Column("party_id", Position.party_id, "The party: body, household or expert."),
        Column("version", Position.version, "Counts a body's positions in a sitting from 1."),
        Column("stance", Position.stance, "For, against, conditional or none."),
        Column("reasons", Position.reasons, "Why.", free=True),
        Column("filed_at", Position.filed_at, "When it was filed."),
        Column("is_late", Position.is_late, "Whether its date had passed."),
        Column("is_entered", Position.is_entered, "Whether the lead entered it from paper."),
    ),
    lambda query: _on_public(query, Position.proposal_id),
)

MEETINGS = Table(
    "meetings",
    "Meetings called, with their latest time and place. Not who was there.",
    (
        Column("meeting_id", Meeting.meeting_id, "Its number."),
        Column("proposal_id", Meeting.proposal_id, ISSUE, to="proposals"),
        Column("number", Meeting.number, "Counts the meetings of a proposal from 1."),
        Column("kind", Meeting.kind, "What kind of meeting."),
        Column("title", Meeting.title, "Its title.", free=True),
        Column("status", Meeting.status, "Whether it is called, was held, or was not."),
        Column("convener_body_id", Meeting.convener_body_id, "Who called it.", to="bodies"),
        Column("starts_at", Meeting.starts_at, "When it begins."),
        Column("place", Meeting.place, "Where.", free=True),
        Column("called_at", Meeting.called_at, "When notice was given."),
        Column("ended_at", Meeting.ended_at, "When it ended or was called off."),
        Column("ended_reason", Meeting.ended_reason, "Why it was called off.", free=True),
    ),
    lambda query: _on_public(query, Meeting.proposal_id),
)

MINUTES = Table(
    "minutes",
    "Published minutes, with names masked as on the paper.",
    (
        Column("minutes_id", PublishedMinutes.minutes_id, "Its number."),
        Column("proposal_id", PublishedMinutes.proposal_id, ISSUE, to="proposals"),
        Column("meeting_id", PublishedMinutes.meeting_id, "The meeting.", to="meetings"),
        Column("published_at", PublishedMinutes.published_at, "When they were published."),
        Column("is_confirmed", PublishedMinutes.is_confirmed, "Whether attendees confirmed them."),
        Column("by_default", PublishedMinutes.by_default, "Whether the clock published them."),
        Column("digest", PublishedMinutes.digest, "The salted digest that the ledger has."),
        Column(
            "text",
            PublishedMinutes.paper,
            "Their words, one entry a line.",
            free=True,
            show=_words_of,
        ),
    ),
    lambda query: _on_public(query, PublishedMinutes.proposal_id),
    searched=("text",),
)

CORRECTIONS = Table(
    "minutes_corrections",
    "Corrections appended to published minutes.",
    (
        Column("correction_id", MinutesCorrection.correction_id, "Its number."),
        Column("minutes_id", MinutesCorrection.minutes_id, "The minutes.", to="minutes"),
        Column("number", MinutesCorrection.number, "Counts the corrections from 1."),
        Column("text", MinutesCorrection.text, "What is corrected.", free=True),
        Column("body_id", MinutesCorrection.body_id, "Who appended it.", to="bodies"),
        Column("corrected_at", MinutesCorrection.corrected_at, "When."),
    ),
    lambda query: _on_public(
        query.join(PublishedMinutes, PublishedMinutes.minutes_id == MinutesCorrection.minutes_id),
        PublishedMinutes.proposal_id,
    ),
)

AGREEMENTS = Table(
    "agreement_paragraphs",
    "The numbered texts that deliberations adopted by motion.",
    (
        Column(
            "paragraph_id",
            type_coerce(
                AgreementParagraph.sitting_id * 1000 + AgreementParagraph.number, Integer()
            ),
            "Its number: the sitting's, times a thousand, and the paragraph's.",
            empty=False,
        ),
        Column("proposal_id", Sitting.proposal_id, ISSUE, to="proposals"),
        Column("sitting", Sitting.number, "Counts the sittings of a proposal from 1."),
        Column("number", AgreementParagraph.number, "The paragraph's number."),
        Column("text", AgreementParagraph.text, "The paragraph.", free=True),
        Column("adopted_at", Sitting.adopted_at, "When the text was adopted."),
    ),
    lambda query: _on_public(
        query.join(Sitting, Sitting.sitting_id == AgreementParagraph.sitting_id),
        Sitting.proposal_id,
    ),
)

TABLES = (POSITIONS, MEETINGS, MINUTES, CORRECTIONS, AGREEMENTS)

"""Reading the public tables of proposals, their screening, their deadlines and the ledger."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, or_

from agenda.infra.audit import LedgerEvent
from agenda.kernel.authz import VISITOR
from agenda.opendata.tables.columns.queries import Column, Table
from agenda.opendata.tables.places.queries import PLACE
from agenda.procedure.models import DutyRow
from agenda.procedure.rules import Bearer
from agenda.proposals.models import Proposal, Screening
from agenda.proposals.queries import visible_to

ISSUE = "The proposal."


def _public(query: Select[Any]) -> Select[Any]:
    """Keep what a visitor may know of."""
    return query.where(visible_to(VISITOR))


def _if_accepted(source: Any) -> ColumnElement[Any]:
    """Return a text where screening accepted it, else nothing."""
    return case((Proposal.accepted_at.is_not(None), source))


PROPOSALS = Table(
    "proposals",
    "Proposals that are public. Who proposed and who co-signed is not told.",
    (
        Column("proposal_id", Proposal.proposal_id, "Its number, as on its page."),
        Column("neighbourhood_id", Proposal.neighbourhood_id, PLACE, to="neighbourhoods"),
        Column("scope_id", Proposal.scope_id, "The area it concerns.", to="areas"),
        Column("topic", Proposal.topic, "What it is about."),
        Column(
            "title",
            _if_accepted(Proposal.title),
            "Its title; empty where it was never accepted.",
            free=True,
        ),
        Column("matter", _if_accepted(Proposal.matter), "The problem; Markdown.", free=True),
        Column(
            "remedy", _if_accepted(Proposal.remedy), "The remedy proposed; Markdown.", free=True
        ),
        Column("stage", Proposal.stage, "Where it stands on its way."),
        Column("stage_since", Proposal.stage_since, "Since when it stands there."),
        Column("submitted_at", Proposal.submitted_at, "When it was submitted last."),
        Column("accepted_at", Proposal.accepted_at, "When screening, or its silence, accepted it."),
        Column("cosigns_needed", Proposal.cosigns_needed, "How many households must co-sign."),
        Column("cosign_households", Proposal.cosign_households, "How many households co-sign."),
        Column("scope_households", Proposal.scope_households, "How many households the area has."),
        Column("crossed_at", Proposal.crossed_at, "When the threshold was reached."),
        Column("route", Proposal.route, "The way it is dealt with."),
        Column("lead_body_id", Proposal.lead_body_id, "The body that leads.", to="bodies"),
        Column("suspended_until", Proposal.suspended_until, "When its clock resumes by itself."),
        Column(
            "merged_into_id", Proposal.merged_into_id, "What it was merged into.", to="proposals"
        ),
    ),
    _public,
    searched=("title", "matter", "remedy"),
)

SCREENINGS = Table(
    "screenings",
    "Outcomes of screening, with the reason from the closed list.",
    (
        Column("screening_id", Screening.screening_id, "Its number."),
        Column("proposal_id", Screening.proposal_id, ISSUE, to="proposals"),
        Column("round", Screening.round, "Counts the screenings of a proposal from 1."),
        Column("outcome", Screening.outcome, "What came of it."),
        Column("reason", Screening.reason, "Why it was not accepted."),
        Column("body_id", Screening.body_id, "Who screened; empty for silence.", to="bodies"),
        Column("screened_at", Screening.screened_at, "When."),
    ),
    lambda query: _public(query.join(Proposal, Proposal.proposal_id == Screening.proposal_id)),
)

DEADLINES = Table(
    "deadlines",
    "Who had to do what by when, open and ended. Duties of single persons are left out.",
    (
        Column("duty_id", DutyRow.duty_id, "Its number."),
        Column("proposal_id", DutyRow.proposal_id, ISSUE, to="proposals"),
        Column("kind", DutyRow.kind, "What has to be done."),
        Column("bearer", DutyRow.bearer, "Who bears it."),
        Column("body_id", DutyRow.body_id, "The body, where one bears it.", to="bodies"),
        Column("opened_at", DutyRow.opened_at, "When it began."),
        Column("due_at", DutyRow.due_at, "The end of its last day."),
        Column("suspended_at", DutyRow.suspended_at, "Since when its clock stands still."),
        Column("ended_at", DutyRow.ended_at, "When it ended."),
        Column("ending", DutyRow.ending, "fulfilled, lapsed (its default was taken), cancelled."),
    ),
    lambda query: query.join(Proposal, Proposal.proposal_id == DutyRow.proposal_id).where(
        Proposal.accepted_at.is_not(None), DutyRow.bearer != Bearer.PERSON
    ),
)

LEDGER = Table(
    "ledger_entries",
    "Every public act, hash-chained. A chain's hashes can be recomputed from these columns.",
    (
        Column("event_id", LedgerEvent.event_id, "Its number."),
        Column("neighbourhood_id", LedgerEvent.neighbourhood_id, PLACE, to="neighbourhoods"),
        Column("proposal_id", LedgerEvent.proposal_id, ISSUE, to="proposals"),
        Column("stream", LedgerEvent.stream, "The chain it belongs to."),
        Column("position", LedgerEvent.position, "Its place in the chain, from 1."),
        Column(
            "occurred_at",
            LedgerEvent.occurred_at,
            "When it took effect, as hashed.",
            show=lambda at: at.isoformat(),
        ),
        Column(
            "recorded_at",
            LedgerEvent.recorded_at,
            "When it was written down, as hashed.",
            show=lambda at: at.isoformat(),
        ),
        Column("kind", LedgerEvent.kind, "What happened."),
        Column("actor", LedgerEvent.actor, "A pseudonym of this chain alone, or the kind of hand."),
        Column("cause_id", LedgerEvent.cause_id, "The act that caused it."),
        Column("payload", LedgerEvent.payload, "The facts as canonical JSON, as hashed."),
        Column("previous_hash", LedgerEvent.previous_hash, "The hash of the act before."),
        Column("hash", LedgerEvent.hash, "Its own hash (SHA-256)."),
    ),
    lambda query: query.outerjoin(Proposal, Proposal.proposal_id == LedgerEvent.proposal_id).where(
        or_(LedgerEvent.proposal_id.is_(None), Proposal.accepted_at.is_not(None))
    ),
)

TABLES = (PROPOSALS, SCREENINGS, DEADLINES, LEDGER)

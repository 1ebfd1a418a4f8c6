"""Routing a listed proposal, deferring it once, and referring it to an office."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ReferralFacts:
    """Where a referral to an office stands."""

    handed_over_at: datetime
    replied_at: datetime | None = None
    escalated_at: datetime | None = None
    returned_at: datetime | None = None
    """When, after escalation without a reply, it went back to the agenda."""

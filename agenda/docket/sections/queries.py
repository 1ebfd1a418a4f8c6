"""Which parts of other features stand on a proposal's page, and when; each is one query of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from sqlalchemy.orm import Session

from agenda.ballots import queries as ballots
from agenda.ballots.decisions import queries as decisions
from agenda.cosigns.requests import queries as requests
from agenda.deliberation.discussion import queries as discussion
from agenda.deliberation.drafting import queries as drafting
from agenda.deliberation.meetings import queries as meetings
from agenda.deliberation.opinions import queries as opinions
from agenda.deliberation.parties import queries as parties
from agenda.deliberation.positions import queries as positions
from agenda.deliberation.routing import queries as routing
from agenda.deliberation.routing.referral import queries as referral
from agenda.docket.rules import FORMAL_ROUTES
from agenda.kernel.authz import Actor
from agenda.kernel.ids import ProposalId
from agenda.ledger.queries import Entry, list_entries
from agenda.procedure.rules import Route
from agenda.proposals.rules import ProposalFacts, Stage
from agenda.resolutions import queries as resolutions

LEDGER_LINES = 8
LOOKED_AT = 60
"""How many acts are looked at for those lines: many of a kind in a row become one."""
_TALKED_OVER = frozenset(
    {
        Stage.DELIBERATING,
        Stage.DECIDING,
        Stage.ANNOUNCED,
        Stage.IMPLEMENTING,
        Stage.APPRAISING,
        Stage.CLOSED,
    }
)
"""Stages in which there can be meetings, now or earlier."""
_ROUTED = _TALKED_OVER | {Stage.LISTED, Stage.REFERRED}
"""Stages in which a route is chosen, or was."""
_APPRAISED = frozenset({Stage.IMPLEMENTING, Stage.APPRAISING, Stage.CLOSED})
_RESULTED = _APPRAISED | {Stage.ANNOUNCED, Stage.DELIBERATING}
"""Stages in which there can be a result: one that was sent back is deliberated again."""

Panel = Callable[[Session, ProposalId, Actor, datetime, str], object]
"""A feature's query; the text is the word for residents who show no name, in the reader's language."""


@dataclass(frozen=True)
class Part:
    """A feature's part: its anchor on the page, its template, when it can be there, its query."""

    anchor: str
    template: str
    stands: Callable[[ProposalFacts], bool]
    panel: Panel


@dataclass(frozen=True)
class Section:
    """A part that is on the page, with what its template shows."""

    anchor: str
    template: str
    panel: object


@dataclass(frozen=True)
class LedgerPanel:
    """The latest public acts on a proposal, of a row of the same kind only the last."""

    proposal_id: ProposalId
    entries: tuple[Entry, ...]


def _if(panel: object, *names: str) -> object:
    """Return a panel if it has anything to show under one of these names, else nothing."""
    return panel if any(getattr(panel, name) for name in names) else None


def ledger_panel(
    session: Session, proposal_id: ProposalId, facts: ProposalFacts
) -> LedgerPanel | None:
    """Return the latest acts on a proposal; nothing before it is public."""
    if not facts.accepted:
        return None
    place = facts.neighbourhood_id
    entries = list_entries(session, place, proposal_id=proposal_id, limit=LOOKED_AT)
    runs = groupby(entries, key=lambda entry: entry.kind)
    latest = (next(run) for _kind, run in runs)
    return LedgerPanel(proposal_id, tuple(islice(latest, LEDGER_LINES)))


PARTS: tuple[Part, ...] = (
    Part(
        "requests",
        "cosigns/requests/_panel.html",
        lambda facts: facts.accepted,
        lambda s, p, actor, now, _word: _if(
            requests.panel(s, p, actor, now), "progress", "requests"
        ),
    ),
    Part(
        "vote",
        "ballots/_panel.html",
        lambda facts: facts.crossed_at is not None,
        lambda s, p, actor, now, _word: ballots.panel(s, p, actor, now),
    ),
    Part(
        "routing",
        "deliberation/routing/_panel.html",
        lambda facts: facts.stage in _ROUTED,
        lambda s, p, actor, now, _word: _if(routing.panel(s, p, actor, now), "routing"),
    ),
    Part(
        "referral",
        "deliberation/referral/_panel.html",
        lambda facts: facts.stage is Stage.REFERRED or facts.route is Route.REFERRAL,
        lambda s, p, actor, now, _word: _if(referral.panel(s, p, actor, now), "referrals"),
    ),
    Part(
        "positions",
        "deliberation/positions/_panel.html",
        lambda facts: facts.stage in _TALKED_OVER,
        lambda s, p, actor, now, _word: _if(positions.panel(s, p, actor, now), "sitting"),
    ),
    Part(
        "meetings",
        "deliberation/_meetings_panel.html",
        lambda facts: facts.route is not None and facts.stage in _TALKED_OVER,
        lambda s, p, actor, now, _word: meetings.panel(s, p, actor, now),
    ),
    Part(
        "discussion",
        "deliberation/discussion/_panel.html",
        lambda facts: facts.accepted,
        lambda s, p, actor, now, word: discussion.panel(s, p, actor, now, anonymous_word=word),
    ),
    Part(
        "draft",
        "deliberation/drafting/_panel.html",
        lambda facts: facts.stage in _TALKED_OVER,
        lambda s, p, actor, _now, word: _if(
            drafting.draft_page(s, p, actor, anonymous_word=word), "paragraphs", "may_start"
        ),
    ),
    Part(
        "opinions",
        "deliberation/opinions/_panel.html",
        lambda facts: facts.stage in _TALKED_OVER,
        lambda s, p, actor, now, _word: _if(
            opinions.panel(s, p, actor, now), "statements", "may_take_part"
        ),
    ),
    Part(
        "decision",
        "ballots/decisions/_panel.html",
        lambda facts: facts.route in FORMAL_ROUTES and facts.stage in _TALKED_OVER,
        lambda s, p, actor, now, _word: decisions.panel(s, p, actor, now),
    ),
    Part(
        "result",
        "resolutions/_result.html",
        lambda facts: facts.stage in _RESULTED,
        lambda s, p, actor, now, word: _if(
            resolutions.result_panel(s, p, actor, now, anonymous_word=word), "results"
        ),
    ),
    Part(
        "appraisal",
        "resolutions/_appraisal.html",
        lambda facts: facts.stage in _APPRAISED,
        lambda s, p, actor, _now, _word: resolutions.appraisal_panel(s, p, actor),
    ),
    Part(
        "recusals",
        "deliberation/recusals/_panel.html",
        lambda facts: facts.stage in _ROUTED,
        lambda s, p, actor, now, word: _if(
            parties.panel(s, p, actor, now, anonymous_word=word),
            "rows",
            "may_declare",
            "may_ask",
        ),
    ),
)
"""In the order of the page."""


def sections_of(
    session: Session,
    facts: ProposalFacts,
    actor: Actor,
    now: datetime,
    *,
    anonymous_word: str,
) -> tuple[Section, ...]:
    """Return the parts that a proposal's page has now, in order; the ledger comes last."""
    found = [
        Section(
            part.anchor,
            part.template,
            part.panel(session, facts.proposal_id, actor, now, anonymous_word),
        )
        for part in PARTS
        if part.stands(facts)
    ]
    ledger = ledger_panel(session, facts.proposal_id, facts)
    found.append(Section("ledger", "docket/_ledger.html", ledger))
    return tuple(section for section in found if section.panel is not None)

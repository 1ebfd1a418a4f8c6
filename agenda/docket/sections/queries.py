"""Which parts of other features stand on a proposal's page, when, and what rows they show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy.orm import Session

from agenda.ballots import queries as ballots
from agenda.ballots.decisions import queries as decisions
from agenda.cosigns.requests import queries as requests
from agenda.deliberation.discussion import queries as discussion
from agenda.deliberation.drafting import queries as drafting
from agenda.deliberation.meetings import queries as meetings
from agenda.deliberation.opinions import queries as opinions
from agenda.deliberation.parties.recusals import queries as recusals
from agenda.deliberation.positions import queries as positions
from agenda.deliberation.routing import queries as routing
from agenda.deliberation.routing.referral import queries as referral
from agenda.docket.rules import FORMAL_ROUTES
from agenda.infra.gathering import Listed, Rows
from agenda.kernel.authz import Actor
from agenda.kernel.ids import PersonId, ProposalId
from agenda.ledger.queries import Entry
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


@dataclass(frozen=True)
class Gathered:
    """What was read at once for one reader's page of a proposal, for its parts to draw on."""

    asked: tuple[Session, ProposalId, Actor, datetime]
    anonymous_word: str
    """For residents who show no name, in the reader's language."""
    rows: Rows
    names: Mapping[PersonId, str]
    """How the people on the page stand in public."""
    history: Sequence[Entry]
    """The latest acts, newest first, and every change of stage."""

    @property
    def named(self) -> dict[str, Any]:
        """What a part that shows people is given."""
        return {"anonymous_word": self.anonymous_word, "rows": self.rows, "names": self.names}


def _nobody(_rows: Rows) -> set[PersonId]:
    """Return whose names a part without people shows."""
    return set()


@dataclass(frozen=True)
class Part:
    """A feature's part: its anchor, its template, when it stands, the rows it shows, its query."""

    anchor: str
    template: str
    stands: Callable[[ProposalFacts], bool]
    lists: tuple[Listed, ...]
    panel: Callable[[Gathered], object]
    people: Callable[[Rows], set[PersonId]] = _nobody


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


def ledger_panel(facts: ProposalFacts, history: Sequence[Entry]) -> LedgerPanel | None:
    """Return the latest acts on a proposal; nothing before it is public."""
    if not facts.accepted:
        return None
    entries = history[:LOOKED_AT]
    runs = groupby(entries, key=lambda entry: entry.kind)
    latest = (next(run) for _kind, run in runs)
    return LedgerPanel(facts.proposal_id, tuple(islice(latest, LEDGER_LINES)))


PARTS: tuple[Part, ...] = (
    Part(
        "requests",
        "cosigns/requests/_panel.html",
        lambda facts: facts.accepted,
        requests.SHOWN,
        lambda page: _if(requests.panel(*page.asked, rows=page.rows), "progress", "requests"),
    ),
    Part(
        "vote",
        "ballots/_panel.html",
        lambda facts: facts.crossed_at is not None,
        ballots.SHOWN,
        lambda page: ballots.panel(*page.asked, rows=page.rows),
    ),
    Part(
        "routing",
        "deliberation/routing/_panel.html",
        lambda facts: facts.stage in _ROUTED,
        routing.SHOWN,
        lambda page: _if(routing.panel(*page.asked, rows=page.rows), "routing"),
    ),
    Part(
        "referral",
        "deliberation/referral/_panel.html",
        lambda facts: facts.stage is Stage.REFERRED or facts.route is Route.REFERRAL,
        referral.SHOWN,
        lambda page: _if(referral.panel(*page.asked, rows=page.rows), "referrals"),
    ),
    Part(
        "positions",
        "deliberation/positions/_panel.html",
        lambda facts: facts.stage in _TALKED_OVER,
        positions.SHOWN,
        lambda page: _if(positions.panel(*page.asked, rows=page.rows), "sitting"),
    ),
    Part(
        "meetings",
        "deliberation/_meetings_panel.html",
        lambda facts: facts.route is not None and facts.stage in _TALKED_OVER,
        meetings.SHOWN,
        lambda page: meetings.panel(*page.asked, rows=page.rows),
    ),
    Part(
        "discussion",
        "deliberation/discussion/_panel.html",
        lambda facts: facts.accepted,
        discussion.SHOWN,
        lambda page: discussion.panel(*page.asked, **page.named),
        discussion.gathered_people,
    ),
    Part(
        "draft",
        "deliberation/drafting/_panel.html",
        lambda facts: facts.stage in _TALKED_OVER,
        drafting.SHOWN,
        lambda page: _if(
            drafting.draft_page(*page.asked[:3], **page.named), "paragraphs", "may_start"
        ),
        drafting.gathered_people,
    ),
    Part(
        "opinions",
        "deliberation/opinions/_panel.html",
        lambda facts: facts.stage in _TALKED_OVER,
        opinions.SHOWN,
        lambda page: _if(
            opinions.panel(*page.asked, rows=page.rows), "statements", "may_take_part"
        ),
    ),
    Part(
        "decision",
        "ballots/decisions/_panel.html",
        lambda facts: facts.route in FORMAL_ROUTES and facts.stage in _TALKED_OVER,
        decisions.SHOWN,
        lambda page: decisions.panel(*page.asked, rows=page.rows),
    ),
    Part(
        "result",
        "resolutions/_result.html",
        lambda facts: facts.stage in _RESULTED,
        resolutions.RESULT_SHOWN,
        lambda page: _if(resolutions.result_panel(*page.asked, **page.named), "results"),
        resolutions.gathered_people,
    ),
    Part(
        "appraisal",
        "resolutions/_appraisal.html",
        lambda facts: facts.stage in _APPRAISED,
        resolutions.APPRAISAL_SHOWN,
        lambda page: resolutions.appraisal_panel(*page.asked, rows=page.rows),
    ),
    Part(
        "recusals",
        "deliberation/recusals/_panel.html",
        lambda facts: facts.stage in _ROUTED,
        recusals.SHOWN,
        lambda page: _if(
            recusals.panel(*page.asked, **page.named), "rows", "may_declare", "may_ask"
        ),
        recusals.gathered_people,
    ),
)
"""In the order of the page."""


def lists_of(facts: ProposalFacts) -> tuple[Listed, ...]:
    """Return the rows that the parts of a proposal's page show, to be gathered."""
    return tuple(one for part in PARTS if part.stands(facts) for one in part.lists)


def people_of(facts: ProposalFacts, rows: Rows) -> set[PersonId]:
    """Return whose names the parts of a proposal's page show."""
    return set().union(*(part.people(rows) for part in PARTS if part.stands(facts)))


def sections_of(facts: ProposalFacts, page: Gathered) -> tuple[Section, ...]:
    """Return the parts that a proposal's page has now, in order; the ledger comes last."""
    found = [
        Section(part.anchor, part.template, part.panel(page))
        for part in PARTS
        if part.stands(facts)
    ]
    found.append(Section("ledger", "docket/_ledger.html", ledger_panel(facts, page.history)))
    return tuple(section for section in found if section.panel is not None)

"""The feeds: /feeds/neighbourhood.atom, one per area, one per proposal."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from feedgen.feed import FeedGenerator
from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import get_neighbourhood, neighbourhood_for
from agenda.infra.db import db
from agenda.kernel.authz import VISITOR
from agenda.kernel.ids import AreaId, ProposalId
from agenda.opendata.feeds.queries import News, list_news
from agenda.opendata.queries import Scope, scope_of_area, scope_of_place, scope_of_proposal
from agenda.web.addresses import absolute
from agenda.web.conditional import conditional
from agenda.web.i18n import language
from agenda.web.login import public
from agenda.web.sentences import happened

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")
BEFORE_ALL = datetime(2020, 1, 1, tzinfo=UTC)
"""When a feed changed last in which nothing happened yet."""


@blueprint.get("/neighbourhood.atom")
@public
def neighbourhood() -> ResponseReturnValue:
    """Give the feed of the whole neighbourhood."""
    place = neighbourhood_for(db.session(), VISITOR).neighbourhood_id
    return _feed(scope_of_place(db.session(), place), url_for("docket.agenda"))


@blueprint.get("/areas/<int:area_id>.atom")
@public
def area(area_id: AreaId) -> ResponseReturnValue:
    """Give the feed of what concerns one area and the areas inside it."""
    scope = scope_of_area(db.session(), area_id)
    return _feed(scope, url_for("docket.agenda", area=area_id))


@blueprint.get("/proposals/<int:proposal_id>.atom")
@public
def proposal(proposal_id: ProposalId) -> ResponseReturnValue:
    """Give the feed of one proposal."""
    scope = scope_of_proposal(db.session(), proposal_id)
    return _feed(scope, url_for("docket.show", proposal_id=proposal_id))


def _feed(scope: Scope, page: str) -> ResponseReturnValue:
    """Return a scope's feed as Atom (RFC 4287)."""
    news = list_news(db.session(), scope)
    changed_at = max((one.recorded_at for one in news), default=BEFORE_ALL)
    feed = FeedGenerator()
    feed.id(_urn(f"feed:{request.path}"))
    feed.title(_("%(place)s：议题进展", place=scope.name))
    feed.author({"name": get_neighbourhood(db.session(), scope.neighbourhood_id).name})
    feed.link(href=absolute(request.path), rel="self", type="application/atom+xml")
    feed.link(href=absolute(page), rel="alternate", type="text/html")
    feed.language("zh-Hans" if language() == "zh" else "en")
    feed.updated(changed_at)
    for one in news:
        _add(feed, one)
    return conditional(feed.atom_str(), "application/atom+xml", changed_at=changed_at)


def _add(feed: FeedGenerator, one: News) -> None:
    """Add one act in a plain sentence."""
    what = happened(one.kind, one.payload, body=one.body)
    entry = feed.add_entry(order="append")
    entry.id(_urn(one.hash))
    entry.title(_("%(title)s：%(what)s", title=one.title, what=what))
    address = url_for("docket.show", proposal_id=one.proposal_id)
    entry.link(href=absolute(address), rel="alternate", type="text/html")
    entry.published(one.at)
    entry.updated(one.recorded_at)
    entry.content(what, type="text")


def _urn(name: str) -> str:
    """Return an id that stays the same wherever the site moves to within its address."""
    return uuid5(NAMESPACE_URL, absolute(f"#{name}")).urn

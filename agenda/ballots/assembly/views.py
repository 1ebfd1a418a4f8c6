"""The pages of a meeting that decides: its roll, its room with the quorum, and its hands."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots import policy as ballots
from agenda.ballots.assembly.commands import (
    count_hands,
    enter_attendance,
    sign_in,
    strike_attendance,
)
from agenda.ballots.assembly.forms import HandsForm, SignInForm
from agenda.ballots.assembly.queries import (
    LISTED_WHOLE,
    BuildingMembers,
    Room,
    get_assembly,
    list_absent,
    list_buildings,
    list_faults,
    list_members,
    list_present,
    room_of,
)
from agenda.ballots.decisions.models import FormalDecision
from agenda.ballots.decisions.queries import get_latest, list_counts, panel_of
from agenda.ballots.decisions.rules import DecisionState
from agenda.community.people.queries import public_names
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import local_date
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import DecisionId, PersonId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import get_visible
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("assembly", __name__, url_prefix="/proposals/<int:proposal_id>/decision")


@blueprint.get("/roll")
@public
def roll(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show the frozen roll: how many of each building, and to neighbours the masked names."""
    proposal, decision = _latest(proposal_id)
    assembly, actor = get_assembly(db.session(), decision.decision_id), current_actor()
    allowed = ballots.may_see_names(
        actor, in_neighbourhood=actor.neighbourhood_id == assembly.neighbourhood_id
    )
    buildings = list_buildings(db.session(), decision.decision_id)
    asked = request.args.get("building", type=int)
    chosen = next((b for b in buildings if allowed and (b.building_id or 0) == asked), None)
    context = {
        "decision": decision,
        "assembly": assembly,
        "faults": list_faults(db.session(), decision.decision_id),
        "buildings": buildings,
        "names": _names_of(decision, chosen),
    }
    context |= {"proposal": proposal, "names_allowed": allowed, "building": chosen}
    return page("ballots/assembly/roll", **context)


@blueprint.route("/room", methods=["GET", "POST"])
def room(proposal_id: ProposalId) -> ResponseReturnValue:
    """Sign in with the code, and see the quorum; the convener keeps the list here."""
    proposal, decision = _latest(proposal_id)
    form = SignInForm()
    if form.validate_on_submit() and _signed_in(form, decision.decision_id):
        flash(_("已签到。"), "success")
        return _back(proposal_id)
    seen = room_of(db.session(), decision, current_actor())
    context = {
        "panel": panel_of(db.session(), decision, current_actor()),
        "is_today": decision.held_on == local_date(now()),
        "searched": seen.assembly.roll_size > LISTED_WHOLE,
        **_list_of(seen),
    }
    shown = page("ballots/assembly/room", proposal=proposal, room=seen, form=form, **context)
    return shown, 400 if form.errors else 200


@blueprint.post("/room/people/<int:person_id>")
def enter(proposal_id: ProposalId, person_id: PersonId) -> ResponseReturnValue:
    """Sign somebody in for the secretary."""
    _proposal, decision = _latest(proposal_id)
    with transaction(current_actor()) as tx:
        enter_attendance(tx, decision.decision_id, person_id)
    return _back(proposal_id)


@blueprint.post("/room/people/<int:person_id>/strike")
def strike(proposal_id: ProposalId, person_id: PersonId) -> ResponseReturnValue:
    """Take somebody off the attendance list."""
    _proposal, decision = _latest(proposal_id)
    with transaction(current_actor()) as tx:
        strike_attendance(tx, decision.decision_id, person_id)
    return _back(proposal_id)


@blueprint.route("/hands", methods=["GET", "POST"])
def count(proposal_id: ProposalId) -> ResponseReturnValue:
    """Record a show of hands, or correct it until it is confirmed."""
    proposal, decision = _latest(proposal_id)
    seen = panel_of(db.session(), decision, current_actor())
    require(seen.may_record)
    if seen.state not in {DecisionState.CONVENED, DecisionState.COUNTED}:
        return redirect(url_for("decisions.show", proposal_id=proposal_id), 303)
    form = HandsForm()
    form.show(next(iter(reversed(list_counts(db.session(), decision.decision_id))), None))
    if form.validate_on_submit() and _counted(form, decision.decision_id):
        flash(_("计票已录入，请居务监督委员会核对确认。"), "success")
        return redirect(url_for("decisions.show", proposal_id=proposal_id), 303)
    here = room_of(db.session(), decision, current_actor())
    context = {"form": form, "proposal": proposal, "panel": seen, "room": here}
    return page("ballots/assembly/count", **context), 400 if form.errors else 200


def _latest(proposal_id: ProposalId) -> tuple[Proposal, FormalDecision]:
    """Return a proposal the reader may see, with its latest decision."""
    proposal = get_visible(db.session(), proposal_id, current_actor())
    return proposal, get_latest(db.session(), proposal_id)


def _signed_in(form: SignInForm, decision_id: DecisionId) -> bool:
    """Sign the reader in; returns whether the code was right."""
    try:
        with transaction(current_actor()) as tx:
            sign_in(tx, decision_id, code=form.code.data or "")
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _counted(form: HandsForm, decision_id: DecisionId) -> bool:
    """Record the hands that were filled in; returns whether they can be right."""
    try:
        with transaction(current_actor()) as tx:
            count_hands(tx, decision_id, hands=form.hands)
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _list_of(seen: Room) -> dict[str, Any]:
    """Return who is there and who is not, for the one who keeps the list; nothing for others."""
    if not seen.may_keep:
        return {"words": "", "absent": (), "present": ()}
    words = request.args.get("q", "").strip()[:60]
    absent = list_absent(db.session(), seen.assembly, words)
    present = list_present(db.session(), seen.assembly.decision_id)
    return {"words": words, "absent": _named(absent), "present": _named(present)}


def _names_of(decision: FormalDecision, building: BuildingMembers | None) -> list[str]:
    """Return the masked names of a building that are on the roll; none where none is chosen."""
    if building is None:
        return []
    people = list_members(db.session(), decision.decision_id, building_id=building.building_id)
    return [name for _person_id, name in _named(people)]


def _named(people: Sequence[PersonId]) -> list[tuple[PersonId, str]]:
    """Return persons with how they stand in public, in the order given."""
    shown = public_names(db.session(), set(people), anonymous_word=_("居民"))
    return [(person_id, shown[person_id]) for person_id in people]


def _back(proposal_id: ProposalId) -> ResponseReturnValue:
    """Return to the room."""
    return redirect(url_for("assembly.room", proposal_id=proposal_id), 303)

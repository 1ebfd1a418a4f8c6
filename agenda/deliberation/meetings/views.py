"""Pages of meetings: what is coming, one meeting with its notice, calling, moving, signing in."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import ROOM_CODE
from agenda.community.queries import find_only_neighbourhood, list_bodies
from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.attendance.commands import sign_in as sign_in_to
from agenda.deliberation.meetings.commands import (
    cancel_meeting,
    convene_meeting,
    postpone_meeting,
)
from agenda.deliberation.meetings.forms import CancelForm, ConveneForm, PostponeForm, SignInForm
from agenda.deliberation.meetings.models import Meeting
from agenda.deliberation.meetings.pages.queries import KindOffered, kinds_offered, meeting_page
from agenda.deliberation.meetings.queries import get_visible, list_meetings, meeting_facts, panel
from agenda.deliberation.meetings.rules import RULES, MeetingKind
from agenda.deliberation.parties.queries import list_parties, recused_ids
from agenda.deliberation.queries import current_sitting
from agenda.infra.db import db
from agenda.infra.transaction import now, transaction
from agenda.kernel.authz import require
from agenda.kernel.clock import SHANGHAI
from agenda.kernel.errors import Invalid, NotFound
from agenda.kernel.ids import MeetingId, ProposalId
from agenda.proposals.models import Proposal
from agenda.proposals.queries import facts
from agenda.proposals.queries import get_visible as get_visible_proposal
from agenda.web.forms import Form
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.sentences import label

blueprint = Blueprint("meetings", __name__)
BACK, AHEAD = timedelta(days=90), timedelta(days=60)
"""How far the list of meetings reaches."""


@blueprint.get("/meetings")
@public
def index() -> ResponseReturnValue:
    """Show the meetings of the neighbourhood: those to come, and those of the last months."""
    place, instant = find_only_neighbourhood(db.session()), now()
    if place is None:
        raise NotFound("community.no_neighbourhood")
    lines = list_meetings(
        db.session(), place.neighbourhood_id, since=instant - BACK, until=instant + AHEAD
    )
    coming = [line for line in lines if line.starts_at >= instant]
    past = [line for line in reversed(lines) if line.starts_at < instant]
    return page("deliberation/meetings_index", coming=coming, past=past)


@blueprint.get("/proposals/<int:proposal_id>/meetings")
@public
def of_proposal(proposal_id: ProposalId) -> ResponseReturnValue:
    """Show all meetings on a proposal."""
    proposal = get_visible_proposal(db.session(), proposal_id, current_actor())
    shown = panel(db.session(), proposal_id, current_actor(), now())
    return page("deliberation/meetings_of_proposal", proposal=proposal, panel=shown)


@blueprint.route("/proposals/<int:proposal_id>/meetings/new", methods=["GET", "POST"])
def new(proposal_id: ProposalId) -> ResponseReturnValue:
    """Choose a kind of meeting, then write and send its notice."""
    proposal = get_visible_proposal(db.session(), proposal_id, current_actor())
    away = recused_ids(db.session(), proposal_id)
    require(policy.may_call_meeting(current_actor(), facts(proposal), away))
    offered = kinds_offered(db.session(), proposal_id, current_actor(), now=now())
    chosen = next((o for o in offered if o.kind == request.args.get("kind")), None)
    if chosen is None:
        return page("deliberation/meeting_kind", proposal=proposal, offered=offered, rules=RULES)
    form = _convene_form(proposal, chosen)
    if form.validate_on_submit() and (meeting := _convened(form, proposal_id, chosen.kind)):
        flash(_("通知已发出。议程从现在起不能再改，请张贴通知。"), "success")
        return redirect(url_for("meetings.show", meeting_id=meeting.meeting_id), 303)
    shown = page("deliberation/meeting_new", form=form, proposal=proposal, chosen=chosen)
    return shown, _status(form)


@blueprint.get("/meetings/<int:meeting_id>")
@public
def show(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show a meeting: notice, agenda, who is invited, what was decided, what one can do."""
    return _show(meeting_id, None)


@blueprint.get("/meetings/<int:meeting_id>/notice")
@public
def notice(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show the notice as it is printed and hung up."""
    shown = meeting_page(db.session(), meeting_id, current_actor(), now=now())
    return page("deliberation/meeting_notice", shown=shown)


@blueprint.post("/meetings/<int:meeting_id>/sign-in")
def sign_in(meeting_id: MeetingId) -> ResponseReturnValue:
    """Sign in to a meeting with the code shown in the room; every try is counted."""
    form = _sign_in_form(meeting_id)
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            count_use(tx, ROOM_CODE, key=str(current_actor().person_id))
        try:
            with transaction(current_actor()) as tx:
                code, body_id = form.code.data or "", form.chosen_body
                sign_in_to(tx, meeting_id, code=code, body_id=body_id)
        except Invalid as error:
            form.add_refusal(error)
        else:
            flash(_("签到成功。纪要起草后会请您确认。"), "success")
            return redirect(url_for("room.show", meeting_id=meeting_id), 303)
    return _show(meeting_id, form)


@blueprint.route("/meetings/<int:meeting_id>/postpone", methods=["GET", "POST"])
def postpone(meeting_id: MeetingId) -> ResponseReturnValue:
    """Move a meeting to another time or place, with a reason and a new notice."""
    meeting = _running(meeting_id)
    form = PostponeForm(data=_as_called(meeting))
    if form.validate_on_submit() and _moved(form, meeting_id):
        flash(_("已改期，新的通知已发出。"), "success")
        return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)
    return page("deliberation/meeting_postpone", form=form, meeting=meeting), _status(form)


@blueprint.route("/meetings/<int:meeting_id>/cancel", methods=["GET", "POST"])
def cancel(meeting_id: MeetingId) -> ResponseReturnValue:
    """Call a meeting off, with a reason."""
    meeting, form = _running(meeting_id), CancelForm()
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                cancel_meeting(tx, meeting_id, reason=form.reason.data or "")
        except Invalid as error:
            form.add_refusal(error)
        else:
            flash(_("会议已取消，理由已公开。"), "success")
            return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)
    return page("deliberation/meeting_cancel", form=form, meeting=meeting), _status(form)


def _show(meeting_id: MeetingId, refused: SignInForm | None) -> ResponseReturnValue:
    """Render a meeting's page, with the sign-in form as it was refused or anew."""
    shown = meeting_page(db.session(), meeting_id, current_actor(), now=now())
    form = refused or _sign_in_form(meeting_id)
    status = _status(form) if refused else 200
    return page("deliberation/meeting_show", shown=shown, form=form, now=now()), status


def _sign_in_form(meeting_id: MeetingId) -> SignInForm:
    """Return the sign-in form with the bodies its reader may speak for."""
    form = SignInForm()
    form.offer(meeting_page(db.session(), meeting_id, current_actor(), now=now()).own_bodies)
    return form


def _convene_form(proposal: Proposal, chosen: KindOffered) -> ConveneForm:
    """Return the form of a notice, filled in with the steps and parties of its kind."""
    steps = "\n".join(label(step) for step in RULES[chosen.kind].steps)
    sitting = current_sitting(db.session(), proposal.proposal_id)
    parties = list_parties(db.session(), sitting.sitting_id) if sitting else ()
    data = {
        "title": f"{proposal.public_title} · {label(chosen.kind)}"[:80],
        "items": steps,
        "body_ids": [party.body_id for party in parties if party.body_id],
    }
    form = ConveneForm(data=data)
    form.offer(list_bodies(db.session(), proposal.neighbourhood_id))
    return form


def _convened(form: ConveneForm, proposal_id: ProposalId, kind: MeetingKind) -> Meeting | None:
    """Send the notice; where a rule refuses it, mark the form and return None."""
    try:
        with transaction(current_actor()) as tx:
            return convene_meeting(tx, proposal_id, notice=form.notice(kind))
    except Invalid as error:
        form.add_refusal(error)
        return None


def _running(meeting_id: MeetingId) -> Meeting:
    """Return a meeting this reader may move or call off."""
    meeting, proposal = get_visible(db.session(), meeting_id, current_actor())
    away = recused_ids(db.session(), proposal.proposal_id)
    require(policy.may_run(current_actor(), meeting_facts(meeting, proposal), away))
    return meeting


def _as_called(meeting: Meeting) -> dict[str, object]:
    """Return time and place of a meeting as a form shows them."""
    local = meeting.starts_at.astimezone(SHANGHAI).replace(tzinfo=None)
    return {"starts_at": local, "place": meeting.place, "link": meeting.link}


def _moved(form: PostponeForm, meeting_id: MeetingId) -> bool:
    """Move the meeting; where a rule refuses it, mark the form and return False."""
    starts_at = form.starts_at.instant
    if starts_at is None:
        return False
    try:
        with transaction(current_actor()) as tx:
            postpone_meeting(
                tx,
                meeting_id,
                starts_at=starts_at,
                place=form.place.data or "",
                link=form.link.data or "",
                reason=form.reason.data or "",
                urgent_reason=form.urgent_reason.data or "",
            )
    except Invalid as error:
        form.add_refusal(error)
        return False
    return True


def _status(form: Form) -> int:
    """Return 400 for a form that was sent and refused, 200 for one that is shown."""
    return 400 if form.was_sent else 200

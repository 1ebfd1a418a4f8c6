"""The room on phones and on the wall: it reloads by itself, and no act in it needs a script."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.ballots.rules import Choice
from agenda.deliberation.meetings.forms import SignInForm
from agenda.deliberation.meetings.pages.queries import meeting_page
from agenda.deliberation.meetings.record.queries import get_motion
from agenda.deliberation.meetings.room import commands
from agenda.deliberation.meetings.room.forms import (
    ChoiceForm,
    HandForm,
    NotedHandForm,
    SlipsForm,
)
from agenda.deliberation.meetings.room.queries import Room, get_turn, room_of
from agenda.deliberation.meetings.room.rules import Side, TurnKind
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import MeetingId
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.qr import qr
from agenda.web.render import page

blueprint = Blueprint("room", __name__)
Act = Callable[[Transaction], object]


@blueprint.get("/meetings/<int:meeting_id>/room")
def show(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show the room to who is in it; to anybody else the way in, by the code on the wall."""
    room = _room(meeting_id)
    if not (room.may_enter or room.may_keep):
        require(room.may_sign_in)
        form = SignInForm(data={"code": request.args.get("code", "")})
        shown = meeting_page(db.session(), meeting_id, current_actor(), now=now())
        form.offer(shown.own_bodies)
        return page("deliberation/room/enter", room=room, m=room.meeting, form=form, shown=shown)
    return _page(room)


@blueprint.get("/meetings/<int:meeting_id>/wall")
def wall(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show the wall of the room, with the code to sign in by: for who keeps the record."""
    room = _room(meeting_id)
    require(room.may_keep)
    link = url_for("room.show", meeting_id=meeting_id, code=room.code, _external=True)
    return page("deliberation/room/wall", room=room, square=qr(link), now=now())


@blueprint.post("/meetings/<int:meeting_id>/hands")
def raise_hand(meeting_id: MeetingId) -> ResponseReturnValue:
    """Ask for the floor."""
    form = HandForm()
    form.offer()

    def act(tx: Transaction) -> None:
        kind, side = TurnKind(form.kind.data), Side(form.side.data)
        commands.raise_hand(tx, meeting_id, kind=kind, side=side)

    return _do(meeting_id, form, act)


@blueprint.post("/meetings/<int:meeting_id>/hands/noted")
def note_hand(meeting_id: MeetingId) -> ResponseReturnValue:
    """Put somebody without a phone on the list of speakers."""
    form = NotedHandForm()
    form.offer_people(_room(meeting_id))

    def act(tx: Transaction) -> None:
        kind, side = TurnKind(form.kind.data), Side(form.side.data)
        who = form.attendance_id.data
        commands.note_hand(tx, meeting_id, attendance_id=who, kind=kind, side=side)

    return _do(meeting_id, form, act)


@blueprint.post("/turns/<int:turn_id>/floor")
def floor(turn_id: int) -> ResponseReturnValue:
    """Give somebody the floor."""
    meeting_id = get_turn(db.session(), turn_id).meeting_id
    return _do(meeting_id, Form(), lambda tx: commands.give_floor(tx, turn_id))


@blueprint.post("/turns/<int:turn_id>/end")
def end(turn_id: int) -> ResponseReturnValue:
    """End somebody's time, or take a hand off the list."""
    meeting_id = get_turn(db.session(), turn_id).meeting_id
    return _do(meeting_id, Form(), lambda tx: commands.end_turn(tx, turn_id))


@blueprint.post("/turns/<int:turn_id>/lower")
def lower(turn_id: int) -> ResponseReturnValue:
    """Take back one's own hand."""
    meeting_id = get_turn(db.session(), turn_id).meeting_id
    return _do(meeting_id, Form(), lambda tx: commands.lower_hand(tx, turn_id))


@blueprint.post("/meetings/<int:meeting_id>/items/<int:item_id>/start")
def take_up(meeting_id: MeetingId, item_id: int) -> ResponseReturnValue:
    """Take up an item of the agenda."""
    return _do(
        meeting_id, Form(), lambda tx: commands.take_up_item(tx, meeting_id, item_id=item_id)
    )


@blueprint.post("/motions/<int:motion_id>/vote/open")
def open_vote(motion_id: int) -> ResponseReturnValue:
    """Open a secret vote on a motion."""
    meeting_id = get_motion(db.session(), motion_id).meeting_id
    return _do(meeting_id, Form(), lambda tx: commands.open_vote(tx, motion_id))


@blueprint.post("/motions/<int:motion_id>/vote")
def vote(motion_id: int) -> ResponseReturnValue:
    """Vote secretly in the room."""
    meeting_id = get_motion(db.session(), motion_id).meeting_id
    form = ChoiceForm()
    form.offer()

    def act(tx: Transaction) -> None:
        commands.cast_vote(tx, motion_id, choice=Choice(form.choice.data))
        flash(_("您的一票已计入。系统不保存谁投了什么，所以不能更改。"), "success")

    return _do(meeting_id, form, act)


@blueprint.post("/motions/<int:motion_id>/vote/close")
def close_vote(motion_id: int) -> ResponseReturnValue:
    """Close a secret vote and count it, with the slips of those without a phone."""
    meeting_id = get_motion(db.session(), motion_id).meeting_id
    form = SlipsForm()

    def act(tx: Transaction) -> None:
        if commands.close_vote(tx, motion_id, slips=form.hands).outcome is None:
            said = _("不足五票，公布票数会暴露各人的选择：这次表决作废。请重新表决，或者举手。")
            flash(said, "warning")

    return _do(meeting_id, form, act)


def _room(meeting_id: MeetingId) -> Room:
    """Return the room as its reader sees it now."""
    return room_of(db.session(), meeting_id, current_actor(), now=now())


def _do(meeting_id: MeetingId, form: Form, act: Act) -> ResponseReturnValue:
    """Do one thing in the room and go back to it; show it with the form if a rule refuses."""
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                act(tx)
        except Invalid as error:
            form.add_refusal(error)
        else:
            return redirect(url_for("room.show", meeting_id=meeting_id), 303)
    room = _room(meeting_id)
    if not room.may_keep:
        require(room.may_enter)
    return _page(room, form)


def _page(room: Room, refused: Form | None = None) -> ResponseReturnValue:
    """Render the room with its forms, the refused one as it was typed."""
    hand = refused if type(refused) is HandForm else HandForm(None)
    noted = refused if isinstance(refused, NotedHandForm) else NotedHandForm(None)
    choice = refused if isinstance(refused, ChoiceForm) else ChoiceForm(None)
    slips = refused if isinstance(refused, SlipsForm) else SlipsForm(None)
    hand.offer()
    noted.offer_people(room)
    choice.offer()
    forms = {"hand": hand, "noted": noted, "choice": choice, "slips": slips}
    shown = page("deliberation/room/show", room=room, forms=forms, refused=refused, now=now())
    return shown, 400 if refused else 200

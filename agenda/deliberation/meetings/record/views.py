"""The secretary's page: everything of one meeting on one page, each line a form of its own."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.deliberation.meetings import policy
from agenda.deliberation.meetings.attendance.commands import (
    assign_part,
    enter_guest,
    enter_seat_holder,
    strike_attendee,
)
from agenda.deliberation.meetings.closing.commands import close_meeting
from agenda.deliberation.meetings.queries import get_visible, list_invited, meeting_facts
from agenda.deliberation.meetings.record.commands import agree_task, edit_speech, note_speech
from agenda.deliberation.meetings.record.forms import ActForm, RecordChoices, RecordForms
from agenda.deliberation.meetings.record.motions.commands import (
    decide_motion,
    put_amendment,
    put_motion,
)
from agenda.deliberation.meetings.record.queries import (
    get_attendance,
    get_motion,
    get_speech,
    list_seat_choices,
    meeting_record,
)
from agenda.deliberation.meetings.record.rules import Capacity, Channel, Part
from agenda.deliberation.meetings.room.queries import count_hands
from agenda.deliberation.meetings.room.rules import room_code
from agenda.deliberation.minutes.drafting.commands import draft_minutes
from agenda.deliberation.parties.queries import recused_ids
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, now, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotFound, Stale
from agenda.kernel.ids import BodyId, MeetingId
from agenda.web.forms import Form
from agenda.web.login import current_actor
from agenda.web.render import page

blueprint = Blueprint("record", __name__)
Act = Callable[[Transaction], object]


@blueprint.get("/meetings/<int:meeting_id>/record")
def show(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show the record of a running meeting to whoever keeps it."""
    return _page(meeting_id, _forms(meeting_id))


@blueprint.post("/meetings/<int:meeting_id>/seats")
def seat(meeting_id: MeetingId) -> ResponseReturnValue:
    """Sign in a seat holder of an invited body."""
    forms = _forms(meeting_id)
    form = forms.seat(sent=True)

    def act(tx: Transaction) -> None:
        person_id, body_id = form.chosen
        enter_seat_holder(tx, meeting_id, person_id=person_id, body_id=body_id)

    return _keep(meeting_id, forms, form, act, "attendance")


@blueprint.post("/meetings/<int:meeting_id>/guests")
def guest(meeting_id: MeetingId) -> ResponseReturnValue:
    """Sign in somebody by name, or a line of the paper list."""
    forms = _forms(meeting_id)
    form = forms.guest(sent=True)

    def act(tx: Transaction) -> None:
        enter_guest(
            tx,
            meeting_id,
            name=form.name.data or "",
            place=form.place.data or "",
            capacity=Capacity(form.capacity.data),
            body_id=BodyId(form.body_id.data or 0),
            channel=Channel(form.channel.data),
        )

    return _keep(meeting_id, forms, form, act, "attendance")


@blueprint.post("/meetings/<int:meeting_id>/parts/<word>")
def part(meeting_id: MeetingId, word: str) -> ResponseReturnValue:
    """Name who chairs or records."""
    if word not in {Part.CHAIR, Part.RECORDER}:
        raise NotFound("page.not_found")
    forms = _forms(meeting_id)
    form = forms.part(Part(word), sent=True)

    def act(tx: Transaction) -> None:
        assign_part(tx, form.attendance_id.data, part=Part(word))

    return _keep(meeting_id, forms, form, act, "attendance")


@blueprint.post("/attendances/<int:attendance_id>/strike")
def strike(attendance_id: int) -> ResponseReturnValue:
    """Take somebody off the list who was entered by mistake."""
    meeting_id = get_attendance(db.session(), attendance_id).meeting_id
    forms = _forms(meeting_id)
    return _keep(
        meeting_id, forms, ActForm(), lambda tx: strike_attendee(tx, attendance_id), "attendance"
    )


@blueprint.post("/meetings/<int:meeting_id>/items/<int:item_id>/speeches")
def speech(meeting_id: MeetingId, item_id: int) -> ResponseReturnValue:
    """Note what somebody said."""
    forms = _forms(meeting_id)
    form = forms.speech(item_id, sent=True)

    def act(tx: Transaction) -> None:
        who, text = form.attendance_id.data, form.text.data or ""
        note_speech(tx, meeting_id, item_id=item_id, attendance_id=who, text=text)

    return _keep(meeting_id, forms, form, act, f"item-{item_id}")


@blueprint.post("/speeches/<int:speech_id>")
def edit(speech_id: int) -> ResponseReturnValue:
    """Mend what was noted."""
    noted = get_speech(db.session(), speech_id)
    forms = _forms(noted.meeting_id)
    form = forms.edit(noted, sent=True)

    def act(tx: Transaction) -> None:
        edit_speech(tx, speech_id, text=form.text.data or "", version=form.number)

    return _keep(noted.meeting_id, forms, form, act, f"item-{noted.item_id}")


@blueprint.post("/meetings/<int:meeting_id>/items/<int:item_id>/motions")
def motion(meeting_id: MeetingId, item_id: int) -> ResponseReturnValue:
    """Put a motion."""
    forms = _forms(meeting_id)
    form = forms.motion(item_id, sent=True)

    def act(tx: Transaction) -> None:
        put_motion(
            tx,
            meeting_id,
            item_id=item_id,
            mover_id=form.mover_id.data,
            text=form.text.data or "",
            paragraphs=form.lines,
        )

    return _keep(meeting_id, forms, form, act, f"item-{item_id}")


@blueprint.post("/motions/<int:motion_id>/amendments")
def amendment(motion_id: int) -> ResponseReturnValue:
    """Put an amendment to a motion."""
    main = get_motion(db.session(), motion_id)
    forms = _forms(main.meeting_id)
    form = forms.amendment(main, sent=True)

    def act(tx: Transaction) -> None:
        mover, words = form.mover_id.data, form.text.data or ""
        put_amendment(tx, motion_id, mover_id=mover, text=words, paragraphs=form.lines)

    return _keep(main.meeting_id, forms, form, act, f"item-{main.item_id}")


@blueprint.post("/motions/<int:motion_id>/hands")
def hands(motion_id: int) -> ResponseReturnValue:
    """Record the show of hands on a motion."""
    put = get_motion(db.session(), motion_id)
    forms = _forms(put.meeting_id)
    form = forms.hands(motion_id, sent=True)
    return _keep(
        put.meeting_id,
        forms,
        form,
        lambda tx: decide_motion(tx, motion_id, hands=form.hands),
        f"item-{put.item_id}",
    )


@blueprint.post("/meetings/<int:meeting_id>/items/<int:item_id>/tasks")
def task(meeting_id: MeetingId, item_id: int) -> ResponseReturnValue:
    """Note a task agreed on."""
    forms = _forms(meeting_id)
    form = forms.task(item_id, sent=True)

    def act(tx: Transaction) -> None:
        agree_task(
            tx,
            meeting_id,
            item_id=item_id,
            text=form.text.data or "",
            body_id=BodyId(form.body_id.data or 0),
            due_on=form.day,
        )

    return _keep(meeting_id, forms, form, act, f"item-{item_id}")


@blueprint.post("/meetings/<int:meeting_id>/close")
def close(meeting_id: MeetingId) -> ResponseReturnValue:
    """Close the meeting, and draft its minutes from the record at once."""
    if ActForm().validate_on_submit():
        with transaction(current_actor()) as tx:
            close_meeting(tx, meeting_id)
            draft_minutes(tx, meeting_id)
        flash(_("会议结束，纪要已按记录起草。请看一遍，再送参会人确认。"), "success")
        return redirect(url_for("minutes.edit", meeting_id=meeting_id), 303)
    return redirect(url_for("record.show", meeting_id=meeting_id), 303)


def _forms(meeting_id: MeetingId) -> RecordForms:
    """Return the forms of a record, for an actor who may keep it."""
    session = db.session()
    meeting, proposal = get_visible(session, meeting_id, current_actor())
    away = recused_ids(session, proposal.proposal_id)
    facts = meeting_facts(meeting, proposal)
    require(policy.may_keep_record(current_actor(), facts, away, now=now()))
    return RecordForms(
        RecordChoices(
            record=meeting_record(session, meeting_id),
            invited=tuple(list_invited(session, meeting_id)),
            seats=tuple(list_seat_choices(session, meeting_id)),
        )
    )


def _keep(
    meeting_id: MeetingId, forms: RecordForms, form: Form, act: Act, place: str
) -> ResponseReturnValue:
    """Write one line of the record and go back to its place; show the form again if refused."""
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                act(tx)
        except (Invalid, Stale) as error:
            forms.refuse(form, error)
            return _page(meeting_id, forms)
        return redirect(url_for("record.show", meeting_id=meeting_id, _anchor=place), 303)
    forms.keep(form)
    return _page(meeting_id, forms)


def _page(meeting_id: MeetingId, forms: RecordForms) -> ResponseReturnValue:
    """Render the record's page."""
    session = db.session()
    meeting, proposal = get_visible(session, meeting_id, current_actor())
    away = recused_ids(session, proposal.proposal_id)
    shown = page(
        "deliberation/meeting_record",
        meeting=meeting,
        proposal=proposal,
        record=meeting_record(session, meeting_id),
        forms=forms,
        parts=(Part.CHAIR, Part.RECORDER),
        bodies={body.body_id: body.name for body in list_invited(session, meeting_id)},
        voters=count_hands(session, meeting),
        code=room_code(meeting.code_seed, now()),
        may_close=policy.may_close(
            current_actor(), meeting_facts(meeting, proposal), away, now=now()
        ),
    )
    return shown, forms.status

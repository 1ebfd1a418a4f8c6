"""Pages of minutes: published paper and sheet, draft and editing, confirming, correcting."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.deliberation.meetings.record.forms import VersionedForm
from agenda.deliberation.minutes.confirmation.commands import (
    answer_minutes,
    file_dissent,
    reply_to_objection,
)
from agenda.deliberation.minutes.drafting.commands import (
    add_note,
    draft_minutes,
    edit_entry,
    mask_minutes,
    submit_minutes,
)
from agenda.deliberation.minutes.forms import AnswerForm, CorrectionForm, DissentForm, EntryForms
from agenda.deliberation.minutes.models import MinutesEntry
from agenda.deliberation.minutes.pages.queries import DraftPage, PaperPage, draft_page, paper_page
from agenda.deliberation.minutes.publication.commands import correct_minutes, publish_minutes
from agenda.deliberation.minutes.queries import get_answer, get_entry, get_minutes_by_id
from agenda.deliberation.minutes.rules import Answer
from agenda.infra.db import db
from agenda.infra.transaction import Transaction, transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, Stale
from agenda.kernel.ids import MeetingId
from agenda.web.forms import Form
from agenda.web.login import current_actor, public
from agenda.web.pdf import pdf
from agenda.web.render import page

blueprint = Blueprint("minutes", __name__)
Act = Callable[[Transaction], object]


@blueprint.get("/meetings/<int:meeting_id>/minutes")
@public
def show(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show the minutes of a meeting: the published paper, or the draft to who may read it."""
    paper = _paper(meeting_id)
    if paper is not None:
        return page("deliberation/minutes_paper", shown=paper)
    draft = draft_page(db.session(), meeting_id, current_actor())
    require(draft.may_read)
    return page("deliberation/minutes_draft", shown=draft)


@blueprint.get("/meetings/<int:meeting_id>/minutes/sheet")
@public
def sheet(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show published minutes in short, on one page in large type for the notice board."""
    paper = _paper(meeting_id)
    if paper is None:
        return redirect(url_for("minutes.show", meeting_id=meeting_id), 303)
    return page("deliberation/minutes_sheet", shown=paper)


@blueprint.get("/meetings/<int:meeting_id>/minutes.pdf")
@public
def paper_pdf(meeting_id: MeetingId) -> ResponseReturnValue:
    """Give published minutes as PDF."""
    return _pdf(meeting_id, "deliberation/minutes_paper", f"minutes-{meeting_id}.pdf")


@blueprint.get("/meetings/<int:meeting_id>/minutes/sheet.pdf")
@public
def sheet_pdf(meeting_id: MeetingId) -> ResponseReturnValue:
    """Give the notice-board sheet as PDF."""
    return _pdf(meeting_id, "deliberation/minutes_sheet", f"minutes-sheet-{meeting_id}.pdf")


@blueprint.get("/meetings/<int:meeting_id>/minutes/edit")
def edit(meeting_id: MeetingId) -> ResponseReturnValue:
    """Show the draft for editing, with what may not be published, and the next step."""
    return _edit_page(meeting_id, EntryForms())


@blueprint.post("/meetings/<int:meeting_id>/minutes")
def create(meeting_id: MeetingId) -> ResponseReturnValue:
    """Draft the minutes from the record."""
    return _press(meeting_id, lambda tx, _v: draft_minutes(tx, meeting_id), _("纪要已起草。"))


@blueprint.post("/minutes/entries/<int:entry_id>")
def update(entry_id: int) -> ResponseReturnValue:
    """Change the words of an entry."""
    entry = get_entry(db.session(), entry_id)
    forms = EntryForms()
    form = forms.entry(entry, sent=True)

    def act(tx: Transaction) -> None:
        edit_entry(tx, entry_id, text=form.text.data or "", version=form.number)

    return _write(entry, forms, form, act)


@blueprint.post("/minutes/entries/<int:entry_id>/autosave")
def autosave(entry_id: int) -> ResponseReturnValue:
    """Keep what is being typed; on a clash show what somebody else wrote, and keep neither back."""
    entry = get_entry(db.session(), entry_id)
    form = EntryForms().entry(entry, sent=True)
    try:
        with transaction(current_actor()) as tx:
            edit_entry(tx, entry_id, text=form.text.data or "", version=form.number)
    except Stale as stale:
        form.compare_with(stale)
        return page("deliberation/_minutes_saved", form=form, step=None), 409
    entry = get_entry(db.session(), entry_id)
    form.version.data = str(entry.version)
    step = VersionedForm(None)
    step.version.data = str(get_minutes_by_id(db.session(), entry.minutes_id).version)
    return page("deliberation/_minutes_saved", form=form, step=step)


@blueprint.post("/minutes/entries/<int:entry_id>/notes")
def note(entry_id: int) -> ResponseReturnValue:
    """Add a note after an entry."""
    entry = get_entry(db.session(), entry_id)
    forms = EntryForms()
    form = forms.note(entry_id, sent=True)
    return _write(entry, forms, form, lambda tx: add_note(tx, entry_id, text=form.text.data or ""))


@blueprint.post("/meetings/<int:meeting_id>/minutes/mask")
def mask(meeting_id: MeetingId) -> ResponseReturnValue:
    """Blot out everything that may not be published."""
    return _press(meeting_id, lambda tx, _v: mask_minutes(tx, meeting_id), _("已经遮盖。"))


@blueprint.post("/meetings/<int:meeting_id>/minutes/submit")
def submit(meeting_id: MeetingId) -> ResponseReturnValue:
    """Ask the attendees to confirm or object."""
    done = _("已送参会人确认。到期没有答复的，视为没有异议。")
    return _press(meeting_id, lambda tx, v: submit_minutes(tx, meeting_id, version=v), done)


@blueprint.post("/meetings/<int:meeting_id>/minutes/publish")
def publish(meeting_id: MeetingId) -> ResponseReturnValue:
    """Publish the minutes; from then on nobody changes them."""
    done = _("纪要已公布，不能再改。请打印一张贴在公告栏。")
    return _press(
        meeting_id,
        lambda tx, v: publish_minutes(tx, meeting_id, version=v),
        done,
        target="minutes.show",
    )


@blueprint.route("/meetings/<int:meeting_id>/minutes/answer", methods=["GET", "POST"])
def answer(meeting_id: MeetingId) -> ResponseReturnValue:
    """Confirm the minutes as an attendee, or object."""
    shown = draft_page(db.session(), meeting_id, current_actor())
    require(shown.may_answer)
    form = AnswerForm(data={"version": shown.minutes.version})
    if form.validate_on_submit() and _answered(form, meeting_id):
        flash(_("已收到您的答复，谢谢。"), "success")
        return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)
    return page("deliberation/minutes_answer", shown=shown, form=form), _status(form)


@blueprint.route("/meetings/<int:meeting_id>/minutes/dissent", methods=["GET", "POST"])
def dissent(meeting_id: MeetingId) -> ResponseReturnValue:
    """Put a dissenting opinion on record, as somebody who was there."""
    shown = draft_page(db.session(), meeting_id, current_actor())
    require(shown.may_dissent)
    form = DissentForm(data={"text": shown.own_dissent.text if shown.own_dissent else ""})
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                file_dissent(tx, meeting_id, text=form.text.data or "")
        except Invalid as error:
            form.add_refusal(error)
        else:
            flash(_("保留意见已写进纪要，会随纪要原样公布。"), "success")
            return redirect(url_for("minutes.show", meeting_id=meeting_id), 303)
    return page("deliberation/minutes_dissent", shown=shown, form=form), _status(form)


@blueprint.post("/minutes/answers/<int:answer_id>/reply")
def reply(answer_id: int) -> ResponseReturnValue:
    """Reply to an objection."""
    objection = get_answer(db.session(), answer_id)
    minutes = get_minutes_by_id(db.session(), objection.minutes_id)
    forms = EntryForms()
    form = forms.reply(answer_id, sent=True)
    if form.validate_on_submit():
        with transaction(current_actor()) as tx:
            reply_to_objection(tx, answer_id, reply=form.reply.data or "")
        return redirect(url_for("minutes.edit", meeting_id=minutes.meeting_id), 303)
    forms.keep(form)
    return _edit_page(minutes.meeting_id, forms)


@blueprint.route("/meetings/<int:meeting_id>/minutes/corrections", methods=["GET", "POST"])
def correct(meeting_id: MeetingId) -> ResponseReturnValue:
    """Append a correction to published minutes."""
    shown = draft_page(db.session(), meeting_id, current_actor())
    require(shown.may_correct)
    form = CorrectionForm()
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                correct_minutes(tx, meeting_id, text=form.text.data or "")
        except Invalid as error:
            form.add_refusal(error)
        else:
            return redirect(url_for("minutes.show", meeting_id=meeting_id), 303)
    return page("deliberation/minutes_correct", shown=shown, form=form), _status(form)


def _paper(meeting_id: MeetingId) -> PaperPage | None:
    """Return the published minutes of a meeting that may be read, or None before publication."""
    return paper_page(db.session(), meeting_id, current_actor())


def _pdf(meeting_id: MeetingId, template: str, filename: str) -> ResponseReturnValue:
    """Return published minutes as PDF; before publication lead to the page that says why not."""
    paper = _paper(meeting_id)
    if paper is None:
        return redirect(url_for("minutes.show", meeting_id=meeting_id), 303)
    return pdf(template, filename=filename, shown=paper)


def _edit_page(meeting_id: MeetingId, forms: EntryForms) -> ResponseReturnValue:
    """Render the draft for its editors, with a refused form as it was typed."""
    shown: DraftPage = draft_page(db.session(), meeting_id, current_actor())
    require(shown.may_keep)
    step = VersionedForm(None, data={"version": shown.minutes.version})
    shown_page = page("deliberation/minutes_edit", shown=shown, forms=forms, step=step)
    return shown_page, forms.status


def _write(entry: MinutesEntry, forms: EntryForms, form: Form, act: Act) -> ResponseReturnValue:
    """Change one entry and go back to its place; show the form again if refused."""
    meeting_id = get_minutes_by_id(db.session(), entry.minutes_id).meeting_id
    place = f"entry-{entry.entry_id}"
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                act(tx)
        except (Invalid, Stale) as error:
            forms.refuse(form, error)
            return _edit_page(meeting_id, forms)
        return redirect(url_for("minutes.edit", meeting_id=meeting_id, _anchor=place), 303)
    forms.keep(form)
    return _edit_page(meeting_id, forms)


def _press(
    meeting_id: MeetingId,
    act: Callable[[Transaction, int], object],
    done: str,
    *,
    target: str = "minutes.edit",
) -> ResponseReturnValue:
    """Take a step that needs no input but the version that was read."""
    form = VersionedForm()
    if form.validate_on_submit():
        try:
            with transaction(current_actor()) as tx:
                act(tx, form.number)
        except Invalid as error:
            forms = EntryForms()
            forms.refuse(form, error)
            return _edit_page(meeting_id, forms)
        flash(done, "success")
    return redirect(url_for(target, meeting_id=meeting_id), 303)


def _answered(form: AnswerForm, meeting_id: MeetingId) -> bool:
    """Take an attendee's answer; where a rule refuses it, mark the form and return False."""
    try:
        with transaction(current_actor()) as tx:
            answer_minutes(
                tx,
                meeting_id,
                answer=Answer(form.answer.data),
                version=form.number,
                text=form.text.data or "",
            )
    except Invalid as error:
        form.add_refusal(error)
    except Stale as stale:
        form.compare_with(stale)
    else:
        return True
    return False


def _status(form: Form) -> int:
    """Return 400 for a form that was sent and refused, 200 for one that is shown."""
    return 400 if form.was_sent else 200

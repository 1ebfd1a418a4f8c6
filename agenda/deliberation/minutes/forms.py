"""Forms of minutes: editing entries, confirming or objecting, replying, correcting."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from agenda.deliberation.meetings.record.forms import ManyForms, VersionedForm
from agenda.deliberation.minutes.models import MinutesEntry
from agenda.deliberation.minutes.rules import (
    CORRECTION_MAX,
    DISSENT_MAX,
    ENTRY_MAX,
    OBJECTION_MAX,
    Answer,
)
from agenda.web.forms import Form, TextField, at_most, required

_WORDS = _l("请写下内容。")


class EntryForm(VersionedForm):
    """The words of one entry."""

    text = TextField(_l("文字"), [at_most(ENTRY_MAX)])


class NoteForm(Form):
    """A note the record left out."""

    text = TextField(_l("补充说明"), [required(_WORDS), at_most(ENTRY_MAX)])


class AnswerForm(VersionedForm):
    """Confirm, or say what is wrong."""

    answer = RadioField(_l("您的答复"), [required(_l("请选确认或者有异议。"))])
    text = TextField(
        _l("异议"),
        [at_most(OBJECTION_MAX)],
        description=_l("写明哪一段不对、应当怎样写。异议会随纪要一起公布，姓名隐去。"),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.answer.choices = [
            (Answer.CONFIRMED.value, _l("确认：纪要与会上情况相符")),
            (Answer.OBJECTED.value, _l("有异议：下面写明")),
        ]


class DissentForm(Form):
    """A dissenting opinion for the record."""

    text = TextField(
        _l("保留意见"),
        [required(_WORDS), at_most(DISSENT_MAX)],
        description=_l(
            "原样写进纪要，召集人不能改。公开时姓名隐去名字；请不写房号、电话和他人姓名。"
        ),
    )


class ReplyForm(Form):
    """The convener's reply to an objection."""

    reply = TextField(_l("答复"), [required(_WORDS), at_most(OBJECTION_MAX)])


class CorrectionForm(Form):
    """A correction to append."""

    text = TextField(
        _l("更正"),
        [required(_WORDS), at_most(CORRECTION_MAX)],
        description=_l("写明原来怎样写、应当是什么。原文不变，更正附在后面一起显示。"),
    )


class EntryForms(ManyForms):
    """The forms of the editing page."""

    def entry(self, entry: MinutesEntry, *, sent: bool = False) -> EntryForm:
        """Return the form for the words of an entry."""
        data = {"text": entry.text, "version": entry.version}
        return self.make(EntryForm, f"entry{entry.entry_id}", sent=sent, **data)

    def note(self, entry_id: int, *, sent: bool = False) -> NoteForm:
        """Return the form for a note after an entry."""
        return self.make(NoteForm, f"note{entry_id}", sent=sent)

    def reply(self, answer_id: int, *, sent: bool = False) -> ReplyForm:
        """Return the form for a reply to an objection."""
        return self.make(ReplyForm, f"reply{answer_id}", sent=sent)

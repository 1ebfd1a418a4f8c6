"""The forms of proposing in steps, and of editing while co-signing."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from agenda.attachments.forms import FilesField, TakenAwayField
from agenda.attachments.rules import CAPTION_MAX
from agenda.proposals.rules import (
    MATTER_MAX,
    MATTER_MIN,
    REMEDY_MAX,
    REMEDY_MIN,
    TITLE_MAX,
    TITLE_MIN,
    Topic,
)
from agenda.web.forms import Form, LineField, TextField, at_least, at_most, required
from agenda.web.sentences import label

NOTE_MAX = 200


class VersionField(IntegerField):
    """Which version of a text the form was filled from."""

    widget = HiddenInput()

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, [NumberRange(0, 2**31)], **options)


class PlaceForm(Form):
    """Where the matter lies and what it is about."""

    scope_id = RadioField(
        _l("这件事涉及哪个范围"),
        [required(_l("请选择一个范围。"))],
        coerce=int,
        description=_l("由这个范围里的住户附议和表决。选得准，才找得到该找的人。"),
    )
    topic = SelectField(_l("属于哪一类"), [required(_l("请选择一个类别。"))])

    def offer(self, scopes: Iterable[tuple[int, str]]) -> None:
        """Offer these areas, and all topics in the reader's language."""
        self.scope_id.choices = list(scopes)
        self.topic.choices = [("", _l("请选择"))] + [(t.value, label(t)) for t in Topic]


class VersionedForm(Form):
    """A form that knows which version of a text it was filled from."""

    version = VersionField()
    is_stale = False
    """Whether the text was changed elsewhere meanwhile: then the page shows both."""

    def compare_with(self, version: int) -> None:
        """Show what was typed beside the text as it is now; sending again replaces that one."""
        self.is_stale = True
        self.version.data, self.version.raw_data = version, None


class StepForm(VersionedForm):
    """A step of a draft: complete before the next one, or put aside unfinished."""

    @property
    def is_put_aside(self) -> bool:
        """Whether the writer wants to go on later: then only what is too long is refused."""
        return "later" in request.form

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, without asking for more where the draft is put aside."""
        for field in self if self.is_put_aside else ():
            field.validators = [v for v in field.validators if not _asks_for_more(v)]
        return bool(super().validate(extra_validators))


def _asks_for_more(validator: Any) -> bool:
    """Whether a validator wants something written."""
    return isinstance(validator, InputRequired) or getattr(validator, "min", -1) > 0


class MatterForm(StepForm):
    """Title and matter."""

    title = LineField(
        _l("标题"),
        [required(_l("请写一个标题。")), at_least(TITLE_MIN), at_most(TITLE_MAX)],
        description=_l("一句话说清是什么事，例如“给三号楼加装一部电梯”。"),
        render_kw={"maxlength": TITLE_MAX},
    )
    matter = TextField(
        _l("事情是怎样的"),
        [required(_l("请把事情说清楚。")), at_least(MATTER_MIN), at_most(MATTER_MAX)],
        description=_l("在哪里、多久了、影响了谁、找过谁。不要写他人的姓名、电话和房号。"),
        render_kw={"maxlength": MATTER_MAX},
    )
    photos = FilesField(_l("照片"))
    seen_on_photos = LineField(
        _l("照片上是什么"),
        [at_most(CAPTION_MAX)],
        description=_l("一句话，念给看不见照片的人听，例如“北门第二盏灯，灯罩已碎”。"),
        render_kw={"maxlength": CAPTION_MAX},
    )
    taken_away = TakenAwayField()


class RemedyForm(StepForm):
    """The proposed remedy."""

    remedy = TextField(
        _l("您建议怎么办"),
        [required(_l("请写出您的建议（献策）。")), at_least(REMEDY_MIN), at_most(REMEDY_MAX)],
        description=_l("提议要有献策：请谁做什么、钱从哪里来、您自己愿意出什么力。"),
        render_kw={"maxlength": REMEDY_MAX},
    )


class EditForm(MatterForm, RemedyForm):
    """The whole text of a public proposal, with what was changed and why."""

    note = LineField(
        _l("改了什么、为什么改"),
        [required(_l("请写一句改了什么，附议人会看到。")), at_most(NOTE_MAX)],
        description=_l("一句话，会公开，并告知已经附议的人。"),
        render_kw={"maxlength": NOTE_MAX},
    )


class ActForm(Form):
    """A form of one button: only its token."""

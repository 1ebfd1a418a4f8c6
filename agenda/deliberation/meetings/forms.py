"""Forms for calling, moving and cancelling meetings, and for signing in."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from agenda.community.models import Body
from agenda.deliberation.meetings.rules import (
    LINK_MAX,
    PLACE_MAX,
    REASON_MAX,
    TITLE_MAX,
    MeetingKind,
    Notice,
)
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import BodyId
from agenda.web.forms import Form, InstantField, LineField, TextField, at_most, required

_TITLE = _l("请写会议名称。")
_WHEN = _l("请选开会的日期和时间。")
_WHERE = _l("请写开会地点。")


class ChoicesField(SelectMultipleField):
    """Several choices, each with a tick box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ConveneForm(Form):
    """A meeting's notice."""

    title = LineField(_l("会议名称"), [required(_TITLE), at_most(TITLE_MAX)])
    starts_at = InstantField(_l("开会时间"), [required(_WHEN)])
    place = LineField(
        _l("地点"),
        [required(_WHERE), at_most(PLACE_MAX)],
        description=_l("写清楚门牌和房间，方便老人找到。"),
    )
    link = LineField(
        _l("在线参会的网址"), [at_most(LINK_MAX)], description=_l("会公开，以 https:// 开头。")
    )
    items = TextField(
        _l("议程"),
        [required(_l("请写议程，一行一项。"))],
        description=_l("一行一项，可以在后面写分钟数，例如“讨论费用分摊 | 20”。发出后不能再改。"),
    )
    body_ids = ChoicesField(_l("邀请的单位"), coerce=int)
    urgent_reason = TextField(
        _l("紧急理由"),
        [at_most(REASON_MAX)],
        description=_l("只有来不及提前通知时才写，理由会公开。"),
    )

    def offer(self, bodies: Iterable[Body]) -> None:
        """Offer the bodies of the neighbourhood."""
        self.body_ids.choices = [(body.body_id, body.name) for body in bodies]

    def notice(self, kind: MeetingKind) -> Notice:
        """Return what was typed as a notice."""
        lines = (line.strip() for line in (self.items.data or "").splitlines())
        return Notice(
            kind=kind,
            title=self.title.data or "",
            starts_at=_instant(self.starts_at),
            place=self.place.data or "",
            items=tuple(line for line in lines if line),
            body_ids=tuple(BodyId(body_id) for body_id in self.body_ids.data or ()),
            link=self.link.data or "",
            urgent_reason=self.urgent_reason.data or "",
        )


class PostponeForm(Form):
    """A new time or place for a meeting, with the reason."""

    starts_at = InstantField(_l("新的开会时间"), [required(_WHEN)])
    place = LineField(_l("地点"), [required(_WHERE), at_most(PLACE_MAX)])
    link = LineField(_l("在线参会的网址"), [at_most(LINK_MAX)])
    reason = TextField(
        _l("改期的理由"),
        [required(_l("请写明理由，理由会公开。")), at_most(REASON_MAX)],
    )
    urgent_reason = TextField(
        _l("紧急理由"),
        [at_most(REASON_MAX)],
        description=_l("只有来不及提前通知时才写，理由会公开。"),
    )


class CancelForm(Form):
    """Why a meeting is called off."""

    reason = TextField(
        _l("取消的理由"),
        [required(_l("请写明理由，理由会公开。")), at_most(REASON_MAX)],
    )


class SignInForm(Form):
    """The code shown in the room, and for whom one is there."""

    code = LineField(_l("签到码"), [required(_l("请输入会场上的签到码。")), at_most(20)])
    body_id = SelectField(_l("我代表"), coerce=int, default=0)

    def offer(self, bodies: Iterable[tuple[BodyId, str]]) -> None:
        """Offer the invited bodies this person has a seat in, besides himself."""
        choices: list[tuple[int, Any]] = [(0, _l("我自己"))]
        self.body_id.choices = choices + [(int(body_id), name) for body_id, name in bodies]

    @property
    def chosen_body(self) -> BodyId | None:
        """Return the body one speaks for, or None for oneself."""
        return BodyId(self.body_id.data) if self.body_id.data else None


def _instant(field: InstantField) -> datetime:
    """Return the moment typed, in UTC; the field is required, so there is one."""
    if field.instant is None:
        raise Invalid("deliberation.starts_in_past", field=field.short_name)
    return field.instant.astimezone(UTC)

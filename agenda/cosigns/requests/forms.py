"""The form with which a body convenes the meeting that was requested of it."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField

from agenda.cosigns.requests.rules import PLACE_MAX
from agenda.web.forms import Form, LineField, at_most, required


class AnswerForm(Form):
    """On which day and where."""

    held_on = DateField(_l("会议日期"), [required(_l("请选择日期。"))])
    place = LineField(
        _l("会议时间和地点"),
        [required(_l("请写明时间和地点。")), at_most(PLACE_MAX)],
        description=_l("例如：19:00，居民活动室。"),
    )

    @property
    def day(self) -> date:
        """The day that was filled in."""
        return self.held_on.data or date.min

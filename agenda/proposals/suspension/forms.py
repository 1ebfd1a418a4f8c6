"""The form of suspending a proposal's clocks."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange

from agenda.web.forms import Form, TextField, at_most, required

REASON_MAX = 500


class SuspensionForm(Form):
    """For how long, and why."""

    days = IntegerField(
        _l("中止多少天"),
        [required(_l("请填写天数。")), NumberRange(1, 366, _l("请填写 1 到 366 之间的整数。"))],
        description=_l("到期自动恢复计时。"),
    )
    reason = TextField(
        _l("理由"),
        [required(_l("请写明理由，理由会公开。")), at_most(REASON_MAX)],
        description=_l("会公开在议题页面上。"),
        render_kw={"maxlength": REASON_MAX},
    )

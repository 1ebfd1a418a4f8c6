"""The forms of co-sign sheets."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange

from agenda.paper.forms import StackForm
from agenda.paper.rules import MOST_SHEETS
from agenda.web.forms import required


class SheetsForm(StackForm):
    """How many sheets, how many signed lines on them, and of which version of the text."""

    entries = IntegerField(
        _l("签名的行数"),
        [required(_l("请填写签名的行数。")), NumberRange(1, MOST_SHEETS * 12)],
        description=_l("空行不算。从第一张第一行起顺着数，就是录入时的编号。"),
        render_kw={"inputmode": "numeric"},
    )
    version = IntegerField(
        _l("文字版本"),
        [required(_l("请填写附议单上印的版本号。"))],
        description=_l("印在附议单的第一行。"),
        render_kw={"inputmode": "numeric"},
    )

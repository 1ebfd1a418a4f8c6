"""The form of adding a statement."""

from flask_babel import lazy_gettext as _l

from agenda.deliberation.opinions.rules import TEXT_MAX
from agenda.web.forms import Form, TextField, at_most, required


class StatementForm(Form):
    """One short statement."""

    text = TextField(
        _l("您的看法"),
        [required(_l("请写下您的看法。")), at_most(TEXT_MAX)],
        description=_l(
            "最多 140 个字，一条只说一件事，让别人能赞同或不赞同。公开显示，但不显示是谁写的；"
            "台账只记文字摘要。请不写他人的姓名、电话和房号。"
        ),
        render_kw={"maxlength": TEXT_MAX},
    )

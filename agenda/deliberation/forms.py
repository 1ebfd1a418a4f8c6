"""The form of ending a deliberation."""

from flask_babel import lazy_gettext as _l

from agenda.deliberation.routing.rules import REASON_MAX
from agenda.web.forms import Form, TextField, at_most, required


class ConclusionForm(Form):
    """Why the talks end without agreement."""

    reason = TextField(
        _l("理由"),
        [required(_l("请写明理由，理由会公开。")), at_most(REASON_MAX)],
        description=_l("公开显示：分歧在哪里，为什么再谈也谈不拢。"),
        render_kw={"maxlength": REASON_MAX},
    )

"""The forms of proposing an amendment and of deciding on one."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from agenda.deliberation.discussion.forms import CommentForm
from agenda.deliberation.drafting.rules import PARAGRAPH_MAX, REASON_MAX, AmendmentState
from agenda.web.forms import Form, TextField, at_most, required


class AmendmentForm(CommentForm):
    """How a paragraph should read, and why."""

    text = TextField(
        _l("改成"),
        [at_most(PARAGRAPH_MAX)],
        description=_l("写出整条应当怎样写；全部删去表示删掉这一条。公开显示，逐字标出改动。"),
        render_kw={"maxlength": PARAGRAPH_MAX},
    )
    reason = TextField(
        _l("修改的理由"),
        [required(_l("请写明理由。")), at_most(REASON_MAX)],
        description=_l("公开显示。请不写他人的姓名、电话和房号。"),
        render_kw={"maxlength": REASON_MAX},
    )


class DecisionForm(Form):
    """What becomes of an amendment."""

    state = RadioField(_l("您的决定"), [required(_l("请选择一项。"))])
    answer = TextField(
        _l("说明"),
        [at_most(REASON_MAX)],
        description=_l("不采纳时必填，公开显示。"),
        render_kw={"maxlength": REASON_MAX},
    )

    def offer(self) -> None:
        """Offer the three decisions."""
        self.state.choices = [
            (AmendmentState.ACCEPTED.value, _l("采纳，写进草案")),
            (AmendmentState.REJECTED.value, _l("不采纳，说明理由")),
            (AmendmentState.TO_MEETING.value, _l("提交会议决定")),
        ]

"""The forms of writing a comment and of removing one."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from agenda.deliberation.discussion.rules import EXPLANATION_MAX, TEXT_MAX, RemovalReason
from agenda.kernel.ids import BodyId
from agenda.web.forms import Form, TextField, at_most, required
from agenda.web.sentences import label

MYSELF = 0


class CommentForm(Form):
    """What somebody wants to say, and in whose name."""

    text = TextField(
        _l("留言"),
        [required(_l("请写下您想说的话。")), at_most(TEXT_MAX)],
        description=_l("公开显示，并记入台账。请就事论事，不写他人的姓名、电话和房号。"),
        render_kw={"maxlength": TEXT_MAX},
    )
    speaker = SelectField(_l("以谁的名义"), coerce=int)

    def offer(self, bodies: Sequence[tuple[BodyId, str]], *, at_home: bool) -> None:
        """Offer to write for oneself, if one lives or owns here, and for one's bodies."""
        if not bodies:
            del self.speaker
            return
        own = [(MYSELF, _l("我自己"))] if at_home else []
        self.speaker.choices = [*own, *bodies]

    @property
    def body_id(self) -> BodyId | None:
        """The body in whose name it is written, if in any."""
        if "speaker" not in self or not self.speaker.data:
            return None
        return BodyId(self.speaker.data)


class RemovalForm(Form):
    """Why a comment should be removed."""

    reason = RadioField(
        _l("移除的理由"),
        [required(_l("请选择一个理由。"))],
        description=_l("不在这张清单上的理由不能用；不同意见不是理由。"),
    )
    explanation = TextField(
        _l("写给作者的说明"),
        [required(_l("请写明是哪一句、为什么。")), at_most(EXPLANATION_MAX)],
        description=_l("只有作者和办理人看得到；页面上公开移除的理由。"),
        render_kw={"maxlength": EXPLANATION_MAX},
    )

    def offer(self) -> None:
        """Offer the closed list of reasons."""
        self.reason.choices = [(reason.value, label(reason)) for reason in RemovalReason]


class RemovalDecisionForm(Form):
    """The second person's decision on a removal."""

    REMOVE, KEEP = "remove", "keep"
    verdict = RadioField(_l("您的决定"), [required(_l("请选择一项。"))])
    answer = TextField(
        _l("保留的理由"),
        [at_most(EXPLANATION_MAX)],
        description=_l("决定保留时必填，会记入台账的摘要。"),
        render_kw={"maxlength": EXPLANATION_MAX},
    )

    def offer(self) -> None:
        """Offer both decisions."""
        self.verdict.choices = [
            (self.REMOVE, _l("确认移除")),
            (self.KEEP, _l("保留这条留言")),
        ]

    @property
    def is_removal(self) -> bool:
        """Whether the comment is to go."""
        return bool(self.verdict.data == self.REMOVE)

"""The forms of proposing, deciding and appealing a removal."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from agenda.deliberation.removals.rules import APPEAL_MAX, EXPLANATION_MAX, RemovalReason
from agenda.web.forms import Form, TextField, at_most, required
from agenda.web.sentences import label


class RemovalForm(Form):
    """Why a text should be removed."""

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


class DecisionForm(Form):
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
        self.verdict.choices = [(self.REMOVE, _l("确认移除")), (self.KEEP, _l("保留这段文字"))]

    @property
    def is_removal(self) -> bool:
        """Whether the text is to go."""
        return bool(self.verdict.data == self.REMOVE)


class AppealForm(Form):
    """Why the author finds the removal wrong."""

    text = TextField(
        _l("申诉理由"),
        [required(_l("请写明为什么不应当移除。")), at_most(APPEAL_MAX)],
        description=_l("只有办理人看得到；台账只记有人申诉和文字摘要。"),
        render_kw={"maxlength": APPEAL_MAX},
    )


class AppealAnswerForm(Form):
    """The supervision committee's answer to an appeal."""

    RESTORE, UPHOLD = "restore", "uphold"
    verdict = RadioField(_l("决定"), [required(_l("请选择一个决定。"))])
    answer = TextField(
        _l("写给作者的答复"),
        [required(_l("请写明理由。")), at_most(EXPLANATION_MAX)],
        description=_l("只有作者和办理人看得到；结果公开，记入台账。"),
        render_kw={"maxlength": EXPLANATION_MAX},
    )

    def offer(self) -> None:
        """Offer both answers."""
        self.verdict.choices = [
            (self.RESTORE, _l("恢复显示")),
            (self.UPHOLD, _l("维持移除")),
        ]

    @property
    def is_restored(self) -> bool:
        """Whether the text is to be shown again."""
        return bool(self.verdict.data == self.RESTORE)

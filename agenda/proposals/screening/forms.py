"""The forms of screening, of appeals and of merging."""

from collections.abc import Iterable

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import Optional

from agenda.proposals.rules import ScreeningReason
from agenda.web.forms import Form, LineField, TextField, at_least, at_most, required
from agenda.web.sentences import label

ACCEPT = "accept"
EXPLANATION_MAX = 1000
APPEAL_MIN, APPEAL_MAX = 10, 2000


class ScreeningForm(Form):
    """What screening finds: complete, or one of the closed list of reasons."""

    finding = RadioField(
        _l("审查结论"),
        [required(_l("请选择一个结论。"))],
        description=_l("只看是否完整，不看赞成与否。不在这张清单上的理由不能用。"),
    )
    explanation = TextField(
        _l("说明"),
        [at_most(EXPLANATION_MAX)],
        description=_l("不受理时必填，一次说全所有要补的地方。会公开，不要写姓名、电话和房号。"),
        render_kw={"maxlength": EXPLANATION_MAX},
    )
    duplicate_of_id = RadioField(_l("与哪个议题重复"), [Optional()], coerce=int)
    words = LineField(_l("换个词找"), [at_most(40)])

    def offer(self, candidates: Iterable[tuple[int, str]]) -> None:
        """Offer the closed list of findings, and these proposals as what it may duplicate."""
        reasons = [(reason.value, label(reason)) for reason in ScreeningReason]
        self.finding.choices = [(ACCEPT, _l("内容完整，受理")), *reasons]
        self.duplicate_of_id.choices = list(candidates)

    @property
    def is_looking(self) -> bool:
        """Whether the reader only looks for the proposal that is duplicated."""
        return "find" in request.form

    @property
    def reason(self) -> ScreeningReason | None:
        """The reason chosen, or None for acceptance."""
        return None if self.finding.data == ACCEPT else ScreeningReason(self.finding.data)


class AppealForm(Form):
    """Why the proposer thinks the outcome is wrong."""

    text = TextField(
        _l("为什么不同意这个结论"),
        [required(_l("请写明理由。")), at_least(APPEAL_MIN), at_most(APPEAL_MAX)],
        description=_l("居务监督委员会会看到；页面上只公开“已申诉”和答复。"),
        render_kw={"maxlength": APPEAL_MAX},
    )


class AppealAnswerForm(Form):
    """The supervision committee's answer to an appeal."""

    verdict = RadioField(_l("决定"), [required(_l("请选择一个决定。"))])
    answer = TextField(
        _l("答复"),
        [required(_l("请写明理由，理由会公开。")), at_most(EXPLANATION_MAX)],
        description=_l("会公开。"),
        render_kw={"maxlength": EXPLANATION_MAX},
    )
    RESTORE, DISMISS = "restore", "dismiss"

    def offer(self) -> None:
        """Offer both verdicts."""
        self.verdict.choices = [
            (self.RESTORE, _l("申诉成立，恢复议题，开始征集附议")),
            (self.DISMISS, _l("申诉不成立，维持原结论")),
        ]


class MergeForm(Form):
    """Whether the proposer agrees to merge with the other proposal."""

    answer = RadioField(_l("您的答复"), [required(_l("请选择一项。"))])
    AGREE, REFUSE = "agree", "refuse"

    def offer(self) -> None:
        """Offer both answers."""
        self.answer.choices = [
            (self.AGREE, _l("同意合并，去附议那个议题")),
            (self.REFUSE, _l("不合并，我的议题单独征集附议")),
        ]

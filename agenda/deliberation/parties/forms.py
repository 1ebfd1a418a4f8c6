"""The forms of inviting a body, and of recusals."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from agenda.deliberation.parties.rules import EXPERT_MAX, RECUSAL_REASON_MAX
from agenda.web.forms import Form, LineField, TextField, at_most, required


class InviteForm(Form):
    """Who else is asked: a body, homes the matter touches, or an expert."""

    body_id = RadioField(_l("单位"), coerce=int, default=0)
    households = TextField(
        _l("受影响的住户"),
        description=_l("一行一户，写“楼栋 单元 房号”。页面上只显示楼栋和序号，不显示房号。"),
    )
    expert = LineField(
        _l("专家"),
        [at_most(EXPERT_MAX)],
        description=_l("写专业或单位，不写姓名，例如“区房屋检测站”。意见由主办单位代录。"),
    )

    def offer(self, bodies: Iterable[tuple[int, Any]]) -> None:
        """Offer these bodies."""
        self.body_id.choices = [(0, _l("不邀请单位")), *bodies]

    @property
    def names_somebody(self) -> bool:
        """Whether anybody is named at all."""
        return bool(self.body_id.data or self.lines or self.expert.data)

    @property
    def lines(self) -> list[str]:
        """The homes typed, one a line."""
        return [line for line in (self.households.data or "").splitlines() if line.strip()]


class DeclarationForm(Form):
    """Why one keeps away."""

    reason = TextField(
        _l("回避的理由"),
        [required(_l("请写明理由。")), at_most(RECUSAL_REASON_MAX)],
        description=_l("公开显示，例如“我家住这个单元”。不写他人的姓名。"),
        render_kw={"maxlength": RECUSAL_REASON_MAX},
    )


class AskForm(DeclarationForm):
    """Who should keep away, and why."""

    person_id = SelectField(
        _l("请谁回避"), [required(_l("请选择一位。"))], coerce=int, validate_choice=True
    )

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """Offer these seat holders."""
        self.person_id.choices = list(people)


class AnswerForm(Form):
    """The supervision committee's answer to a request."""

    UPHOLD, DISMISS = "uphold", "dismiss"
    verdict = RadioField(_l("决定"), [required(_l("请选择一个决定。"))])
    answer = TextField(
        _l("理由"),
        [required(_l("请写明理由。")), at_most(RECUSAL_REASON_MAX)],
        description=_l("公开显示。"),
        render_kw={"maxlength": RECUSAL_REASON_MAX},
    )

    def offer(self) -> None:
        """Offer both answers."""
        self.verdict.choices = [(self.UPHOLD, _l("应当回避")), (self.DISMISS, _l("不需要回避"))]

    @property
    def is_upheld(self) -> bool:
        """Whether the person is to keep away."""
        return bool(self.verdict.data == self.UPHOLD)

"""The forms of inviting a body, and of recusals."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from agenda.deliberation.parties.rules import RECUSAL_REASON_MAX
from agenda.web.forms import Form, TextField, at_most, required


class InviteForm(Form):
    """Which further body is asked."""

    body_id = RadioField(_l("邀请哪个单位"), [required(_l("请选择一个单位。"))], coerce=int)

    def offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        """Offer these bodies."""
        self.body_id.choices = list(bodies)


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

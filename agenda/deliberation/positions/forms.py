"""The form by which a body says where it stands."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from agenda.attachments.forms import FilesField
from agenda.attachments.rules import CAPTION_MAX
from agenda.deliberation.positions.queries import Condition, FiledPosition
from agenda.deliberation.positions.rules import (
    ANSWER_MAX,
    CONDITION_MAX,
    CONDITIONS_MOST,
    REASONS_MAX,
    Stance,
    Verdict,
)
from agenda.proposals.forms import VersionedForm
from agenda.web.forms import Form, LineField, TextField, at_most, required
from agenda.web.sentences import label


class AnswerForm(Form):
    """The lead body's answer to one condition; many stand on one page, each with a prefix."""

    verdict = RadioField(_l("答复"), [required(_l("请选择一种答复。"))])
    answer = TextField(
        _l("说明"),
        [required(_l("请写明理由。")), at_most(ANSWER_MAX)],
        description=_l("公开显示。写清楚怎么做、什么时候做；不接受的写理由。"),
    )

    def offer(self, condition: Condition) -> None:
        """Offer the verdicts; before it is sent, fill in what was answered before."""
        self.verdict.choices = [(verdict.value, label(verdict)) for verdict in Verdict]
        if not self.was_sent and condition.verdict:
            self.verdict.data, self.answer.data = condition.verdict.value, condition.answer


class PositionForm(VersionedForm):
    """A body's position: stance, reasons, conditions one a line."""

    stance = RadioField(_l("立场"), [required(_l("请选择一种立场。"))])
    reasons = TextField(
        _l("理由"),
        [at_most(REASONS_MAX)],
        description=_l("公开显示。反对或有条件同意时必填。不写他人的姓名、电话和房号。"),
        render_kw={"maxlength": REASONS_MAX},
    )
    conditions = TextField(
        _l("条件"),
        [at_most(CONDITION_MAX * CONDITIONS_MOST)],
        description=_l("只在有条件同意时填写：一行一条，以后逐条打勾。"),
    )
    files = FilesField(_l("附件"), papers=True)
    called = LineField(
        _l("附件是什么"),
        [at_most(CAPTION_MAX)],
        description=_l("一句话，公开显示，例如“费用测算”。不写就只显示编号。"),
        render_kw={"maxlength": CAPTION_MAX},
    )

    def offer(self, latest: FiledPosition | None) -> None:
        """Offer the stances; before it is sent, fill in what the body said last."""
        self.stance.choices = [(stance.value, label(stance)) for stance in Stance]
        if self.was_sent:
            return
        self.version.data = latest.version if latest else 0
        if latest is not None:
            self.stance.data = latest.stance.value
            self.reasons.data = latest.reasons
            self.conditions.data = "\n".join(c.text for c in latest.conditions)

    @property
    def points(self) -> list[str]:
        """The conditions, one a line."""
        lines = (self.conditions.data or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

"""The form by which a correction of a roll is proposed."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import Optional

from agenda.ballots.decisions.forms import AreaField
from agenda.ballots.owners.corrections.rules import REASON_MAX, CorrectionDraft, CorrectionKind
from agenda.ballots.owners.delivery.queries import DeliveryUnit
from agenda.kernel.ids import HouseholdId
from agenda.web.forms import Form, TextField, at_most, required
from agenda.web.sentences import label


class CorrectionForm(Form):
    """What is wrong about which home, and on what ground."""

    kind = RadioField(_l("哪里不对"), [required(_l("请选择一项。"))])
    household = SelectField(_l("哪一套"), [required(_l("请选择一套。"))], coerce=str)
    area = AreaField(
        _l("更正后的面积"),
        [Optional()],
        description=_l("只在面积不对时填写，如 86.52，单位平方米。"),
    )
    reason = TextField(
        _l("理由和依据"),
        [required(_l("请写明理由。")), at_most(REASON_MAX)],
        description=_l("例如不动产登记簿的记载。不要写姓名和电话。"),
        render_kw={"maxlength": REASON_MAX},
    )

    def offer(self, units: Iterable[DeliveryUnit]) -> None:
        """Offer the kinds of corrections and the homes of the scope."""
        self.kind.choices = [(kind.value, label(kind)) for kind in CorrectionKind]
        homes = [(str(u.household_id), f"{u.building} {u.unit} {u.room}") for u in units]
        self.household.choices = [("", _l("请选择")), *homes]

    @property
    def draft(self) -> CorrectionDraft:
        """The correction that was filled in."""
        kind = CorrectionKind(self.kind.data)
        return CorrectionDraft(
            kind=kind,
            household_id=HouseholdId(int(self.household.data)),
            reason=self.reason.data or "",
            area=self.area.data if kind is CorrectionKind.AREA else None,
        )

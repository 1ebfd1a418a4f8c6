"""The forms of routing a proposal, and of putting it off."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from agenda.deliberation.parties.rules import RECUSAL_REASON_MAX
from agenda.deliberation.routing.matters.rules import Advice, Matter
from agenda.deliberation.routing.rules import (
    AFFECTED_MAX,
    OFFICE_MAX,
    REASON_MAX,
    RoutingPlan,
)
from agenda.kernel.ids import BodyId, PersonId
from agenda.procedure.rules import Route
from agenda.web.forms import Form, LineField, TextField, at_most, required
from agenda.web.sentences import label

NOBODY = 0


class ManyField(SelectMultipleField):
    """Several of a list, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RoutingForm(Form):
    """The way of a listed proposal: route, lead, parties, dates, recusals."""

    route = RadioField(_l("办理方式"), [required(_l("请选择一种办理方式。"))])
    reason = TextField(
        _l("理由"),
        [at_most(REASON_MAX)],
        description=_l("公开显示。与建议的办理方式不同时必填。"),
        render_kw={"maxlength": REASON_MAX},
    )
    lead_body_id = SelectField(
        _l("主办单位"),
        coerce=int,
        description=_l("负责召集会议、推进办理。转办的事由居委会代理，可以不选。"),
    )
    assisting = ManyField(_l("协办单位"), [Optional()], coerce=int)
    parties = ManyField(
        _l("参与协商的单位"),
        [Optional()],
        coerce=int,
        description=_l("主办、协办和参与单位都要在期限内表明立场。"),
    )
    positions_due_on = DateField(
        _l("立场答复日期"),
        [Optional()],
        description=_l("这一天 24:00 前答复。不填则按议事规则的期限。"),
    )
    affected = TextField(
        _l("受影响的住户"),
        [at_most(AFFECTED_MAX)],
        description=_l("例如“3号楼一、二楼住户”。不写姓名。"),
        render_kw={"maxlength": AFFECTED_MAX},
    )
    office = LineField(
        _l("受理部门"), [at_most(OFFICE_MAX)], description=_l("只在选择“转办”时填写。")
    )
    recused = ManyField(
        _l("需要回避的人"),
        [Optional()],
        coerce=int,
        description=_l("与这件事有利害关系的成员，不再参与这个议题的办理。"),
    )
    recusal_reason = TextField(
        _l("回避的理由"),
        [at_most(RECUSAL_REASON_MAX)],
        description=_l("公开显示。选了需要回避的人时必填。"),
        render_kw={"maxlength": RECUSAL_REASON_MAX},
    )

    def offer(
        self,
        advice: Advice,
        *,
        bodies: Iterable[tuple[int, str]],
        people: Iterable[tuple[int, str]],
    ) -> None:
        """Offer routes, bodies and people; before it is sent, choose the proposed route."""
        known = list(bodies)
        self.route.choices = [(route.value, label(route)) for route in Route]
        self.lead_body_id.choices = [(NOBODY, _l("请选择")), *known]
        self.assisting.choices = self.parties.choices = known
        self.recused.choices = list(people)
        if not self.was_sent:
            self.route.data = advice.route.value

    def plan(self, matter: Matter) -> RoutingPlan:
        """Return what was entered as the plan that the rules check."""
        lead = self.lead_body_id.data
        return RoutingPlan(
            matter=matter,
            route=Route(self.route.data),
            lead_body_id=BodyId(lead) if lead else None,
            assisting=tuple(BodyId(n) for n in self.assisting.data or ()),
            parties=tuple(BodyId(n) for n in self.parties.data or ()),
            positions_due_on=self.positions_due_on.data,
            affected=self.affected.data or "",
            reason=self.reason.data or "",
            office=self.office.data or "",
            recused=tuple(PersonId(n) for n in self.recused.data or ()),
            recusal_reason=self.recusal_reason.data or "",
        )


class DeferralForm(Form):
    """Until when routing is put off, and why."""

    until = DateField(
        _l("延期到哪一天"),
        [required(_l("请选择日期。"))],
        description=_l("只能延期一次，最长 90 天。到这一天仍未确定，自动转入协商。"),
    )
    reason = TextField(
        _l("理由"),
        [required(_l("请写明理由，理由会公开。")), at_most(REASON_MAX)],
        description=_l("公开显示。"),
        render_kw={"maxlength": REASON_MAX},
    )

"""The forms of formal decisions: giving notice, recording a count, confirming it."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional

from agenda.ballots.assembly.rules import RollBasis
from agenda.ballots.decisions.counting.commands import Ballots
from agenda.ballots.decisions.counting.rules import MOST_AREA, MOST_HEADS, Weight
from agenda.ballots.decisions.models import DecisionCount, FormalDecision
from agenda.ballots.decisions.rules import (
    PLACE_MAX,
    QUESTION_MAX,
    DecisionKind,
    DecisionNotice,
    OwnersItem,
)
from agenda.web.forms import Form, LineField, TextField, at_most, required
from agenda.web.sentences import label

_AREA = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")
_NUMBER = _l("请填写整数，没有就填 0。")


class AreaField(StringField):
    """An area typed in m2 with at most two decimals; `data` is in 0.01 m2."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read 93,449.08 as 9344908; anything else is refused."""
        typed = valuelist[0].strip().replace(",", "").replace("，", "") if valuelist else ""
        self.data = None
        found = _AREA.fullmatch(typed)
        if typed and found is None:
            raise ValueError(_l("请填写平方米数，最多两位小数，如 93449.08。"))
        if found is not None:
            self.data = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))

    def _value(self) -> str:
        """Return what was typed, or the area as it would be typed."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data // 100}.{self.data % 100:02d}"


def _heads(words: Any) -> IntegerField:
    """Return a field for a count of heads."""
    checks = [InputRequired(_NUMBER), NumberRange(min=0, max=MOST_HEADS, message=_NUMBER)]
    return IntegerField(words, checks, render_kw={"inputmode": "numeric"})


def _area(words: Any) -> AreaField:
    """Return a field for an area."""
    checks = [InputRequired(_NUMBER), NumberRange(min=0, max=MOST_AREA, message=_NUMBER)]
    return AreaField(words, checks, render_kw={"inputmode": "decimal"})


class NoticeForm(Form):
    """A notice: what is decided, by whom, where or how, on which day."""

    kind = RadioField(_l("表决形式"), [required(_l("请选择一项。"))])
    basis = RadioField(
        _l("按什么计算有权参加的人"),
        [Optional()],
        description=_l("通知发出时按此冻结名册并公布摘要。代表会议一律按代表和居委会成员计算。"),
    )
    item = SelectField(_l("民法典第二百七十八条第几项"), [Optional()])
    question = TextField(
        _l("表决事项"),
        [required(_l("请写明表决什么。")), at_most(QUESTION_MAX)],
        description=_l("写成能用“同意、反对、弃权”回答的一句话。通知发出后只能按原样表决。"),
        render_kw={"maxlength": QUESTION_MAX},
    )
    place = LineField(
        _l("地点或方式"),
        [required(_l("请写明地点或方式。")), at_most(PLACE_MAX)],
        description=_l("开会的时间地点，或者怎样发放、收回表决票。"),
    )
    held_on = DateField(_l("表决日"), [required(_l("请选择日期。"))])

    def offer(self, decision: FormalDecision) -> None:
        """Offer what the decision's electorate can choose from."""
        self.item.choices = [("", _l("请选择"))] + [(i.value, label(i)) for i in OwnersItem]
        if decision.kind is DecisionKind.OWNERS_DECISION:
            self.kind.choices = [(decision.kind.value, label(decision.kind))]
            self.kind.data = self.kind.data or decision.kind.value
            del self.basis
            return
        del self.item
        self.basis.choices = [(b.value, label(b)) for b in (RollBasis.HEADS, RollBasis.HOUSEHOLDS)]
        self.basis.data = self.basis.data or RollBasis.HEADS.value
        kinds = (DecisionKind.RESIDENTS_MEETING, DecisionKind.REPRESENTATIVE_MEETING)
        self.kind.choices = [(kind.value, label(kind)) for kind in kinds]

    @property
    def basis_chosen(self) -> RollBasis | None:
        """By what a meeting counts its roll; None for owners, who have no meeting here."""
        if "basis" not in self:
            return None
        if self.kind.data == DecisionKind.REPRESENTATIVE_MEETING:
            return RollBasis.REPRESENTATIVES
        return RollBasis(self.basis.data)

    @property
    def notice(self) -> DecisionNotice:
        """The notice that was filled in."""
        item = self.item.data if "item" in self else None
        return DecisionNotice(
            kind=DecisionKind(self.kind.data),
            question=self.question.data or "",
            place=self.place.data or "",
            held_on=self.held_on.data or date.min,
            item=OwnersItem(item) if item else None,
        )


class CountForm(Form):
    """What the counters found: heads, and for owners areas beside them."""

    roll_heads = _heads(_l("名册总数"))
    roll_area = _area(_l("名册总面积"))
    participating_heads = _heads(_l("参加表决"))
    participating_area = _area(_l("参加表决的面积"))
    votes_for_heads = _heads(_l("同意"))
    votes_for_area = _area(_l("同意的面积"))
    against_heads = _heads(_l("反对"))
    against_area = _area(_l("反对的面积"))
    abstain_heads = _heads(_l("弃权"))
    abstain_area = _area(_l("弃权的面积"))
    spoiled = _heads(_l("无效票"))

    LINES = ("roll", "participating", "votes_for", "against", "abstain")

    def offer(self, decision: FormalDecision) -> None:
        """Ask for areas of owners alone."""
        if decision.kind is not DecisionKind.OWNERS_DECISION:
            for line in self.LINES:
                del self[f"{line}_area"]

    def show(self, count: DecisionCount | None) -> None:
        """Fill in an earlier count, to be corrected."""
        if count is None or self.was_sent:
            return
        columns = {"votes_for": "for"}
        for line in self.LINES:
            for unit in ("heads", "area"):
                if f"{line}_{unit}" in self:
                    column = f"{columns.get(line, line)}_{unit}"
                    self[f"{line}_{unit}"].data = getattr(count, column)
        self.spoiled.data = count.spoiled

    @property
    def ballots(self) -> Ballots:
        """The numbers that were filled in."""
        weights = {line: self._weight(line) for line in self.LINES}
        return Ballots(**weights, spoiled=self.spoiled.data or 0, left_out=0)

    def _weight(self, line: str) -> Weight:
        """Return one line's heads and area."""
        area = self[f"{line}_area"].data if f"{line}_area" in self else 0
        return Weight(self[f"{line}_heads"].data or 0, area or 0)


class ConfirmForm(Form):
    """That somebody else has checked the count with this number."""

    number = HiddenField()

    @property
    def seen(self) -> int:
        """The number of the count that was checked; 0 where the form was tampered with."""
        typed = self.number.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 6 else 0

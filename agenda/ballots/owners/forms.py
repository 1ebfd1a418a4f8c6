"""The forms of owners' ballots: giving notice, entering deliveries."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from agenda.ballots.decisions.rules import PLACE_MAX, QUESTION_MAX, OwnersItem
from agenda.ballots.owners.delivery.queries import DeliveryUnit
from agenda.ballots.owners.delivery.rules import (
    NOTE_MAX,
    DeliveryEntry,
    DeliveryMethod,
    seen_as,
)
from agenda.ballots.owners.rules import (
    CLAUSE_MAX,
    MOST_QUESTIONS,
    BallotPlan,
    Question,
    SilentRule,
)
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import HouseholdId
from agenda.web.forms import Form, LineField, TextField, at_most, required
from agenda.web.sentences import label

SHOWN_AT_FIRST = 3
NUMBERS = range(1, MOST_QUESTIONS + 1)


class OwnersNoticeForm(Form):
    """A notice: up to ten questions, the days, what silence means, whether car spaces count."""

    shown = HiddenField(default=str(SHOWN_AT_FIRST))
    place = LineField(
        _l("怎样发放、收回表决票"),
        [required(_l("请写明怎样发放、收回表决票。")), at_most(PLACE_MAX)],
        description=_l("网上表决之外，一定要写明纸质表决票在哪里领、交到哪里。"),
    )
    opens_on = DateField(_l("开始表决"), [required(_l("请选择日期。"))])
    closes_on = DateField(
        _l("截止日"),
        [required(_l("请选择日期。"))],
        description=_l("当天 24:00 截止并自动计票。"),
    )
    silent_rule = RadioField(_l("没有交回的表决票"), default=SilentRule.NONE.value)
    silent_clause = TextField(
        _l("条款原文"),
        [Optional(), at_most(CLAUSE_MAX)],
        description=_l("管理规约或议事规则里怎样写的，照抄下来，注明第几条。"),
    )
    counts_parking = BooleanField(_l("车位面积计入专有部分面积"))
    parking_basis = TextField(
        _l("计入车位的依据"),
        [Optional(), at_most(CLAUSE_MAX)],
        description=_l("例如车位已单独登记，或管理规约第几条。各地做法不同，依据会公开。"),
    )

    def offer(self, *, add: bool) -> None:
        """Offer the items and rules; show one question more where the reader asked for it."""
        typed = self.shown.data or ""
        asked = int(typed) if typed.isdecimal() and len(typed) < 3 else SHOWN_AT_FIRST
        shown = min(max(asked + add, SHOWN_AT_FIRST), MOST_QUESTIONS)
        self.shown.data, self.shown.raw_data = str(shown), None
        items = [("", _l("请选择"))] + [(item.value, label(item)) for item in OwnersItem]
        for number in NUMBERS:
            self[f"item_{number}"].choices = items
        self.silent_rule.choices = [(rule.value, label(rule)) for rule in SilentRule]

    @property
    def numbers(self) -> range:
        """The questions that are shown, from 1."""
        return range(1, int(self.shown.data or SHOWN_AT_FIRST) + 1)

    @property
    def filled(self) -> Sequence[int]:
        """The numbers of the questions that say something."""
        return [n for n in self.numbers if self[f"text_{n}"].data or self[f"item_{n}"].data]

    def validate(self, extra_validators: object = None) -> bool:
        """Check the shape; each question that is begun needs text and item."""
        is_good = bool(super().validate(extra_validators))
        for number in self.filled or [1]:
            for name, words in (
                (f"text_{number}", _l("请写明表决什么。")),
                (f"item_{number}", _l("请选择属于民法典第二百七十八条的哪一项。")),
            ):
                if not self[name].data:
                    self[name].errors = [*self[name].errors, words]
                    is_good = False
        return is_good

    def add_refusal(self, error: Invalid) -> None:
        """Show a refusal; questions are counted without those left empty."""
        kind, _, number = (error.field or "").partition("_")
        if kind == "text" and number.isdecimal() and int(number) <= len(self.filled):
            error.field = f"text_{self.filled[int(number) - 1]}"
        super().add_refusal(error)

    @property
    def plan(self) -> BallotPlan:
        """The plan that was filled in."""
        return BallotPlan(
            questions=tuple(
                Question(
                    place,
                    OwnersItem(self[f"item_{number}"].data),
                    self[f"text_{number}"].data or "",
                )
                for place, number in enumerate(self.filled, start=1)
            ),
            place=self.place.data or "",
            opens_on=self.opens_on.data or date.min,
            closes_on=self.closes_on.data or date.min,
            silent_rule=SilentRule(self.silent_rule.data),
            silent_clause=self.silent_clause.data or "",
            counts_parking=bool(self.counts_parking.data),
            parking_basis=self.parking_basis.data or "",
        )


def _question_fields(number: int) -> None:
    """Give the form of a notice the fields of one question."""
    setattr(
        OwnersNoticeForm,
        f"text_{number}",
        TextField(
            _l("表决事项"),
            [at_most(QUESTION_MAX)],
            render_kw={"maxlength": QUESTION_MAX},
        ),
    )
    setattr(
        OwnersNoticeForm,
        f"item_{number}",
        SelectField(_l("民法典第二百七十八条第几项"), [Optional()]),
    )


for _number in NUMBERS:
    _question_fields(_number)


class DeliveryForm(Form):
    """How the ballots of one building were delivered on a day; one choice a home."""

    day = DateField(_l("送达日期"), [required(_l("请选择日期。"))])

    @property
    def entries(self) -> Sequence[DeliveryEntry]:
        """What was entered of each home that is not settled electronically."""
        return [
            DeliveryEntry(
                HouseholdId(int(number)),
                DeliveryMethod(field.data) if field.data else None,
                note=self[f"note_{number}"].data or "",
                seen=self[f"seen_{number}"].data,
            )
            for field in self
            for before, _, number in [field.name.partition("_")]
            if before == "home"
        ]

    def mark_changed(self, units: Iterable[DeliveryUnit]) -> None:
        """Mark the homes that somebody else entered since the form was opened, and go on from there.

        Those that were not touched here take over what he entered.
        """
        for unit in units:
            seen = self._fields.get(f"seen_{unit.household_id}")
            stands = seen_as(unit.method, unit.note)
            if seen is None or seen.data == stands:
                continue
            home, note = (self[f"{name}_{unit.household_id}"] for name in ("home", "note"))
            is_untouched = f"{home.data or ''}|{note.data or ''}" == seen.data
            seen.data = stands
            if is_untouched:
                home.data, note.data = unit.method.value if unit.method else "", unit.note
                continue
            now_is = label(unit.method) if unit.method else _l("未送达")
            home.errors = [*home.errors, _l("现在的记录：%(now)s", now=now_is)]


def delivery_form(units: Iterable[DeliveryUnit]) -> DeliveryForm:
    """Return the form of some homes; what an owner said himself is not offered for change."""
    methods = [m for m in DeliveryMethod if m is not DeliveryMethod.ELECTRONIC]
    choices = [("", _l("未送达"))] + [(method.value, label(method)) for method in methods]

    class Asked(DeliveryForm):
        """The homes of this building."""

    for unit in units:
        if unit.method is not DeliveryMethod.ELECTRONIC:
            own = SelectField(
                f"{unit.unit} {unit.room}",
                choices=choices,
                default=unit.method.value if unit.method else "",
            )
            setattr(Asked, f"home_{unit.household_id}", own)
            place = {"room": f"{unit.unit} {unit.room}"}
            note = LineField(_l("%(room)s备注", **place), [at_most(NOTE_MAX)], default=unit.note)
            setattr(Asked, f"note_{unit.household_id}", note)
            seen = HiddenField(default=seen_as(unit.method, unit.note))
            setattr(Asked, f"seen_{unit.household_id}", seen)
    return Asked()

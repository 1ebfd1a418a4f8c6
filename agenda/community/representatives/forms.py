"""The form of a representative's election."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from agenda.community.representatives.rules import ElectionResult
from agenda.web.forms import Form, LineField, at_most, required

_NUMBER = _l("请填写 1 以上的整数。")


def _count(words: str, hint: str) -> IntegerField:
    """Return a field for a count of voters."""
    checks = [InputRequired(_NUMBER), NumberRange(min=1, max=100_000, message=_NUMBER)]
    return IntegerField(words, checks, description=hint, render_kw={"inputmode": "numeric"})


class ElectionForm(Form):
    """Who was elected, when and by how many."""

    name = LineField(
        _l("当选人姓名"),
        [required(_l("请填写姓名。")), at_most(80)],
        description=_l("请写全名，用来在名册上找到此人；公开时只显示楼号和姓。"),
    )
    person = RadioField(_l("名册上有几位同名的人，是哪一位？"), choices=[], validate_choice=False)
    elected_on = DateField(_l("推选日期"), [required(_l("请选择日期。"))])
    voters = _count(_l("参加推选人数"), _l("到场或交回选票的成年居民。"))
    votes_for = _count(_l("同意此人的人数"), _l("不多于参加推选人数。"))

    @property
    def result(self) -> ElectionResult:
        """What was filled in."""
        return ElectionResult(
            self.elected_on.data or date.min, self.voters.data or 0, self.votes_for.data or 0
        )

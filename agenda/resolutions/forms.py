"""The forms of results, tasks, appraisal and reopening."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from agenda.attachments.forms import FilesField
from agenda.attachments.rules import CAPTION_MAX
from agenda.kernel.clock import end_of_day
from agenda.resolutions.appraisal.rules import COMMENT_MAX, PLAN_MAX, PLAN_MIN
from agenda.resolutions.reopening.rules import FACTS_MAX, FACTS_MIN
from agenda.resolutions.results.rules import OBJECTION_MAX, OBJECTION_MIN, TEXT_MAX
from agenda.resolutions.tasks.rules import REPORT_MAX, REPORT_MIN, WHAT_MAX, WHAT_MIN
from agenda.resolutions.terms.forms import YuanField
from agenda.web.forms import Form, LineField, TextField, at_least, at_most, required

YES, NO = "yes", "no"


def _bounded(sentence: Any, least: int, most: int) -> list[Any]:
    """Return the validators of a text that must be there and within bounds."""
    return [required(sentence), at_least(least), at_most(most)]


def end_of(day: date | None) -> datetime:
    """Return the instant at which a chosen last day ends."""
    if day is None:
        raise ValueError("a validated date is never empty")
    return end_of_day(day)


class ExplainForm(Form):
    """The lead body's words on a posted result."""

    text = TextField(
        _l("对结果的说明"),
        _bounded(_l("请写出说明。"), 1, TEXT_MAX),
        description=_l("写清楚定了什么、为什么，和提议不一样的地方要说明理由。公开显示。"),
    )


class ObjectionForm(Form):
    """A resident's objection to a posted result."""

    text = TextField(
        _l("异议内容"),
        _bounded(_l("请写明异议。"), OBJECTION_MIN, OBJECTION_MAX),
        description=_l("说明哪一点不对、依据是什么。公开时只显示楼号和隐去名字的姓。"),
    )


class ObjectionAnswerForm(Form):
    """An answer to an objection."""

    upheld = RadioField(
        _l("结论"),
        [required(_l("请选择结论。"))],
        choices=[(YES, _l("异议成立，退回再次协商（限一次）")), (NO, _l("异议不成立"))],
    )
    answer = TextField(_l("答复内容"), _bounded(_l("请写明答复内容。"), 1, OBJECTION_MAX))


class TaskForm(Form):
    """A task: what, by whom, by when."""

    what = LineField(
        _l("做什么"),
        _bounded(_l("请写明要做的事。"), WHAT_MIN, WHAT_MAX),
        description=_l("一件事一项，写到居民看得出做没做到。"),
    )
    body_id = SelectField(_l("由谁承担"), [InputRequired()], coerce=int)
    due_on = DateField(_l("最晚哪天完成"), [required(_l("请选择日期。"))])
    assisting = SelectMultipleField(
        _l("协助的单位"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    budget = YuanField(
        _l("预算（元）"), description=_l("要花钱的填写。支出凭票据逐笔公开，超出预算会标明。")
    )

    def offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        """Offer these bodies."""
        self.body_id.choices = list(bodies)
        self.assisting.choices = list(bodies)


class ReportForm(Form):
    """A report on a task."""

    text = TextField(
        _l("进展"),
        _bounded(_l("请写明进展。"), REPORT_MIN, REPORT_MAX),
        description=_l("写做了什么、下一步什么时候做，公开显示。"),
    )
    files = FilesField(_l("照片和文件"), papers=True)
    seen_on_photos = LineField(
        _l("照片上是什么"),
        [at_most(CAPTION_MAX)],
        description=_l("一句话，念给看不见照片的人听，例如“二号井已换新盖”。"),
    )


class ExtendForm(Form):
    """A later date for a task, with its reason."""

    due_on = DateField(_l("新的完成日期"), [required(_l("请选择日期。"))])
    reason = TextField(_l("延期理由"), _bounded(_l("请写明理由。"), REPORT_MIN, REPORT_MAX))


class SurveyForm(Form):
    """A resident's answer to the satisfaction survey."""

    score = RadioField(
        _l("您对办理结果满意吗"),
        [required(_l("请选择一项。"))],
        coerce=int,
        choices=[
            (5, _l("很满意")),
            (4, _l("满意")),
            (3, _l("一般")),
            (2, _l("不满意")),
            (1, _l("很不满意")),
        ],
    )
    comment = TextField(
        _l("还有什么想说的"),
        [at_most(COMMENT_MAX)],
        description=_l("截止后不带姓名公开，请不要写自己的姓名和门牌。"),
    )


class GradeForm(Form):
    """What the appraisal meeting found."""

    satisfied = RadioField(
        _l("评议会的评定"),
        [required(_l("请选择评定结果。"))],
        choices=[(YES, _l("满意，可以办结")), (NO, _l("不满意，需要整改"))],
    )
    note = TextField(
        _l("会议情况"),
        _bounded(_l("请写明会议情况。"), 1, PLAN_MAX),
        description=_l("时间、地点、到会人数、各方意见和评定理由。"),
    )


class RectificationForm(TaskForm):
    """A rectification plan with its first task; more tasks are named while it is carried out."""

    plan = TextField(_l("整改方案"), _bounded(_l("请写出整改方案。"), PLAN_MIN, PLAN_MAX))


class ReopeningForm(Form):
    """New facts on which a closed issue should be reopened."""

    new_facts = TextField(
        _l("有什么新情况"),
        _bounded(_l("请写明新情况。"), FACTS_MIN, FACTS_MAX),
        description=_l(
            "比如做好的又坏了、答应的没有做、条件变了。达到附议门槛的户数支持就重新办理。"
        ),
    )


class SupportForm(Form):
    """A form of one button."""

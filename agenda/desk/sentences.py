"""The words of the desk: what to click for each duty."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from agenda.procedure.rules import DutyKind

ACTS: dict[DutyKind, LazyString] = {
    DutyKind.FINISH_DRAFT: _l("继续写"),
    DutyKind.SCREEN: _l("去审查"),
    DutyKind.ANSWER_APPEAL: _l("去答复"),
    DutyKind.ANSWER_MERGE: _l("去答复"),
    DutyKind.ENTER_PAPER: _l("去录入"),
    DutyKind.DECIDE_CORRECTION: _l("去核对"),
    DutyKind.ROUTE: _l("去确定"),
    DutyKind.ANSWER_REFERRAL: _l("登记答复"),
    DutyKind.ANSWER_REQUEST: _l("去答复"),
    DutyKind.CONVENE_MEETING: _l("去召集"),
    DutyKind.FILE_POSITION: _l("表明立场"),
    DutyKind.DECIDE_AMENDMENT: _l("去处理"),
    DutyKind.DECIDE_REMOVAL: _l("去决定"),
    DutyKind.ANSWER_REMOVAL_APPEAL: _l("去答复"),
    DutyKind.ANSWER_CONDITIONS: _l("答复条件"),
    DutyKind.ANSWER_RECUSAL: _l("去答复"),
    DutyKind.CONFIRM_MINUTES: _l("去确认"),
    DutyKind.PUBLISH_MINUTES: _l("整理纪要"),
    DutyKind.CONVENE_DECISION: _l("去组织"),
    DutyKind.CONFIRM_COUNT: _l("去确认"),
    DutyKind.ANSWER_OBJECTION: _l("去答复"),
    DutyKind.REVIEW_OBJECTION: _l("去复核"),
    DutyKind.CARRY_OUT_TASK: _l("报告完成"),
    DutyKind.REPORT_PROGRESS: _l("报告进展"),
    DutyKind.FOLLOW_UP_TASK: _l("去督办"),
    DutyKind.GRADE_AT_MEETING: _l("记录评定"),
    DutyKind.FILE_RECTIFICATION: _l("提交方案"),
}
"""The button of each duty that somebody can do; the others have only a page to look at."""


LABELS: dict[str, LazyString] = {
    "DayMark.holiday": _l("休"),
    "DayMark.makeup": _l("班"),
}
"""One character beside the day's number, as printed calendars have it."""

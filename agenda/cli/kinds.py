"""What the acts of the demo are called in its closing table."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from agenda.scenarios.demo.kinds import Kind

NAMES: dict[Kind, LazyString] = {
    Kind.DRAFT: _l("起草"),
    Kind.SUBMISSION: _l("提交"),
    Kind.REVISION: _l("修改"),
    Kind.SCREENING: _l("形式审查"),
    Kind.APPEAL: _l("申诉"),
    Kind.APPEAL_ANSWER: _l("答复申诉"),
    Kind.MERGE_ANSWER: _l("答复合并"),
    Kind.WITHDRAWAL: _l("撤回议题"),
    Kind.COSIGN: _l("附议"),
    Kind.COSIGN_WITHDRAWAL: _l("撤回附议"),
    Kind.BALLOT: _l("表决票"),
    Kind.COMMENT: _l("讨论发言"),
    Kind.REMOVAL: _l("移除发言"),
    Kind.DEFERRAL: _l("暂缓确定办理方式"),
    Kind.ROUTING: _l("确定办理方式"),
    Kind.HAND_OVER: _l("转办"),
    Kind.OFFICE_REPLY: _l("部门答复"),
    Kind.INVITATION: _l("增邀单位"),
    Kind.POSITION: _l("各方立场"),
    Kind.STANCE: _l("对协商意见的表态"),
    Kind.SUSPENSION: _l("中止"),
    Kind.MEETING_NOTICE: _l("会议通知"),
    Kind.MEETING: _l("开会"),
    Kind.MINUTES_DRAFT: _l("纪要草稿"),
    Kind.MINUTES_SUBMISSION: _l("送到会者确认"),
    Kind.MINUTES_ANSWER: _l("到会者确认或异议"),
    Kind.MINUTES: _l("公布纪要"),
    Kind.DECISION_NOTICE: _l("表决公告"),
    Kind.COUNT: _l("计票"),
    Kind.CONFIRMATION: _l("核定计票"),
    Kind.EXPLANATION: _l("结果说明"),
    Kind.OBJECTION: _l("对结果的异议"),
    Kind.OBJECTION_ANSWER: _l("答复异议"),
    Kind.TASK: _l("列出任务"),
    Kind.PROGRESS: _l("报告进展"),
    Kind.TASK_END: _l("完成任务"),
    Kind.SURVEY_ANSWER: _l("满意度答卷"),
    Kind.RECTIFICATION: _l("整改方案"),
}

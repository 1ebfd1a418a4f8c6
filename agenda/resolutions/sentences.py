"""The words of results, tasks, appraisal and reopening."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "resolutions.amount": _l("请写大于零的金额。"),
    "resolutions.budget_set": _l("这项任务已经有预算。"),
    "resolutions.expense_text": _l("请写 1 到 %(most)s 个字。"),
    "resolutions.no_letter": _l("这项任务没有逾期到提请督办。"),
    "resolutions.paid_in_future": _l("付款日期不能在今天之后。"),
    "resolutions.answer_needed": _l("请写明答复内容，答复会公开。"),
    "resolutions.answered_already": _l("您已经参加过这一轮测评。"),
    "resolutions.body_reports": _l("进展由承担任务的单位报告。"),
    "resolutions.comment_length": _l("意见太长，最多 %(most)s 个字。"),
    "resolutions.committee_grades": _l("评议会的评定由居委会的成员记录。"),
    "resolutions.decided_himself": _l("您参与了这个结果，异议须由没有参与的人答复。"),
    "resolutions.due_in_past": _l("完成日期要在今天之后。"),
    "resolutions.facts_length": _l("请用 %(least)s 到 %(most)s 个字说明有什么新情况。"),
    "resolutions.lead_only": _l("这一步由主办单位的成员办理。"),
    "resolutions.no_objection": _l("没有这条异议。"),
    "resolutions.no_reopening": _l("还没有人申请重新办理，您可以先写明新情况。"),
    "resolutions.no_result": _l("这个议题还没有公示结果。"),
    "resolutions.no_survey": _l("这个议题现在没有进行满意度测评。"),
    "resolutions.no_task": _l("没有这项任务。"),
    "resolutions.no_tasks_now": _l("结果公示和办理期间才能列出任务。"),
    "resolutions.not_closed": _l("议题办结以后才能申请重新办理。"),
    "resolutions.not_posted": _l("这个议题现在不在结果公示期。"),
    "resolutions.note_needed": _l("请写明评议会的时间、到会人员和评定理由。"),
    "resolutions.objected_already": _l("您已经对这个结果提出过异议，请等待答复。"),
    "resolutions.objection_length": _l("请用 %(least)s 到 %(most)s 个字说明异议。"),
    "resolutions.plan_length": _l("整改方案请写 %(least)s 到 %(most)s 个字。"),
    "resolutions.plan_without_tasks": _l("整改方案至少要列出一项任务。"),
    "resolutions.posted_meanwhile": _l("结果刚刚已经公示，请刷新后再看。"),
    "resolutions.posting_over": _l("公示期已过，不能再提异议。"),
    "resolutions.promised_meanwhile": _l("别人刚刚也列了一项任务，请再提交一次。"),
    "resolutions.reason_needed": _l("请写明延期的理由，理由会公开。"),
    "resolutions.recused": _l("您是提议人，须回避，由其他人办理。"),
    "resolutions.reopening_asked_already": _l("已经有人申请重新办理，您可以支持这个申请。"),
    "resolutions.report_length": _l("请用 %(least)s 到 %(most)s 个字说明进展。"),
    "resolutions.scope_only": _l("这个议题只对它范围内的居民开放这一步。"),
    "resolutions.score_range": _l("请在 1 到 5 分之间选择。"),
    "resolutions.supervision_answers": _l("这条异议已转居务监督委员会复核，由其成员答复。"),
    "resolutions.supported_already": _l("您这一户已经支持过了。"),
    "resolutions.survey_open_already": _l("满意度测评已经开始。"),
    "resolutions.survey_over": _l("这一轮测评已经截止。"),
    "resolutions.task_not_open": _l("这项任务现在不在办理中。"),
    "resolutions.text_length": _l("请写 1 到 %(most)s 个字。"),
    "resolutions.what_length": _l("任务请写 %(least)s 到 %(most)s 个字。"),
}

EVENTS: dict[str, LazyString] = {
    "resolutions.result_posted": _l("公示结果：%(outcome)s，公示到 %(posting_ends_at)s。"),
    "resolutions.result_explained": _l("%(body)s对公示的结果作了说明。"),
    "resolutions.objection_filed": _l("一位居民对公示的结果提出异议。"),
    "resolutions.objection_answered": _l("%(body)s答复异议：异议不成立。"),
    "resolutions.objection_answered.upheld": _l("%(body)s答复异议：异议成立。"),
    "resolutions.objection_answered.by_silence": _l("异议两次逾期未答复，按规则视为成立。"),
    "resolutions.objection_escalated": _l("%(body)s逾期未答复异议，转居务监督委员会复核。"),
    "resolutions.task_promised": _l("%(body)s承担任务 %(task_id)s，%(due_at)s 前完成。"),
    "resolutions.task_promised.agreed": _l(
        "会议商定的任务 %(task_id)s 由%(body)s承担，%(due_at)s 前完成。"
    ),
    "resolutions.task_promised.by_default": _l(
        "没有另列任务，由%(body)s负责落实整个结果，%(due_at)s 前完成。"
    ),
    "resolutions.terms_agreed": _l(
        "任务 %(task_id)s 写明协助单位 %(assisting)s 个、预算 %(budget_fen)s 分。"
    ),
    "resolutions.expense_entered": _l(
        "%(body)s登记任务 %(task_id)s 的一笔支出 %(amount_fen)s 分。"
    ),
    "resolutions.task_replaced": _l("整体落实改为逐项任务，由各承担单位负责。"),
    "resolutions.progress_reported": _l("%(body)s报告任务 %(task_id)s 的进展。"),
    "resolutions.progress_missed": _l("%(body)s满一个月没有报告任务 %(task_id)s 的进展。"),
    "resolutions.task_finished": _l("%(body)s报告任务 %(task_id)s 完成。"),
    "resolutions.task_finished.late": _l("%(body)s报告任务 %(task_id)s 逾期完成。"),
    "resolutions.task_late": _l("任务 %(task_id)s 到期未完成（承担单位：%(body)s），亮红灯。"),
    "resolutions.task_followed_up": _l(
        "任务 %(task_id)s 逾期十个工作日（承担单位：%(body)s），提请社区党组织和街道办事处督办。"
    ),
    "resolutions.task_broken": _l(
        "任务 %(task_id)s 逾期六十天（承担单位：%(body)s），作为未兑现的承诺公开。"
    ),
    "resolutions.survey_opened": _l("第 %(round)s 轮满意度测评开始，%(ends_at)s 截止。"),
    "resolutions.survey_answered": _l("一位居民参加了第 %(round)s 轮满意度测评。"),
    "resolutions.survey_closed": _l(
        "第 %(round)s 轮满意度测评截止：%(answers)s 份答卷，%(satisfied)s 份满意。"
    ),
    "resolutions.appraisal_decided": _l("第 %(round)s 轮评议结果：%(verdict)s。"),
    "resolutions.rectification_filed": _l("%(body)s提交整改方案。"),
    "resolutions.rectification_missed": _l("整改方案逾期未交（责任单位：%(body)s），公开显示。"),
    "resolutions.reopening_asked": _l("一位居民以新情况申请重新办理。"),
    "resolutions.reopening_supported": _l("支持重新办理 %(households)s / %(needed)s 户。"),
}

FIELDS: dict[str, str] = {
    "resolutions.result_posted.outcome": "ResultOutcome",
    "resolutions.appraisal_decided.verdict": "AppraisalVerdict",
}

LABELS: dict[str, LazyString] = {
    "ResultOutcome.agreement": _l("达成一致"),
    "ResultOutcome.no_agreement": _l("未达成一致"),
    "ResultOutcome.resolution": _l("会议表决通过"),
    "ResultOutcome.resolution_failed": _l("会议表决未通过"),
    "ResultOutcome.owners_passed": _l("业主共同决定通过"),
    "ResultOutcome.owners_not_passed": _l("业主共同决定未通过"),
    "ResultOutcome.no_valid_decision": _l("未形成有效决定"),
    "ResultOutcome.office_reply": _l("受理部门已答复"),
    "ResultOutcome.mediated": _l("调解达成协议"),
    "ResultOutcome.not_convened": _l("未按期组织表决"),
    "AppraisalVerdict.satisfied": _l("满意"),
    "AppraisalVerdict.rectify": _l("需要整改"),
    "TaskState.open": _l("办理中"),
    "TaskState.done": _l("已完成"),
    "TaskState.broken": _l("未兑现"),
    "TaskState.replaced": _l("改为逐项任务"),
    "Light.green": _l("按期进行"),
    "Light.amber": _l("临近到期"),
    "Light.red": _l("已经逾期"),
    "Light.done": _l("已完成"),
    "Light.broken": _l("未兑现"),
}

"""The sentences of minutes."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "deliberation.no_minutes": _l("这次会议还没有纪要。"),
    "deliberation.no_entry": _l("没有找到纪要里的这一段。"),
    "deliberation.no_answer": _l("没有找到这条意见。"),
    "deliberation.not_held_yet": _l("会议结束后才能起草纪要。"),
    "deliberation.drafted_already": _l("纪要已经起草。"),
    "deliberation.entry_fixed": _l(
        "签到、议程、动议和票数按记录写入，不能改。有遗漏请加一条说明。"
    ),
    "deliberation.minutes_confirmed": _l("参会人确认的时间已过，纪要文字不能再改。"),
    "deliberation.minutes_submitted": _l("纪要已经送参会人确认。"),
    "deliberation.minutes_not_submitted": _l("纪要还没有送参会人确认。"),
    "deliberation.minutes_being_confirmed": _l("参会人正在确认，全部答复或者到期后可以公布。"),
    "deliberation.minutes_published": _l("纪要已经公布，不能再改，只能附加更正。"),
    "deliberation.minutes_not_published": _l("纪要还没有公布。"),
    "deliberation.attendees_only": _l("只有签到的参会人可以确认纪要或者提出异议。"),
    "deliberation.attendees_dissent": _l("只有签到的参会人可以要求写入保留意见。"),
    "deliberation.answers_closed": _l("确认的时间已经过了。"),
    "deliberation.objection_needed": _l("请写明哪里不对，应当怎样写。"),
    "deliberation.answered_already": _l("您已经答复过。"),
    "deliberation.no_objection": _l("没有找到这条异议。"),
    "deliberation.minutes_flagged": _l(
        "还有 %(count)s 处不能公开的内容（手机号、证件号，或者房号和姓名写在一起），请改写或者遮盖。"
    ),
}
EVENTS = {
    "deliberation.minutes_submitted": _l(
        "%(body)s把第 %(number)s 次会议的纪要送参会人确认，到 %(confirm_by)s 为止。"
    ),
    "deliberation.minutes_answered": _l("一位参会人答复了第 %(number)s 次会议的纪要：%(answer)s。"),
    "deliberation.dissent_filed": _l("一位参会人在第 %(number)s 次会议的纪要里写下保留意见。"),
    "deliberation.objection_replied": _l("%(body)s答复了对第 %(number)s 次会议纪要的异议。"),
    "deliberation.confirmation_ended": _l(
        "第 %(number)s 次会议的纪要确认结束：%(confirmed)s 人确认，%(objected)s 人有异议。"
    ),
    "deliberation.minutes_published": _l(
        "%(body)s公布第 %(number)s 次会议的纪要，遮盖 %(passages_masked)s 处不能公开的内容。"
    ),
    "deliberation.minutes_published.0": _l("%(body)s公布第 %(number)s 次会议的纪要。"),
    "deliberation.minutes_published.by_default": _l(
        "第 %(number)s 次会议的纪要逾期没有公布，按规则自动公布，"
        "遮盖 %(passages_masked)s 处不能公开的内容。"
    ),
    "deliberation.minutes_corrected": _l("%(body)s对第 %(number)s 次会议的纪要附加了更正。"),
}
FIELDS = {"deliberation.minutes_answered.answer": "Answer"}
LABELS = {
    "MinutesStatus.draft": _l("起草中"),
    "MinutesStatus.confirming": _l("参会人确认中"),
    "MinutesStatus.confirmed": _l("待公布"),
    "MinutesStatus.published": _l("已公布"),
    "Answer.confirmed": _l("已确认"),
    "Answer.objected": _l("提出异议"),
    "FlagKind.mobile": _l("手机号"),
    "FlagKind.identity": _l("证件号"),
    "FlagKind.room_with_name": _l("房号和姓名在一起"),
}

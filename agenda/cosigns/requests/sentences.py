"""The words of requests for a meeting."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "cosigns.no_request": _l("没有这份召开会议的请求。"),
    "cosigns.requested_already": _l("这个会议已经请求过了。"),
    "cosigns.owners_only": _l("只有本小区经过核实的成年业主才能以业主身份附议。"),
    "cosigns.sign_as_resident": _l("您住在范围内，请直接附议；您的附议同时计入业主比例。"),
    "cosigns.answered_already": _l("这份请求已经答复。"),
    "cosigns.body_asked_only": _l("只有负责召集的单位（逾期后还有街道办事处）可以办理和查看姓名。"),
    "cosigns.notice_too_short": _l("依法须提前通知，最早可定在 %(day)s。"),
    "cosigns.held_too_late": _l("不能拖延，最晚定在 %(day)s。"),
    "cosigns.place_needed": _l("请写明会议的时间和地点。"),
}

EVENTS: dict[str, LazyString] = {
    "cosigns.owner_cosigned": _l("一位住在别处的业主附议，只计入召开业主大会临时会议的比例。"),
    "cosigns.owner_cosign_withdrawn": _l("一位住在别处的业主撤回附议。"),
    "cosigns.meeting_requested": _l(
        "附议达到法定比例（%(ground)s %(signed)s / %(total)s）：%(body)s须在 %(due_at)s "
        "前答复何时召开%(called)s。"
    ),
    "cosigns.request_answered": _l("%(body)s答复：%(held_on)s 召开%(called)s。"),
    "cosigns.request_escalated": _l(
        "%(body)s逾期没有答复召开%(called)s的请求，提请街道办事处在 %(due_at)s 前责令召开。"
    ),
    "cosigns.request_unanswered": _l("%(body)s逾期没有责令召开%(called)s，公开显示。"),
}

FIELDS: dict[str, str] = {
    "cosigns.meeting_requested.called": "Called",
    "cosigns.meeting_requested.ground": "Ground",
    "cosigns.request_answered.called": "Called",
    "cosigns.request_escalated.called": "Called",
    "cosigns.request_unanswered.called": "Called",
}

LABELS: dict[str, LazyString] = {
    "Called.residents_meeting": _l("居民会议"),
    "Called.representative_meeting": _l("居民代表会议"),
    "Called.owners_meeting": _l("业主大会临时会议"),
    "Ground.adults": _l("成年居民"),
    "Ground.household_representatives": _l("户代表"),
    "Ground.third_of_representatives": _l("居民代表"),
    "Ground.fifth_of_representatives": _l("居民代表"),
    "Ground.owners": _l("业主"),
}

"""The words of meetings that decide."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "ballots.no_assembly": _l("这次表决没有会议名册：还没有发出通知，或者不是会议表决。"),
    "ballots.basis_unlawful": _l(
        "居民会议按成年居民或按户代表计算，居民代表会议按代表计算（城市居民委员会组织法第二十六条、"
        "第二十八条）。"
    ),
    "ballots.nobody_entitled": _l("名册上没有按此有权参加的人，请先登记居民代表或户代表。"),
    "ballots.meeting_begun": _l("已经有人签到，不能再改通知和名册。"),
    "ballots.not_on_meeting_roll": _l("不在这次会议通知时冻结的名册上，不能签到参加表决。"),
    "ballots.sign_in_to_see": _l("到会签到后可以看到现场人数；其他人在结果公布后查看。"),
    "ballots.wrong_code": _l("签到码不对，请看会场上的签到码。"),
    "ballots.signed_in_already": _l("已经签到，不用再签一次。"),
    "ballots.attendance_closed": _l("签到已经结束，或者会议还没有发出通知。"),
    "ballots.not_the_day": _l("只能在会议当天签到。"),
    "ballots.counted_in_the_room": _l("会议表决按签到名单计票，请在会场页面录入举手结果。"),
    "ballots.more_hands_than_present": _l("举手合计 %(have)s，多于签到的 %(need)s 人，请检查。"),
}

EVENTS: dict[str, LazyString] = {
    "ballots.assembly_roll_frozen": _l(
        "%(body)s发出会议通知时冻结名册：%(basis)s，共 %(roll_size)s；摘要 %(roll_digest)s。"
    ),
}

FIELDS: dict[str, str] = {
    "ballots.assembly_roll_frozen.basis": "RollBasis",
}

LABELS: dict[str, LazyString] = {
    "RollBasis.heads": _l("按成年居民"),
    "RollBasis.households": _l("按户代表"),
    "RollBasis.representatives": _l("按居民代表和居委会成员"),
    "Entitlement.adult": _l("成年居民"),
    "Entitlement.household_representative": _l("户代表"),
    "Entitlement.representative": _l("居民代表"),
    "Entitlement.committee_member": _l("居委会成员"),
    "RollFault.groups_without_representative": _l("没有居民代表的楼组"),
    "RollFault.groups_out_of_range": _l("代表人数不合每 20 至 50 户一位的楼组"),
    "RollFault.too_few_representatives": _l("居民代表不足会议成员的五分之四"),
    "RollFault.households_without_representative": _l("名册上没有户代表、因此不在名册上的户"),
    "RollFault.households_with_several": _l("同一户多出的户代表（一户只计一位）"),
}

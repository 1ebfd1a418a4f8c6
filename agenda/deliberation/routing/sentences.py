"""The words of routing and referral: routes explained, refusals, ledger sentences."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.party_organization_routes": _l("办理方式由社区党组织的成员研究确定。"),
    "deliberation.not_listed": _l("这个议题现在不在等待确定办理方式。"),
    "deliberation.never_listed": _l("这个议题还没有列入议程。"),
    "deliberation.name_the_office": _l("转办要写明交给哪个部门。"),
    "deliberation.name_the_lead": _l("请选定主办单位。"),
    "deliberation.body_elsewhere": _l("请从本居民区的单位里选择。"),
    "deliberation.positions_due_outside": _l("答复日期要在明天以后，并在协商期限之内。"),
    "deliberation.deferred_already": _l("这个议题已经延期过一次，不能再延。"),
    "deliberation.deferral_outside": _l("延期的日期要晚于现在的期限，最晚不超过 %(latest)s。"),
    "deliberation.every_owner_must_agree": _l(
        "把住宅改成经营用房，须经全体有利害关系的业主同意（《民法典》第279条），不能用多数表决代替。"
    ),
    "deliberation.no_vote_legalizes": _l(
        "这类事由行政法律规定，多数人同意也不能使它合法（《城市居民委员会组织法》第31条、"
        "《物业管理条例》第19条），只能转交主管部门处理。"
    ),
    "deliberation.owners_decide_this": _l(
        "这是业主共有部分的事，应由业主共同决定（《民法典》第278条），居民会议不能代为决定。"
    ),
    "deliberation.committee_is_agent": _l("转办由居委会或者街道办事处的成员登记。"),
    "deliberation.not_referred": _l("这个议题现在没有转办。"),
    "deliberation.no_referral": _l("这个议题没有转办过。"),
    "deliberation.replied_already": _l("答复已经登记过了。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.proposal_routed": _l(
        "%(body)s确定办理方式：%(route)s，邀请 %(invited)s 个单位。"
    ),
    "deliberation.proposal_routed.differs": _l(
        "%(body)s说明理由，确定办理方式：%(route)s（按目录建议：%(proposed)s），邀请 %(invited)s 个单位。"
    ),
    "deliberation.routed_by_silence": _l(
        "逾期未确定办理方式，按规则转入协商，由居委会牵头，邀请 %(invited)s 个单位。"
    ),
    "deliberation.referral_proved": _l("%(body)s登记了移交凭据。"),
    "deliberation.referral_replied": _l("%(body)s登记了受理部门的答复。"),
    "deliberation.referral_escalated": _l("受理部门逾期未答复，提请%(body)s督办。"),
    "deliberation.referral_returned": _l("督办后仍未答复，议题退回原来的阶段继续办理。"),
}
FIELDS: dict[str, str] = {
    "deliberation.proposal_routed.route": "Route",
    "deliberation.proposal_routed.proposed": "Route",
    "deliberation.proposal_routed.matter": "Matter",
}
LABELS: dict[str, LazyString] = {
    "PartyRole.lead": _l("主办"),
    "PartyRole.assist": _l("协办"),
    "PartyRole.party": _l("参与"),
    "Matter.lift_installation": _l("既有住宅加装电梯"),
    "Matter.lift_renewal": _l("电梯大修、更新"),
    "Matter.leaks": _l("屋顶、外墙渗漏维修"),
    "Matter.renovation": _l("综合改造（美丽家园、雨污混接等）"),
    "Matter.fund_raising": _l("筹集、续筹维修资金"),
    "Matter.common_income": _l("公共收益的使用"),
    "Matter.property_fee": _l("物业费调整"),
    "Matter.property_contract": _l("选聘、续聘、解聘物业服务企业"),
    "Matter.owners_election": _l("业委会换届、补选"),
    "Matter.parking_rules": _l("停车管理办法与收费"),
    "Matter.new_parking": _l("新增地面车位"),
    "Matter.green_to_parking": _l("绿化改停车"),
    "Matter.shared_parking": _l("错时共享停车"),
    "Matter.ebike_sheds": _l("电动自行车充电棚"),
    "Matter.ebikes_indoors": _l("楼道停放电动车、飞线充电"),
    "Matter.ev_charging": _l("电动汽车公共充电桩"),
    "Matter.clutter": _l("楼道堆物"),
    "Matter.waste_room": _l("垃圾厢房选址、改造"),
    "Matter.waste_hours": _l("垃圾投放时段、误时投放点"),
    "Matter.bulky_waste": _l("大件、装修垃圾堆放点"),
    "Matter.dancing": _l("广场舞与噪声"),
    "Matter.renovation_noise": _l("装修噪声时段"),
    "Matter.pets": _l("文明养宠、禁入区域"),
    "Matter.cameras": _l("高空抛物、公共探头"),
    "Matter.access_control": _l("门禁更新、人脸识别"),
    "Matter.shop_in_home": _l("群租、民宿、住宅改经营"),
    "Matter.illegal_building": _l("违法搭建"),
    "Matter.gates_and_walls": _l("出入口、围墙、人车分流"),
    "Matter.lockers": _l("快递柜、电梯广告、自动售货"),
    "Matter.garden": _l("社区花园、楼组微更新"),
    "Matter.playground": _l("儿童游乐、健身苑点"),
    "Matter.barrier_free": _l("无障碍坡道、扶手"),
    "Matter.canteen": _l("社区食堂、助餐点、日间照料"),
    "Matter.activities": _l("活动室时段、暑托班、物业服务评议"),
    "Electorate.parties": _l("参加协商的各方"),
    "Electorate.residents": _l("居民（含租户），按人或按户"),
    "Electorate.owners": _l("业主，按人数和专有部分面积"),
    "Electorate.office": _l("主管部门"),
    "Majority.agreed_text": _l("形成逐条编号的协商意见，由会议表决通过，并附各方立场"),
    "Majority.residents_half": _l(
        "居民会议：过半数参加，参加者过半数同意；居民代表会议：三分之二以上参加，参加者过半数同意"
    ),
    "Majority.owners_half": _l("人数和面积都有三分之二以上参加表决，参加者人数和面积都过半数同意"),
    "Majority.owners_three_quarters": _l(
        "人数和面积都有三分之二以上参加表决，参加者人数和面积都有四分之三以上同意"
    ),
    "Majority.office_reply": _l("以部门的书面答复为准"),
    "Caution.every_owner_must_agree": _l(
        "住宅改为经营用房须经全体有利害关系的业主同意（《民法典》第279条），任何多数都不能代替。"
    ),
    "Caution.no_vote_legalizes": _l("由行政法律规定，多数人同意也不能使它合法。"),
    "Caution.one_building_decides": _l("只由这幢楼或这个单元的业主决定，不必全小区表决。"),
    "Caution.whole_compound_decides": _l("涉及全小区业主，不能由一幢楼的业主代为决定。"),
    "Caution.each_compound_decides": _l("居民区没有统一的业主大会，要由各小区的业主分别决定。"),
    "Caution.common_land": _l(
        "如果占用业主共有的场地或房屋作新用途，还须业主共同决定，四分之三以上同意（《民法典》第278条第八项）。"
    ),
    "Caution.fund_use": _l(
        "如果动用维修资金，还须业主共同决定，过半数同意（《民法典》第278条第五项）。"
    ),
    "Caution.losers_heard": _l("采光、安静或费用受影响的住户，要先开协调会听取意见。"),
    "Caution.tenants_heard": _l("租户没有表决权但受影响，应先开听证会。"),
    "Caution.green_permit": _l("绿地面积不得减少，须先取得绿化部门的许可。"),
    "Caution.face_optional": _l("不得把人脸识别作为出入的唯一方式。"),
    "Caution.emergency": _l("经鉴定危及安全的，可按应急维修办理，不等表决。"),
    "Caution.hearing_first": _l("街道组织实施的项目，决定之前应先开听证会。"),
    "Caution.audit_first": _l("表决前应先公布经过审计的账目。"),
    "Caution.disputed": _l("这一类的界限有争议，请居委会或房管部门确认。"),
    "Caution.topic_is_wide": _l("这个主题里有几种办法不同的事，请选最接近的一种。"),
}

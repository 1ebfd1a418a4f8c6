"""What the rooms of places and people say: refusals, ledger lines, words of enums."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "community.no_area": _l("没有这个范围。"),
    "community.no_household": _l("没有这一户。"),
    "community.no_person": _l("没有这个人，或者您不能查看。"),
    "community.no_body": _l("没有这个组织。"),
    "community.no_seat": _l("没有这个席位。"),
    "community.no_neighbourhood": _l("没有这个居民区。"),
    "community.operator_only": _l("这一步由运维人员在服务器上办理。"),
    "community.committee_only": _l("只有居委会成员可以办理。"),
    "community.roster_faulty": _l("名册文件里还有错误，没有导入任何内容。"),
    "community.not_first_seat": _l(
        "运维人员只能登记每个组织最初的两个席位，之后由组织里的人提名、另一人确认。"
    ),
    "community.not_of_body": _l("只有这个组织的成员或街道办事处可以办理它的席位。"),
    "community.seat_decided": _l("这个席位已经处理过了。"),
    "community.seat_lapsed": _l("提名超过 30 天没有人确认，已经失效，请重新提名。"),
    "community.second_person": _l("要由另一个人确认：提名的人和本人都不能自己确认。"),
    "community.seat_taken": _l("此人在这个组织里已经有这个席位，或正等待确认。"),
    "community.not_for_seat": _l("席位只能给本居民区名册上的成年人。"),
    "community.no_such_name": _l(
        "名册上没有这个名字。住在这里的请核对姓名；只在这里工作的请勾选下面一项。"
    ),
    "community.namesakes": _l("有几位同名的人，请选择是哪一位。"),
    "community.on_roster": _l("名册上已经有这个人，请直接给他打印邀请信。"),
    "community.plan_shape": _l("文件里 %(place)s 缺少内容或写法不对。"),
    "community.plan_word": _l("文件里 %(place)s 应是其中之一：%(words)s。"),
    "community.seat_held": _l("您还在组织里担任职务，请先辞去席位，再关闭账号。"),
    "community.not_yourself": _l("只能更正自己的信息。"),
    "community.body_named": _l("已经有同名的组织。"),
    "community.neighbourhood_named": _l("已经有同名的居民区。"),
}
EVENTS = {
    "community.neighbourhood_set_up": _l("居民区登记完成，共 %(bodies)s 个组织。"),
    "community.body_founded": _l("登记了组织：%(body)s。"),
    "community.roster_imported": _l(
        "名册更新：共 %(households)s 户、%(people)s 人；新增 %(households_new)s 户、%(people_new)s 人，"
        "变更 %(households_changed)s 户、%(people_changed)s 人，迁出 %(people_ended)s 人。"
    ),
    "community.seat_proposed": _l("%(body)s提名了一个席位（%(role)s），等待第二人确认。"),
    "community.seat_confirmed": _l("%(body)s的一个席位（%(role)s）经第二人确认生效。"),
    "community.seat_confirmed.operator": _l("%(body)s的最初席位（%(role)s）由运维人员登记。"),
    "community.seat_end_proposed": _l("%(body)s提出结束一个席位（%(role)s），等待第二人确认。"),
    "community.seat_ended": _l("%(body)s的一个席位（%(role)s）结束。"),
    "community.seat_ended.resigned": _l("%(body)s的一个席位（%(role)s）由本人辞去。"),
}
FIELDS = {
    "community.body_founded.body_kind": "BodyKind",
    "community.seat_proposed.role": "SeatRole",
    "community.seat_confirmed.role": "SeatRole",
    "community.seat_end_proposed.role": "SeatRole",
    "community.seat_ended.role": "SeatRole",
}
LABELS = {
    "AreaKind.neighbourhood": _l("居民区"),
    "AreaKind.compound": _l("小区"),
    "AreaKind.building": _l("楼栋"),
    "AreaKind.unit": _l("单元"),
    "Relation.owner": _l("业主"),
    "Relation.family": _l("家属"),
    "Relation.tenant": _l("租户"),
    "AgeBand.18-29": _l("18–29 岁"),
    "AgeBand.30-44": _l("30–44 岁"),
    "AgeBand.45-59": _l("45–59 岁"),
    "AgeBand.60-74": _l("60–74 岁"),
    "AgeBand.75+": _l("75 岁及以上"),
    "ShownAs.masked": _l("楼号和隐去名字，如“3号楼 王**”"),
    "ShownAs.anonymous": _l("只写楼号，如“3号楼 居民”"),
}

"""What accounts say: refusals, ledger lines, the words of their enums."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "accounts.bad_name": _l("请填写 11 位手机号或邮箱地址。"),
    "accounts.bad_mobile": _l("请填写 11 位手机号。"),
    "accounts.bad_email": _l("邮箱地址不对。"),
    "accounts.name_taken": _l("这个手机号或邮箱已经有账号。请登录后再加入，或换一个。"),
    "accounts.wrong": _l("账号或密码不对。忘记密码可以请居委会协助找回。"),
    "accounts.wrong_password": _l("密码不对。"),
    "accounts.password_short": _l("密码至少 %(least)s 个字。"),
    "accounts.password_long": _l("密码最多 %(most)s 个字。"),
    "accounts.password_common": _l(
        "这个密码太常见，别人容易猜到。换成一句只有自己知道的话，不要用姓名、生日、手机号或连续的键。"
    ),
    "accounts.too_often": _l("尝试次数太多，请过 %(retry_after)s 秒再试。"),
    "accounts.not_yours": _l("这是别人的账号，您不能操作。"),
    "accounts.no_account": _l("没有这个账号。"),
    "accounts.no_account_yet": _l("此人还没有账号，请给他打印邀请信。"),
    "accounts.has_account": _l("此人已经有账号。忘记密码可以用新的邀请信重设。"),
    "accounts.member_already": _l("您的账号已经属于这个居民区。"),
    "accounts.no_session": _l("没有这次登录，可能已经退出。"),
    "accounts.no_membership": _l("您的账号不属于这个居民区。"),
    "accounts.signed_in_already": _l("您已经登录。要用邀请码注册新账号，请先退出。"),
    "accounts.no_code": _l("没有这个邀请码。请核对信上的 16 个字母和数字。"),
    "accounts.code_used": _l("这个邀请码已经用过。如果不是您本人用的，请告诉居委会。"),
    "accounts.code_used_meanwhile": _l("这个邀请码刚刚被使用。如果不是您本人用的，请告诉居委会。"),
    "accounts.code_replaced": _l("这封信已经被新的信代替，请用最近收到的一封。"),
    "accounts.code_expired": _l("这个邀请码已经过期，请楼组长或居委会补印一封。"),
    "accounts.adults_only": _l("只给住在这里的成年人和业主发邀请信。"),
    "accounts.no_link": _l("没有这个链接。请核对是否复制完整。"),
    "accounts.link_over": _l("这个链接已经用过或超过一小时。请重新办理。"),
    "accounts.not_administrator": _l("这不是系统管理员的账号。"),
    "accounts.administrator_stays": _l("系统管理员的账号不能自己关闭，请由运维人员办理。"),
    "accounts.no_recovery": _l("没有这项办理。"),
    "accounts.recovery_open": _l("已经有人为此人登记，正等待第二人确认。"),
    "accounts.recovery_over": _l("这项办理已经结束，或超过 24 小时没有确认。请重新登记。"),
    "accounts.second_person": _l("要由另一位居委会成员确认。"),
    "accounts.not_for_yourself": _l("不能为自己办理，请另一位成员登记。"),
    "accounts.no_application": _l("没有这个申请。请核对回执码。"),
    "accounts.application_open": _l("同样的申请正在等待核实，请用回执码查看进度。"),
    "accounts.application_decided": _l("这个申请已经办结。"),
    "accounts.deciders_only": _l("只有居委会可以办理；逾期后居务监督委员会和街道办事处也可以。"),
    "accounts.other_home": _l("这一户和申请人填写的楼栋、室号不符。"),
    "accounts.reason_missing": _l("请写明原因。"),
}
EVENTS = {
    "accounts.resident_verified": _l("%(body)s核实了一位不在名册上的居民，已写入名册。"),
    "accounts.application_declined": _l("%(body)s答复了一件加入申请：不能核实，原因已告知申请人。"),
    "accounts.application_escalated": _l(
        "一件加入申请逾期没有答复，转给%(body)s，最晚 %(due_at)s 答复。"
    ),
}
LABELS = {
    "Purpose.privacy": _l("隐私说明"),
    "Purpose.age_band": _l("统计年龄段"),
    "ApplicationState.waiting": _l("等待核实"),
    "ApplicationState.verified": _l("已核实"),
    "ApplicationState.declined": _l("不能核实"),
    "Level.residents_committee": _l("居委会"),
    "Level.supervision_committee": _l("居务监督委员会"),
    "Level.subdistrict_office": _l("街道办事处"),
}
LOOKS = {
    "community.name_seen": _l("查看了姓名和联系方式"),
    "accounts.letter_printed": _l("补印了邀请信"),
    "accounts.application_verified": _l("核实了加入申请"),
    "accounts.recovery_proposed": _l("登记协助找回账号"),
    "accounts.recovery_confirmed": _l("确认协助找回账号，出示了链接"),
    "accounts.recovery_withdrawn": _l("撤下了协助找回"),
}
"""What others did with a person's data, as he reads it under "my data"."""


def look_word(kind: str) -> str:
    """Return in words what somebody did with a person's data."""
    return str(LOOKS[kind])

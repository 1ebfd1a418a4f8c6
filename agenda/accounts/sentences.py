"""What accounts say: refusals and the words of their enums."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "accounts.bad_name": _l("请填写 11 位手机号或邮箱地址。"),
    "accounts.wrong": _l("账号或密码不对。忘记密码可以请居委会协助找回。"),
    "accounts.too_often": _l("尝试次数太多，请过 %(retry_after)s 秒再试。"),
    "accounts.not_yours": _l("这是别人的账号，您不能操作。"),
    "accounts.no_account": _l("没有这个账号。"),
    "accounts.no_session": _l("没有这次登录，可能已经退出。"),
    "accounts.no_membership": _l("您的账号不属于这个居民区。"),
}

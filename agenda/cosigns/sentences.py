"""The words of co-signing."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "cosigns.residents_only": _l("只有经过核实、住在本居民区的成年居民才能附议。"),
    "cosigns.other_scope": _l("这件事只在它所涉及的范围内征集附议，您的住处不在这个范围里。"),
    "cosigns.not_open_yet": _l("这个议题还没有开始征集附议。"),
    "cosigns.closed": _l("附议已经结束：议题已确定办理方式，或者已经了结。"),
    "cosigns.window_over": _l("征集附议的期限已过，不能再附议。"),
    "cosigns.signed_already": _l("您已经附议过这个议题，不用再附议一次。"),
    "cosigns.no_such_version": _l("这个议题没有这一版文字，请对照附议单上的版本号。"),
    "cosigns.not_on_roster": _l("名册上没有这个人，或者已经搬走、未成年。"),
    "cosigns.not_of_scope": _l("签名人不住在这个议题的范围内。"),
    "cosigns.over_before_entered": _l("录完以前附议已经结束。"),
    "cosigns.on_another_sheet": _l("这个人已经在另一张附议单上附议，只算一次。"),
    "cosigns.signed_online": _l("这个人已经在网上附议，只算一次。"),
    "cosigns.withdrawn_since": _l("这个人在交单以后已经撤回附议。"),
    "cosigns.none_to_withdraw": _l("您没有附议过这个议题，或者已经撤回。"),
}

EVENTS: dict[str, LazyString] = {
    "cosigns.co_signed": _l("一位居民附议，现有 %(households)s 户附议。"),
    "cosigns.co_signed.paper": _l("一位居民在纸质附议单上附议，现有 %(households)s 户附议。"),
    "cosigns.cosign_withdrawn": _l("一位居民撤回附议，现有 %(households)s 户附议。"),
}

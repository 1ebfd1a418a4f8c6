"""The words of positions."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "deliberation.seat_of_body_files": _l("只有这个单位的成员可以代表它表明立场。"),
    "deliberation.filed_meanwhile": _l("同单位的成员刚刚提交过立场，请对照后再提交。"),
    "deliberation.reasons_needed": _l("反对或有条件同意时，请写明理由。"),
    "deliberation.conditions_needed": _l("有条件同意时，请把条件一条一条写出来。"),
    "deliberation.conditions_elsewhere": _l("只有“有条件同意”才写条件，请改选立场或清空条件。"),
    "deliberation.too_many_conditions": _l("条件最多写 %(limit)s 条。"),
    "deliberation.condition_too_long": _l("每条条件最多 %(limit)s 个字。"),
}
EVENTS: dict[str, LazyString] = {
    "deliberation.position_filed": _l("%(body)s表明立场（第 %(version)s 稿）：%(stance)s。"),
    "deliberation.position_filed.late": _l(
        "%(body)s逾期表明立场（第 %(version)s 稿）：%(stance)s。"
    ),
    "deliberation.body_stayed_silent": _l("%(body)s到期未答复。"),
}
FIELDS: dict[str, str] = {"deliberation.position_filed.stance": "Stance"}
LABELS: dict[str, LazyString] = {
    "Stance.for": _l("同意"),
    "Stance.against": _l("反对"),
    "Stance.conditional": _l("有条件同意"),
    "Stance.none": _l("不表态"),
}

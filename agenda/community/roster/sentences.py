"""What is wrong with a roster file, by row and column, in words for who keeps the spreadsheet."""

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from agenda.community.roster.file.rules import HEADINGS, Column, Fault

ENCODINGS = {
    "": _l("文件里有无法识别的字符。请另存为“CSV UTF-8”后再试。"),
    "workbook": _l("这是 Excel 工作簿。请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”后再试。"),
    "utf-16": _l("这是“Unicode 文本”。请另存为“CSV UTF-8（逗号分隔）”后再试。"),
}
FAULTS = {
    "roster.column_missing": _l("表头里没有这一栏。"),
    "roster.column_twice": _l("表头里有两栏都是这个意思，请只留一栏。"),
    "roster.empty": _l("没有填写。"),
    "roster.unreadable": _l("有无法识别的字符，请重新输入这一格。"),
    "roster.too_long": _l("太长，最多 %(most)s 个字。"),
    "roster.slash": _l("名称里不能有斜杠“/”。"),
    "roster.bad_area": _l("写的是“%(text)s”，应是平方米数，大于 0，最多两位小数，如 86.52。"),
    "roster.bad_parking": _l("写的是“%(text)s”，应是平方米数，最多两位小数，没有写 0。"),
    "roster.bad_flag": _l("写的是“%(text)s”，请写“是”或“否”。"),
    "roster.bad_relation": _l(
        "写的是“%(text)s”，请写“业主”“家属”“租户”，不住在这里的业主写“外住业主”。"
    ),
    "roster.address_missing": _l("外住业主要有通讯地址，邀请信和表决票寄到那里。"),
    "roster.adult_resident_only": _l("只有住在这里的成年人可以担任。"),
    "roster.group_missing": _l("同一行的“楼组”没有填写，不知道代表哪个楼组。"),
    "roster.area_missing": _l("这一户没有一行填了面积。"),
    "roster.area_differs": _l("与第 %(earlier)s 行同一户的面积不同。"),
    "roster.parking_differs": _l("与第 %(earlier)s 行同一户的车位面积不同。"),
    "roster.stock_differs": _l("与第 %(earlier)s 行同一户不一致：开发商持有，还是已交付？"),
    "roster.group_differs": _l("与第 %(earlier)s 行同一户的楼组不同。"),
    "roster.second_one": _l("第 %(earlier)s 行已经有一位，只能有一位。"),
    "roster.same_person": _l(
        "与第 %(earlier)s 行是同一户的同一个人；若是同名的两个人，请用“编号”区分。"
    ),
    "roster.name_differs": _l("与第 %(earlier)s 行编号相同，姓名却不同。"),
    "roster.lives_twice": _l(
        "第 %(earlier)s 行说此人住在另一户；一个人只能住一户，其余的写“外住业主”。"
    ),
}


def column_name(column: Column) -> str:
    """Return a column's heading in the reader's language."""
    return column.value if str(get_locale()) == "en" else HEADINGS[column][0]


def fault_sentence(fault: Fault) -> str:
    """Return one line that says where something is wrong and what."""
    told = str(FAULTS[fault.code])
    what = told % fault.params if fault.params else told
    if fault.column is None:
        return str(_("第 %(row)s 行：%(what)s", row=fault.row, what=what))
    column = column_name(fault.column)
    return str(_("第 %(row)s 行「%(column)s」：%(what)s", row=fault.row, column=column, what=what))

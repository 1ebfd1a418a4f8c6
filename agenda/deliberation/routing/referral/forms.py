"""The forms of the agent: proof of the hand-over, and the office's reply."""

from flask_babel import lazy_gettext as _l

from agenda.deliberation.routing.rules import OFFICE_MAX, REASON_MAX, REPLY_MAX
from agenda.web.forms import Form, LineField, TextField, at_most, required


class ProofForm(Form):
    """To which office the matter was handed, and what proves it."""

    office = LineField(_l("受理部门"), [required(_l("请写明交给哪个部门。")), at_most(OFFICE_MAX)])
    proof = TextField(
        _l("移交凭据"),
        [required(_l("请写明怎样移交、凭什么证明。")), at_most(REASON_MAX)],
        description=_l("例如日期、窗口、编号。公开显示，不写姓名和电话。"),
        render_kw={"maxlength": REASON_MAX},
    )


class ReplyForm(Form):
    """What the office replied."""

    reply = TextField(
        _l("部门的答复"),
        [required(_l("请写下部门的答复。")), at_most(REPLY_MAX)],
        description=_l("照原文录入，公开显示。不写姓名和电话。登记后议题进入结果公示。"),
        render_kw={"maxlength": REPLY_MAX},
    )

"""The form of a ballot that must not count: whose it is, and why."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from agenda.ballots.owners.casting.rules import PROPOSABLE
from agenda.paper.forms import TYPED
from agenda.web.forms import Form, LineField, at_most, required
from agenda.web.sentences import label


class AsideForm(Form):
    """A ballot, by its code or room, and a reason from the closed list."""

    code = LineField(
        _l("票上的编码，或楼号和室号"),
        [required(_l("请填写是哪一张票。")), at_most(300)],
        render_kw=TYPED,
    )
    reason = RadioField(_l("为什么不计入"), [required(_l("请选择原因。"))])

    def offer(self) -> None:
        """Offer the reasons there are."""
        self.reason.choices = [(reason.value, label(reason)) for reason in PROPOSABLE]

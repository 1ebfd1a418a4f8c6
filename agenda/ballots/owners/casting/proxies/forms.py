"""The form of a written proxy: whose it is, whom he sends, and how he is told to vote."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import Optional

from agenda.ballots.owners.models import OwnersQuestion
from agenda.ballots.rules import Choice
from agenda.paper.forms import TYPED
from agenda.web.forms import Form, LineField, at_most, required
from agenda.web.sentences import label


class ProxyForm(Form):
    """A proxy as it stands on its paper."""

    code = LineField(
        _l("委托人：票上的编码，或楼号和室号"),
        [required(_l("请填写委托人的编码或室号。")), at_most(300)],
        render_kw=TYPED,
    )
    room = LineField(
        _l("代理人的楼号和室号"),
        [required(_l("请填写代理人住在哪里。")), at_most(60)],
        description=_l("照委托书写，如 3-501。代理人要是住在本居民区的成年人。"),
        render_kw=TYPED,
    )
    name = LineField(
        _l("代理人的姓名"),
        [required(_l("请填写代理人的姓名。")), at_most(60)],
        render_kw=TYPED,
    )

    @property
    def answers(self) -> list[Any]:
        """The fields of the questions, in their order."""
        return [field for field in self if field.name.startswith("question_")]

    @property
    def instructions(self) -> tuple[Choice, ...]:
        """How the proxy has to vote on every question; a blank one is an abstention."""
        return tuple(Choice(field.data) if field.data else Choice.ABSTAIN for field in self.answers)


def proxy_form(questions: Sequence[OwnersQuestion]) -> ProxyForm:
    """Return the form with an instruction for each of these questions."""
    offered = [(choice.value, label(choice)) for choice in Choice]
    fields = {
        f"question_{question.number}": RadioField(_l("指示"), [Optional()], choices=offered)
        for question in questions
    }
    form: ProxyForm = type("AskedProxyForm", (ProxyForm,), fields)()
    return form

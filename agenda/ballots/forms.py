"""The forms of the residents' vote: choosing, casting what was chosen, opening one's own ballot."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import AnyOf, Regexp

from agenda.ballots.rules import Choice
from agenda.kernel.ids import CODE_ALPHABET
from agenda.web.forms import Form, LineField, at_most, required
from agenda.web.sentences import label

CODE = rf"^[{CODE_ALPHABET}]{{4}}(-[{CODE_ALPHABET}]{{4}}){{3}}$"


class ChoiceForm(Form):
    """One question, three choices, none of them chosen beforehand."""

    choice = RadioField(_l("您的选择"), [required(_l("请选择一项。"))])

    def offer(self) -> None:
        """Offer the three choices."""
        self.choice.choices = [(choice.value, label(choice)) for choice in Choice]


class CastForm(Form):
    """What was chosen, with the receipt code made for this form: sent twice, it counts once."""

    choice = HiddenField(validators=[AnyOf([choice.value for choice in Choice])])
    code = HiddenField(validators=[Regexp(CODE)])


class CodeForm(Form):
    """The receipt code that, with sign-in, opens one's own ballot."""

    code = LineField(
        _l("回执码"),
        [required(_l("请输入回执码。")), at_most(40)],
        description=_l("印在回执上的 16 个字母和数字，大小写和横线都不要紧。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class ReplaceForm(ChoiceForm):
    """Another choice in place of one's own."""

    code = HiddenField(validators=[at_most(40)])

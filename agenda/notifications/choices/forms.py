"""The form of what one is written."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from agenda.notifications.choices.rules import HOURS, Choices, Mailing
from agenda.proposals.rules import Topic
from agenda.web.forms import Form
from agenda.web.sentences import label


class TicksField(SelectMultipleField):
    """Any number of choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ChoicesForm(Form):
    """What one wants to be told of by e-mail, in which language, and when not."""

    mailings = TicksField(_l("发邮件告诉我"))
    topics = TicksField(
        _l("我关注的类别"), description=_l("这些类别的议题有进展，都会告诉您，站内消息和邮件都有。")
    )
    language = RadioField(_l("邮件用哪种语言"), choices=[("zh", _l("中文")), ("en", "English")])
    quiet_from = SelectField(_l("从几点起不发邮件"), coerce=int)
    quiet_to = SelectField(
        _l("到几点再发"), coerce=int, description=_l("两个钟点相同，就是随时都发。")
    )

    def __init__(self, choices: Choices | None = None, topics: frozenset[Topic] = frozenset()):
        """Show what was chosen before, unless the form was sent."""
        super().__init__(data=_shown(choices, topics) if choices else None)
        self.mailings.choices = [(word.value, label(word)) for word in Mailing]
        self.topics.choices = [(word.value, label(word)) for word in Topic]
        hours = [(hour, f"{hour:02d}:00") for hour in range(HOURS)]
        self.quiet_from.choices, self.quiet_to.choices = hours, hours

    def chosen(self) -> tuple[Choices, frozenset[Topic]]:
        """Return what was chosen."""
        choices = Choices(
            language=self.language.data,
            mailings=frozenset(Mailing(word) for word in self.mailings.data or ()),
            quiet_from=self.quiet_from.data,
            quiet_to=self.quiet_to.data,
        )
        return choices, frozenset(Topic(word) for word in self.topics.data or ())


def _shown(choices: Choices, topics: frozenset[Topic]) -> dict[str, Any]:
    """Return choices as the form's fields hold them."""
    return {
        "mailings": sorted(choices.mailings),
        "topics": sorted(topics),
        "language": choices.language,
        "quiet_from": choices.quiet_from,
        "quiet_to": choices.quiet_to,
    }

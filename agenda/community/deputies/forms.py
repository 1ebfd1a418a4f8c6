"""The form by which a seat holder names a deputy."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField

from agenda.community.deputies.queries import Candidate
from agenda.web.forms import Form, required


class DeputyForm(Form):
    """Who stands in, from which day to which."""

    deputy_id = SelectField(_l("由谁代理"), [required(_l("请选择一位。"))], coerce=int)
    from_on = DateField(_l("从哪天起"), [required(_l("请选日期。"))])
    until_on = DateField(_l("到哪天为止"), [required(_l("请选日期。"))])

    def offer(self, candidates: Iterable[Candidate]) -> None:
        """Offer those who can stand in."""
        self.deputy_id.choices = [(one.person_id, one.who) for one in candidates]

"""The form of vouching for a resident who cannot sign in."""

from flask_babel import lazy_gettext as _l

from agenda.web.forms import Form, LineField, at_most, required


class RecoveryForm(Form):
    """How the first of two members of staff saw who stands before him."""

    checked = LineField(
        _l("怎样确认是本人"),
        [required(_l("请写明怎样确认是本人。")), at_most(200)],
        description=_l("如“当面认识”“看过租赁合同”。不要写证件号码。"),
    )

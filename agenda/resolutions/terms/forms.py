"""The form of a receipt, and the field of an amount."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, ValidationError

from agenda.resolutions.terms.rules import RECEIPT_MAX, WHAT_MAX, fen
from agenda.web.forms import Form, LineField, at_most, required


class YuanField(StringField):
    """An amount typed in yuan; `fen` is the same in whole fen."""

    @property
    def fen(self) -> int | None:
        """Return the amount in fen, or None where nothing was typed."""
        return fen(self.data or "")

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no amount."""
        if self.data and not self.fen:
            raise ValidationError(_l("请写金额，例如 1234.50。"))


class ExpenseForm(Form):
    """A receipt."""

    amount = YuanField(_l("金额（元）"), [required(_l("请写金额。"))])
    what = LineField(_l("用于什么"), [required(_l("请写明用途。")), at_most(WHAT_MAX)])
    receipt = LineField(_l("票据号码"), [required(_l("请写票据号码。")), at_most(RECEIPT_MAX)])
    paid_on = DateField(_l("付款日期"), [required(_l("请选择日期。"))])

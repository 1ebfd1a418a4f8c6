"""The form of writing a comment."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from agenda.deliberation.discussion.rules import TEXT_MAX
from agenda.kernel.ids import BodyId
from agenda.web.forms import Form, TextField, at_most, required

MYSELF = 0


class CommentForm(Form):
    """What somebody wants to say, and in whose name."""

    text = TextField(
        _l("留言"),
        [required(_l("请写下您想说的话。")), at_most(TEXT_MAX)],
        description=_l("公开显示，并记入台账。请就事论事，不写他人的姓名、电话和房号。"),
        render_kw={"maxlength": TEXT_MAX},
    )
    speaker = SelectField(_l("以谁的名义"), coerce=int)

    def offer(self, bodies: Sequence[tuple[BodyId, str]], *, at_home: bool) -> None:
        """Offer to write for oneself, if one lives or owns here, and for one's bodies."""
        if not bodies:
            del self.speaker
            return
        own = [(MYSELF, _l("我自己"))] if at_home else []
        self.speaker.choices = [*own, *bodies]

    @property
    def body_id(self) -> BodyId | None:
        """The body in whose name it is written, if in any."""
        if "speaker" not in self or not self.speaker.data:
            return None
        return BodyId(self.speaker.data)

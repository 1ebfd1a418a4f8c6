"""The form every feature's forms grow from: CSRF, clean text, the reader's language."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from agenda.kernel.clock import SHANGHAI
from agenda.kernel.errors import Invalid
from agenda.kernel.texts import normal_line, normal_text
from agenda.web.i18n import language
from agenda.web.sentences import refusal


def _filter(clean: Callable[[str], str]) -> Callable[[str | None], str | None]:
    """Return a WTForms filter that cleans text and leaves unreadable text for validation."""

    def run(text: str | None) -> str | None:
        return clean(text) if text else text

    return run


class LineField(StringField):
    """One line of text, NFC, without invisible characters."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, filters=[_filter(normal_line)], **options)


class TextField(TextAreaField):
    """Text of several lines, NFC, without invisible characters."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, filters=[_filter(normal_text)], **options)


class InstantField(DateTimeLocalField):
    """A local day and time in Shanghai; `instant` is the same in UTC."""

    @property
    def instant(self) -> datetime | None:
        """Return the moment in UTC, or None."""
        return self.data.replace(tzinfo=SHANGHAI) if self.data else None


class Form(FlaskForm):
    """A form that keeps everything typed and speaks the reader's language."""

    class Meta(FlaskForm.Meta):
        """Language of WTForms' own sentences."""

        @property
        def locales(self) -> list[str]:
            """Return the reader's language."""
            return ["en"] if language() == "en" else ["zh"]

    def add_refusal(self, error: Invalid) -> None:
        """Show a rule's refusal at the field it names, or above the form."""
        sentence = refusal(error.code, **error.params)
        if error.field and error.field in self:
            field = self[error.field]
            field.errors = [*field.errors, sentence]
        else:
            self.form_errors.append(sentence)

    @property
    def was_sent(self) -> bool:
        """Whether this request sends the form."""
        return request.method in {"POST", "PUT", "PATCH", "DELETE"}


def required(sentence: Any) -> InputRequired:
    """Return a validator that demands an answer, with its own sentence."""
    return InputRequired(message=sentence)


def at_most(characters: int) -> Length:
    """Return a validator for the length of a text in characters."""
    return Length(max=characters, message=_l("最多 %(max)d 个字。"))


def at_least(characters: int) -> Length:
    """Return a validator for the least length of a text in characters."""
    return Length(min=characters, message=_l("至少写 %(min)d 个字。"))


def one_of(choices: Mapping[str, Any]) -> Callable[[Any, Any], None]:
    """Return a validator that the value is one of the choices."""

    def check(_form: Any, field: Any) -> None:
        if field.data not in choices:
            raise ValidationError(_l("请从列出的选项中选择。"))

    return check

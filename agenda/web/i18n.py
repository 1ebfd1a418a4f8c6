"""Two complete languages: Simplified Chinese is the text in the code, English its catalogue."""

from datetime import date, datetime, time, timedelta

from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain, format_date, format_decimal, get_locale

from agenda.infra.resources import translations
from agenda.kernel.clock import SHANGHAI
from agenda.kernel.quantities import Area

LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}
COOKIE = "lang"


class _Catalogue(Domain):
    """Reads the .po files themselves: no compiled copy can be out of date."""

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the reader's language, read once per process."""
        if str(get_locale()) != "en":
            return NullTranslations()
        if "en" not in self.cache:
            self.cache["en"] = _read("en")
        english: NullTranslations = self.cache["en"]
        return english


def _read(language: str) -> Translations:
    """Return all features' .po files of one language as one catalogue."""
    messages: dict[str | tuple[str, int], str] = {}
    for path in sorted((translations() / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id or not message.string or message.fuzzy:
                    continue
                if isinstance(message.id, tuple):
                    for number, string in enumerate(message.string):
                        messages[message.id[0], number] = string
                else:
                    messages[str(message.id)] = str(message.string)
    catalogue = Translations()
    catalogue._catalog = messages  # noqa: SLF001 - gettext offers no public way to fill it
    catalogue.plural = lambda n: int(n != 1)
    return catalogue


def language() -> str:
    """Return the reader's language, `zh` or `en`: cookie first, then the browser's wish."""
    if not has_request_context():
        return "zh"
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(["zh", "zh-CN", "en"], "zh")[:2]


def init_app(app: Flask) -> None:
    """Set up both languages, Shanghai time and the filters for dates, numbers and areas."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES["zh"])
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Shanghai")
    babel = Babel(app, locale_selector=lambda: LANGUAGES[language()])
    babel.domain_instance = _Catalogue()
    app.jinja_env.filters.update(
        date=show_date,
        day=show_day,
        datetime=show_datetime,
        number=show_number,
        area=show_area,
        yuan=show_yuan,
        month=show_month,
    )


def show_date(day: date | datetime) -> str:
    """Return 2026年3月1日（周日） or 1 March 2026 (Sun)."""
    if language() == "en":
        return str(format_date(day, "d MMMM y (EEE)", rebase=isinstance(day, datetime)))
    return str(format_date(day, "y年M月d日（EEE）", rebase=isinstance(day, datetime)))


def show_day(day: date | datetime) -> str:
    """Return 3月1日 or 1 Mar, where the year is told beside it."""
    pattern = "d MMM" if language() == "en" else "M月d日"
    return str(format_date(day, pattern, rebase=isinstance(day, datetime)))


def show_datetime(instant: datetime) -> str:
    """Return 2026年3月1日（周日）20:00 in Shanghai; midnight is 24:00 of the day before.

    A period ends at 24:00 of its last day (Civil Code art. 203): shown as 00:00 of the next day,
    everybody would read a day too much.
    """
    local = instant.astimezone(SHANGHAI)
    space = " " if language() == "en" else ""
    if local.time() == time(0):
        return f"{show_date(local.date() - timedelta(days=1))}{space}24:00"
    return f"{show_date(local.date())}{space}{local:%H:%M}"


def show_number(number: int) -> str:
    """Return a count with the language's separators."""
    return str(format_decimal(number))


def show_area(area: Area) -> str:
    """Return an area given in 0.01 m2 as 124,799.30 m²."""
    return f"{format_decimal(area // 100)}.{area % 100:02d} m²"


def show_yuan(fen: int) -> str:
    """Return an amount given in fen as ¥1,234.50."""
    return f"¥{format_decimal(fen // 100)}.{fen % 100:02d}"


def show_month(day: date) -> str:
    """Return 2026年3月 or March 2026."""
    return str(format_date(day, "MMMM y" if language() == "en" else "y年M月", rebase=False))

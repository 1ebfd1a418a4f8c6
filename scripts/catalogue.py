"""Keep the English catalogues in step with the Chinese sentences in code and templates.

`catalogue.py` rewrites agenda/translations/en/<feature>.po: new sentences are added without a
translation, sentences that are gone are dropped, what was translated stays. `catalogue.py FEATURE`
does it for the features named. `catalogue.py --check` changes nothing and exits 1 if a sentence
has no good English.
"""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "agenda" / "translations" / "en"
SHARED = "web"
TECHNICAL = {"kernel", "infra", "web", "translations", "scenarios"}
SHARED_TEMPLATES = {"layouts", "components", "errors", "emails", "print", "web"}

KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
PROPER_NOUNS = ("议事", "中文")
"""Chinese that may stand in English text: names, and a language's name for itself."""
SAME_IN_BOTH = {"English", "Atom", "iCalendar", "CSV", "JSON", "PDF", "API"}
"""Sentences that are not Chinese and need not be."""

HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

_HAN = re.compile("[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%%")

Id = tuple[str, ...]
"""A sentence, or its forms for one and for many."""


@dataclass(frozen=True)
class Translation:
    """One sentence in both languages; `english` is empty where it is missing."""

    chinese: Id
    english: Id

    def faults(self) -> Iterator[str]:
        """Say what is wrong with the pair, one plain sentence each."""
        name = self.chinese[0]
        if not self.english or not all(self.english):
            yield f"no English for «{name}»"
            return
        if name not in SAME_IN_BOTH and _is_foreign(name):
            yield f"«{name}» is not Chinese, and is what Chinese readers see"
        wanted = _placeholders(self.chinese)
        for english in self.english:
            if _HAN.search(_without_names(english)):
                yield f"the English of «{name}» has Chinese in it: «{english}»"
            if strange := set(_PLACEHOLDER.findall(english)) - wanted:
                yield f"the English of «{name}» fills in {sorted(strange)}, which is not given"
        if lost := wanted - _placeholders(self.english):
            yield f"the English of «{name}» leaves out {sorted(lost)}"


def _is_foreign(text: str) -> bool:
    """Tell whether a sentence of the code has Latin words and no Chinese ones."""
    return not _HAN.search(text) and bool(re.search("[A-Za-z]", _PLACEHOLDER.sub("", text)))


def _placeholders(forms: Id) -> set[str]:
    return {name for form in forms for name in _PLACEHOLDER.findall(form)}


def _without_names(text: str) -> str:
    for name in PROPER_NOUNS:
        text = text.replace(name, "")
    return text


def domain_of(path: Path) -> str:
    """Return the feature to whose catalogue a file's sentences belong."""
    kind, *rest = path.relative_to(ROOT).parts
    feature = rest[0] if len(rest) > 1 else SHARED
    shared = TECHNICAL if kind == "agenda" else SHARED_TEMPLATES
    return SHARED if feature in shared else feature


def sentences() -> dict[str, list[Id]]:
    """Return every translatable sentence by feature, sorted."""
    found: dict[str, set[Id]] = defaultdict(set)
    for path in sorted([*ROOT.glob("agenda/**/*.py"), *ROOT.glob("templates/**/*.*")]):
        is_python = path.suffix == ".py"
        method = "python" if is_python else "jinja2.ext:babel_extract"
        options = {"silent": "false", "trimmed": "true"}
        for _line, text, _comments, _context in extract_from_file(
            method, path, keywords=KEYWORDS, options=None if is_python else options
        ):
            forms = (text,) if isinstance(text, str) else tuple(text)
            if forms[0]:
                found[domain_of(path)].add(forms)
    return {domain: sorted(ids) for domain, ids in sorted(found.items())}


def translations(domain: str) -> dict[Id, Id]:
    """Return what a feature's catalogue says today."""
    path = ENGLISH / f"{domain}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en", abort_invalid=True)
    return {_forms(message.id): _forms(message.string) for message in catalogue if message.id}


def _forms(text: str | Iterable[str] | None) -> Id:
    return (text,) if isinstance(text, str) else tuple(text or ())


def pairs() -> dict[str, list[Translation]]:
    """Return every sentence of the code with its English, by feature.

    A sentence that moved from one feature to another brings its English along.
    """
    wanted = sentences()
    present = {path.stem: translations(path.stem) for path in sorted(ENGLISH.glob("*.po"))}
    anywhere = {id_: text for known in present.values() for id_, text in known.items() if all(text)}
    return {
        domain: [
            Translation(id_, present.get(domain, {}).get(id_) or anywhere.get(id_, ()))
            for id_ in ids
        ]
        for domain, ids in wanted.items()
    }


def written(rows: Iterable[Translation]) -> str:
    """Return a catalogue's file: sorted, one line a sentence, without dates or places."""
    catalogue = Catalog(locale="en")
    for row in rows:
        english = row.english or ("",) * len(row.chinese)
        if len(row.chinese) == 1:
            catalogue[row.chinese[0]] = Message(row.chinese[0], english[0])
        else:
            catalogue[row.chinese[0]] = Message(row.chinese, english)
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER + buffer.getvalue().decode()


def update(only: Iterable[str]) -> None:
    """Rewrite the catalogues of the features named, or all of them."""
    rows, chosen = pairs(), set(only)
    ENGLISH.mkdir(parents=True, exist_ok=True)
    for domain in sorted({*rows, *(path.stem for path in ENGLISH.glob("*.po"))}):
        if chosen and domain not in chosen:
            continue
        path = ENGLISH / f"{domain}.po"
        if domain not in rows:
            path.unlink()
            print(f"{domain}: gone")
            continue
        path.write_text(written(rows[domain]), encoding="utf-8")
        missing = sum(not all(row.english or ("",)) for row in rows[domain])
        print(f"{domain}: {len(rows[domain])} sentences, {missing} without English")


def check() -> list[str]:
    """Return what is wrong with the catalogues, feature by feature."""
    rows = pairs()
    found = [
        f"{domain}: {fault}" for domain in rows for row in rows[domain] for fault in row.faults()
    ]
    for path in sorted(ENGLISH.glob("*.po")):
        present = translations(path.stem)
        wanted = {row.chinese: row for row in rows.get(path.stem, ())}
        found += [f"{path.stem}: nobody says «{id_[0]}»" for id_ in present.keys() - wanted.keys()]
        missing = [row for id_, row in wanted.items() if id_ not in present and row.english]
        found += [f"{path.stem}: «{row.chinese[0]}» stands elsewhere only" for row in missing]
    return sorted(found) + list(_disagreements(rows))


def _disagreements(rows: Mapping[str, Iterable[Translation]]) -> Iterator[str]:
    """Find sentences that two features translate differently: all share one dictionary."""
    said: dict[Id, set[Id]] = defaultdict(set)
    for domain in rows:
        for row in rows[domain]:
            if row.english:
                said[row.chinese].add(row.english)
    for chinese, versions in said.items():
        if len(versions) > 1:
            yield f"«{chinese[0]}» has {len(versions)} translations: {sorted(versions)}"


def main(arguments: list[str]) -> int:
    """Check or rewrite the catalogues; returns the exit code."""
    if arguments != ["--check"]:
        update(arguments)
        return 0
    found = check()
    print("\n".join(found) if found else "every sentence has its English")
    if found:
        print("`make catalogue` adds what is missing; write the English into the .po files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

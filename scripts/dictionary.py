"""Write docs/data-dictionary.md from the public tables; a test compares the two."""

from pathlib import Path

from agenda.opendata.tables.queries import tables_text

HEAD = """# Data dictionary

What the [read-only interface](api.md) serves and `agenda export` writes. Written by `scripts/dictionary.py` from the tables
themselves; a test compares this page with the code, and the code with the file. The first column of a table is its key. An instant is
UTC (`2026-03-02T01:00:00Z`), a day is local (`2026-03-02`), a flag is `true` or `false` in JSON and 1 or 0 in files.

"""
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "data-dictionary.md"

if __name__ == "__main__":
    DOCUMENT.write_text(HEAD + tables_text(), encoding="utf-8")

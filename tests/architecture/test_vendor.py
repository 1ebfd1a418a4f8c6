"""What others wrote is here unchanged, under its licence."""

import hashlib
import re

from tests.architecture.sources import ROOT

VENDOR = ROOT / "tests" / "vendor"


def test_axe_is_the_version_that_the_readme_names() -> None:
    readme, code = (VENDOR / "README.md").read_text(), (VENDOR / "axe.min.js").read_bytes()
    assert hashlib.sha256(code).hexdigest() in readme
    version = re.search(rb"axe v([\d.]+)", code)
    assert version is not None
    assert f"| {version[1].decode()} |" in readme
    assert "Mozilla Public License" in (VENDOR / "axe-LICENSE.txt").read_text()

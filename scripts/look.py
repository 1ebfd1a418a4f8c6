"""Wait until a fresh installation answers, and see that its page and everything on it is served."""

import re
import sys
import time
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import urlopen

PATIENCE = 30
"""Seconds to wait for the first answer."""


def first_page(address: str) -> str:
    """Return the home page as soon as the server answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return fetch(address)
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def fetch(address: str) -> str:
    """Return the text at an address; raises HTTPError for any answer but success."""
    with urlopen(address, timeout=10) as answer:
        text: str = answer.read().decode("utf-8")
    return text


def main(address: str) -> int:
    """Look at the home page and at each file it names; returns the exit code."""
    page = first_page(f"{address}/")
    files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page)))
    if "<h1" not in page or not files:
        print("the home page has no heading, or no style")
        return 1
    for path in files:
        fetch(urljoin(address, path.replace("&amp;", "&")))
    print(f"the wheel serves its home page and {len(files)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

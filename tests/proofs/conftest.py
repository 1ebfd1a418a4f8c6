"""What every proof may ask for beyond the tests: to print its figures."""

import sys

import pytest

from tests.proofs.ground import Tell


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Print lines past pytest's capturing: a proof's figures are wanted when it holds, too."""

    def lines(*told: str) -> None:
        with capsys.disabled():
            sys.stdout.write("\n".join(["", *told, ""]))

    return lines

"""The site as an operator runs it, in processes that can be killed: gunicorn and the clock.

They differ from `agenda serve` in three ways: their clock is shifted to the hour of the scene, it
looks every second, and it is started by itself, so that it can be killed by itself.
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agenda.app import create_app
from agenda.cli import clock as running

ROOT = Path(__file__).parents[2]
SHIFT = "AGENDA_PROOF_SHIFT"
READY_WITHIN = 60.0
"""Seconds; a start takes two or three."""


class ShiftedClock:
    """The machine's clock, so many seconds ahead or behind."""

    def __init__(self, seconds: float) -> None:
        self._shift = timedelta(seconds=seconds)

    def now(self) -> datetime:
        """Return the shifted instant."""
        return datetime.now(UTC) + self._shift


def shifted_app():
    """Return the application at the hour that the environment names."""
    return create_app(clock=ShiftedClock(float(os.environ[SHIFT])))


def shift_to(instant: datetime) -> float:
    """Return the seconds by which a clock must be shifted to show this instant now."""
    return (instant - datetime.now(UTC)).total_seconds()


@dataclass
class Site:
    """One installation being served: where it is, and the processes that serve it."""

    url: str
    port: int
    folder: Path
    shift: float
    before: tuple[str, ...] = ()
    """What the processes are started under, e.g. a limit or a tracer."""
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start the server, the clock, or both, and wait until pages are answered."""
        for name in names or ("serve", "clock"):
            with (self.folder / f"{name}.log").open("ab") as log:
                self._processes[name] = subprocess.Popen(
                    [*self.before, sys.executable, "-m", "tests.proofs.site", name, str(self.port)],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "serve" in self._processes:
            self.wait_until_answering()

    @property
    def environment(self) -> dict[str, str]:
        """What its processes, and `agenda` commands on it, find in their environment."""
        return {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "AGENDA_SECRET_KEY": "only for proofs, and long enough for them",
            "AGENDA_ENVIRONMENT": "demo",
            "AGENDA_DATABASE_URL": self.url,
            "AGENDA_UPLOAD_FOLDER": str(self.folder / "uploads"),
            SHIFT: str(self.shift),
        }

    def now(self) -> datetime:
        """Return the instant that the site's clock shows."""
        return ShiftedClock(self.shift).now()

    def wait_until_answering(self) -> None:
        """Return once the server answers; raises TimeoutError when it does not."""
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                line.request("GET", "/health/live")
                if line.getresponse().status == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        raise TimeoutError(f"nobody answers, see {self.folder}")

    def workers(self) -> list[int]:
        """Return the process ids of the server's workers."""
        server = self._processes["serve"].pid
        listed = Path(f"/proc/{server}/task/{server}/children").read_text()
        return [int(number) for number in listed.split()]

    def kill(self, name: str) -> None:
        """Kill a process and all it has started, as a power switch would, and bury them."""
        process = self._processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Kill whatever still runs."""
        for name in tuple(self._processes):
            self.kill(name)

    def agenda(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run an `agenda` command on this installation."""
        return subprocess.run(
            [sys.executable, "-c", "from agenda.cli import main; main()", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


class _Server(running._Server):
    """Two workers of the application at the scene's hour."""

    def load(self):
        return shifted_app()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        _Server(f"127.0.0.1:{sys.argv[2]}", 2).run()
    else:
        running.EVERY_SECONDS = 1
        running.run_clock(shifted_app())

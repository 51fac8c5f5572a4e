"""The environment is read once, and what is wrong in it is named with its remedy."""

import os
from pathlib import Path

import pytest

from service.settings import Settings
from service.setup_error import SetupError


def test_the_defaults_are_local(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GREFFE_DATA_DIR": str(tmp_path), "GREFFE_PORT": " "})
    assert (settings.host, settings.port, settings.data_dir) == ("127.0.0.1", 8000, tmp_path)
    assert settings.database_url is None


def test_everything_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret\n")
    settings = Settings.from_environment(
        {
            "GREFFE_HOST": "0.0.0.0",
            "GREFFE_PORT": "0",
            "DATABASE_URL": "postgres://app@h/d",
            "DATABASE_PASSWORD_FILE": str(tmp_path / "password"),
            "DATABASE_ADMIN_URL": "postgresql://admin@h/d",
            "GREFFE_WORKERS": "4",
            "READ_DATABASE_URL": "postgresql://app@standby/d",
            "GREFFE_READ_LAG": "0.5",
            "HOME": str(tmp_path),
        }
    )
    assert (settings.host, settings.port, settings.workers) == ("0.0.0.0", 0, 4)
    assert (settings.read_database_url, settings.read_lag) == ("postgresql://app@standby/d", 0.5)
    assert settings.database_password == "secret"
    assert settings.database_admin_password is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root's data lie in /var/lib/greffe")
def test_an_ordinary_user_s_data_lie_in_the_home_or_where_xdg_says() -> None:
    assert Settings.from_environment({"HOME": "/home/u"}).data_dir == Path("/home/u/.local/share/greffe")
    assert Settings.from_environment({"HOME": "/h", "XDG_DATA_HOME": "/x"}).data_dir == Path("/x/greffe")
    assert Settings.from_environment({"HOME": "/h", "XDG_DATA_HOME": "x"}).data_dir == Path("/h/.local/share/greffe")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_root_s_data_lie_where_the_server_s_user_can_reach_them() -> None:
    assert Settings.from_environment({"HOME": "/root"}).data_dir == Path("/var/lib/greffe")


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("GREFFE_PORT", "http", "Give a number from 0 to 65535"),
        ("GREFFE_PORT", "65536", "Give a number from 0 to 65535"),
        ("GREFFE_PORT", "-1", "Give a number from 0 to 65535"),
        ("GREFFE_PORT", "8²", "Give a number from 0 to 65535"),
        ("GREFFE_WORKERS", "0", "Give a number from 1 to 64"),
        ("GREFFE_WORKERS", "auto", "Give a number from 1 to 64"),
        ("GREFFE_READ_LAG", "-1", "Write it as 10 or 0.5"),
        ("READ_DATABASE_URL", "standby", "file named by DATABASE_PASSWORD_FILE"),
        ("READ_DATABASE_URL", "postgresql://app@a,b/d", "Name one standby"),
        ("READ_DATABASE_URL", "postgresql://app@/d?host=a,b", "Name one standby"),
        ("DATABASE_URL", "mysql://u@h/d", "DATABASE_PASSWORD_FILE"),
        ("DATABASE_ADMIN_URL", "localhost", "DATABASE_ADMIN_PASSWORD_FILE"),
        ("DATABASE_PASSWORD_FILE", "/nonexistent", "Name a readable text file"),
        ("DATABASE_PASSWORD_FILE", "/dev/null", "Put the password in it"),
        ("GREFFE_LICENCE", "Licence Ouverte 2.0", "Write the licence's address"),
        ("GREFFE_SIRETS", "25000000700014 25000000700015", "Write SIRETs of 14 digits"),
        ("GREFFE_SIRETS", "250000007", "Write SIRETs of 14 digits"),
    ],
)
def test_what_is_wrong_is_named(variable: str, value: str, remedy: str) -> None:
    with pytest.raises(SetupError, match=rf"{variable} is refused.*{remedy}"):
        Settings.from_environment({variable: value, "HOME": "/h"})


def test_documents_are_named_by_a_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"HOME": "/h", "GREFFE_DOCUMENTS": str(tmp_path), "GREFFE_PUBLIC_DOCUMENTS_ONLY": "Yes"}
    )
    assert (settings.documents, settings.public_documents_only) == (tmp_path, True)
    assert Settings.from_environment({"HOME": "/h"}).documents is None
    with pytest.raises(SetupError, match="GREFFE_PUBLIC_DOCUMENTS_ONLY"):
        Settings.from_environment({"HOME": "/h", "GREFFE_PUBLIC_DOCUMENTS_ONLY": "1"})

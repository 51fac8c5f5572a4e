"""URLs are changed without losing anything else that they say."""

import pytest

from service.database.urls import redacted, user_of, with_database, with_login, with_password


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p@h:5/db", "postgresql://a%40b:c%2Fd@h:5/db"),
        ("postgresql://h/db", "postgresql://a%40b:c%2Fd@h/db"),
        ("postgresql://u@h1:1,h2:2/db?sslmode=require", "postgresql://a%40b:c%2Fd@h1:1,h2:2/db?sslmode=require"),
        ("postgresql:///db?host=/run/pg&user=u&password=p", "postgresql://a%40b:c%2Fd@/db?host=%2Frun%2Fpg"),
    ],
)
def test_another_login(url: str, expected: str) -> None:
    assert with_login(url, "a@b", "c/d") == expected


def test_another_database() -> None:
    assert with_database("postgresql://u@/a?host=%2Fx&port=1", "b") == "postgresql://u@/b?host=%2Fx&port=1"
    assert with_database("postgresql://u@h?dbname=a", "b") == "postgresql://u@h/b"


def test_a_password_is_added_only_where_there_is_none() -> None:
    assert with_password("postgresql://u@h/d", "p w") == "postgresql://u:p%20w@h/d"
    assert with_password("postgresql://u:own@h/d", "p") == "postgresql://u:own@h/d"
    assert with_password("postgresql://h/d?user=u&password=own", "p") == "postgresql://h/d?user=u&password=own"
    assert with_password("postgresql://u@h/d", None) == "postgresql://u@h/d"


def test_what_is_shown_holds_no_password() -> None:
    assert redacted("postgresql://u:p@h/d") == "postgresql://u@h/d"
    assert redacted("postgresql://h/d?user=u&password=p") == "postgresql://h/d?user=u"
    assert user_of("postgresql://a%40b:p@h/d") == "a@b"
    assert user_of("postgresql:///d") == ""

"""PostgreSQL URLs: change the role or the database, hide the password.

Everything asyncpg accepts is kept as it is: several hosts, and hosts or credentials given as query parameters.
"""

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit


def with_login(url: str, user: str, password: str | None = None) -> str:
    """The same database, reached as another role."""
    parts = urlsplit(url)
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password is not None else "")
    hosts = parts.netloc.rpartition("@")[2]
    query = _without(parts.query, "user", "password")
    return urlunsplit(parts._replace(netloc=f"{login}@{hosts}", query=query))


def with_password(url: str, password: str | None) -> str:
    """The same URL with the password, unless it holds one already or there is none to add."""
    return with_login(url, user_of(url), password) if password is not None and not _password_of(url) else url


def with_database(url: str, name: str) -> str:
    """Another database of the same server, as the same role."""
    parts = urlsplit(url)
    return urlunsplit(
        parts._replace(path="/" + quote(name, safe=""), query=_without(parts.query, "dbname", "database"))
    )


def redacted(url: str) -> str:
    """The URL without its password, for messages and logs."""
    parts = urlsplit(url)
    login, at, hosts = parts.netloc.rpartition("@")
    user = login.partition(":")[0]
    return urlunsplit(parts._replace(netloc=user + at + hosts, query=_without(parts.query, "password")))


def user_of(url: str) -> str:
    """The role named by the URL, or "" where it names none."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return query.get("user") or unquote(parts.netloc.rpartition("@")[0].partition(":")[0])


def _password_of(url: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return query.get("password") or parts.netloc.rpartition("@")[0].partition(":")[2]


def _without(query: str, *names: str) -> str:
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in names]
    return urlencode(kept, quote_via=quote)

"""What the environment says about this deployment, read once and never changed."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from stdnum.fr import siret

from service.setup_error import SetupError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
MOST_WORKERS = 64
DEFAULT_READ_LAG = 10.0
SYSTEM_DATA_DIR = Path("/var/lib/greffe")
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
"""Licence Ouverte 2.0, the one that French public bodies give their data under (CRPA D323-2-1)."""


@dataclass(frozen=True)
class Settings:
    """The deployment's settings; `from_environment` is the only place that knows the variables' names.

    `database_url` is None for the embedded server. The passwords come from the files named by
    `DATABASE_PASSWORD_FILE` and `DATABASE_ADMIN_PASSWORD_FILE`, and are used where the URL holds none.
    """

    data_dir: Path
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    workers: int = 1
    """GREFFE_WORKERS: processes of `greffe serve`."""
    database_url: str | None = None
    database_password: str | None = field(default=None, repr=False)
    read_database_url: str | None = None
    """READ_DATABASE_URL: a streaming standby of the database, which answers queries where that is as good."""
    read_lag: float = DEFAULT_READ_LAG
    """GREFFE_READ_LAG: seconds by which the standby's answers may be behind, 0 for not at all."""
    database_admin_url: str | None = None
    database_admin_password: str | None = field(default=None, repr=False)
    documents: Path | None = None
    """Folder of the registered GraphQL documents."""
    public_documents_only: bool = False
    """Whether the public is answered those alone."""
    origin: str | None = None
    """GREFFE_ORIGIN: the name under which checkpoints are signed, such as greffe.scot.fr."""
    signing_key_file: Path | None = None
    witnesses: tuple[str, ...] = ()
    """GREFFE_WITNESSES: keys of witnesses, besides those of the data folder."""
    max_connections: int = 10_000
    """GREFFE_MAX_CONNECTIONS: of all who follow, in each process."""
    max_connections_of_one: int = 200
    """GREFFE_MAX_CONNECTIONS_OF_ONE: of one token, or for the public of one address of the Internet."""
    max_subscriptions_of_one: int = 1_000
    """GREFFE_MAX_SUBSCRIPTIONS_OF_ONE: likewise, on all its connections together."""
    vault_key_file: Path | None = None
    """Where the key of the vault is, when not in the data folder."""
    licence: str = LICENCE
    """GREFFE_LICENCE: address of the licence under which the files of the open data are given."""
    sirets: tuple[str, ...] = ()
    """GREFFE_SIRETS: of authorities, where they are not those of the first establishment; ledgers know SIRENs alone."""

    oidc_issuer: str | None = None
    """GREFFE_OIDC_ISSUER: who signs people in, besides tokens; see docs/desk.md."""
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = field(default=None, repr=False)
    """From the file of GREFFE_OIDC_CLIENT_SECRET_FILE."""
    oidc_access_file: Path | None = None
    """GREFFE_OIDC_ACCESS_FILE: which role whom the issuer identifies has here."""
    oidc_scope: str = "openid"
    oidc_acr_values: str | None = None
    """GREFFE_OIDC_ACR_VALUES: how strongly people must be identified, such as eidas1."""

    @property
    def address(self) -> str:
        """Where partners find this deployment: its origin by HTTPS, or what it listens on when it has none."""
        return f"https://{self.origin}" if self.origin else f"http://{self.host}:{self.port}"

    @property
    def vault_key(self) -> Path:
        """The file of the vault's key-encryption key."""
        return self.vault_key_file or self.data_dir / "keys" / "vault.key"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; an empty variable counts as unset.

        Raises SetupError for a port that is no port, a URL that is no PostgreSQL URL or an unreadable password file.
        """
        env = {name: value for name, value in environment.items() if value.strip()}
        return cls(
            data_dir=_data_dir(env),
            host=env.get("GREFFE_HOST", DEFAULT_HOST),
            port=_port(env),
            workers=_workers(env),
            database_url=_database_url(env, "DATABASE_URL"),
            read_database_url=_one_server(_database_url(env, "READ_DATABASE_URL")),
            read_lag=_seconds(env, "GREFFE_READ_LAG", DEFAULT_READ_LAG),
            database_password=_password(env, "DATABASE_PASSWORD_FILE"),
            database_admin_url=_database_url(env, "DATABASE_ADMIN_URL"),
            database_admin_password=_password(env, "DATABASE_ADMIN_PASSWORD_FILE"),
            documents=Path(env["GREFFE_DOCUMENTS"]).expanduser() if "GREFFE_DOCUMENTS" in env else None,
            public_documents_only=_yes_or_no(env, "GREFFE_PUBLIC_DOCUMENTS_ONLY"),
            origin=env.get("GREFFE_ORIGIN"),
            signing_key_file=_path(env, "GREFFE_SIGNING_KEY_FILE"),
            witnesses=tuple(env.get("GREFFE_WITNESSES", "").split()),
            max_connections=_count(env, "GREFFE_MAX_CONNECTIONS", cls.max_connections),
            max_connections_of_one=_count(env, "GREFFE_MAX_CONNECTIONS_OF_ONE", cls.max_connections_of_one),
            max_subscriptions_of_one=_count(env, "GREFFE_MAX_SUBSCRIPTIONS_OF_ONE", cls.max_subscriptions_of_one),
            vault_key_file=Path(env["GREFFE_VAULT_KEY_FILE"]).absolute() if "GREFFE_VAULT_KEY_FILE" in env else None,
            licence=_licence(env),
            sirets=_sirets(env),
            **_oidc(env),
        )


def _data_dir(env: Mapping[str, str]) -> Path:
    """The folder of everything that must survive a restart: the embedded database and generated secrets."""
    if chosen := env.get("GREFFE_DATA_DIR"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return SYSTEM_DATA_DIR
    xdg = Path(env.get("XDG_DATA_HOME", ""))
    if xdg.is_absolute():
        return xdg / "greffe"
    try:
        home = Path(env["HOME"]) if "HOME" in env else Path.home()
    except RuntimeError as error:
        raise SetupError("NO_HOME") from error
    return home.absolute() / ".local/share/greffe"


def _licence(env: Mapping[str, str]) -> str:
    address = env.get("GREFFE_LICENCE", LICENCE).strip()
    if not address.startswith(("https://", "http://")):
        raise SetupError("BAD_LICENCE", text=address, usual=LICENCE)
    return address


def _sirets(env: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(env.get("GREFFE_SIRETS", "").split())
    for each in found:
        if not (each.isascii() and siret.is_valid(each) and len(each) == 14):
            raise SetupError("BAD_SIRET", text=each)
    return found


def _oidc(env: Mapping[str, str]) -> dict[str, Any]:
    """The issuer that signs people in, whole or not at all."""
    issuer = env.get("GREFFE_OIDC_ISSUER")
    if issuer is None:
        return {}
    where = urlsplit(issuer)
    if where.scheme != "https" and where.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise SetupError("BAD_ISSUER", text=issuer)
    wanted = ("GREFFE_OIDC_CLIENT_ID", "GREFFE_OIDC_CLIENT_SECRET_FILE", "GREFFE_OIDC_ACCESS_FILE")
    if missing := [name for name in wanted if name not in env]:
        raise SetupError("ISSUER_NOT_WHOLE", missing=", ".join(missing))
    return {
        "oidc_issuer": issuer,
        "oidc_client_id": env["GREFFE_OIDC_CLIENT_ID"],
        "oidc_client_secret": _password(env, "GREFFE_OIDC_CLIENT_SECRET_FILE"),
        "oidc_access_file": _path(env, "GREFFE_OIDC_ACCESS_FILE"),
        "oidc_scope": env.get("GREFFE_OIDC_SCOPE", "openid"),
        "oidc_acr_values": env.get("GREFFE_OIDC_ACR_VALUES"),
    }


def _path(env: Mapping[str, str], variable: str) -> Path | None:
    return Path(env[variable]).expanduser().absolute() if variable in env else None


def _port(env: Mapping[str, str]) -> int:
    """A TCP port; 0 lets the system choose a free one."""
    text = env.get("GREFFE_PORT", str(DEFAULT_PORT)).strip()
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise SetupError("BAD_PORT", text=text)
    return int(text)


def _workers(env: Mapping[str, str]) -> int:
    text = env.get("GREFFE_WORKERS", "1").strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_WORKERS):
        raise SetupError("BAD_WORKERS", text=text, most=MOST_WORKERS)
    return int(text)


def _count(env: Mapping[str, str], variable: str, usual: int) -> int:
    """A number of things, one at least."""
    text = env.get(variable, str(usual)).strip()
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise SetupError("NOT_A_COUNT", name=variable, text=text)
    return int(text)


def _yes_or_no(env: Mapping[str, str], variable: str) -> bool:
    text = env.get(variable, "no").strip().lower()
    if text not in ("yes", "no"):
        raise SetupError("NEITHER_YES_NOR_NO", name=variable, text=text)
    return text == "yes"


def _database_url(env: Mapping[str, str], variable: str) -> str | None:
    url = env.get(variable)
    if url is None:
        return None
    if not url.startswith(("postgresql://", "postgres://")):
        # A standby has the roles of its primary.
        password_file = variable.removeprefix("READ_").replace("URL", "PASSWORD_FILE")
        raise SetupError("BAD_DATABASE_URL", name=variable, password_file=password_file)
    return url.strip()


def _one_server(url: str | None) -> str | None:
    """Where a standby stands is asked of one connection, and rows come by others: all must lead to the same server."""
    if url is not None and ("," in urlsplit(url).netloc or "," in dict(parse_qsl(urlsplit(url).query)).get("host", "")):
        raise SetupError("SEVERAL_STANDBYS")
    return url


def _seconds(env: Mapping[str, str], variable: str, usual: float) -> float:
    text = env.get(variable, str(usual)).strip()
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text, re.ASCII):
        raise SetupError("NO_SECONDS", name=variable, text=text)
    return float(text)


def _password(env: Mapping[str, str], variable: str) -> str | None:
    return read_password(Path(env[variable]), variable) if variable in env else None


def read_password(path: Path, origin: str) -> str:
    """The password in a file, without its final newline; `origin` names the variable or option in errors."""
    try:
        password = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError("UNREADABLE_PASSWORD", name=origin, path=path, error=error) from error
    if not password:
        raise SetupError("EMPTY_PASSWORD", name=origin, path=path)
    return password

"""What the environment says about this deployment, read once and never changed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stdnum.fr import siret

from service.setup_error import SetupError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
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
    database_url: str | None = None
    database_password: str | None = field(default=None, repr=False)
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
            database_url=_database_url(env, "DATABASE_URL"),
            database_password=_password(env, "DATABASE_PASSWORD_FILE"),
            database_admin_url=_database_url(env, "DATABASE_ADMIN_URL"),
            database_admin_password=_password(env, "DATABASE_ADMIN_PASSWORD_FILE"),
            documents=Path(env["GREFFE_DOCUMENTS"]).expanduser() if "GREFFE_DOCUMENTS" in env else None,
            public_documents_only=_yes_or_no(env, "GREFFE_PUBLIC_DOCUMENTS_ONLY"),
            origin=env.get("GREFFE_ORIGIN"),
            signing_key_file=_path(env, "GREFFE_SIGNING_KEY_FILE"),
            witnesses=tuple(env.get("GREFFE_WITNESSES", "").split()),
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
        raise SetupError(
            "Greffe has no folder for its data", "this user has no home folder", "Set GREFFE_DATA_DIR to a folder"
        ) from error
    return home.absolute() / ".local/share/greffe"


def _licence(env: Mapping[str, str]) -> str:
    address = env.get("GREFFE_LICENCE", LICENCE).strip()
    if not address.startswith(("https://", "http://")):
        raise SetupError(
            "GREFFE_LICENCE is refused", f"{address!r} is no address", f"Write the licence's address, such as {LICENCE}"
        )
    return address


def _sirets(env: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(env.get("GREFFE_SIRETS", "").split())
    for each in found:
        if not (each.isascii() and siret.is_valid(each) and len(each) == 14):
            raise SetupError(
                "GREFFE_SIRETS is refused", f"{each!r} is no SIRET", "Write SIRETs of 14 digits, with spaces between"
            )
    return found


def _oidc(env: Mapping[str, str]) -> dict[str, Any]:
    """The issuer that signs people in, whole or not at all."""
    issuer = env.get("GREFFE_OIDC_ISSUER")
    if issuer is None:
        return {}
    where = urlsplit(issuer)
    if where.scheme != "https" and where.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise SetupError("GREFFE_OIDC_ISSUER is refused", f"{issuer!r} is no HTTPS address", "Write it as https://...")
    wanted = ("GREFFE_OIDC_CLIENT_ID", "GREFFE_OIDC_CLIENT_SECRET_FILE", "GREFFE_OIDC_ACCESS_FILE")
    if missing := [name for name in wanted if name not in env]:
        raise SetupError("GREFFE_OIDC_ISSUER is refused", f"it needs {', '.join(missing)}", "See docs/desk.md")
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
        raise SetupError("GREFFE_PORT is refused", f"{text!r} is not a port", "Give a number from 0 to 65535")
    return int(text)


def _yes_or_no(env: Mapping[str, str], variable: str) -> bool:
    text = env.get(variable, "no").strip().lower()
    if text not in ("yes", "no"):
        raise SetupError(f"{variable} is refused", f"{text!r} is neither yes nor no", "Write yes or no")
    return text == "yes"


def _database_url(env: Mapping[str, str], variable: str) -> str | None:
    url = env.get(variable)
    if url is None:
        return None
    if not url.startswith(("postgresql://", "postgres://")):
        raise SetupError(
            f"{variable} is refused",
            "it is not a PostgreSQL URL",
            "Write it as postgresql://USER@HOST:PORT/DATABASE, with the password in a file named by "
            + variable.replace("URL", "PASSWORD_FILE"),
        )
    return url.strip()


def _password(env: Mapping[str, str], variable: str) -> str | None:
    return read_password(Path(env[variable]), variable) if variable in env else None


def read_password(path: Path, origin: str) -> str:
    """The password in a file, without its final newline; `origin` names the variable or option in errors."""
    try:
        password = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            f"{origin} is refused", f"{path} cannot be read ({error})", "Name a readable text file"
        ) from error
    if not password:
        raise SetupError(f"{origin} is refused", f"{path} is empty", "Put the password in it")
    return password

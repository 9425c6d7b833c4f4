"""What an instance is told from outside: the environment, and the secret it keeps itself."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SECRET_FILE = "secret.key"


class BadSetting(Exception):
    """A setting that cannot be used; the message names it and says what it should be."""


@dataclass(frozen=True)
class Settings:
    """How this instance was started; `public_url` is without a slash at its end, or None.

    `check_private_links` lets the link checker look into the network this server stands in.
    """

    instance_dir: Path
    database_url: str
    public_url: str | None
    secret_key: str
    check_private_links: bool


def load_settings(environment: Mapping[str, str], root: Path) -> Settings:
    """Read the environment and make the instance folder and its secret key where missing.

    Raises BadSetting for what cannot be used: a folder, an address that phones could not open.
    """
    instance = Path(environment.get("INSTANCE_DIR") or root / "instance").absolute()
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = _given_secret(environment) or _kept_secret(instance / SECRET_FILE)
    except OSError as error:
        raise BadSetting(f"INSTANCE_DIR: {instance} cannot be used: {error.strerror}") from None
    return Settings(
        instance_dir=instance,
        database_url=_database_url(environment.get("DATABASE_URL"), instance),
        public_url=_public_url(environment.get("PUBLIC_URL")),
        secret_key=kept,
        check_private_links=_switch("CHECK_PRIVATE_LINKS", environment),
    )


def _switch(name: str, environment: Mapping[str, str]) -> bool:
    found = environment.get(name, "")
    if found not in ("", "0", "1"):
        raise BadSetting(f"{name}: use 1, or leave it out")
    return found == "1"


def _database_url(text: str | None, instance: Path) -> str:
    if not text:
        return f"sqlite:///{instance / 'station.db'}"
    scheme, rest = text.partition("://")[::2]
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and _has_port(text):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and len(rest) > 1:
        return text
    raise BadSetting("DATABASE_URL: use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")


def _public_url(text: str | None) -> str | None:
    if not text:
        return None
    if not _is_address(text):
        raise BadSetting("PUBLIC_URL: use an address like https://kiosk.example.go.th")
    return text.rstrip("/")


def _is_address(text: str) -> bool:
    if not _has_port(text) or not text.isprintable() or set(text) & set(" \\\"'<>"):
        return False
    parts = urlsplit(text)
    is_plain = not parts.query and not parts.fragment and "@" not in parts.netloc
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_plain


def _has_port(text: str) -> bool:
    """Whether an address's host and port, if it names any, can be those of a machine."""
    try:
        _ = urlsplit(text).port
    except ValueError:
        return False
    return True


def _given_secret(environment: Mapping[str, str]) -> str | None:
    secret = environment.get("SECRET_KEY")
    if secret and not secret.isascii():
        raise BadSetting("SECRET_KEY: use letters, digits and signs of ASCII")
    return secret


def _kept_secret(file: Path) -> str:
    """The secret in `file`; made once, with two processes starting together in mind."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as made:
        secret = secrets.token_hex(32)
        made.write(secret)
        made.flush()
        os.fsync(made.fileno())
    return secret

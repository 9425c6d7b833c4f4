"""Settings: what the environment may say, and the secret that an instance keeps itself."""

import stat
from pathlib import Path

import pytest

from station.settings import BadSetting, load_settings


def load(tmp_path: Path, **environment: str) -> object:
    return load_settings({"INSTANCE_DIR": str(tmp_path / "instance"), **environment}, tmp_path)


def test_without_a_word_the_instance_is_beside_the_program(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert settings.instance_dir == tmp_path / "instance"
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/station.db"
    assert settings.public_url is None
    assert settings.check_private_links is False


def test_the_folder_and_the_secret_are_the_owners_alone(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    secret = settings.instance_dir / "secret.key"
    assert stat.S_IMODE(settings.instance_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert settings.secret_key == secret.read_text("ascii").strip()
    assert len(settings.secret_key) >= 64


def test_the_secret_is_made_once_and_differs_between_instances(tmp_path: Path) -> None:
    first = load_settings({}, tmp_path).secret_key
    assert load_settings({}, tmp_path).secret_key == first
    assert load_settings({}, tmp_path / "other").secret_key != first


def test_a_secret_given_is_used_and_none_is_kept(tmp_path: Path) -> None:
    settings = load_settings({"SECRET_KEY": "given"}, tmp_path)
    assert settings.secret_key == "given"
    assert not (settings.instance_dir / "secret.key").exists()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////srv/station.db", "sqlite:////srv/station.db"),
    ],
)
def test_an_address_of_a_database_is_understood_as_it_is_usually_written(
    tmp_path: Path, given: str, used: str
) -> None:
    assert load_settings({"DATABASE_URL": given}, tmp_path).database_url == used


@pytest.mark.parametrize(
    "given",
    ["mysql://h/d", "station.db", "http://h/d", "sqlite", "oracle+x://", "postgresql://h:p/d"],
)
def test_any_other_database_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        load(tmp_path, DATABASE_URL=given)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://kiosk.example.go.th", "https://kiosk.example.go.th"),
        ("https://kiosk.example.go.th/", "https://kiosk.example.go.th"),
        ("http://203.0.113.7:8000", "http://203.0.113.7:8000"),
        ("https://example.go.th/kiosk/", "https://example.go.th/kiosk"),
        ("", None),
    ],
)
def test_a_public_address_is_kept_without_a_slash_at_its_end(
    tmp_path: Path, given: str, used: str | None
) -> None:
    assert load_settings({"PUBLIC_URL": given}, tmp_path).public_url == used


@pytest.mark.parametrize(
    "given",
    [
        "kiosk.example.go.th",
        "ftp://kiosk.example.go.th",
        "https://",
        "https://kiosk.example.go.th/?a=b",
        "https://kiosk.example.go.th/#a",
        "javascript:alert(1)",
        "//kiosk.example.go.th",
        "https://[::1",
        "https://user:word@kiosk.example.go.th",
        "https://kiosk.example.go.th/\nx",
        'https://kiosk.example.go.th/"x',
        "https://kiosk.example.go.th/a b",
    ],
)
def test_a_public_address_that_phones_could_not_open_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(BadSetting, match="PUBLIC_URL"):
        load(tmp_path, PUBLIC_URL=given)


def test_a_secret_that_no_header_could_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        load(tmp_path, SECRET_KEY="\udcff")


@pytest.mark.parametrize(("given", "used"), [("1", True), ("0", False), ("", False)])
def test_links_into_private_networks_are_checked_only_when_told_so(
    tmp_path: Path, given: str, used: bool
) -> None:
    settings = load_settings({"CHECK_PRIVATE_LINKS": given}, tmp_path)
    assert settings.check_private_links is used


def test_any_other_word_about_private_links_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="CHECK_PRIVATE_LINKS"):
        load(tmp_path, CHECK_PRIVATE_LINKS="yes")

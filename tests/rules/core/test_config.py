"""Settings: safe for the demo without a word, refused for an office that did not set its secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.config import SettingsError, read_settings

ROOT = Path(__file__).parents[3]
SECRET = "kQ9-vT2_xW7pLm4Zr8Bn1Yc6Hd3Jf5Gs0Aq"


@pytest.mark.parametrize("secret", ["", "   ", "short", "a" * 64, "ab" * 40, SECRET[:31]])
def test_an_office_without_a_proper_secret_does_not_start(tmp_path: Path, secret: str) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        read_settings({"DEMO": "0", "SECRET_KEY": secret}, root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_office_with_a_proper_secret_starts_with_secure_cookies(tmp_path: Path) -> None:
    found = read_settings({"DEMO": "0", "SECRET_KEY": SECRET}, root=tmp_path)
    assert (found.demo, found.secret_key, found.cookie_secure) == (False, SECRET, True)


def test_the_demo_makes_its_own_secret_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = read_settings({}, root=tmp_path)
    kept = tmp_path / "instance" / "demo_secret_key"
    assert first.demo
    assert len(first.secret_key) >= 32
    assert kept.stat().st_mode & 0o077 == 0
    assert read_settings({}, root=tmp_path).secret_key == first.secret_key
    assert read_settings({}, root=tmp_path / "other").secret_key != first.secret_key


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@db/x", "postgresql+psycopg://u:p@db/x"),
        ("postgresql://u:p@db/x?sslmode=require", "postgresql+psycopg://u:p@db/x?sslmode=require"),
        ("postgresql+psycopg://u@/x", "postgresql+psycopg://u@/x"),
        ("sqlite:////var/lib/x.sqlite3", "sqlite:////var/lib/x.sqlite3"),
    ],
)
def test_every_usual_form_of_a_database_address_is_taken(tmp_path: Path, given: str, used: str) -> None:
    assert read_settings({"DATABASE_URL": given}, root=tmp_path).database_url == used


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    found = read_settings({"DATA_DIR": str(tmp_path / "kept")}, root=tmp_path)
    assert found.database_url == f"sqlite:///{tmp_path / 'kept' / 'bontaicho.sqlite3'}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEMO", "maybe"),
        ("COOKIE_SECURE", "2"),
        ("MAX_UPLOAD_MB", "-1"),
        ("PROXIES", "x"),
        ("MAP_TILES", "http://host/{z}/{x}/{y}.png"),  # who stands in between could draw another map
        ("MAP_TILES", "https://host/{z}/{x}.png"),
        ("NOTICE_GATEWAY", "mailtos://user:password@host?to=office@example.vn"),  # all digests to one address
    ],
)
def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value}, root=tmp_path)


class Environment(dict[str, str]):
    """An empty environment that remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """Return the default, and remember the name."""
        self.asked.add(name)
        return default


def test_every_setting_stands_in_the_readme_and_reaches_the_container(tmp_path: Path) -> None:
    environment = Environment()
    read_settings(environment, root=tmp_path)
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Settings")[1].split("## ")[0]
    assert {
        name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([A-Z_]+)`", row)
    } == (environment.asked)
    own = {"DEMO", "DATA_DIR"}  # the image says them
    compose = (ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")
    passed = set(re.findall(r"^      ([A-Z_]+): ", compose, re.M))
    assert environment.asked - own <= passed
    assert own <= set(re.findall(r"([A-Z_]+)=", (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")))

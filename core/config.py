"""Settings from the environment. Every name here stands in the README's table of settings."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from core.values import frozen

MIN_SECRET_LENGTH = 32


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


@frozen
class Settings:
    """How this installation runs."""

    demo: bool
    secret_key: str
    database_url: str
    data_dir: Path
    province_name: str
    max_upload_mb: int
    cookie_secure: bool
    proxies: int
    login_limit: str
    contact_line: str = ""
    drill_province_years: int = 5
    drill_commune_years: int = 1
    log_requests: bool = False
    metrics_token: str = ""
    map_tiles: str = ""
    notice_gateway: str = ""
    public_url: str = "http://localhost"
    roads_url: str = ""


def database_address(url: str) -> str:
    """Return an address as people write it with the driver the program uses for PostgreSQL."""
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url


def _flag(environ: Mapping[str, str], name: str, default: bool) -> bool:
    raw = environ.get(name, "").strip().lower()
    if raw in {"", "1", "0", "true", "false", "yes", "no"}:
        return default if raw == "" else raw in {"1", "true", "yes"}
    raise SettingsError(f"{name} must be 1 or 0, not {raw!r}. / {name} phải là 1 hoặc 0.")


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name, "").strip() or str(default)
    if not raw.isdecimal():
        raise SettingsError(f"{name} must be a whole number, not {raw!r}. / {name} phải là số nguyên.")
    return int(raw)


def _tiles(address: str) -> str:
    """Return the address of map tiles; it must name a host, so that pages allow pictures from there alone."""
    if address and not (
        address.startswith("https://") and all(part in address for part in ("{z}", "{x}", "{y}"))
    ):
        raise SettingsError(
            "MAP_TILES must look like https://host/{z}/{x}/{y}.png. / MAP_TILES phải có dạng https://máy/{z}/{x}/{y}.png."
        )
    return address


def _roads(address: str) -> str:
    """Return the address of a road engine; only http and https are asked."""
    if address and not address.startswith(("http://", "https://")):
        raise SettingsError(
            "ROADS_URL must look like http://host:5000. / ROADS_URL phải có dạng http://máy:5000."
        )
    return address


def _gateway(address: str) -> str:
    """Return the address digests go out by, with the person's own mail address put in its place."""
    if address and "{to}" not in address:
        raise SettingsError(
            "NOTICE_GATEWAY must hold {to}, such as mailtos://user:password@host?to={to}. / NOTICE_GATEWAY phải có {to}."
        )
    return address


def _demo_secret(data_dir: Path) -> str:
    """Return the demo's own random key, made once and kept beside its database."""
    path = data_dir / "demo_secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


def read_settings(environ: Mapping[str, str], *, root: Path) -> Settings:
    """Return the settings found in `environ`; raises SettingsError where the office's set-up is not safe."""
    demo = _flag(environ, "DEMO", True)
    data_dir = Path(environ.get("DATA_DIR", "").strip() or root / "instance").resolve()
    secret = environ.get("SECRET_KEY", "").strip()
    if not demo and (len(secret) < MIN_SECRET_LENGTH or len(set(secret)) < MIN_SECRET_LENGTH // 3):
        raise SettingsError(
            f"Outside the demo (DEMO=0) SECRET_KEY must be set to at least {MIN_SECRET_LENGTH} random characters, "
            'for instance from: python3 -c "import secrets; print(secrets.token_urlsafe(48))". / '
            f"Ngoài chế độ thử (DEMO=0) phải đặt SECRET_KEY là chuỗi ngẫu nhiên ít nhất {MIN_SECRET_LENGTH} ký tự."
        )
    url = environ.get("DATABASE_URL", "").strip() or f"sqlite:///{data_dir / 'bontaicho.sqlite3'}"
    return Settings(
        demo=demo,
        secret_key=secret or _demo_secret(data_dir),
        database_url=database_address(url),
        data_dir=data_dir,
        province_name=environ.get("PROVINCE_NAME", "").strip() or "Quảng Ngãi",
        max_upload_mb=_whole(environ, "MAX_UPLOAD_MB", 20),
        cookie_secure=_flag(environ, "COOKIE_SECURE", not demo),
        proxies=_whole(environ, "PROXIES", 0),
        login_limit=environ.get("LOGIN_LIMIT", "").strip() or "10 per minute",
        drill_province_years=max(1, _whole(environ, "DRILL_PROVINCE_YEARS", 5)),
        drill_commune_years=max(1, _whole(environ, "DRILL_COMMUNE_YEARS", 1)),
        contact_line=environ.get("CONTACT_LINE", "").strip(),
        log_requests=_flag(environ, "LOG_REQUESTS", not demo),
        metrics_token=environ.get("METRICS_TOKEN", "").strip(),
        notice_gateway=_gateway(environ.get("NOTICE_GATEWAY", "").strip()),
        public_url=environ.get("PUBLIC_URL", "").strip().rstrip("/") or "http://localhost",
        roads_url=_roads(environ.get("ROADS_URL", "").strip()),
        map_tiles=_tiles(environ.get("MAP_TILES", "").strip()),
    )

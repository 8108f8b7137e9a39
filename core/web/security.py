"""Forms that cannot be forged, sign-ins that cannot be guessed, and headers that keep strangers' code out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from secure import Secure
from secure.headers import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    ReferrerPolicy,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

from core.config import Settings

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", default_limits=[])


def typed_login() -> str:
    """Return the sign-in name being tried, so that one account cannot be guessed from many addresses."""
    return "login:" + request.form.get("login", "").strip().lower()[:60]


def _host(address: str) -> list[str]:
    """Return the host that map tiles come from, where there is one."""
    return [f"https://{urlsplit(address).netloc}"] if address else []


def _headers(*, https: bool, tiles: str) -> Secure:
    policy = (
        ContentSecurityPolicy()
        .default_src("'self'")
        .script_src("'self'")
        .style_src("'self'")
        .img_src("'self'", "data:", *_host(tiles))
        .object_src("'none'")
        .base_uri("'self'")
        .form_action("'self'")
        .frame_ancestors("'none'")
    )
    return Secure(
        csp=policy,
        coop=CrossOriginOpenerPolicy().same_origin(),
        hsts=StrictTransportSecurity().max_age(31536000) if https else None,
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
    )


def set_up(app: Flask, settings: Settings) -> None:
    """Protect `app`'s forms, cookies and answers."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.cookie_secure,
        SESSION_COOKIE_NAME="bontaicho",
        PERMANENT_SESSION_LIFETIME=12 * 3600,
        SESSION_REFRESH_EACH_REQUEST=False,  # an answer begun earlier never puts an older session back
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.cookie_secure,
        SEND_FILE_MAX_AGE_DEFAULT=3600,  # styles and scripts are not asked for again on every page
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1024 * 1024,
    )
    csrf.init_app(app)
    limiter.init_app(app)
    headers = _headers(https=settings.cookie_secure, tiles=settings.map_tiles)

    @app.after_request
    def protect(response: Response) -> Response:
        headers.set_headers(response)
        if request.endpoint and not request.endpoint.endswith("static"):
            response.headers["Cache-Control"] = "no-store"  # names and telephone numbers stay on no shared PC
        return response

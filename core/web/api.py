"""The JSON interface: one OpenAPI description, refusals in our own form."""

from __future__ import annotations

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Api, Blueprint

from core.accounts.rules.roles import Permission
from core.web.access import requires


class PlainApi(Api):  # type: ignore[misc]
    """flask-smorest without its error handlers, which would turn the pages' refusals into JSON as well."""

    def _register_error_handlers(self) -> None:
        """Leave refusals to `core.web.refusals`."""


def set_up(app: Flask, blueprints: list[Blueprint]) -> None:
    """Add the packages' JSON blueprints and their description under /api/v1/openapi.json."""
    app.config.update(API_TITLE="Bốn tại chỗ", API_VERSION="v1", OPENAPI_VERSION="3.0.3")
    api = PlainApi(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)

    @app.get("/api/v1/openapi.json", endpoint="openapi")
    @requires(Permission.HOME)
    def describe() -> ResponseReturnValue:
        return jsonify(api.spec.to_dict())

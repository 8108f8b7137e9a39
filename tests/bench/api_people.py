"""What a careful program would send: real rows, fitting values, what is there to be seen, and somebody who may."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask

from core.accounts.rules.roles import Actor
from core.clock import day_of, now
from core.errors import DomainError
from core.web.access import access_of
from tests.web.extras import add_photo, promised_and_owed
from tests.web.making import OTHER, OWN, database_of, picture, workbook

# Rows of the demo; the first of each are the demo commune's own.
REAL: dict[str, tuple[Any, ...]] = {
    "commune_code": (OWN, OWN, OTHER),
    "lot_id": (308, 312, 320, 1),
    "type_code": ("TB-001", "PT-005", "VT-001"),
    "count_id": (1, 2),
    "line_id": (1, 2, 3),
    "campaign_id": (1,),
    "incident_id": (2, 1),
    "order_id": (4, 5, 6, 1),
    "dispatch_id": (15, 16, 17),
    "need_id": (4, 5, 6),
    "plan_id": (1, 2, 3),
    "choice_id": (1, 2),
    "seat_id": (1, 2, 3),
    "watch_id": (1, 2, 3),
    "squad_id": (1, 2, 3),
    "member_id": (1, 2, 3),
    "offer_id": (1, 2),
    "loss_id": (1, 2),
    "photo_id": (1,),
    "batch_id": (1, 2),
    "transfer_id": (1, 2),
    "minutes": ("handover", "return"),
}
FILES = {"/api/v1/imports": lambda: workbook().getvalue()}


STEPS = {
    "offers": ("accepted", "arrived", "declined"),
    "holder-steps": ("acknowledged", "departed", "arrived", "working", "stand_by"),
    "command-steps": ("released", "cancelled"),
}


def values(choice: random.Random, path: str) -> Mapping[str, Any]:
    """Return a fitting value for every field of a call by its name, of this moment."""
    steps = next((found for word, found in STEPS.items() if word in path), ("acknowledged",))
    moment, today = now(), day_of(now())
    past = (moment - timedelta(minutes=choice.randint(1, 200))).isoformat()
    soon = (moment + timedelta(hours=choice.randint(2, 40))).isoformat()
    later = (moment + timedelta(days=choice.randint(3, 9))).isoformat()
    return {
        **{name: choice.choice(real) for name, real in REAL.items() if name not in ("minutes", "order_id")},
        **({"type_code": "LL-015"} if "squads" in path else {}),
        "to": choice.choice(steps),
        "to_code": OTHER,
        "given": choice.choice(("TB-002", "TB-003", "VT-002")),
        "holder_id": None,
        "shared_with_id": None,
        "need_id": choice.choice(REAL["need_id"]),
        "dispatch_ids": [choice.choice((15, 16, 17, 18, 19, 20))],
        "prices": [],
        "ability": None,
        "least_each": None,
        "quantity": 1,
        "covers": 1,
        "on_hand": choice.randint(100, 300),
        "broken": 0,
        "present": choice.randint(1, 50),
        "factor": choice.randint(1, 40),
        "ratio": choice.randint(1, 4),
        "strength": choice.randint(30, 60),
        "trained": 3,
        "shared": 0,
        "birth_year": choice.randint(1970, 2000),
        "name": f"Tên gọi {choice.randint(1, 10**9)}",
        "document": "QĐ 12",
        "phone": "0950 000 777",
        "responsible": True,
        "form": "huy_dong",
        "pillar": "means",
        "seen_at": past,
        "happened_at": past,
        "at": past,
        "oral_at": None,
        "arrives_at": soon,
        "arrive_by": soon,
        "starts_at": soon,
        "until": later,
        "ends_at": (moment + timedelta(hours=45)).isoformat(),
        "handover_at": soon,
        "pay_by": later,
        "dated": today.isoformat(),
        "paid_on": today.isoformat(),
        "ended_on": today.isoformat(),
        "term_from": today.isoformat(),
        "term_to": None,
        "starts_on": today.isoformat(),
        "due_on": (today + timedelta(days=20)).isoformat(),
    }


def fitted(body: Any, fitting: Mapping[str, Any]) -> Any:
    """Return a made-up body with a fitting value in every field whose name is known."""
    if isinstance(body, Mapping):
        return {
            name: fitting[name] if name in fitting else fitted(value, fitting) for name, value in body.items()
        }
    return [fitted(one, fitting) for one in body] if isinstance(body, list) else body


def file_for(path: str) -> bytes:
    """Return the file an address takes: a list for an import, a photograph elsewhere."""
    return FILES[path]() if path in FILES else picture()


def prepare(app: Flask, told: Mapping[str, str]) -> None:
    """Put into a demo what its rows do not have: offers, a loss, a photograph, an upload (`told`: whose)."""
    sent = app.test_client().post(
        "/api/v1/imports?name=danh-muc.xlsx",
        data=workbook().getvalue(),
        headers={**told, "Idempotency-Key": "prepared-1"},
    )
    assert sent.status_code == 201, sent.text
    for incident_id, order_id, dispatch_id in ((2, 4, 15), (2, 5, 16)):
        promised_and_owed(app, incident_id, order_id, dispatch_id)
    add_photo(app, REAL["lot_id"][0], OWN)


def logins_for(app: Flask, people: Mapping[str, Actor], method: str, path: str) -> list[str]:
    """Return who of some people may make a call; empty where nobody may."""
    endpoint, named = app.url_map.bind("").match(path, method)
    access = access_of(app, endpoint)
    if access is None or access.permission is None:
        return list(people)
    commune = None
    if access.commune_of is not None:
        try:
            with database_of(app).reading() as session:
                commune = access.commune_of(session, **named)
        except DomainError:
            return []
    return [login for login, actor in people.items() if actor.may(access.permission, commune)]

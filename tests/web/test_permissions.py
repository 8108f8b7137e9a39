"""Every address × every role × own, another commune's and the province's things, from the addresses themselves."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from core.accounts.demo import DEMO_LOGINS
from core.accounts.rules.roles import REACH, Permission, Reach, Role
from core.errors import DomainError
from core.web.access import FILES, access_of
from reports.rules.year import FIRST_YEAR
from tests.postgres import one_at_a_time
from tests.web.making import OTHER, OWN, actor_of, application, database_of, demo_copy, sign_in
from tests.web.staging import Scene, stage

# Endpoint, permission, and whose thing the address names, a file for each package. A route that is not there, or
# differs, is red.
TABLE = "".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(__file__).with_name("addresses").glob("*.txt"))
)
DECLARED = {
    endpoint: (permission, whose) for endpoint, permission, whose in map(str.split, TABLE.splitlines())
}

# The commune each kind of address speaks of: where a thing lies, or who runs it ("" the province).
WHOSE: dict[str, Callable[[Scene], str | None]] = {
    "-": lambda scene: None,
    "for_province": lambda scene: "",
    "asker_of_request": lambda scene: OTHER if scene.commune_code == OWN else OWN,
    "receiver_of_transfer": lambda scene: OTHER if scene.commune_code == OWN else OWN,
    **dict.fromkeys(
        (
            "commune_in_address",
            "commune_of_lot",
            "commune_of_holder",
            "place_of_merge",
            "commune_of_count",
            "commune_of_line",
            "commune_of_photo",
            "place_in_address",
            "commune_of_seat",
            "commune_of_watch",
            "commune_of_squad",
            "commune_of_member",
            "giver_of_transfer",
            "giver_of_request",
            "place_of_incident",
            "place_of_report",
            "donor_of_order",
            "donor_of_dispatch",
        ),
        lambda scene: scene.commune_code,
    ),
    **dict.fromkeys(
        (
            "commune_of_incident",
            "commune_of_report",
            "commune_of_response_plan",
            "scope_of_frozen",
            "issuer_of_order",
            "run_by_of_dispatch",
            "office_of_batch",
            "office_of_answer",
            "owner_of_message",
        ),
        lambda scene: scene.run_by,
    ),
}
METHODS = ("GET", "POST", "PATCH", "PUT")  # looking first, acting afterwards
WITHOUT_BUTTONS = re.compile(r"^/api/|\.(xlsx|docx|pdf|csv|svg|json|zip)$|[<:](kind|ending)>$")
STEPS = {
    "orders.all_step": "acknowledged",
    "dispatches.mark_many": "acknowledged",
    "dispatches.holder_step": "acknowledged",
    "dispatches.command_step": "cancelled",
}


def rules_of(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every address of our own with every method it takes."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint not in FILES:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def addresses(app: Flask, scene: Scene) -> list[tuple[Rule, str, str]]:
    """Return every address in a scene with its rule and method; a new kind of argument needs a value here."""
    known: dict[str, object] = {name: getattr(scene, name) for name in Scene.__slots__}
    known |= {
        "year": FIRST_YEAR,  # an empty year is quickly written
        "type_code": "TB-001",
        "act": "bao-hong",
        "kind": "van-ban.docx",
        "code": "vi",
        "post": "can-bo-xa",
        "filename": "swagger-ui.css",
        "slug": "nhanh",
        "ending": "docx",
        "area": "Huyện Bình Sơn",
        "letter": "lenh-goi",
        "choice_id": 1,
        "minutes": "handover",
    }
    adapter = app.url_map.bind("localhost")

    def address(rule: Rule) -> str:
        values = known | {"to": STEPS.get(rule.endpoint)}
        return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})

    return [(rule, method, address(rule)) for rule, method in rules_of(app)]


def allowed(role: Role, endpoint: str, scene: Scene) -> bool:
    """Return what the table of roles says of one address."""
    permission, whose = DECLARED[endpoint]
    if permission == "public":
        return True
    reach = REACH[role].get(Permission(permission), Reach.NONE)
    place = WHOSE[whose](scene)
    return reach is Reach.PROVINCE or (reach is Reach.OWN and place in (None, OWN))


def undeclared(app: Flask) -> set[str]:
    """Return the endpoints that declare nothing, or not what the table says."""
    wrong = set()
    for rule, _method in rules_of(app):
        access = access_of(app, rule.endpoint)
        permission, whose = DECLARED.get(rule.endpoint, ("", ""))
        said = access and (
            access.permission.value if access.permission else "public",
            access.commune_of.__name__ if access.commune_of else "-",
        )
        if said != (permission, whose):
            wrong.add(rule.endpoint)
    return wrong


@pytest.fixture(scope="module")
def staged() -> tuple[Path, dict[str, Scene]]:
    """A folder with a demo's database and files, and the scenes in it; the first worker that asks makes them for all."""
    with one_at_a_time("staged") as shared:
        folder, kept = shared / "office", shared / "scenes"
        if not kept.exists():
            folder.mkdir()
            app = demo_copy(folder)
            kept.write_bytes(pickle.dumps(stage(app)))
            database_of(app).dispose()
        return folder, pickle.loads(kept.read_bytes())


def test_every_address_is_in_the_table(demo: Flask) -> None:
    assert undeclared(demo) == set()
    assert set(DECLARED) == {rule.endpoint for rule, _method in rules_of(demo)}
    assert {method for _rule, method in rules_of(demo)} == set(METHODS)


def test_an_undeclared_address_is_found_and_stays_shut(demo: Flask) -> None:
    demo.add_url_rule("/thu", "thu", lambda: "open")
    assert undeclared(demo) == {"thu"}
    assert sign_in(demo, "thuongtruc.tinh").get("/thu").status_code == 403
    assert demo.test_client().get("/thu").status_code == 403


def test_what_names_a_thing_of_a_commune_says_whose_it_is() -> None:
    """An address with a thing's number and no owner would open every commune's things to each."""
    harmless = {"code", "post", "filename", "type_code"}
    app = application("sqlite://", Path("/nonexistent"))
    loose = {
        rule.endpoint
        for rule, _method in rules_of(app)
        if rule.arguments - harmless and DECLARED[rule.endpoint][1] == "-"
    }
    assert loose == set()


def door(client: FlaskClient, target: str) -> int:
    """Return what the guard before an address answers, 200 where it lets the person in; the page is not made."""
    app = client.application
    with client.session_transaction() as held:
        cookie = dict(held)
    with app.test_request_context(target):
        session.update(cookie)
        try:
            answer = app.preprocess_request()
        except DomainError as error:
            return error.status
    return 200 if answer is None else app.make_response(answer).status_code


def made_by_another(app: Flask, scenes: dict[str, Scene]) -> dict[str, str]:
    """Return by endpoint who makes it for all who may: a file or JSON has no buttons that differ from role to role."""
    roles = {login: actor_of(app, login).role for login in DEMO_LOGINS}
    return {
        rule.endpoint: next(
            (
                login
                for login, role in roles.items()
                if any(allowed(role, rule.endpoint, scene) for scene in scenes.values())
            ),
            "",
        )
        for rule, method in rules_of(app)
        if method == "GET" and WITHOUT_BUTTONS.search(rule.rule)
    }


def mistakes(app: Flask, login: str, scenes: dict[str, Scene]) -> list[str]:
    """Return every address that answers one person otherwise than the table says; looks first, acts afterwards.

    A page that one may open in several scenes is made in the first; of the others the guard alone is asked.
    """
    makers = made_by_another(app, scenes)
    role = actor_of(app, login).role
    client = sign_in(app, login)
    app.config["WTF_CSRF_ENABLED"] = False
    wrong = []
    asked, made = set(), set()
    every = {name: addresses(app, scene) for name, scene in scenes.items()}
    for wanted in METHODS:
        for name, scene in scenes.items():
            for rule, method, target in every[name]:
                if method != wanted or rule.endpoint == "sign_in.leave" or (method, target) in asked:
                    continue
                asked.add((method, target))
                may = allowed(role, rule.endpoint, scene)
                known = rule.endpoint in made or makers.get(rule.endpoint, login) != login
                if may and method == "GET" and known:
                    status = door(client, target)
                else:
                    status = client.open(target, method=method, buffered=True).status_code
                if may and method == "GET":
                    made.add(rule.endpoint)
                fits = status in {200, 302, 409} if method == "GET" else status != 403 and status < 500
                if fits != may or (not may and status != 403):
                    wrong.append(f"{method} {target} ({name}): {status}, allowed {may}")
    return wrong


@pytest.mark.parametrize("login", DEMO_LOGINS)
def test_each_role_opens_what_the_table_says(
    login: str, staged: tuple[Path, dict[str, Scene]], tmp_path: Path
) -> None:
    folder, scenes = staged
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    app = application(f"sqlite:///{tmp_path / 'copy.sqlite3'}", tmp_path)
    assert mistakes(app, login, scenes) == []
    database_of(app).dispose()


def test_every_role_stands_in_the_matrix(demo: Flask) -> None:
    assert {actor_of(demo, login).role for login in DEMO_LOGINS} == set(Role)

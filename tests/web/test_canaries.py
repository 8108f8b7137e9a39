"""Telephone numbers typed anywhere a person can type leave by no export: every door is opened and searched.

Nor does any page show one to the auditor, who may see none.

Every free text of every table carries a number of its own. Only papers of an order may hold what was typed into them: they
go to the owner they name. The catalogue's names are nobody's data.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import CheckConstraint, Connection, String, Table, text

from core.clock import local, now
from core.db import Base
from tests.web.every_file import WORKBOOKS
from tests.web.every_page import PAGES
from tests.web.extras import add_photo, asked_for, keep_message, promised_and_owed
from tests.web.making import OTHER, OWN, database_of, send, sign_in

YEAR = local(now()).year
OFFICE, POST = "vanphong.tinh", "thuongtruc.tinh"
# Not typed by people, or not free text: keys, codes, digests, what a program wrote for itself, the tables of communes.
NOT_TYPED = re.compile(
    r"folded|_key$|digest|sha256|fingerprint|audit_root|slot|query|page$|result|answer|body|scope|raw$|pillars|before"
    r"|carried|reasons|refusal|location|key$|message_id"
)
OTHER_TABLES = frozenset((
    *("audit_stream", "audit_entry", "commune", "commune_alias", "old_commune", "movement", "dispatch"),
    *("done_request", "user_account", "api_token", "unit_factor", "resource_type", "resource_name"),
))  # fmt: skip
MOVED = (
    "INSERT INTO movement (lot_id, commune_code, kind, on_hand, reserved, away, broken, on_hand_after, at, actor, act,"
    " reason, document, source, batch) SELECT id, commune_code, 'adjust', 0, 0, 0, 0, on_hand,"
    " '2026-11-01 03:00:00', 'Ông 0912100901', 'x', '0912100902', 'PN 0912100903', '0912 100 904', ''"
    f" FROM lot WHERE commune_code = '{OWN}' LIMIT 1"
)
KEYS = re.compile(
    r'\s(?:href|value)="[^"]*"'
)  # where a page leads and what it sends back, which nobody reads
CANARY = re.compile(r"0912[ .\-]?100[ .\-]?(\d{3})")

DOORS = {
    **WORKBOOKS,
    f"/bao-cao/nam/{YEAR}/{OWN}.xlsx": OFFICE,
    f"/bao-cao/nam/{YEAR}/khu-vuc/Huyện Bình Sơn.xlsx": OFFICE,
    "/bao-cao/cong-khai/bieu-do.svg": OFFICE,
    "/bao-cao/san-sang/ban-do.svg": OFFICE,
    f"/bao-cao/san-sang/xa/{OWN}/phieu.docx": OFFICE,
    "/bao-cao/su-co/2/dien-bien.svg": OFFICE,
    "/bao-cao/van-ban/3/bao-cao.docx": OFFICE,
    "/kho/312/ma-qr.svg": OFFICE,
    f"/kho/xa/{OWN}/ma-qr.svg?kho=Kho": OFFICE,
    "/kho/ban-do/du-lieu.json?lop=kho&lop=chu&lop=tru-an&lop=su-co&lop=duong": OFFICE,
    "/kiem-ke/1/bien-ban/van-ban.docx": OFFICE,
    "/su-co/2/ban-do.json": POST,
    "/lenh/1/ban-tin/lenh-goi.xml": POST,
    "/tim?q=0912100&goi-y=1": OFFICE,
    "/thong-bao/so-viec": OFFICE,
    f"/api/v1/communes/{OWN}/counts": OFFICE,
    f"/api/v1/communes/{OWN}/gaps": OFFICE,
    f"/api/v1/communes/{OWN}/headcount": OFFICE,
    f"/api/v1/communes/{OWN}/holders": OFFICE,
    f"/api/v1/communes/{OWN}/links": OFFICE,
    f"/api/v1/communes/{OWN}/lots?limit=200": OFFICE,
    f"/api/v1/communes/{OWN}/readiness": OFFICE,
    f"/api/v1/communes/{OWN}/seats": OFFICE,
    f"/api/v1/communes/{OWN}/squads": OFFICE,
    f"/api/v1/communes/{OWN}/warning": OFFICE,
    f"/api/v1/communes/{OWN}/watches": OFFICE,
    "/api/v1/campaigns": OFFICE,
    "/api/v1/campaigns/1/communes": OFFICE,
    f"/api/v1/campaigns/1/communes/{OWN}": OFFICE,
    f"/api/v1/campaigns/1/communes/{OWN}/lots": OFFICE,
    "/api/v1/communes": OFFICE,
    "/api/v1/counts/1": OFFICE,
    "/api/v1/count-lines/1": OFFICE,
    "/api/v1/counts/1/lines": OFFICE,
    "/api/v1/dispatches/15": OFFICE,
    "/api/v1/dual-uses": OFFICE,
    "/api/v1/gaps": OFFICE,
    "/api/v1/imports": OFFICE,
    f"/api/v1/communes/{OWN}/mergers": OFFICE,
    f"/api/v1/communes/{OWN}/past-lots": OFFICE,
    "/api/v1/holders/6": OFFICE,
    "/api/v1/mergers": OFFICE,
    "/api/v1/incidents": OFFICE,
    "/api/v1/incidents/2": OFFICE,
    "/api/v1/incidents/2/dispatches": OFFICE,
    "/api/v1/incidents/2/needs": OFFICE,
    "/api/v1/incidents/2/needs/5": OFFICE,
    "/api/v1/incidents/2/choices": OFFICE,
    "/api/v1/incidents/2/orders": OFFICE,
    "/api/v1/incidents/2/plan": OFFICE,
    "/api/v1/lots": OFFICE,
    "/api/v1/lots/312": OFFICE,
    "/api/v1/lots/312/details": "kiemtoan",
    "/api/v1/lots/312/changes": OFFICE,
    "/api/v1/lots/312/movements": OFFICE,
    "/api/v1/lots/312/photos": OFFICE,
    "/api/v1/messages": OFFICE,
    "/api/v1/proposals": OFFICE,
    "/api/v1/messages/1": OFFICE,
    "/api/v1/incidents/2/offers": OFFICE,
    "/api/v1/incidents/2/offers/1": OFFICE,
    "/api/v1/incidents/2/steps": OFFICE,
    "/api/v1/incidents/2/entries": OFFICE,
    "/api/v1/orders": OFFICE,
    "/api/v1/orders/1/days": OFFICE,
    "/api/v1/orders/1/losses": OFFICE,
    "/api/v1/orders/1/losses/1": OFFICE,
    "/api/v1/orders/1/minutes/return": OFFICE,
    "/api/v1/orders/1/minutes/return/photos": OFFICE,
    "/api/v1/orders/1/steps": OFFICE,
    "/api/v1/orders/4": OFFICE,
    "/api/v1/owed": OFFICE,
    "/api/v1/owed/days": OFFICE,
    "/api/v1/owed/losses": OFFICE,
    "/api/v1/orders/4/edxl-rm?message=RequisitionResource": POST,
    "/api/v1/province/seats": OFFICE,
    "/api/v1/province/watches": OFFICE,
    "/api/v1/readiness": OFFICE,
    "/api/v1/seats/1": OFFICE,
    "/api/v1/squads/1": OFFICE,
    "/api/v1/squads/1/members": OFFICE,
    "/api/v1/summaries": OFFICE,
    "/api/v1/comparison": OFFICE,
    "/api/v1/phone-looks": "kiemtoan",
    "/api/v1/totals/communes?type_code=TB-001": OFFICE,
    "/api/v1/totals/pillars": OFFICE,
    "/api/v1/totals/types": OFFICE,
    "/api/v1/transfers": OFFICE,
    "/api/v1/transfer-requests": OFFICE,
    "/api/v1/types": OFFICE,
    "/api/v1/types/TB-001": OFFICE,
    "/api/v1/warnings": OFFICE,
    "/api/v1/watches/1": OFFICE,
    "/api/v1/works": OFFICE,
}
# Doors that cannot tell what people typed into the register, and why.
ELSEWHERE = {
    "/static/<path:filename>": "files of the program",
    "/bootstrap/static/<path:filename>": "files of the program",
    "/leaflet/<path:filename>": "files of the program",
    "/api/tai-lieu/tep/<filename>": "files of the program",
    "/api/v1/openapi.json": "the description",
    "/api/v1/photos/<int:photo_id>": "a picture, drawn anew",
    "/sw.js": "a script",
    "/manifest.webmanifest": "a name and icons",
    "/kho/ban-do/ranh-gioi.json": "boundaries",
    "/giup-do/huong-dan/<post>.pdf": "a guide",
    "/giup-do/nhanh/<post>.pdf": "a guide",
    "/bao-cao/nam/<int:year>.xlsx": "the area's workbook with more communes",
    "/bao-cao/da-chot/<int:frozen_id>.xlsx": "the bytes of the year's workbook, kept",
    "/api/v1/types/<type_code>/merger": "numbers of rows and names of two types",
    "/api/v1/holders/<int:holder_id>/merger": "numbers of rows and the names that `/api/v1/holders/…` hands out",
    "/api/v1/imports/<int:batch_id>": "the same as the file",
    "/api/v1/imports/<int:batch_id>/lines": "the same as the file",
    "/api/v1/imports/<int:batch_id>/questions": "the same as the file",
    "/nhap-lieu/<int:batch_id>/tep": "what a person brought, back to who may import",
    "/ban-tin/<int:message_id>/tra-loi.xml": "states of lines, in the words of the asker",
    "/api/v1/messages/<int:message_id>/answer": "the same",
    "/su-co/<int:incident_id>/yeu-cau.xml": "the lines of `/lenh/…/lenh-goi.xml`'s builder; nothing lacks in the demo",
    "/api/v1/incidents/<int:incident_id>/edxl-rm": "the same",
    "/lenh/<int:order_id>/<kind>": "papers of an order, for the owner they name",
    "/su-co/<int:incident_id>/cap-do/<kind>": "a decision as it was typed",
    "/su-co/<int:incident_id>/cong-dien/<kind>": "a telegram as it was typed, with whom to call",
    "/su-co/<int:incident_id>/ho-tro/<kind>": "thanks to the giver it names",
    "/su-co/<int:incident_id>/vuot-kha-nang/<kind>": "a letter as it was typed",
}
FILE = re.compile(r"^/api/v1/|\.\w+$|\.<any|<kind>$|filename>$|/tep$|^/tim$")


def test_every_door_that_hands_out_a_file_or_json_is_searched(demo: Flask) -> None:
    address = demo.url_map.bind("")
    tried = {address.match(door.partition("?")[0])[0] for door in DOORS}
    missed = {
        rule.rule
        for rule in demo.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and FILE.search(rule.rule) and rule.endpoint not in tried
    }
    assert missed == set(ELSEWHERE)


def plant(connection: Connection) -> None:
    """Type a telephone number, another in each column, into every free text there is."""
    connection.execute(text(MOVED))
    number = 0
    for table in Base.metadata.sorted_tables:
        for name in [] if table.name in OTHER_TABLES else typed_columns(table):
            number += 1
            canary = f"0912.100.{number:03}"
            said = f"'{canary}'" if name == "phone" else f"coalesce(\"{name}\", '') || ' {canary}'"
            connection.execute(text(f'UPDATE "{table.name}" SET "{name}" = {said}'))
    assert 100 < number < 900


def typed_columns(table: Table) -> list[str]:
    """Return the columns of a table that people type free text into."""
    checks = " ".join(str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint))
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String)
        and not (column.primary_key or column.foreign_keys or 0 < (column.type.length or 0) < 40)
        and not NOT_TYPED.search(column.name)
        and not re.search(rf"\b{column.name}\b", checks)
    ]


def said_in(body: bytes) -> str:
    """Return all that a file says: the parts of a packed one, else the file itself."""
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_no_number_leaves_by_any_door(demo: Flask) -> None:
    people: dict[str, FlaskClient] = {login: sign_in(demo, login) for login in set(DOORS.values())}
    assert send(people[POST], "/bao-cao/su-co/2/nhanh", {}).location == "/bao-cao/van-ban/3"
    assert keep_message(demo, POST) == 1
    assert promised_and_owed(demo, 2, 4, 15)["offer_id"] == 1
    assert add_photo(demo, 312, OWN) == 1
    assert asked_for(demo, OTHER, OWN) == 1
    with database_of(demo).engine.begin() as connection:
        plant(connection)
    leaks = {}
    auditor = sign_in(demo, "kiemtoan")
    pages = [path for paths in PAGES.values() for path in paths if "?q=" not in path]
    seen = [path for path in dict.fromkeys(pages) if auditor.get(path).status_code == 200]
    assert len(seen) > 60
    for path, who in [
        *((path, people[login]) for path, login in DOORS.items()),
        *((path, auditor) for path in seen),
    ]:
        answer = who.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        if found := CANARY.findall(KEYS.sub("", said_in(answer.data))):
            leaks[path] = sorted(set(found))
    assert leaks == {}
    editor = people[OFFICE].get("/api/v1/lots/312/details").get_json()
    assert CANARY.search(
        editor["note"]
    )  # who may write the note gets it as it was typed, to send it back changed

"""Whatever people typed, no Excel file of ours carries it as a live formula: every door that hands out a workbook."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select, text

from core.clock import now
from inventory.models import LotRow
from inventory.rules.personal import Place
from inventory.services.personal import log_phone_look
from inventory.services.row_acts import Paper
from inventory.services.transferring import propose
from tests.db.inventory.register import unwarned
from tests.web.every_file import WORKBOOKS
from tests.web.extras import asked_for, keep_message, promised_and_owed
from tests.web.making import OTHER, OWN, actor_of, database_of, sign_in

# Free text by table; the value begins like a formula and is another one in each row.
TYPED = {
    "holder": ("name", "address"),
    "lot": ("place", "mark", "note", "checked_by"),
    "lot_detail": ("donor",),
    "lot_transfer": ("document", "reason", "answer", "proposed_by", "settled_by"),
    "transfer_request": ("reason", "answer", "asked_by", "settled_by"),
    "dual_use": ("peacetime_use", "decided_by", "operator", "fuel", "agreement_no"),
    "board_seat": ("name", "unit", "stand_in", "document"),
    "duty_watch": ("name", "unit"),
    "squad": ("name", "leader", "equipment"),
    "force_person": ("name",),
    "stock_count": ("place", "opened_by", "closed_by", "number"),
    "phone_look": ("actor", "whose", "page"),
    "stock_count_line": ("reason", "counted_by"),
    "review_campaign": ("title",),
    "review_signature": ("signed_by",),
    "resource_type": ("name", "note"),
    "incident": ("title", "place"),
    "need": ("note",),
    "outside_offer": ("giver", "contact", "note"),
    "exchange_message": ("title", "sender"),
    "telegram": ("addressees", "situation", "orders"),
    "mobilization_order": ("destination", "purpose", "commander", "number"),
}
# Numbers and words of the law, and what is empty in the demo: their free text takes the way of all lists.
UNTYPED = (
    *("/bao-cao/thieu/ngan-sach.xlsx", "/bao-cao/cong-khai/so-lieu.xlsx", "/bao-cao/san-sang/danh-sach.xlsx"),
    *(
        "/bao-cao/dia-ban/danh-sach.xlsx",
        "/bao-cao/don-gia/danh-sach.xlsx",
        "/tham-quyen.xlsx",
        "/tham-quyen/muc-chi.xlsx",
    ),
    *("/su-co/dinh-muc.xlsx", "/su-co/dien-tap.xlsx", "/duong/danh-sach.xlsx"),
    *("/nhap-lieu/danh-sach.xlsx", "/nhap-lieu/cau-tra-loi.xlsx"),
    *("/bao-cao/su-co/2/van-ban.xlsx", "/bao-cao/da-chot/danh-sach.xlsx", "/kho/toan-tinh.xlsx"),
)
# The area's workbook with more communes, and the same bytes kept; rejected rows of an import have their own test.
ELSEWHERE = {"/bao-cao/nam/<int:year>.xlsx", "/bao-cao/da-chot/<int:frozen_id>.xlsx"}


def _any(part: re.Match[str]) -> str:
    return "[0-9]+" if part.group(1) else "[^/]+"


def test_every_door_that_hands_out_a_workbook_is_tried(demo: Flask) -> None:
    rules = [rule for rule in map(str, demo.url_map.iter_rules()) if rule.endswith(".xlsx")]
    tried = "\n".join(door.partition("?")[0] for door in WORKBOOKS)
    missed = {
        rule
        for rule in rules
        if not re.search(
            "^" + re.sub(r"<(int:)?[^>]+>", _any, rule).replace(".xlsx", r"\.xlsx") + "$", tried, re.M
        )
    }
    assert missed == ELSEWHERE


def test_typed_text_is_never_a_formula(demo: Flask) -> None:
    keep_message(demo, "thuongtruc.tinh")
    promised_and_owed(demo, 2, 4, 15)
    asked_for(demo, OTHER, OWN)
    with database_of(demo).transaction() as session:
        goods = (LotRow.commune_code == OWN, LotRow.reserved == 0, LotRow.type_code.like("TB-%"))
        lot = session.scalars(select(LotRow).where(*goods)).first()
        assert lot
        clerk = actor_of(demo, "canbo.binhminh")
        propose(
            session,
            warned=unwarned,
            lot_id=lot.id,
            to_code=OTHER,
            quantity=Decimal(1),
            paper=Paper(document="12/CV", reason=""),
            actor=clerk,
            now=now(),
        )
        log_phone_look(
            session,
            kind=Place.HOLDER,
            row_id=lot.holder_id,
            whose="x",
            commune_code=OWN,
            page="/",
            actor=clerk,
            now=now(),
        )
        session.flush()
        for table, columns in TYPED.items():
            changes = ", ".join(f"{name} = '=1+' || rowid" for name in columns)
            session.execute(text(f"UPDATE {table} SET {changes}"))
    people = {login: sign_in(demo, login) for login in set(WORKBOOKS.values())}
    told = set()
    for address, login in WORKBOOKS.items():
        answer = people[login].get(address)
        assert (address, answer.status_code) == (address, 200)
        for sheet in load_workbook(BytesIO(answer.data), read_only=True):
            for row in sheet.iter_rows():
                for cell in row:
                    if "=1+" in str(cell.value):
                        assert cell.data_type == "s", (address, sheet.title, cell.coordinate)
                        told.add(address)
    assert set(WORKBOOKS) - told <= set(UNTYPED)

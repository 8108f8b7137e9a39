"""Merging on the pages: the preview, the merge, a file read with the old name, the old label, the way back."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.clock import now
from importers.models import ImportAnswerRow
from importers.queries.answers import answers_for
from inventory.models import HolderRow, LotRow, MergeRow, ResourceTypeRow
from inventory.rules.merging import alike
from inventory.services.keeping import ensure_holder
from tests.web.making import OWN, actor_of, database_of, send, sign_in


@pytest.fixture
def office(demo: Flask) -> FlaskClient:
    return sign_in(demo, "vanphong.tinh")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trường THCS Phổ Vinh", "THCS Phổ Vinh", True),
        ("Đội xung kích thôn 1", "Đội xung kích thôn 2", False),
        ("Công ty TNHH Hoàng Anh", "Cty Hoàng Anh", True),
        ("Ông Nguyễn Văn Bình", "Nguyễn Văn Bình", True),
        ("Ông Nguyễn Văn Bình", "Ông Nguyễn Văn Sơn", False),
        ("Trạm Y tế xã", "Trạm Y tế", True),
    ],
)
def test_names_that_may_mean_the_same(one: str, other: str, *, same: bool) -> None:
    assert alike(one, other) is same


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, text[:300]
    return found.group(1)


def add_twin(app: Flask, office: FlaskClient) -> tuple[str, int]:
    """Return the code of an added type that the catalogue has already, and the id of a row of it."""
    form = {"name": "Phao áo cứu nạn", "unit": "cái", "category": "TB", "pillar": "means", "form": "huy_dong"}
    code = send(office, "/kho/danh-muc/", form, "/kho/danh-muc/").location.rsplit("/", 1)[1]
    row = {"type_code": code, "on_hand": "9", "place": "kho thôn Đông"}
    page = f"/kho/xa/{OWN}/them"
    return code, int(send(office, page, row, page).location.rsplit("/", 1)[1])


def test_a_type_goes_into_the_catalogues_own_and_comes_back(demo: Flask, office: FlaskClient) -> None:
    code, lot_id = add_twin(demo, office)
    with database_of(demo).transaction() as session:
        answer = ImportAnswerRow(
            office=OWN, sha256="", key="item:phao", kind="item", raw="Phao", about="", value=code
        )
        answer.answered_by, answer.answered_at = "Người thử", now()
        session.add(answer)
    address = f"/kho/danh-muc/{code}/gop"
    preview = office.get(f"{address}?vao=TB-001")
    assert "kho thôn Đông" in preview.text
    form = {"target": "TB-001", "seen": "0" * 16, "reason": "trùng tên"}
    assert send(office, address, form, address).status_code == 409
    done = send(office, address, {**form, "seen": hidden(preview.text, "seen")}, address)
    assert done.status_code == 303, done.text
    with database_of(demo).reading() as session:
        assert session.get_one(LotRow, lot_id).type_code == "TB-001"
        assert answers_for(session, office=OWN, sha256="").values["item:phao"] == "TB-001"
        merge_id = session.scalars(select(MergeRow.id)).one()
    assert "Phao áo cứu nạn" in office.get("/kho/danh-muc/TB-001").text
    refused = send(office, f"/kho/danh-muc/{code}/dung-lai", {}, address)
    assert refused.status_code == 409
    assert send(office, f"/kho/gop/{merge_id}/hoan-tac", {}, address).status_code == 303
    with database_of(demo).reading() as session:
        assert session.get_one(LotRow, lot_id).type_code == code
        assert session.get_one(ResourceTypeRow, code).retired_on is None
        assert answers_for(session, office=OWN, sha256="").values["item:phao"] == code
    assert send(office, "/kho/danh-muc/TB-001/gop", {**form, "target": code}, address).status_code == 409


def test_a_commune_merges_its_own_holders_and_the_old_label_still_leads(
    demo: Flask, official: FlaskClient
) -> None:
    with database_of(demo).transaction() as session:
        names = ("Trường THCS Bình Minh", "THCS Bình Minh")
        staying, going = (
            ensure_holder(session, commune_code=OWN, name=name, kind="agency", phone="").id for name in names
        )
    page, rows = f"/kho/xa/{OWN}/them", []
    for holder_id in (staying, going):
        form = {"type_code": "TB-001", "on_hand": "4", "holder_id": str(holder_id), "place": "phòng bảo vệ"}
        rows.append(int(send(official, page, form, page).location.rsplit("/", 1)[1]))
    assert f"/kho/don-vi/{going}/gop?vao={staying}" in official.get(f"/kho/xa/{OWN}/don-vi").text.replace(
        f"/kho/don-vi/{staying}/gop?vao={going}", f"/kho/don-vi/{going}/gop?vao={staying}"
    )
    address = f"/kho/don-vi/{going}/gop"
    seen = hidden(official.get(f"{address}?vao={staying}").text, "seen")
    assert send(official, address, {"target": str(staying), "seen": seen}, address).status_code == 303
    old = official.get(f"/kho/{rows[1]}")
    assert old.location.endswith(f"/kho/{rows[0]}#dong-{rows[1]}")
    told = official.get(old.location).text
    assert "<b>8</b>" in told
    assert f'id="dong-{rows[1]}"' in told
    with database_of(demo).reading() as session:
        assert session.get_one(HolderRow, going).merged_into == staying
    assert actor_of(demo, "canbo.binhminh").commune_code == OWN


def test_holders_of_two_kinds_are_merged_only_where_somebody_says_they_are_one(
    demo: Flask, official: FlaskClient
) -> None:
    with database_of(demo).transaction() as session:
        going, staying = (
            ensure_holder(
                session, commune_code=OWN, name=f"Xưởng mộc Hòa Phát {kind}", kind=kind, phone=""
            ).id
            for kind in ("household", "enterprise")
        )
    address = f"/kho/don-vi/{going}/gop"
    preview = official.get(f"{address}?vao={staying}").text
    assert "Khác loại chủ" in preview
    form = {"target": str(staying), "seen": hidden(preview, "seen")}
    refused = send(official, address, form, address)
    assert refused.status_code == 409
    assert "khác loại chủ" in refused.text
    assert send(official, address, form | {"kinds_agreed": "1"}, address).status_code == 303


def test_a_holders_name_is_corrected_and_a_stale_form_shows_both(demo: Flask, official: FlaskClient) -> None:
    with database_of(demo).transaction() as session:
        holder = ensure_holder(
            session, commune_code=OWN, name="Trường THCS P.Vih", kind="agency", phone=""
        ).id
    address = f"/kho/don-vi/{holder}/sua"
    assert address in official.get(f"/kho/xa/{OWN}/don-vi").text
    form = {"seen": hidden(official.get(address).text, "seen"), "kind": "agency"}
    first = {**form, "name": "Trường THCS Phổ Vinh"}
    assert send(official, address, first, address).status_code == 303
    late = send(official, address, {**form, "name": "Trường THCS Phổ Vĩnh"}, address)
    assert late.status_code == 409
    assert all(name in late.text for name in ("Trường THCS Phổ Vinh", "Trường THCS Phổ Vĩnh"))
    again = {**form, "seen": hidden(late.text, "seen"), "name": "Trường THCS Phổ Vĩnh"}
    assert send(official, address, again, address).status_code == 303
    assert "Trường THCS P.Vih" in official.get(address).text
    with database_of(demo).reading() as session:
        assert session.get_one(HolderRow, holder).name == "Trường THCS Phổ Vĩnh"

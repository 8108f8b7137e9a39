"""Two people on one row: whatever the second does to it, he sees both sides' figures first."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.clock import day_of, now
from inventory.models import DualUseRow, LotRow
from inventory.pages.tags import freshness_tag
from inventory.queries.lots import list_lots
from inventory.queries.story import list_movements
from inventory.services.row_acts import Paper, receive_more
from tests.web.making import OTHER, OWN, actor_of, database_of, picture, send, sign_in
from tests.web.test_api import call, code_of, new_token

FORMS = {
    "viec/nhap-them": {"document": "12/PN"},
    "viec/xuat-dung": {"document": "12/PX"},
    "viec/bao-hong": {},
    "viec/chuyen-cho": {"place": "Nhà văn hóa thôn Đông"},
    "viec/thanh-ly": {"document": "45/QĐ-UBND"},
    "dieu-chuyen": {"document": "12/CV-UBND", "to_code": OTHER},
    "lenh-dieu-chuyen": {"document": "12/QĐ-UBND", "to_code": OTHER},
}


def hidden(page: str) -> dict[str, str]:
    """Return what a form carries of the row as it was shown."""
    return dict(re.findall(r'name="(version|seen_on_hand|seen_broken)" value="([^"]*)"', page))


@pytest.fixture
def office(demo: Flask) -> FlaskClient:
    return sign_in(demo, "vanphong.tinh")


def free_lot(app: Flask) -> LotRow:
    with database_of(app).reading() as session:
        query = select(LotRow).where(
            LotRow.commune_code == OWN,
            LotRow.type_code.not_like("LL-%"),  # people go to no other commune as goods do
            LotRow.reserved == 0,
            LotRow.on_hand - LotRow.broken >= 20,
            LotRow.on_hand < 900,
        )
        return session.scalars(query.order_by(LotRow.id).limit(1)).one()


@pytest.mark.parametrize("act", FORMS)
def test_an_act_on_an_older_state_shows_both_figures_and_waits(
    demo: Flask, office: FlaskClient, act: str
) -> None:
    lot = free_lot(demo)
    address = f"/kho/{lot.id}/{act}"
    form = {"quantity": "1", **FORMS[act], **hidden(office.get(address).text)}
    with database_of(demo).transaction() as session:
        paper, actor = Paper(document="9/PN", reason=""), actor_of(demo, "canbo.binhminh")
        receive_more(session, lot_id=lot.id, quantity=Decimal(7), paper=paper, actor=actor, now=now())
    refused = send(office, address, form, address)
    assert refused.status_code == 409
    figures = [Decimal(one) for one in re.findall(r'<td class="num">([\d.]+)</td>', refused.text)]
    assert figures == [lot.on_hand, lot.on_hand + 7, lot.broken, lot.broken]
    with database_of(demo).reading() as session:
        before = list_movements(session, lot.id)
        assert session.get_one(LotRow, lot.id).on_hand == lot.on_hand + 7
    again = send(office, address, {**form, **hidden(refused.text)}, address)
    assert again.status_code == 303, again.text
    with database_of(demo).reading() as session:
        done = len(list_movements(session, lot.id)) - len(before)
        assert done == (0 if act == "dieu-chuyen" else 1)


def test_people_are_absent_not_broken(demo: Flask, official: FlaskClient) -> None:
    with database_of(demo).reading() as session:
        lots, _more = list_lots(session, scope="21085")
        people = next(lot.id for lot in lots if lot.category == "LL")
    page = official.get(f"/kho/{people}/viec/bao-hong").text
    assert ("Báo vắng" in page, "trong đó vắng" in page, "hỏng" in page) == (True, True, False)
    story = official.get(f"/kho/{people}").text
    assert "Bổ sung người" in story
    for goods in ("viec/xuat-dung", "viec/thanh-ly", "dieu-chuyen"):  # nobody gives people away
        assert f"/kho/{people}/{goods}" not in story


@pytest.mark.parametrize("act", ["viec/xuat-dung", "viec/thanh-ly", "dieu-chuyen", "lenh-dieu-chuyen"])
def test_people_are_no_goods_by_an_address_typed_by_hand_either(
    demo: Flask, office: FlaskClient, act: str
) -> None:
    with database_of(demo).reading() as session:
        lots, _more = list_lots(session, scope=OWN)
        people = next(lot for lot in lots if lot.category == "LL")
    address = f"/kho/{people.id}/{act}"
    page = office.get(address).text
    told = "như hàng hóa"
    assert (told in page, 'name="quantity"' in page) == (True, False)
    shown = hidden(office.get(f"/kho/{people.id}/viec/bao-hong").text)
    refused = send(office, address, {"quantity": "1", **FORMS[act], **shown}, "/kho/danh-sach")
    assert (refused.status_code, told in refused.text) == (422, True)
    with database_of(demo).reading() as session:
        assert session.get_one(LotRow, people.id).on_hand == people.balance.on_hand


def test_a_photograph_refused_leaves_the_person_on_the_row_with_the_words_typed(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    for content in (b"%PDF-1.4 no picture", b"GIF89a no picture"):
        form = {"photo": (BytesIO(content), "anh.jpg"), "caption": "cửa kho phía tây"}
        refused = send(official, "/kho/312/anh", form, "/kho/312")
        assert refused.status_code == 422
        assert "không phải ảnh đọc được" in refused.text
        assert "Vì sao con số này" in refused.text
        assert 'value="cửa kho phía tây"' in refused.text


def test_another_photograph_of_the_same_name_is_no_repetition(demo: Flask) -> None:
    """A telephone calls each of them image.jpg, and who goes back to a form sends its key again."""
    official, told = sign_in(demo, "canbo.binhminh"), []
    for colour in ("steelblue", "steelblue", "darkred"):
        form = {"photo": (BytesIO(picture(colour=colour)), "image.jpg"), "_once": "one-key"}
        told.append(send(official, "/kho/312/anh", form, "/kho/312").status_code)
    assert told == [303, 303, 409]


@pytest.mark.parametrize("address", ["dieu-chuyen", "lenh-dieu-chuyen"])
def test_who_transfers_reads_how_much_there_is(office: FlaskClient, demo: Flask, address: str) -> None:
    with database_of(demo).reading() as session:
        lot = next(
            lot
            for lot in list_lots(session, scope=OWN, pillar="means")[0]
            if lot.unit == "cái" and 0 < lot.balance.on_hand < 1000
        )
    page = " ".join(office.get(f"/kho/{lot.id}/{address}").text.split())
    assert f"Hiện có {int(lot.balance.on_hand)} cái, trong đó hỏng" in page
    assert f"đang giữ cho sự cố {int(lot.balance.reserved)}." in page


def test_goods_past_their_last_day_are_not_handed_out_and_the_day_is_said(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        today = day_of(now())
        old = next(
            lot for lot in list_lots(session, scope=OWN, pillar="logistics")[0] if lot.expired_on(today)
        )
    official, address = sign_in(demo, "canbo.binhminh"), f"/kho/{old.id}/viec/xuat-dung"
    form = {"quantity": "1", "document": "12/PX", **hidden(official.get(address).text)}
    refused = send(official, address, form)
    assert refused.status_code == 422
    assert f"quá hạn dùng từ sau {old.expires_on:%d/%m/%Y}" in refused.text
    assert "không tính là dùng được" in official.get(address).text
    # Nor do they go to another commune: by consent, by decision, or through another system.
    sentence = f"quá hạn dùng từ sau {old.expires_on:%d/%m/%Y} nên không điều chuyển cho xã khác"
    version = {"version": hidden(official.get(address).text)["version"]}
    for person, act in (
        (official, "dieu-chuyen"),
        (sign_in(demo, "vanphong.tinh"), "lenh-dieu-chuyen"),
    ):
        page = person.get(f"/kho/{old.id}/{act}").text
        assert sentence in page
        assert 'name="quantity"' not in page  # nobody fills in what will be refused
        sent = send(person, f"/kho/{old.id}/{act}", {"quantity": "1", **FORMS[act], **version})
        assert (sent.status_code, sentence in sent.text) == (409, True)
    body = {"to_code": OTHER, "quantity": 1, "document": "12/CV"}
    path, secret = f"/api/v1/lots/{old.id}", new_token(demo)
    seen = call(demo, secret, "GET", path).headers["ETag"]
    answer = call(demo, secret, "POST", f"{path}/transfers", body, If_Match=seen)
    assert code_of(answer) == (409, "transfer_of_expired")


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (None, "late", "chưa rà soát"),
        (0, "ok", "đã kiểm tra"),
        (180, "ok", "đã kiểm tra"),
        (181, "late", "quá hạn"),
    ],
)
def test_a_row_that_was_not_looked_at_for_a_half_year_says_so(
    demo: Flask, days: int | None, state: str, said: str
) -> None:
    today = date(2026, 11, 30)
    with demo.test_request_context("/"):
        tag = freshness_tag(None if days is None else today - timedelta(days=days), today, "vi")
    assert tag.startswith(f'<span class="tag tag-{state}">{said}')


def test_a_telephone_check_is_one_press_and_stands_in_the_register(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    with database_of(demo).reading() as session:
        query = select(DualUseRow.lot_id).join(LotRow, LotRow.id == DualUseRow.lot_id)
        lot_id = session.scalars(
            query.where(
                LotRow.commune_code == OWN, DualUseRow.phoned_on.is_(None), DualUseRow.peacetime_use != ""
            )
        ).first()
    assert "Đã gọi chủ hôm nay" in official.get(f"/kho/{lot_id}").text
    assert send(official, f"/kho/{lot_id}/da-goi", {}).status_code == 303
    assert "Đã gọi chủ hôm nay" not in official.get(f"/kho/{lot_id}").text
    with database_of(demo).reading() as session:
        noted = session.get_one(DualUseRow, lot_id)
        assert (noted.phoned_on, noted.phoned_by) == (day_of(now()), "Phạm Thị Ngọc")
    assert send(sign_in(demo, "canbo.khac"), f"/kho/{lot_id}/da-goi", {}).status_code == 403


@pytest.mark.parametrize("act", ["nhap-them", "xuat-dung", "thanh-ly"])
def test_a_receipt_an_issue_and_a_write_off_keep_number_and_photograph(
    demo: Flask, office: FlaskClient, act: str
) -> None:
    lot = free_lot(demo)
    address = f"/kho/{lot.id}/viec/{act}"
    form = {"quantity": "1", "document": "45/QĐ", **hidden(office.get(address).text)}
    missing = send(office, address, {**form, "document": ""})
    assert missing.status_code == 422
    done = send(office, address, {**form, "photo": (BytesIO(picture()), "phieu.jpg")})
    assert done.status_code == 303, done.text
    page = office.get(f"/kho/{lot.id}").text
    assert "văn bản 45/QĐ" in page
    assert page.count("/kho/anh/") + page.count("/anh/") >= 1


def test_a_refusal_far_down_a_list_gets_the_focus(demo: Flask) -> None:
    official, other = sign_in(demo, "canbo.binhminh"), sign_in(demo, "thuongtruc.binhminh")
    lot = free_lot(demo)
    form = {"version": lot.version, "on_hand": "9", "broken": "0"}
    assert send(other, f"/kho/{lot.id}/kiem-dem", form).status_code == 303
    late = send(official, f"/kho/{lot.id}/kiem-dem", {**form, "on_hand": "8"})
    assert late.status_code == 409
    assert len(re.findall(r'role="alert" tabindex="-1" autofocus', late.text)) == 1
    # A row opened from a review leads back there.
    newer = {**form, "version": lot.version + 1}
    assert send(official, f"/kho/{lot.id}/kiem-dem?dot=1", newer).location.endswith(
        f"/ra-soat/1/xa/{OWN}#dong"
    )
    page = official.get(f"/kho/xa/{OWN}?open={lot.id}&dot=1").text
    assert f"/kho/{lot.id}/kiem-dem?dot=1" in page


def test_two_on_one_row_of_people_read_of_the_absent_and_a_review_tells_what_is_past_its_day(
    demo: Flask,
) -> None:
    official, other = sign_in(demo, "canbo.binhminh"), sign_in(demo, "thuongtruc.binhminh")
    with database_of(demo).reading() as session:
        people = next(
            lot for lot in list_lots(session, scope=OWN, pillar="forces")[0] if lot.category == "LL"
        )
    form = {"version": people.version, "on_hand": "30", "broken": "2"}
    assert send(other, f"/kho/{people.id}/kiem-dem", form).status_code == 303
    late = send(official, f"/kho/{people.id}/kiem-dem", {**form, "broken": "1"})
    assert "hiện có 30, vắng 2. Số đồng chí nhập: hiện có 30, vắng 1." in late.text
    assert "không tính là dùng được" in official.get(f"/ra-soat/1/xa/{OWN}").text

"""CAP warnings through the pages and the program's door: a person confirms, unless the token's account may itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask

from core.clock import now
from mobilization.queries.roads import list_warnings
from tests.rules.mobilization.exchange.samples import alert
from tests.web.making import OWN, database_of, send, sign_in
from tests.web.mobilization.test_exchange import PROVINCE, get, post, upload
from tests.web.test_api import code_of, new_token

OWN_AREA = (
    f"<areaDesc>Xã Bình Minh</areaDesc><geocode><valueName>MaXa</valueName><value>{OWN}</value></geocode>"
)


def soon(hours: int) -> str:
    """Return a moment of the near future as CAP writes it."""
    return (now() + timedelta(hours=hours)).isoformat(timespec="seconds")


def warned(app: Flask) -> dict[str, tuple[int, int]]:
    """Return level and per cent of every warning in force."""
    with database_of(app).reading() as session:
        return {item.commune_code: (item.level, item.keep_percent) for item in list_warnings(session, now())}


def test_a_warning_waits_for_a_person_and_then_keeps_stock_at_home(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    page = upload(office, alert(expires=soon(12), area=OWN_AREA)).location
    assert warned(demo) == {}
    assert "/tiep-nhan" not in office.get(page).text
    assert send(office, f"{page}/tiep-nhan", {}, page).status_code == 403
    chief = sign_in(demo, PROVINCE)
    assert "Mưa lớn đến 400 mm" in chief.get(page).text
    until = (datetime.now() + timedelta(hours=12)).strftime("%Y-%m-%dT%H:%M")  # noqa: DTZ005
    form = {"commune": OWN, "level": "3", "keep_percent": "45", "until": until}
    assert send(chief, f"{page}/tiep-nhan", {**form, "commune": ""}, page).status_code in {404, 422}
    assert send(chief, f"{page}/tiep-nhan", {**form, "level": "9"}, page).status_code == 422
    assert send(chief, f"{page}/tiep-nhan", form, page).location == "/duong/"
    assert warned(demo) == {OWN: (3, 45)}
    text = chief.get("/duong/").text
    assert "Đài Khí tượng Thủy văn tỉnh: Mưa lớn đến 400 mm" in text
    assert page in text
    # The sender takes it back: again a person says so.
    cancel = alert(
        identifier="VN-2", step="Cancel", references=f"kttv@example.vn,VNMHA-2026-1120-01,{soon(0)}"
    )
    taking_back = upload(office, cancel).location
    assert warned(demo) == {OWN: (3, 45)}
    assert (
        send(
            chief,
            f"{taking_back}/tiep-nhan",
            {"end": OWN, **{k: v for k, v in form.items() if k != "commune"}},
            taking_back,
        ).status_code
        == 303
    )
    assert warned(demo) == {}


def test_a_token_that_may_set_warnings_sets_them_at_once_and_never_lowers_a_persons(demo: Flask) -> None:
    chief, office = new_token(demo, PROVINCE), new_token(demo, "vanphong.tinh")
    told = post(demo, office, alert(identifier="A", expires=soon(9), area=OWN_AREA))
    assert (told.status_code, told.get_json()["state"], warned(demo)) == (201, "received", {})
    assert post(demo, chief, alert(identifier="A", expires=soon(9), area=OWN_AREA)).status_code in {200, 409}
    test = post(
        demo, chief, alert(identifier="T", status="Exercise", expires=soon(9), area=OWN_AREA)
    ).get_json()
    assert (test["state"], warned(demo)) == ("noted", {})
    high = post(
        demo, chief, alert(identifier="B", severity="Extreme", expires=soon(9), area=OWN_AREA)
    ).get_json()
    assert (high["state"], warned(demo)) == ("taken", {OWN: (4, 50)})
    shown = get(demo, chief, "/api/v1/warnings").get_json()
    assert [(item["commune_code"], item["message_id"]) for item in shown] == [(OWN, high["id"])]
    post(demo, chief, alert(identifier="C", severity="Minor", expires=soon(9), area=OWN_AREA))
    assert warned(demo) == {OWN: (4, 50)}
    update = alert(
        identifier="D",
        step="Update",
        references=f"kttv@example.vn,B,{soon(0)}",
        severity="Minor",
        expires=soon(9),
        area=OWN_AREA,
    )
    post(demo, chief, update)
    assert warned(demo) == {OWN: (1, 10)}
    half = alert(
        identifier="E", expires=soon(9), area=OWN_AREA + "</area><area><areaDesc>Huyện Xa Lắc</areaDesc>"
    )
    waiting = post(demo, chief, half).get_json()
    assert (waiting["state"], waiting["note"], warned(demo)) == (
        "received",
        "partly_in_force",
        {OWN: (3, 30)},
    )
    assert code_of(post(demo, chief, alert(identifier="F", expires=soon(-1), area=OWN_AREA))) == (
        422,
        "cap_nothing",
    )
    auditor = new_token(demo, "kiemtoan")
    assert code_of(post(demo, auditor, alert())) == (403, "forbidden")

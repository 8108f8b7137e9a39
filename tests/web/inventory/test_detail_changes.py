"""What changed of a row beyond its number is told on its page: who, when, from what to what."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from flask import Flask

from core.clock import now
from inventory.queries.details import details_of
from inventory.queries.lots import list_lots
from inventory.services.details import edit_details
from tests.web.making import OWN, actor_of, database_of, sign_in
from tests.web.test_api import call, new_token


def test_who_lowered_what_must_stay_stands_on_the_row_s_page(demo_everywhere: Flask) -> None:
    with database_of(demo_everywhere).transaction() as session:
        first, other = list_lots(session, scope=OWN, pillar="logistics")[0][:2]
        for version, changed in enumerate(
            (
                {"keep": Decimal("1250.5"), "expires_on": date(2027, 5, 4)},
                {"keep": Decimal(0), "fund": "budget", "note": "hỏi ông Năm 0912345678"},
            )
        ):
            values = details_of(session, first.id) | changed
            edit_details(
                session,
                lot_id=first.id,
                version=first.version + version,
                values=values,
                actor=actor_of(demo_everywhere, "canbo.binhminh"),
                now=now(),
            )
    auditor = sign_in(demo_everywhere, "kiemtoan")
    page = " ".join(re.sub(r"<[^>]+>", " ", auditor.get(f"/kho/{first.id}").text).split())
    assert "Phải giữ lại cho xã : 1.250,5 → —" in page or "Phải giữ lại cho xã : 1.250,5 → 0" in page
    assert "→ 04/05/2027" in page
    assert "→ ngân sách" in page
    assert "Phạm Thị Ngọc" in page
    assert "Ghi chú : đã sửa" in page
    assert page.count("ông Năm") == 1  # as the row says it today, not as the chain keeps it
    assert "0912345678" not in page
    assert "Thay đổi thông tin" not in auditor.get(f"/kho/{other.id}").text
    told = call(demo_everywhere, new_token(demo_everywhere), "GET", f"/api/v1/lots/{first.id}/changes")
    newest = {one["name"]: (one["before"], one["after"]) for one in told.get_json()[0]["fields"]}
    assert newest["fund"][1] == "budget"
    assert Decimal(newest["keep"][0]) == Decimal("1250.5")
    assert newest["note"] == (None, None)
    assert "ông Năm" not in told.text

"""Whose rows are: titles of several communes, sheets and groups of someone else, keepers, rows past a commune's sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from core.excel.book import Sheet
from importers.rules.names.places import Era, PlaceIndex, index_places
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.whose_rows import no_commune_in, reported_by

Read = Callable[..., Recognition]
HEAD = ["TT", "Tên vật tư", "ĐVT", "Số lượng"]
ROWS = [[1, "Áo phao", "cái", 20], [2, "Bao cát", "cái", 900]]


def _communes(found: Recognition) -> dict[str, str | None]:
    """Return the commune of each row taken, None for each asked about."""
    return {
        f"{row.sheet}!{row.cell}": row.commune_code if row.status is RowStatus.ACCEPTED else None
        for row in found.rows
    }


TITLES: dict[str, str | None] = {
    "VẬT TƯ XÃ BA VÌ VÀ BA XA": None,
    "VẬT TƯ CÁC XÃ BA VÌ, BA XA, BA TÔ": None,
    "VẬT TƯ DỰ TRỮ CỤM XÃ BA VÌ - BA XA": None,
    "VẬT TƯ CÁC XÃ BA VÌ, BA TƠ": None,
    "VẬT TƯ XÃ BA VÌ + BA XA": None,
    "VẬT TƯ XÃ BA VÌ": "21529",
    "VẬT TƯ XÃ BA VÌ, BA TƠ": "21529",  # in the former district of Ba Tơ
    "VẬT TƯ XÃ BA VÌ - QUẢNG NGÃI": "21529",
    "VẬT TƯ XÃ BA VÌ, NĂM 2026": "21529",
    "VẬT TƯ, PHƯƠNG TIỆN XÃ BA VÌ VÀ CÁC THÔN": "21529",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_names_several_communes_gives_its_rows_to_none(title: str, read: Read) -> None:
    found = read([[title], HEAD, *ROWS])
    assert _communes(found) == dict.fromkeys(("Sheet1!D3", "Sheet1!D4"), TITLES[title])


def test_a_title_of_other_communes_is_not_the_officials_own(read: Read) -> None:
    title = "VẬT TƯ XÃ BA VÌ VÀ BA XA"
    assert set(_communes(read([[title], HEAD, *ROWS], home="21484")).values()) == {None}
    assert set(_communes(read([["VẬT TƯ DỰ TRỮ"], HEAD, *ROWS], home="21484")).values()) == {"21484"}


SECOND: dict[str, tuple[list[str], list[str], str | None]] = {
    "silent": (["VẬT TƯ DỰ TRỮ"], [], "21538"),
    "signed by the same": (["VẬT TƯ DỰ TRỮ"], ["TM. ỦY BAN NHÂN DÂN XÃ BA XA"], "21538"),
    "signed by another": (["VẬT TƯ DỰ TRỮ"], ["TM. ỦY BAN NHÂN DÂN XÃ BA ĐỘNG"], None),
    "sent to others": (["VẬT TƯ DỰ TRỮ"], ["Nơi nhận: UBND xã Ba Động"], "21538"),
    "reported by another": (["VẬT TƯ DỰ TRỮ", "Đơn vị báo cáo: Ba Động"], [], "21496"),
    "reported by a name like one": (["VẬT TƯ DỰ TRỮ", "Đơn vị báo cáo: Ba Đôộng"], [], None),
    "reported by an office": (["VẬT TƯ DỰ TRỮ", "Đơn vị báo cáo: Ban CHQS xã"], [], "21538"),
    "measured in": (["VẬT TƯ DỰ TRỮ", "Đơn vị: cái"], [], "21538"),
    "the province's store": (["VẬT TƯ KHO TỈNH"], [], None),
    "a district's soldiers": (["VẬT TƯ HUYỆN ĐỘI BA TƠ"], [], None),
    "the commune's store": (["VẬT TƯ KHO XÃ"], [], "21538"),
}


@pytest.mark.parametrize("case", SECOND)
def test_a_sheet_that_names_someone_else_is_not_the_commune_of_the_other(
    case: str, read: Read, sheet: Callable[..., Sheet]
) -> None:
    above, below, code = SECOND[case]
    first = sheet("Một", [["VẬT TƯ XÃ BA XA"], HEAD, *ROWS])
    second = sheet("Hai", [*([text] for text in above), HEAD, *ROWS, [], *([None, text] for text in below)])
    found = _communes(read(first, second))
    assert {at: it for at, it in found.items() if at.startswith("Một")} == dict.fromkeys(("Một!D3", "Một!D4"), "21538")  # fmt: skip
    assert [it for at, it in found.items() if at.startswith("Hai")] == [code, code]


SIGNERS: dict[str, str | None] = {
    "TM. ỦY BAN NHÂN DÂN XÃ BA XA": "21538",
    "TM. UBND XÃ BA ĐỘNG": None,
    "KT. CHỦ TỊCH": "21538",
    "Nơi nhận: UBND xã Ba Động": "21538",
    "TM. UBND HUYỆN BA TƠ": "21538",
}


@pytest.mark.parametrize("signer", SIGNERS)
def test_a_form_signed_by_another_commune_than_it_names_is_asked_about(signer: str, read: Read) -> None:
    rows = [["UBND XÃ BA XA"], ["VẬT TƯ DỰ TRỮ"], HEAD, *ROWS, [], [None, None, signer]]
    assert set(_communes(read(rows)).values()) == {SIGNERS[signer]}


def test_of_several_tables_nobody_knows_which_is_signed(read: Read) -> None:
    rows = [["UBND XÃ BA XA"], HEAD, *ROWS, [], ["UBND XÃ BA ĐỘNG"], HEAD, *ROWS, [], [None, None, "TM. UBND XÃ BA ĐỘNG"]]  # fmt: skip
    assert set(_communes(read(rows)).values()) == {"21538", "21496"}


REPORTERS: dict[str, str] = {
    "Đơn vị báo cáo: Ba Động": "today",
    "Tên đơn vị: UBND xã Ba Xa": "today",
    "Đơn vị báo cáo: Ba Tơ": "ambiguous",  # also the former district
    "Đơn vị báo cáo: Huyện Ba Tơ": "similar",
    "Đơn vị: nghìn đồng": "",
    "Đơn vị: cái": "",
    "Đơn vị báo cáo: Trạm y tế": "",
}


@pytest.mark.parametrize("line", REPORTERS)
def test_whom_a_form_says_it_comes_from(line: str, places: PlaceIndex) -> None:
    found = reported_by([line], places, Era.UNKNOWN, "")
    assert (found[1].certainty if found is not None else "") == REPORTERS[line]


BODIES = {
    "KHO TỈNH": True,
    "Kho cụm": True,
    "Huyện đội Ba Tơ": True,
    "BCHQS tỉnh": True,
    "UBND TỈNH QUẢNG NGÃI": False,
    "Kho xã": False,
    "Ban CHQS xã": False,
}


@pytest.mark.parametrize("text", BODIES)
def test_bodies_that_are_no_communes(text: str) -> None:
    assert bool(no_commune_in([text])) is BODIES[text]


GROUPS: dict[tuple[str, str], str | None] = {
    ("BẢNG KÊ CÁC ĐỊA PHƯƠNG", "Vật tư dùng chung"): None,
    ("BẢNG KÊ CÁC ĐỊA PHƯƠNG", "Ban CHQS xã"): "21538",  # of the commune above
    ("BẢNG KÊ XÃ BA XA", "Vật tư dùng chung"): "21538",
}


@pytest.mark.parametrize("case", GROUPS)
def test_a_group_beside_those_of_communes_is_of_none_of_them(case: tuple[str, str], read: Read) -> None:
    title, group = case
    found = read([[title], HEAD, ["I", "Xã Ba Vì"], *ROWS, ["II", "Xã Ba Xa"], *ROWS, ["III", group], *ROWS])
    assert list(_communes(found).values()) == ["21529", "21529", "21538", "21538", GROUPS[case], GROUPS[case]]


def test_groups_within_a_commune_stay_with_it(read: Read) -> None:
    rows = [["A", "Xã Ba Vì"], ["I", "Vật tư"], *ROWS, ["II", "Trang thiết bị"], *ROWS]
    found = read([["BẢNG KÊ CÁC ĐỊA PHƯƠNG"], HEAD, *rows])
    assert list(_communes(found).values()) == ["21529"] * 4


@pytest.mark.parametrize("title", ["BIỂU VẬT TƯ KHO CỤM", "BIỂU VẬT TƯ KHÁC"])
def test_a_table_below_those_of_communes_that_names_none_is_of_none(title: str, read: Read) -> None:
    rows: list[Sequence[Any]] = []
    for name in ("BIỂU VẬT TƯ XÃ BA VÌ", "BIỂU VẬT TƯ XÃ BA XA", title):
        rows += [[name], HEAD, *ROWS, [], []]
    assert list(_communes(read(rows)).values()) == ["21529", "21529", "21538", "21538", None, None]


KEEPERS: dict[str, str | None] = {
    "UBND xã Ba Xa": "21538",
    "UBND xã Ba Vì": None,
    "Kho UBND xã Ba Vì": None,
    "Xã Ba Tô": None,
    "Công ty TNHH Ba Động": "21538",
    "Ban CHQS xã": "21538",
    "Ban CHQS xã Ba Vì chi viện": None,
    "UBND xã Ba Vì (cho mượn)": None,
    "Mượn của xã Ba Vì": None,
    "UBND xã Ba Xa (thôn 2)": "21538",
    "Mượn của hộ dân": "21538",
}


@pytest.mark.parametrize("keeper", KEEPERS)
@pytest.mark.parametrize("head", ["Đơn vị quản lý", "Nơi quản lý"])
def test_what_another_commune_keeps_is_asked_about(head: str, keeper: str, read: Read) -> None:
    others = ("Xã Ba Xa", "Ban CHQS xã", "Trạm y tế", "Ông Nguyễn Văn A")
    rows = [[number, "Bao cát", "cái", number * 100, other] for number, other in enumerate(others, start=2)]
    found = read([["VẬT TƯ XÃ BA XA"], [*HEAD, head], [1, "Áo phao", "cái", 20, keeper], *rows])
    assert list(_communes(found).values()) == [KEEPERS[keeper], *["21538"] * 4]


def test_what_another_commune_sends_is_not_that_of_whom_it_helps(read: Read) -> None:
    head = ["TT", "Đơn vị", "DQTV", "DBĐV", "Xuồng"]
    units = ("Ban CHQS xã", "Đồn Biên phòng 5", "Tiểu đoàn 48", "Ban CHQS xã Ba Vì (chi viện)")
    rows = [[number, unit, number * 10, number * 7, number] for number, unit in enumerate(units, start=1)]
    found = read([["UBND XÃ BA XA"], ["BIỂU HIỆP ĐỒNG LỰC LƯỢNG, PHƯƠNG TIỆN"], head, *rows])
    assert list(_communes(found).values()) == [*["21538"] * 9, *[None] * 3]


@pytest.mark.parametrize(
    "line", ["Kính gửi: UBND xã Ba Vì", "Nơi nhận: xã Ba Vì (để phối hợp)", "- Kính trình: UBND xã Ba Vì"]
)
def test_who_gets_a_paper_is_not_whose_things_it_lists(line: str, read: Read) -> None:
    assert set(_communes(read([[line], ["TRANG BỊ HIỆN CÓ NĂM 2026"], HEAD, *ROWS])).values()) == {None}
    ours = read([["UBND XÃ BA XA"], [line], ["TRANG BỊ HIỆN CÓ NĂM 2026"], HEAD, *ROWS])
    assert set(_communes(ours).values()) == {"21538"}


SUMS: dict[tuple[str | None, str], str | None] = {
    (None, "Cộng"): None,
    (None, "Cộng trang"): "21361",
    ("nt", "Cộng"): "21361",
    ("Xã Sơn Mai", "Cộng"): "21349",
}


@pytest.mark.parametrize("case", SUMS)
def test_a_blank_below_a_communes_sum_is_no_longer_its_own(case: tuple[str | None, str], read: Read) -> None:
    place, total = case
    rows = [
        [1, "Xã Minh Long", "Ca nô", "chiếc", 2],
        [2, None, "Áo phao", "cái", 60],
        [3, None, "Máy ủi", "xe", 1],
        [None, total, None, None, 63],
        [4, place, "Xe cứu thương", "xe", 1],
        [5, "Xã Sơn Mai", "Ca nô", "chiếc", 1],
        [6, None, "Phao tròn", "cái", 24],
    ]
    found = read([["DANH MỤC PHƯƠNG TIỆN CÁC XÃ"], ["STT", "Đơn vị", "Tên phương tiện", "ĐVT", "Số lượng"], *rows])  # fmt: skip
    assert [it for at, it in _communes(found).items() if at == "Sheet1!E7"] == [SUMS[case]]
    assert _communes(found)["Sheet1!E9"] is not None


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> PlaceIndex:
    return index_places(gazetteer)


FORMER = {"Xã Sơn Tây (cũ)": False, "Xã Sơn Tây": True, "Xã Ba Lế (cũ)": True}


@pytest.mark.parametrize("name", FORMER)
def test_a_former_commune_nobody_knows_is_not_todays(name: str, places: PlaceIndex) -> None:
    assert places.match(name).certain is FORMER[name]

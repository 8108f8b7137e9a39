"""A CAP alert read: its level, its end, its communes, what it replaces."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.communes.rules import Alias
from core.communes.tables import read_tables
from mobilization.rules.exchange.areas import How, communes_meant, inside
from mobilization.rules.exchange.cap import Area, Step, level_of, read_alert
from mobilization.rules.exchange.xml import ValueWrongError
from tests.rules.mobilization.exchange.samples import AREA, alert

PLACES = read_tables().gazetteer
TITLES = {commune.title: str(commune.code) for commune in PLACES.communes}


def meant(area: Area) -> tuple[dict[str, How], tuple[str, ...]]:
    """Return the communes an area means and what was not understood."""
    found = communes_meant([area], PLACES, province="Quảng Ngãi")
    return dict(found.communes), found.unknown


@pytest.mark.parametrize(
    ("severity", "certainty", "urgency", "stated", "level"),
    [
        ("Extreme", "Observed", "Immediate", None, 5),
        ("Extreme", "Likely", "Expected", None, 4),
        ("Severe", "Likely", "Immediate", None, 4),
        ("Severe", "Likely", "Expected", None, 3),
        ("Severe", "Unlikely", "Future", None, 2),
        ("Moderate", "Possible", "Expected", None, 2),
        ("Minor", "Unknown", "Unknown", None, 1),
        ("Unknown", "Unknown", "Unknown", None, 1),
        ("Minor", "Likely", "Future", 4, 4),
    ],
)
def test_the_level_follows_severity_certainty_and_urgency_unless_stated(
    severity: str, certainty: str, urgency: str, stated: int | None, level: int
) -> None:
    assert level_of(severity=severity, certainty=certainty, urgency=urgency, stated=stated) == level


def test_an_alert_is_read_in_vietnamese_with_its_end_and_its_stated_level() -> None:
    told = read_alert(alert().encode())
    assert (told.title, told.sender_name, told.level) == (
        "Mưa lớn đến 400 mm",
        "Đài Khí tượng Thủy văn tỉnh",
        3,
    )
    assert told.counts
    assert [part.until for part in told.parts] == [datetime(2026, 11, 20, 22, tzinfo=UTC)]
    # Without an end it holds for a day from when it begins, which may be later than it was sent.
    assert read_alert(alert(expires="").encode()).parts[0].until == datetime(2026, 11, 20, 22, tzinfo=UTC)
    later = "<onset>2026-11-20T17:00:00+07:00</onset><senderName>"
    told = read_alert(alert(expires="").replace("<senderName>", later).encode())
    assert told.parts[0].until == datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        ("Cấp độ rủi ro", "Cấp 4", 4),
        ("Risk-Level", "5", 5),
        ("Cấp độ rủi ro", "6", 3),
        ("Số trạm đo", "5", 3),  # a figure of something else is no level
    ],
)
def test_a_level_is_believed_where_it_is_named_one(name: str, value: str, level: int) -> None:
    said = f"<parameter><valueName>{name}</valueName><value>{value}</value></parameter>"
    assert read_alert(alert().replace("<area>", said + "<area>").encode()).level == level


@pytest.mark.parametrize(
    "drawn",
    [
        "<polygon>15,109 15.6,109 15.6,109.3 15,109.3</polygon>",  # it does not close
        "<polygon>15,109 15.6,109 15,109</polygon>",
        "<polygon>15,109 15.6,190 15.6,109.3 15,109</polygon>",
        "<circle>15.38,109.12 6000</circle>",
        "<circle>15.38,109.12</circle>",
    ],
)
def test_an_area_that_is_drawn_wrong_is_refused(drawn: str) -> None:
    with pytest.raises(ValueWrongError):
        read_alert(alert(area=AREA + drawn).encode())


def test_tests_acknowledgements_and_all_clears_do_not_count() -> None:
    assert not read_alert(alert(status="Exercise").encode()).counts
    assert not read_alert(alert(status="Test").encode()).counts
    assert not read_alert(alert(step="Ack").encode()).counts
    assert read_alert(alert(urgency="Past").encode()).parts[0].all_clear
    told = read_alert(alert(more="<responseType>AllClear</responseType>").encode())
    assert told.parts[0].all_clear
    update = alert(
        step="Update",
        references="a@b,X-1,2026-11-20T05:00:00+07:00 a@b,X-2,2026-11-20T05:00:00+07:00 bad a@b,X-3",
    )
    told = read_alert(update.encode())
    assert (told.step, told.references) == (Step.UPDATE, (("a@b", "X-1"), ("a@b", "X-2")))


def test_communes_by_code_outline_circle_or_name() -> None:
    lyson, binhminh = TITLES["Đặc khu Lý Sơn"], TITLES["Xã Bình Minh"]
    assert meant(Area(words="bất kỳ", codes=("99999", lyson))) == ({lyson: How.CODE}, ())
    island = Area(words="", circles=((15.38, 109.12, 8.0),))
    assert meant(island) == ({lyson: How.OUTLINE}, ())
    box = ((15.0, 109.0), (15.6, 109.0), (15.6, 109.3), (15.0, 109.3), (15.0, 109.0))
    assert meant(Area(words="", polygons=(box,))) == ({lyson: How.OUTLINE}, ())
    tiny = ((15.37, 109.11), (15.38, 109.11), (15.38, 109.115), (15.37, 109.11))
    assert meant(Area(words="", polygons=(tiny,)))[0] == {lyson: How.OUTLINE}
    assert meant(Area(words="Biển Đông", circles=((12.0, 115.0, 20.0),))) == ({}, ("Biển Đông",))
    named, unknown = meant(Area(words="Xã Bình Minh, đặc khu Lý Sơn và xã Không Có"))
    assert (set(named), unknown) == ({binhminh, lyson}, ("xã Không Có",))
    assert set(named.values()) == {How.NAME}
    assert len(meant(Area(words="Toàn tỉnh Quảng Ngãi"))[0]) == 96
    district = meant(Area(words="Huyện Bình Sơn"))[0]
    assert binhminh in district
    assert 3 <= len(district) <= 8
    # Words count only where nothing surer was said.
    at_sea = ((15.0, 111.0), (15.1, 111.0), (15.1, 111.1), (15.0, 111.0))
    assert meant(Area(words="Toàn tỉnh Quảng Ngãi", polygons=(at_sea,))) == ({}, ("Toàn tỉnh Quảng Ngãi",))
    assert len(meant(Area(words="", circles=((15.12, 108.8, 10.0),)))[0]) == 10
    assert meant(Area(words="Huyện Bình Sơn", codes=(lyson,)))[0] == {lyson: How.CODE}


def test_a_bare_name_that_several_places_bear_says_nothing() -> None:
    kind = Alias(alias="Bến Cá", old_district="", old_code="", new_code="", what="", period="")
    two = [replace(kind, new_code=TITLES[title]) for title in ("Xã Bình Minh", "Đặc khu Lý Sơn")]
    places = replace(PLACES, aliases=(*PLACES.aliases, *two))
    found = communes_meant([Area(words="Bến Cá")], places, province="Quảng Ngãi")
    assert (dict(found.communes), found.unknown) == ({}, ("Bến Cá",))


def test_a_point_is_inside_an_outline_by_the_even_odd_rule() -> None:
    horseshoe = ((0, 0), (0, 4), (4, 4), (4, 3), (1, 3), (1, 1), (4, 1), (4, 0), (0, 0))
    assert inside(0.5, 2, horseshoe)
    assert inside(3, 3.5, horseshoe)
    assert not inside(3, 2, horseshoe)
    assert not inside(5, 2, horseshoe)
    assert AREA in alert()

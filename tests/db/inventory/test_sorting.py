"""Lists of names stand as in a Vietnamese dictionary, the same on both databases."""

from __future__ import annotations

from random import Random

import pytest

from core.db import Database
from inventory.queries.count_lines import find_next_line, list_all_lines, list_lines
from inventory.queries.counting import list_places
from inventory.queries.lots import list_labels
from inventory.services.opening_counts import open_count
from tests.db.inventory.register import HOME, HOME_OFFICIAL, NOW, load_register, stock

# Two names that differ by accents alone are one place, so each differs by a letter too; without accents they stand
# in quite another order.
DICTIONARY = [
    *(
        "An Xuân",
        "Ăn Trâm",
        "Ân Bình",
        "Cống Kho",
        "Dốc Sỏi",
        "Dung Quất",
        "Đá Bàn",
        "Đồng Nà",
        "Em Sơn",
        "Êa Bar",
    ),
    *("Kho 2", "Oanh Yên", "Ông Thìn", "Ở Gần", "Tò Vò", "Tô Hợp", "Tơ Đá", "Ủy An", "Uyên Mai", "Ưng Đa"),
]


@pytest.mark.parametrize("seed", [1, 2])
def test_places_stand_in_dictionary_order(database: Database, seed: int) -> None:
    places = Random(seed).sample(DICTIONARY, len(DICTIONARY))
    with database.transaction() as session:
        load_register(session)
        for place in places:
            stock(session, 5, place=place)
        count_id = open_count(
            session, commune_code=HOME, pillar="", place="", blind=True, actor=HOME_OFFICIAL, now=NOW
        ).count_id
        assert list_labels(session, HOME, "")[0] == DICTIONARY
        assert [place for place, _rows in list_places(session, HOME)] == DICTIONARY
        lines, _more = list_lines(session, count_id)
        assert [line.place for line in lines] == DICTIONARY
        assert list_all_lines(session, count_id) == lines
        walked = [lines[0].id]
        while len(walked) < len(lines):
            after = find_next_line(session, count_id, after=walked[-1], show="")
            assert after is not None
            walked.append(after)
        assert walked == [line.id for line in lines]

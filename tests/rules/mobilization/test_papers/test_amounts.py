from __future__ import annotations

import pytest

from mobilization.rules.papers.amounts import dong_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không đồng"),
        (5, "năm đồng"),
        (10, "mười đồng"),
        (14, "mười bốn đồng"),
        (15, "mười lăm đồng"),
        (21, "hai mươi mốt đồng"),
        (24, "hai mươi tư đồng"),
        (55, "năm mươi lăm đồng"),
        (100, "một trăm đồng"),
        (105, "một trăm linh năm đồng"),
        (110, "một trăm mười đồng"),
        (119_200, "một trăm mười chín nghìn hai trăm đồng"),
        (1_005, "một nghìn không trăm linh năm đồng"),
        (1_000_000, "một triệu đồng"),
        (2_500_000, "hai triệu năm trăm nghìn đồng"),
        (3_780_000, "ba triệu bảy trăm tám mươi nghìn đồng"),
        (1_000_001, "một triệu không trăm linh một đồng"),
        (35_250_000, "ba mươi lăm triệu hai trăm năm mươi nghìn đồng"),
        (1_002_003_000, "một tỷ không trăm linh hai triệu không trăm linh ba nghìn đồng"),
        (2_000_000_000, "hai tỷ đồng"),
        (1_000_000_000_000, "một nghìn tỷ đồng"),
        (1_005_000_000_010, "một nghìn không trăm linh năm tỷ không trăm mười đồng"),
    ],
)
def test_money_is_said_as_it_is_read_out(amount: int, words: str) -> None:
    assert dong_in_words(amount) == words


def test_nothing_is_owed_below_nought() -> None:
    with pytest.raises(ValueError, match="below nought"):
        dong_in_words(-1)

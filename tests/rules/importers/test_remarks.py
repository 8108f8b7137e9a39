"""Remarks beside a figure by which an official takes it back are asked about; all that only describes the things is not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from core.communes.rules import Gazetteer
from importers.rules.names.places import PlaceIndex, index_places
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.against_notes import notes_of_passed_years
from importers.rules.rows.against_row import Counted, Table, note_against, remark_against
from importers.rules.rows.expired import says_expired
from importers.rules.rows.remarks import (
    comes_later,
    counts_by_another_unit,
    counts_fewer,
    is_no_kind,
    says_missing,
    takes_back,
)
from importers.rules.texts.notes import read_fate

# Beside twenty life jackets, counted in pieces, on the list of the commune of Ba Vì of August 2026.
AGAINST = [
    "chỉ còn 5 cái dùng được", "chỉ 5 cái dùng được", "còn dùng được 5 cái", "còn 5 cái sử dụng được", "chỉ sử dụng được 12 cái", "thực tế còn 12", "trong kho chỉ còn 8 cái",
    "thực tế chỉ có 15", "kiểm tra lại: 18 cái", "cấp năm 2027", "năm 2027 cấp", "mua sắm năm 2027", "dự kiến năm 2027", "2027", "năm 2027", "sẽ cấp vào quý I/2027",
    "giao tháng 3/2027", "tỉnh cấp đợt 1 năm 2027", "hiện để ở xã Ba Xa", "đang để tại xã Ba Xa", "hiện đang ở xã Ba Tơ", "tạm để ở phường Trà Câu",
    "hiện nay đặt tại Ban CHQS tỉnh", "đang để ở kho huyện đội", "đang ở tỉnh", "hiện ở kho tỉnh", "đang thi công ở Đà Nẵng", "đang thi công ngoài tỉnh",
    "đang làm việc ở Gia Lai", "đang đi làm xa", "đi làm ăn xa", "đang chạy tuyến Bắc Nam", "hiện đang hoạt động tại TP. Hồ Chí Minh", "đang công tác tại huyện khác",
    "đang cho thuê ở xã khác", "đang cho thuê", "cho thuê dài hạn", "cho công ty thuê", "đã cho thuê", "của Trạm y tế xã Ba Tô", "của trường THCS xã Ba Dinh",
    "của đồn biên phòng xã Ba Dinh", "của Công an xã Ba Xa", "của HTX xã Ba Tô", "của Công an huyện", "của Huyện đội", "của Ban CHQS tỉnh", "gửi xã Ba Tơ giữ hộ",
    "gửi ở xã Ba Tơ", "gửi xã Ba Tơ", "gửi tại kho xã Ba Xa", "gửi Huyện đội giữ", "nhờ xã Ba Tơ giữ hộ", "đang gửi sửa", "đang gửi đi sửa chữa", "gửi đi bảo hành",
    "đang bảo hành tại Đà Nẵng", "đang đi sửa", "đưa đi sửa chữa", "còn thiếu", "đang thiếu", "hiện thiếu", "chưa đủ, mới nhận một nửa", "mới có 10 cái",
    "theo kế hoạch mua", "theo kế hoạch sẽ mua năm 2027", "kế hoạch mua sắm", "sẽ mua", "sẽ được cấp", "thuộc kho tỉnh", "để ở kho tỉnh", "của kho Bộ CHQS tỉnh", "đã chuyển nhượng",
    "đã nhận 10, còn 10 chưa nhận", "chưa nhận đủ", "ước tính", "ước", "ước khoảng 20 cái", "số ước lượng", "số liệu ước tính", "tạm tính", "số tạm tính", "khoảng",
    "số ước đoán, chưa kiểm đếm", "chưa kiểm đếm", "chưa rõ số lượng", "chưa xác định", "chưa thống kê đầy đủ", "chưa xác minh", "chờ xác minh", "cần rà soát lại",
    "số liệu chưa chính xác", "số liệu cũ", "số liệu năm trước", "theo báo cáo năm 2024", "ĐVT: thùng", "đơn vị tính: thùng", "tính theo thùng", "tính bằng thùng", "đơn vị: chục",
    "tính chung với Công an xã", "tính chung với dân quân", "tính chung với mục 3", "tính chung với trạm y tế", "đã tính ở Công an xã", "đã báo cáo ở phần Công an",
    "đã có trong số của Công an", "trùng với Công an xã", "trùng với LL dân quân", "kiêm nhiệm, trùng dân quân", "đã kê khai ở bảng trên", "không tìm thấy", "tìm không thấy",
    "không thấy trong kho", "không rõ ở đâu", "không xác định được", "thất lạc", "không có trong kho", "không có thực tế", "thực tế không có", "không còn trong kho", "đã hết",
    "đã cho", "đã tặng", "đã bán thanh lý", "xin thanh lý", "đề nghị thanh lý", "chờ thanh lý", "chờ tiêu hủy", "đề nghị hủy", "quá hạn", "hết hạn sử dụng", "hết hạn",
    "quá date", "đã mượn của xã Ba Tơ", "mượn của tỉnh", "mượn tạm", "đi mượn", "đi thuê", "thuê của doanh nghiệp khi cần", "hợp đồng thuê khi có bão", "xã Ba Xa mượn",
    "xã Ba Xa đang mượn", "Công an huyện mượn", "huyện mượn chưa trả", "đã bàn giao cho xã Ba Xa", "đã chuyển về tỉnh", "đã điều động đi xã Ba Xa",
    "đang điều động làm nhiệm vụ tại xã Ba Xa", "huy động của xã bạn", "lực lượng tăng cường của tỉnh", "trả lại cấp trên", "phải trả lại cho tỉnh", "sẽ trả lại", "chờ cấp",
    "chờ phân bổ", "chờ mua sắm", "chờ bàn giao", "đang làm thủ tục mua", "đang đấu thầu", "đang vận chuyển", "đang trên đường về", "đang đóng mới", "đang xây dựng",
    "đang xây dựng, chưa hoàn thành", "chưa hoàn thành", "chưa nghiệm thu", "chưa nhập kho", "dự kiến", "kế hoạch năm 2027", "mục tiêu năm 2026", "chỉ tiêu giao",
    "chỉ tiêu huyện giao", "nhu cầu", "yêu cầu tối thiểu", "cần có", "phấn đấu", "đăng ký mua", "đã đăng ký, chưa có", "vận động dân góp khi có bão",
    "huy động khi cần của xã khác", "dùng chung với xã Ba Dinh", "xe của dự án, đã rút", "mất 5 cái", "không dùng được", "hỏng", "hư hỏng nặng không sử dụng được",
    "không đảm bảo an toàn, không sử dụng", "chỉ có vỏ", "chỉ còn vỏ, không máy", "chỉ có khung", "mô hình", "hàng mẫu", "hàng trưng bày", "xem lại", "nhập sai", "ghi nhầm",
    "nhầm", "số này sai", "số liệu sai", "không đúng", "uoc tinh", "khong tim thay", "dang thi cong o Da Nang", "tinh chung voi cong an xa", "gui xa Ba To giu ho",
    "chi con 5 cai dung duoc", "con thieu",
]  # fmt: skip
HARMLESS = [
    "còn tốt", "tốt", "sử dụng tốt", "bình thường", "hoạt động bình thường", "hoạt động tốt", "đang sử dụng", "đang dùng", "đang hoạt động", "mới", "mới 100%", "mới mua",
    "mới cấp", "mới cấp năm 2025", "mới trang bị", "mới nhận năm 2026", "cấp năm 2025", "cấp năm 2026", "tỉnh cấp", "tỉnh cấp năm 2026", "huyện cấp năm 2019", "Sở NN cấp 2024",
    "mua năm 2020", "mua năm 2026", "mua 2026", "năm 2026", "sản xuất năm 2015", "SX 2018", "đời 2012", "nước SX: Nhật Bản", "Trung Quốc", "Việt Nam", "Honda", "Honda GX160",
    "hiệu Yamaha", "Kubota", "Toyota Hilux", "Motorola GP328", "đã kiểm định", "kiểm định 5/2026", "kiểm định đến 2027", "đăng kiểm đến 12/2027", "đăng kiểm 06/2027",
    "kiểm định lại năm 2027", "bảo hành đến 2027", "bảo hành 2 năm", "còn bảo hành", "còn hạn sử dụng", "HSD 2027", "HSD: 12/2027", "hạn dùng 12/2028",
    "hạn sử dụng đến năm 2027", "hết hạn đăng kiểm 5/2027", "bảo dưỡng định kỳ", "bảo dưỡng 6 tháng/lần", "đã bảo dưỡng", "mới bảo dưỡng", "đã sửa chữa", "đã sửa xong",
    "mới sửa tháng 6/2026", "đã thay ắc quy", "đã sơn lại", "cần bảo dưỡng", "cần thay lốp", "cần sơn lại", "sẽ bảo dưỡng năm 2027", "thay thế năm 2027", "để tại kho xã",
    "để ở UBND xã", "để tại trụ sở UBND", "tại nhà văn hóa thôn", "Nhà văn hóa thôn Nước Lui", "kho UBND xã", "kho Ban CHQS xã", "kho xã", "để ở trường tiểu học",
    "để tại trạm y tế", "đặt tại trụ sở Công an xã", "thôn 3", "thôn Gò Lang", "thôn Ba Vì", "tổ dân phố 5", "xóm 2", "ở nhà ông Phạm Văn Ba", "nhà ông Minh thôn 2",
    "gửi nhà dân", "gửi nhà ông Hùng", "gửi tại trường THCS", "gửi kho hợp tác xã", "giao thôn quản lý", "giao dân quân quản lý", "giao cho đội xung kích", "giao cho các thôn",
    "giao cho thôn 3 giữ", "giao cho Công an xã sử dụng", "dân quân giữ", "Công an xã quản lý", "Trạm y tế quản lý", "BCHQS xã quản lý", "Ông Nguyễn Văn A", "ông Phạm Văn Đề",
    "bà Nguyễn Thị Thuê", "0905123456", "ĐT: 0905 123 456", "SĐT 0905123456", "liên hệ ông Ba 0905123456", "phụ trách: ông Bình", "người giữ chìa khóa: bà Hoa", "ngân sách xã",
    "ngân sách tỉnh", "nguồn xã hội hóa", "nguồn quỹ phòng chống thiên tai", "quỹ PCTT", "Quỹ PCTT cấp 2023", "nguồn dự phòng", "vốn dự án", "dự án WB5", "dự án ADB tài trợ",
    "Hội Chữ thập đỏ tặng", "Công ty tặng năm 2022", "doanh nghiệp ủng hộ", "UNICEF hỗ trợ", "do nhân dân đóng góp", "dân tự mua", "dân đóng góp", "tự mua", "tự sắm",
    "tự trang bị", "xã tự mua", "xã mua", "của xã", "của UBND xã", "của dân", "của hộ dân", "của thôn", "của thôn 2", "của Công an xã", "của Ban CHQS xã", "của trạm y tế",
    "của trạm y tế xã", "của trường tiểu học", "của ông A", "của nhà ông Bảy", "của doanh nghiệp", "của HTX", "của Công ty TNHH Hoàng Thịnh", "tài sản của xã",
    "hợp đồng nguyên tắc", "hợp đồng với chủ xe", "hợp đồng với DN Minh Tâm", "đã ký hợp đồng", "đã ký cam kết", "cam kết huy động", "có thể huy động", "sẵn sàng huy động",
    "huy động khi cần", "huy động trong dân", "huy động của dân", "huy động khi có lệnh", "trong dân", "dự phòng", "dự trữ tại chỗ", "dự trữ phòng chống bão",
    "dự trữ trong nhà dân", "phục vụ PCTT", "phục vụ cứu hộ", "dùng cho cứu hộ", "dùng chung các thôn", "dùng chung toàn xã", "loại 200 lít", "loại 5 kVA", "5 kVA",
    "công suất 10 CV", "chở 10 người", "sức chở 12 người", "45 chỗ", "tải trọng 5 tấn", "dài 20 m", "dung tích 20 lít", "cao 6m", "màu cam", "vỏ nhôm", "vỏ composite",
    "máy 40CV", "biển số 76A-123.45", "BKS 76C-12345", "số khung 12345", "có bằng lái", "có chứng chỉ", "có phụ kiện kèm theo", "kèm dây", "kèm phao", "đủ phụ kiện", "đủ",
    "đủ theo định mức", "đạt", "đạt chuẩn", "đạt 100%", "loại A", "loại 1", "chất lượng cấp 2", "cấp 2", "chất lượng 80%", "80%", "mới 80%", "hơi cũ", "cũ", "cũ nhưng dùng được",
    "cũ, còn dùng được", "đã cũ", "vẫn dùng được", "còn dùng được", "còn sử dụng được", "còn sử dụng tốt", "01 cái đang sửa", "1 cái cần sửa", "thiếu 02 cái so với định mức",
    "thiếu dây", "thiếu pin", "thiếu phụ kiện", "còn thiếu 5 cái", "còn thiếu so với định mức", "còn thiếu so với quy định 10 cái", "cần bổ sung 10 cái",
    "đề nghị cấp thêm 20 cái", "xin thêm 10 cái", "dự kiến mua thêm 20 cái", "sẽ mua thêm", "sẽ bổ sung năm 2027", "đã đặt mua thêm 20 cái", "đã nhận đủ", "đã nhận",
    "đã cấp cho xã", "đã cấp về xã", "nhận tháng 5/2026", "nhận từ huyện", "nhận bàn giao từ huyện Ba Tơ cũ", "nhận bàn giao của huyện", "huyện bàn giao",
    "tiếp nhận từ xã Ba Vì cũ", "thường trực 24/24", "trực tại xã", "trực tại UBND xã", "kiêm nhiệm", "chuyên trách", "bán chuyên trách", "quân số thường trực", "có mặt",
    "có mặt khi có lệnh", "đã tập huấn", "đã tập huấn năm 2025", "đã huấn luyện", "tập huấn hằng năm", "theo Quyết định số 12/QĐ-UBND", "QĐ 12/QĐ-UBND ngày 5/1/2026",
    "theo QĐ thành lập năm 2024", "số liệu đến 30/6/2026", "số liệu tháng 6/2026", "theo kiểm kê 01/01/2026", "đã kiểm kê", "kiểm kê ngày 30/6/2026", "đã rà soát",
    "cập nhật tháng 6/2026", "theo kế hoạch 2026", "theo phương án PCTT", "trong đó 5 trẻ em", "trong đó nữ: 5", "gồm 10 lớn, 10 nhỏ", "gồm 2 loại", "người lớn và trẻ em",
    "nam 15, nữ 5", "10 cái loại lớn", "20 cái tại kho xã", "thôn 1: 10, thôn 2: 10", "mỗi thôn 5 cái", "02 thôn mỗi thôn 10 cái", "chia đều các thôn",
    "01 kho chính, 01 kho phụ", "cách UBND xã 2 km", "gần cầu Ba Vì", "ven sông Liên", "cạnh QL24", "đường vào thuận lợi", "điện lưới", "nước giếng", "mái tôn", "nhà cấp 4",
    "nhà kiên cố", "2 tầng", "sức chứa 200 người", "xây dựng năm 2015", "xây năm 2020", "nâng cấp năm 2025", "đang nâng cấp đường vào", "hoàn thành năm 2024",
    "tàu đánh bắt gần bờ", "xe tải nhẹ", "xe chở vật liệu", "máy xúc bánh lốp", "máy móc của công trình", "bơm nước", "chống nước", "ấn phẩm", "tạm thời để ở hội trường",
    "tạm giữ ở kho xã", "ước tính sức chứa 200 người", "khoảng 500 m2", "cách 3 km", "mỗi bộ 2 cái", "1 bộ gồm 3 món", "1 thùng = 30 gói", "thùng 30 gói", "bao 50 kg",
    "cuộn 100m", "20 bộ", "lưu kho", "bảo quản tốt", "kho khô ráo", "đang sửa chữa", "đang đại tu", "có bổ sung, chờ cấp", "mượn", "máy phát đang sửa, còn lại tốt",
    "theo kế hoạch", "theo định mức", "theo phương án", "tinh cap", "mau cam", "kho xa", "con tot, mua nam 2020",
]  # fmt: skip


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> PlaceIndex:
    return index_places(gazetteer)


def is_asked(remark: str, places: PlaceIndex) -> bool:
    beside = Counted(Decimal(20), "cái", "Xã Ba Vì", places.match("Xã Ba Vì"))
    table = Table(counted=(2026, 8))
    return (
        note_against(remark, beside, places)
        or remark_against(remark, beside, places, table)
        or read_fate(remark) is not None
        or says_expired(remark, (2026, 8))
        or remark in notes_of_passed_years([remark], 2026)
    )


@pytest.mark.parametrize("remark", AGAINST)
def test_remarks_that_take_a_figure_back(remark: str, places: PlaceIndex) -> None:
    assert is_asked(remark, places)


@pytest.mark.parametrize("remark", HARMLESS)
def test_remarks_that_only_describe(remark: str, places: PlaceIndex) -> None:
    assert not is_asked(remark, places)


# What a remark stands beside decides: how many, in which unit, whose, counted when.
BESIDE: dict[tuple[str, str], bool] = {
    ("chỉ còn 5 cái dùng được", "20"): True,
    ("chỉ còn 20 cái dùng được", "20"): False,
    ("còn 5 năm bảo hành", "20"): False,
    ("hỏng 2, còn 18 cái", "20"): True,
    ("trong đó 5 cái trẻ em", "20"): False,
}
UNITS: dict[tuple[str, str], bool] = {
    ("ĐVT: thùng", "cái"): True,
    ("ĐVT: cái", "chiếc"): False,
    ("ĐVT: thùng", ""): False,
    ("tính theo thùng", "bộ"): True,
    ("tính theo bộ", "cái"): False,
    ("tính theo quy định", "cái"): False,
    ("1 thùng = 30 gói", "gói"): False,
}
YEARS: dict[tuple[str, int], bool] = {
    ("cấp năm 2027", 2026): True,
    ("cấp năm 2027", 2027): False,
    ("cấp năm 2027", 0): False,
    ("2027", 2026): True,
    ("giao tháng 3/2027", 2026): True,
    ("kiểm định năm 2027", 2026): False,
    ("hạn dùng 2027", 2026): False,
    ("thay thế năm 2027", 2026): False,
}
# On the list of the commune of Ba Vì.
PLACES: dict[str, bool] = {
    "của Trạm y tế xã Ba Tô": True,
    "của Trạm y tế xã Ba Vì": False,
    "của Hợp tác xã Ba Dinh Xanh": False,
    "mua của công ty ở xã Ba Xa": False,
    "gửi xã Ba Tơ giữ hộ": True,
    "gửi xã Ba Vì giữ": False,
    "hiện để ở xã Ba Xa": True,
    "hiện để ở xã Ba Vì": False,
    "để tại xã Ba Xa": False,
    "đang thi công ở Đà Nẵng": True,
    "đang thi công ở Kon Tum": False,
    "đang thi công ở Quảng Ngãi": False,
    "đang để ở Bình Thuận": False,
    "đang để ở thôn 2": False,
    "hiện ở kho tỉnh": True,
    "hiện ở kho xã": False,
}


@pytest.mark.parametrize("said", BESIDE)
def test_another_count_of_the_same(said: tuple[str, str]) -> None:
    assert counts_fewer(said[0], Decimal(said[1])) is BESIDE[said]
    assert not counts_fewer(said[0], None)


@pytest.mark.parametrize("said", UNITS)
def test_another_unit_than_that_of_the_row(said: tuple[str, str]) -> None:
    assert counts_by_another_unit(*said) is UNITS[said]


@pytest.mark.parametrize("said", YEARS)
def test_what_comes_after_the_year_of_the_list(said: tuple[str, int]) -> None:
    assert comes_later(*said) is YEARS[said]


@pytest.mark.parametrize("remark", PLACES)
def test_whose_and_where(remark: str, places: PlaceIndex) -> None:
    assert is_asked(remark, places) is PLACES[remark]


@pytest.mark.parametrize("remark", ["tỉnh ở Quảng Ngãi cấp", "hàng màu", "chưa kiểm định", "ước mơ"])
def test_words_are_told_by_their_accents(remark: str) -> None:
    assert not takes_back(remark)


def test_what_comes_beside_those_there_are_takes_nothing_back() -> None:
    assert takes_back("chờ cấp")
    assert not takes_back("có bổ sung, chờ cấp")


HEAD = ["TT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"]


def test_a_remark_asks_about_its_row_once_for_all_that_say_the_same(read: Callable[..., Recognition]) -> None:
    lines = [[1, "Áo phao", "cái", 20, "không rõ ở đâu"], [2, "Rựa", "cái", 30, "Không rõ ở đâu"], [3, "Bộ đàm", "cái", 4, "kho xã"]]  # fmt: skip
    found = read([["XÃ BA VÌ 2026"], HEAD, *lines])
    assert [row.status is RowStatus.ACCEPTED for row in found.rows] == [False, False, True]
    assert [question.cells for question in found.questions] == [2]


def test_missing_is_asked_unless_a_column_says_how_many_are_wanted(read: Callable[..., Recognition]) -> None:
    assert says_missing("còn thiếu")
    assert not says_missing("thiếu pin")
    line = [1, "Áo phao", "cái", 20, "còn thiếu"]
    (row,) = read([["XÃ BA VÌ 2026"], HEAD, line]).rows
    (normed,) = read([["XÃ BA VÌ 2026"], [*HEAD, "Định mức"], [*line, 30]]).rows
    assert [row.status, normed.status] == [RowStatus.REVIEW, RowStatus.ACCEPTED]


# What the column of kinds says -> whether the thing is one that is there.
KINDS: dict[str, bool] = {
    "Mô hình": False, "Đồ chơi": False, "Vỏ": False, "Chưa có": False, "Dự bị": False, "Hàng mẫu": False, "chỉ có khung": False,
    "Vỏ nhôm": True, "Trẻ em": True, "Người lớn": True, "Nhật": True, "Bánh xích": True, "Đội đầu": True, "Loại lớn": True, "Nhựa": True,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_that_are_none(kind: str, read: Callable[..., Recognition]) -> None:
    assert is_no_kind(kind) is not KINDS[kind]
    rows = [["XÃ BA VÌ 2026"], ["TT", "Tên", "Chủng loại", "ĐVT", "Số lượng"], [1, "Bao cát", kind, "cái", 20], [2, "Bộ đàm", "Kenwood", "cái", 4]]  # fmt: skip
    assert [row.status is RowStatus.ACCEPTED for row in read(rows).rows] == [KINDS[kind], True]

"""Remarks by which an official takes a figure back: guessed, wrong, old, planned, on its way, a sample, counted with others'.

Whole clauses are compared, so that what more a remark tells ("ước tính sức chứa 200 người") changes nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from importers.rules.texts.units import PIECES, is_unit, read_unit
from importers.rules.texts.words import accent_key, wording

_CLAUSES = re.compile(r"[,;.:()\n]|\s[-–]\s")
_LEAD = r"(?:(?:hiện|hiện nay|hiện tại|nay|còn|vẫn|mới|đây|chỉ|là|đều|số|số liệu|số lượng|sl|con số|cái này|hàng|loại|phần|được) ){0,4}"
_TIME = r"(?:ngày|tháng|quý|năm|đợt|thời điểm|kỳ|tuần|\d)"
_FIGURES = r"(?: (?:lại|hết|xong|đầy đủ|đủ|được|số lượng|số liệu|số|thực tế|chính xác|rõ|nơi này|của xã|với \w+(?: \w+){0,2}))*"
# Nobody counted it, or what was counted is not sure.
_GUESSED = (
    r"(?:ước|ước tính|ước lượng|ước đoán|ước chừng|phỏng đoán|áng chừng|tạm tính|tạm ghi|ghi tạm|tạm|khoảng|khoảng chừng|độ chừng)(?: (?:khoảng|số lượng|số liệu|thôi|vậy))*"
    r"|ước (?:tính )?(?:khoảng )?\d[\d.]*(?: \w+)?"
    r"|(?:chưa|không) (?:được )?(?:rõ|xác định|biết|nhớ)(?: (?:được|rõ|số lượng|số|còn|ở|nằm|đâu|còn không|hay không|bao nhiêu))*"
    rf"|chưa (?:được )?(?:thống kê|kiểm đếm|kiểm tra|đếm|rà soát|xác minh|đối chiếu|kiểm chứng|thẩm định|báo cáo){_FIGURES}"
    r"|(?:chưa|không) (?:chính xác|đúng|khớp|thống nhất|chắc|chắc chắn|đáng tin)(?: (?:thực tế|sổ sách|số liệu|với .*))?"
    rf"|(?:chờ|cần|đề nghị|đang|sẽ|phải|xin) (?:rà soát|xác minh|kiểm đếm|đối chiếu){_FIGURES}"
    r"|(?:(?:chờ|cần|đề nghị|đang|sẽ|phải|xin|xã) )*(?:xem|đếm|tính|hỏi)(?: số liệu| số lượng| số)? lại(?: số liệu| số lượng| số)?"
)
_WRONG = r"(?:(?:bị|do|có thể|này|trên|nhập|ghi|đánh|gõ|đếm|tính|báo cáo|kê) )*(?:sai|nhầm|nhầm lẫn|lộn|lệch|sai sót)(?: (?:số|số liệu|số lượng|đơn vị|dòng|cột|tên|thực tế|rồi))*"
_OLD = r"(?:số |số liệu |số lượng |theo số |theo số liệu )(?:của )?(?:cũ|(?:năm|kỳ|quý|tháng|đợt|lần) (?:trước|ngoái))(?: chuyển sang)?|năm (?:trước|ngoái) chuyển sang|chưa (?:được )?(?:cập nhật|điều chỉnh)(?: lại| số liệu)*"
# What is aimed at, promised or still to come.
_PLANNED = (
    r"(?:chỉ tiêu|mục tiêu|phấn đấu|yêu cầu tối thiểu|cần có|cần phải có|định hướng|dự kiến)(?: (?:giao|được giao|tỉnh giao|huyện giao|cấp trên giao|xã giao|cấp|mua|đạt|này|đề ra|năm 20\d\d))*"
    r"|(?:sẽ |đang |xin )?đăng ký (?:mua|cấp|nhận|nhu cầu|trang bị)(?: (?:mới|sắm|thêm))*"
    r"|đang (?:xây|xây dựng|xây mới|đóng mới|lắp đặt|vận chuyển|chế tạo|sản xuất|đấu thầu|chào giá|làm thủ tục|trình|mua|mua sắm|nhập|nhập về|đặt hàng|tuyển|tuyển quân|tuyển chọn|thành lập|kiện toàn|thi công)(?: (?:mới|về|mua|mua sắm|cấp|nhận|tiếp nhận|xong|kho|xã|dở|dở dang|chưa .*))*"
    r"|(?:đang |còn )?trên đường (?:về|vận chuyển|giao|tới|đến)(?: \w+)*"
    r"|(?:đang |còn )?(?:chờ|đợi) (?:được )?(?:phân bổ|mua|mua sắm|bàn giao|tiếp nhận|nhận|cấp|giao|nghiệm thu|nhập kho|hàng về|về|phê duyệt|duyệt|kinh phí|vốn|đấu thầu|quyết định)(?: (?:hàng|về|kho|xã|mua|đợt \d+|kinh phí))*"
    r"|chưa (?:được )?(?:hoàn thành|hoàn thiện|nghiệm thu|nhập kho|nhập|xây|xây xong|làm xong|đóng xong|lắp đặt|lắp|thành lập|tuyển|kiện toàn|hoạt động|vận hành|phân bổ|về kho|về tới|về đến|phê duyệt)(?: (?:xong|đủ|xã|nơi|được|hàng))*"
    r"|(?:chưa|mới) (?:nhận|cấp|giao|về|có)(?: được)? (?:đủ|hết|một nửa|một phần|một ít|phân nửa|vài \w+)|còn \d+(?: \w+)? chưa (?:nhận|về|giao|cấp|mua|có)(?: \w+)?"
    r"|chuẩn bị (?:mua|nhận|cấp|trang bị|xây dựng|thành lập)(?: \w+)*|đã (?:duyệt|có kinh phí|bố trí kinh phí),? chưa mua"
)
# Not the thing itself, or not one that can be used.
_NOT_REAL = r"(?:làm |dùng làm |dùng để )?(?:mô hình|mẫu|trưng bày|triển lãm|làm mẫu|đồ chơi|giả|phế liệu|phế thải|xác máy|xác xe)(?: (?:trưng bày|thôi|học tập))?|(?:chỉ )?(?:có|còn|toàn) (?:vỏ|khung|xác|vỏ không|bao bì|hộp không|bình không|thùng không)(?: (?:không|máy|xe|thôi))*"
# Counted with, or already by, somebody else.
_SHARED = (
    rf"(?:kiêm nhiệm )?(?:đã |được |có )*(?:tính|gộp|thống kê|kê khai|báo cáo|đếm)(?: chung| luôn| gộp| cả| rồi)* (?:vào|với|ở|trong)(?: (?!{_TIME}|kho|ngân sách|tổng mức)\w+)+"
    r"|gộp (?:chung )?cùng .*|(?:đã |có )*(?:có|nằm) trong (?:số|tổng số|danh sách|báo cáo|biểu|phần|số lượng|lực lượng)(?: \w+)+|(?:bị |có )?(?:trùng|trùng lặp|tính trùng|đếm trùng)(?: (?!khớp|tu)\w+)*"
)
# Lent by somebody or called when needed: no office writes so of what is its own.
_HIRED = r"(?:(?:đi|đang|tạm|phải|sẽ|toàn) )+(?:mượn|thuê)(?: (?:tạm|ngoài|lại|người ta|khi .*))*|(?:(?:xe|máy|tàu|phương tiện) )?(?:mượn|thuê)(?: (?:tạm|ngoài|lại|người ta|khi .*|(?:của|từ) (?:cty|công ty|doanh nghiệp|tư nhân|người|ông|bà|xã|đơn vị) .*))+|hợp đồng thuê(?: .*)?|vận động (?:dân|nhân dân|các hộ)? ?(?:góp|đóng góp|ủng hộ) khi .*"
_LET_OUT = r"(?:(?:đang|đã|hiện) )*cho (?:[^\W\d]+ ){0,4}thuê(?: (?!khi (?:cần|có|cần thiết))\w+)*"
_TAKES_BACK = wording(
    rf"{_LEAD}(?:{'|'.join((_GUESSED, _WRONG, _OLD, _NOT_REAL, _SHARED, _HIRED, _LET_OUT))})"
)
_STILL_TO_COME = wording(rf"{_LEAD}(?:{_PLANNED})")
_MORE = wording(r"(?<!\w)(?:thêm|bổ sung)(?!\w)")  # of what comes beside those there are
_UNIT = wording(r"^(?:đơn vị(?: tính)?|đvt|đv tính|đv|đ\.v\.t)\s*[:=]\s*(.+)|^tính (?:bằng|theo)\s+(.+)")
# Only words of getting say that a year to come is when the things come: "hạn dùng 2027", "kiểm định năm 2027" do not.
_COMING = wording(
    r"(?:(?:tỉnh|huyện|xã|sở|trung ương|cấp trên|nhà nước|dự án|sẽ|được|dự kiến|kế hoạch|theo|mới|đợt \d+) )*(?:cấp|mua|mua sắm|mua mới|nhận|tiếp nhận|trang bị|giao|giao hàng|bàn giao|nhập|nhập về|đầu tư|xây|xây dựng|xây mới|tuyển|thành lập|hoàn thành|về|có|dự kiến|kế hoạch|số liệu|số)"
    r"(?: (?:mới|hàng|về|đợt \d+|vào|trong|cuối|đầu|dịp|của|xã))*(?: (?:tháng|quý) [\divx]+)?[ /]*(?:năm )?(?P<after>20\d\d)"
    r"|(?:(?:cuối|đầu|sang) )?(?:(?:tháng|quý) [\divx]+[ /]*)?(?:năm )?(?P<before>20\d\d)(?: (?:sẽ|mới|được|tỉnh|huyện|dự kiến))*(?: (?:cấp|mua|nhận|giao|về|có|trang bị|bàn giao|xây dựng|thành lập)(?: \w+)?)?"
)


@lru_cache(maxsize=4096)
def takes_back(remark: str) -> bool:
    """Return whether a clause of a remark says that the figure beside it does not count things there to be used."""
    key = accent_key(remark)
    patterns = [_TAKES_BACK.of(key), *([] if _MORE.of(key).search(key) else [_STILL_TO_COME.of(key)])]
    clauses = [clause.strip(" \"'!?*") for clause in _CLAUSES.split(key)]
    return any(pattern.fullmatch(clause) for pattern in patterns for clause in clauses)


_NO_KIND = wording(
    r"(?:chỉ )?(?:vỏ|khung|phụ tùng|phụ kiện|linh kiện|bao bì|dự bị|dự bị động viên|mượn|thuê|nghỉ hưu|đã nghỉ|chưa có|không có)"
)


@lru_cache(maxsize=4096)
def is_no_kind(said: str) -> bool:
    """Return whether what the column of kinds says makes of a thing none that is there: "Mô hình", "Vỏ", "Chưa có"."""
    key = accent_key(said)
    return takes_back(said) or _NO_KIND.of(key).fullmatch(key.strip(" .;()")) is not None


@lru_cache(maxsize=4096)
def comes_later(remark: str, year: int) -> bool:
    """Return whether a remark names nothing but when the things come, and that is after `year` (0 where none is known)."""
    key = accent_key(remark)
    pattern = _COMING.of(key)
    said = (pattern.fullmatch(clause.strip()) for clause in _CLAUSES.split(key))
    return any(found and 0 < year < int(found.group("after") or found.group("before")) for found in said)


@lru_cache(maxsize=4096)
def counts_by_another_unit(remark: str, unit: str) -> bool:
    """Return whether a remark names a unit, and not that of the row: "ĐVT: thùng" beside "bộ"."""
    key = accent_key(remark)
    said = _UNIT.of(key).match(key.strip())
    named = (said.group(1) or said.group(2)).strip(" .") if said is not None else ""
    units = {read_unit(named), read_unit(unit)}
    return bool(unit) and is_unit(named) and len(units) > 1 and not units <= PIECES


@lru_cache(maxsize=4096)
def says_missing(remark: str) -> bool:
    """Return whether a remark says nothing but that things are missing; beside a norm it says that there are fewer."""
    key = accent_key(remark).strip(" .;()!")
    return _MISSING.of(key).fullmatch(key) is not None


_MISSING = wording(r"(?:(?:còn|hiện|hiện còn|đang|vẫn|vẫn còn|bị) )?thiếu(?: nhiều)?")
_COUNTED_AGAIN = wording(
    r"(?:(?:thực tế|hiện|hiện nay|trong kho|tại kho|tổng cộng|nay|xã|nhưng|hiện tại) ){0,4}"
    r"(?:chỉ còn|chỉ có|chỉ|chỉ (?:sử dụng|dùng) được|mới có|còn|còn (?:sử )?dụng được|còn dùng được|dùng được|sử dụng được|còn tốt|kiểm tra lại|đếm lại|kiểm lại)(?: (?:lại|được|khoảng|là|thấy))*"
    r" (\d{1,6})(?: ([^\W\d]+))?(?: (?:dùng|sử dụng|hoạt động|còn|có thể|là|tốt|thôi|tại kho|trong kho)(?: .*)?)?"
)


@lru_cache(maxsize=4096)
def counts_fewer(remark: str, amount: Decimal | None) -> bool:
    """Return whether a remark tells how many there are, and that is another number than the figure's."""
    if amount is None:
        return False
    key = accent_key(remark)
    pattern = _COUNTED_AGAIN.of(key)
    for clause in re.split(r"[,;()\n]|\.\s|\s[-–]\s", key.replace(":", " ")):
        found = pattern.fullmatch(" ".join(clause.split()).strip(" ."))
        if found and (not found.group(2) or is_unit(found.group(2))) and Decimal(found.group(1)) != amount:
            return True
    return False

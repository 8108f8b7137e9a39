"""What each post does with the program, in five steps and in a guide: shown as help and printed on A4."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from core.accounts.rules.roles import Role
from core.documents.pdf import FONTS

QUICK_START = Path(__file__).with_name("quick_start.typ")
GUIDE = Path(__file__).with_name("guide.typ")
KEPT = 48  # every post's page and guide in both languages

_SIGN_IN = _("Đăng nhập. Trang Việc cần làm cho biết việc gấp nhất; bấm nút của nó.")
_ASK = _(
    "Không rõ một trang: bấm “Trang này để làm gì?” ở cuối trang. Không rõ một từ: mở Giải thích từ ngữ."
)
_READ_PLAN = _("Mở sự cố, xem nhu cầu nào còn thiếu và cái gì đang trên đường.")
_IMPORT = _(
    "Nhập số liệu: chọn bảng tính đang dùng, trả lời câu hỏi, xem đối chiếu rồi mới ghi. Ghi nhầm thì hoàn tác."
)
_REVIEW = _("Mở Kho tại chỗ, bấm vào từng dòng, sửa số, bấm “Lưu, đã kiểm tra hôm nay”.")
_MARK = _("Khi nguồn lực nhận lệnh, xuất phát, đến nơi: ghi ngay, kèm tên người báo qua điện thoại.")
_RETURN = _("Khi trả về: số về cộng đã dùng, mất, hỏng phải đúng bằng số đã đi.")
_APPROVE = _("Đọc dự thảo lệnh, thẩm quyền và hình thức; đúng thì duyệt. Người soạn không được tự duyệt.")

STEPS: Mapping[Role, tuple[LazyString, ...]] = {
    Role.QUAN_TRI: (
        _SIGN_IN,
        _("Tạo tài khoản cho từng người, đúng vai trò và đúng xã; không dùng chung tài khoản."),
        _("Sao lưu hằng ngày và thử phục hồi; lệnh có trong README của chương trình."),
        _("Vai trò này không xem số liệu kho và không ra lệnh."),
        _ASK,
    ),
    Role.LANH_DAO_TINH: (
        _SIGN_IN,
        _APPROVE,
        _READ_PLAN,
        _("Trưng dụng, trưng mua, huy động liên xã thuộc quyền cấp tỉnh; xã chỉ đề nghị."),
        _ASK,
    ),
    Role.THUONG_TRUC_TINH: (
        _SIGN_IN,
        _("Có tin báo: mở sự cố, ghi nơi, loại hình, cấp độ, rồi thêm từng nhu cầu."),
        _("Lập phương án, đọc lý do chọn và không chọn, chấp nhận để giữ nguồn lực."),
        _("Soạn lệnh cho từng đơn vị và trình người có thẩm quyền duyệt."),
        _("Theo dõi đến khi mọi thứ được trả về, rồi đóng sự cố."),
        _ASK,
    ),
    Role.VAN_PHONG_PCTT: (
        _SIGN_IN,
        _IMPORT,
        _("Mở bảng toàn tỉnh: nhắc xã chưa báo cáo và xã có nhiều dòng quá hạn kiểm tra."),
        _("Cuối năm mở Báo cáo, tải sổ Excel của từng xã hoặc toàn tỉnh."),
        _ASK,
    ),
    Role.CHU_TICH_XA: (
        _SIGN_IN,
        _APPROVE,
        _("Mỗi quý xác nhận danh sách của xã: đúng với thực tế, chịu trách nhiệm về con số."),
        _READ_PLAN,
        _("Trưng dụng không thuộc quyền cấp xã: đề nghị Chủ tịch UBND cấp tỉnh."),
        _ASK,
    ),
    Role.THUONG_TRUC_XA: (
        _SIGN_IN,
        _("Có tin báo: mở sự cố, ghi nơi, loại hình, cấp độ, rồi thêm từng nhu cầu."),
        _("Lập phương án với nguồn tại chỗ của xã; thiếu thì đề nghị tỉnh chi viện."),
        _MARK,
        _RETURN,
        _ASK,
    ),
    Role.CAN_BO_XA: (_SIGN_IN, _IMPORT, _REVIEW, _MARK, _RETURN, _ASK),
    Role.KIEM_TOAN: (
        _SIGN_IN,
        _("Mở Báo cáo, chọn năm và đơn vị, tải sổ Excel."),
        _("Bấm vào một số để xem từng biến động: ngày, người ghi, ô của tệp nguồn, văn bản."),
        _("Vai trò này chỉ xem, không sửa, và không thấy số điện thoại."),
        _ASK,
    ),
}


@lru_cache(maxsize=KEPT)
def _set(template: Path, text: str, root: Path) -> bytes:
    import typst

    compiler: Any = typst.compile  # its types want the root in the same kind as the text
    made = compiler(template.read_bytes(), root=str(root), sys_inputs={"sheet": text})
    return bytes(made)


def to_pdf(
    sheet: Mapping[str, object], *, template: Path = QUICK_START, pictures: Path = QUICK_START.parent
) -> bytes:
    """Return the A4 pages of a sheet, with pictures from a folder; the same words are set once."""
    text = json.dumps({**sheet, "fonts": FONTS}, ensure_ascii=False, sort_keys=True)
    return _set(template, text, pictures)

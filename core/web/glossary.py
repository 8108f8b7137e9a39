"""The legal words of the pages, each in one or two sentences with the law and article it comes from.

The terms stay Vietnamese in every language: they are the law's own names.
"""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from core.values import frozen


@frozen
class Term:
    """A word of the law: what it means here, and where it stands."""

    word: str
    meaning: LazyString
    source: LazyString


_DISASTER = _("Luật Phòng, chống thiên tai (văn bản hợp nhất 21/VBHN-VPQH ngày 26/02/2025), Điều 4 khoản 3")
_CIVIL_2025 = _("Nghị định 200/2025/NĐ-CP về phòng thủ dân sự")

TERMS: tuple[Term, ...] = (
    Term(
        word="Bốn tại chỗ",
        meaning=_(
            "Phương châm chuẩn bị sẵn bốn thứ ngay tại địa bàn: chỉ huy; lực lượng; phương tiện, vật tư; hậu cần."
        ),
        source=_DISASTER,
    ),
    Term(
        word="Huy động",
        meaning=_(
            "Người có thẩm quyền gọi người, phương tiện, vật tư trong địa bàn mình quản lý; vật tư được hoàn trả hoặc thanh toán, công lao động được trả."
        ),
        source=_("Luật Phòng, chống thiên tai; Nghị định 53/2026/NĐ-CP về quyền của Chủ tịch UBND cấp xã"),
    ),
    Term(
        word="Điều động",
        meaning=_("Lệnh đưa lực lượng, trước hết là dân quân tự vệ, đi làm nhiệm vụ theo đúng cấp có quyền."),
        source=_("Luật Dân quân tự vệ 2019, Điều 32"),
    ),
    Term(
        word="Trưng dụng",
        meaning=_(
            "Nhà nước sử dụng có thời hạn nhà, đất, máy móc, phương tiện của tổ chức, cá nhân bằng quyết định. Ở địa phương chỉ Chủ tịch UBND cấp tỉnh có quyền; xã chỉ đề nghị."
        ),
        source=_("Luật Trưng mua, trưng dụng tài sản 15/2008/QH12, Điều 2, Điều 23, Điều 24"),
    ),
    Term(
        word="Trưng mua",
        meaning=_(
            "Nhà nước mua tài sản bằng quyết định luôn phải bằng văn bản, ghi rõ giá, hạn và nơi thanh toán."
        ),
        source=_("Luật Trưng mua, trưng dụng tài sản 15/2008/QH12, Điều 2, Điều 6, Điều 15"),
    ),
    Term(
        word="Hiệp đồng",
        meaning=_(
            "Thỏa thuận trước với chủ tài sản hoặc đơn vị bạn: khi cần thì gọi gì, bao nhiêu, đến hạn nào."
        ),
        source=_("Cách làm của chương trình; không thay cho quyết định của người có thẩm quyền"),
    ),
    Term(
        word="Cấp độ phòng thủ dân sự",
        meaning=_(
            "Ba cấp theo khả năng ứng phó: cấp 1 do Chủ tịch UBND cấp xã, cấp 2 do Chủ tịch UBND cấp tỉnh, cấp 3 do Thủ tướng ban bố."
        ),
        source=_("Luật Phòng thủ dân sự 18/2023/QH15, Điều 7, Điều 20; Nghị định 200/2025/NĐ-CP, Điều 14"),
    ),
    Term(
        word="Cấp độ rủi ro thiên tai",
        meaning=_(
            "Thang năm cấp về mức nguy hiểm của thiên tai. Là thang khác với cấp độ phòng thủ dân sự, không quy đổi."
        ),
        source=_("Quyết định 18/2021/QĐ-TTg; Nghị định 66/2021/NĐ-CP"),
    ),
    Term(
        word="Lưỡng dụng",
        meaning=_(
            "Công trình, trang thiết bị ngày thường dùng việc khác, khi có sự cố dùng cho phòng thủ dân sự."
        ),
        source=_("Luật Phòng thủ dân sự 18/2023/QH15, Điều 13, Điều 14"),
    ),
    Term(
        word="Lực lượng xung kích",
        meaning=_(
            "Đội xung kích phòng, chống thiên tai cấp xã: người tại chỗ được lập sẵn để ứng phó giờ đầu."
        ),
        source=_("Quyết định 08/QĐ-TWPCTT ngày 27/3/2020; Nghị định 66/2021/NĐ-CP"),
    ),
    Term(
        word="BCH PTDS",
        meaning=_("Ban Chỉ huy Phòng thủ dân sự. Ở xã do Chủ tịch UBND cấp xã làm Trưởng ban."),
        source=_CIVIL_2025,
    ),
    Term(
        word="Ban CHQS",
        meaning=_("Ban Chỉ huy quân sự cấp xã, cơ quan thường trực giúp BCH PTDS cùng cấp."),
        source=_CIVIL_2025,
    ),
)

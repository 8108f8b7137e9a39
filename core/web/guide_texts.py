"""The chapters of the user's guide: what one does on a page, in order, beside a picture of it.

The pictures lie in `static/guide/` and are taken from the demo by `python -m tests.bench.pictures`.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from core.accounts.rules.roles import Role
from core.values import frozen


@frozen
class Chapter:
    """One thing to do: its name, its picture (`phone` or `desk` wide) and the steps."""

    slug: str
    title: LazyString
    picture: str
    phone: bool
    steps: tuple[LazyString, ...]


HOME = Chapter(
    slug="viec-can-lam",
    title=_("Bắt đầu từ Việc cần làm"),
    picture="viec-can-lam",
    phone=True,
    steps=(
        _("Đăng nhập xong là trang này. Khung đầu trang là việc gấp nhất, kèm đúng một nút để làm việc đó."),
        _(
            "Bên dưới là việc trễ, việc đến hạn, rồi các trang vừa mở. Không còn việc thì trang nói rõ là không còn."
        ),
        _(
            "Nút Tùy chọn ở góc trên: giao diện sáng hoặc tối, tiếng Việt hoặc tiếng Anh, thông báo, đăng xuất."
        ),
    ),
)
CORRECT = Chapter(
    slug="sua-so",
    title=_("Sửa một con số"),
    picture="sua-so",
    phone=True,
    steps=(
        _("Mở Kho tại chỗ, bấm vào dòng cần sửa; tìm nhanh thì gõ không dấu, ví dụ: ao phao."),
        _("Sửa số hiện có, số hỏng. Số giảm thì ghi lý do. Bấm “Lưu, đã kiểm tra hôm nay”."),
        _(
            "Nếu người khác vừa ghi dòng đó, chương trình cho xem cả hai số và hỏi giữ số nào; không số nào bị mất."
        ),
    ),
)
TABLE = Chapter(
    slug="nhap-nhanh",
    title=_("Sửa nhiều dòng, dán từ Excel"),
    picture="nhap-nhanh",
    phone=False,
    steps=(
        _("Trong Kho tại chỗ bấm “Nhập nhanh cả bảng”. Phím Enter hoặc mũi tên chuyển dòng."),
        _(
            "Chép một cột số trong Excel, bấm vào ô đầu rồi dán: số chạy xuống các dòng, ô nào đổi hiện rõ cũ → mới."
        ),
        _("Bấm Lưu thì mọi dòng cùng được ghi. Nhầm thì trong ngày bấm hoàn tác lần lưu đó."),
    ),
)
OFFLINE = Chapter(
    slug="mat-mang",
    title=_("Khi mất mạng"),
    picture="mat-mang",
    phone=True,
    steps=(
        _(
            "Trang đã mở vẫn xem được, có ghi “số liệu tính đến”. Cứ nhập như thường: thay đổi được giữ trên máy."
        ),
        _(
            "Đầu trang cho biết còn bao nhiêu thay đổi chờ gửi. Có mạng thì tự gửi và nhận số biên nhận trong Sổ gửi."
        ),
        _(
            "Tắt máy, hết pin cũng không mất: mở lại trang là gửi tiếp. Cài vào điện thoại: menu trình duyệt, “Thêm vào màn hình chính”."
        ),
    ),
)
PAPER = Chapter(
    slug="to-in",
    title=_("Tờ in và tin nhắn khi không còn điện"),
    picture="to-in",
    phone=False,
    steps=(
        _(
            "Trong Kho tại chỗ mở “Bản in khi mất điện” và in trước mùa mưa bão: cả danh sách, có chỗ ghi tay và mã QR dẫn về trang."
        ),
        _(
            "Mỗi nguồn lực được gọi có một mã ngắn. Gọi điện hoặc nhắn tin mã, việc và giờ: “BM-15-7 DI 14:05” là đã xuất phát, “BM-15-7 DEN 15:20” là đã đến nơi."
        ),
        _("Người trực gõ lại ở trang Nhập tin nhắn; chương trình giữ cả giờ thật và giờ nhập."),
    ),
)
ANSWER = Chapter(
    slug="tra-loi-lenh",
    title=_("Nhận lệnh, báo từng bước, trả về"),
    picture="tra-loi-lenh",
    phone=True,
    steps=(
        _(
            "Lệnh mới nằm ở đầu Việc cần làm. Mở lệnh, bấm vào nguồn lực, rồi bấm bước vừa xảy ra: đã nhận, đã xuất phát, đã đến nơi."
        ),
        _("Sửa ô Lúc nếu việc xảy ra trước đó; ghi tên người báo qua điện thoại."),
        _("Khi trả về: trả về + đã dùng + mất + hỏng phải bằng số đã đi, nếu không chương trình chưa đóng."),
    ),
)
IMPORT = Chapter(
    slug="nhap-so-lieu",
    title=_("Nhập bảng tính đang dùng"),
    picture="nhap-so-lieu",
    phone=False,
    steps=(
        _(
            "Mở Nhập số liệu, chọn tệp (.xlsx, .xls, .ods, .csv) và bấm “Tải lên và xem trước”. Chưa có gì được ghi."
        ),
        _("Trả lời các câu hỏi; một câu trả lời dùng cho mọi ô giống nhau và được nhớ cho lần sau."),
        _(
            "Xem đối chiếu từng dòng: mới, thay đổi cũ → mới, giữ nguyên, bị từ chối. Đúng thì bấm Ghi vào kho."
        ),
        _("Ghi nhầm thì hoàn tác cả lần nhập; dòng đã có người sửa sau đó được giữ lại và nói rõ."),
    ),
)
REVIEW = Chapter(
    slug="ra-soat",
    title=_("Rà soát và xác nhận danh sách"),
    picture="ra-soat",
    phone=True,
    steps=(
        _("Khi tỉnh mở đợt rà soát, Việc cần làm có nút Xác nhận. Dòng đúng thì xác nhận, dòng sai thì sửa."),
        _("Đủ các dòng thì Chủ tịch UBND cấp xã ký xác nhận: chịu trách nhiệm về con số."),
    ),
)
INCIDENT = Chapter(
    slug="su-co",
    title=_("Có tin báo: mở sự cố, ghi nhu cầu"),
    picture="su-co-moi",
    phone=False,
    steps=(
        _(
            "Mở Sự cố, bấm “Báo sự cố mới”. Ghi loại hình, nơi xảy ra và hai cấp độ riêng: phòng thủ dân sự, rủi ro thiên tai."
        ),
        _("Diễn tập thì đánh dấu diễn tập: mọi trang mang chữ DIỄN TẬP và kho thật không bị đụng đến."),
        _(
            "Thêm từng nhu cầu, hoặc “Tính nhu cầu từ kịch bản”: chương trình nêu cách tính và nguồn định mức, đồng chí sửa được."
        ),
    ),
)
PLAN = Chapter(
    slug="phuong-an",
    title=_("Phương án: nguồn nào, vì sao"),
    picture="phuong-an",
    phone=False,
    steps=(
        _(
            "Bấm “Lập phương án”. Nguồn tại chỗ trước, rồi lân cận, trong tỉnh, Trung ương; mỗi dòng có số phút ước tính."
        ),
        _("“Vì sao không chọn” cho từng nguồn một lý do. Có thể ghim một nguồn, loại một nguồn rồi lập lại."),
        _(
            "Phương án chưa giữ gì. Bấm “Chấp nhận” mới giữ; nếu nơi khác vừa giữ trước, chương trình từ chối và mời lập lại."
        ),
    ),
)
ROOM = Chapter(
    slug="so-chi-huy",
    title=_("Sở chỉ huy sự cố"),
    picture="so-chi-huy",
    phone=False,
    steps=(
        _(
            "Dòng đầu là việc gấp nhất. Bên trái là nhu cầu đã có, đang tới, còn thiếu; bên phải là nguồn lực trên đường và nhật ký."
        ),
        _(
            "Trang tự cập nhật; mất mạng thì nói rõ số liệu của lúc nào. “Màn hình lớn” là chữ đọc được từ xa năm mét."
        ),
        _("Nguồn không đủ: “Vượt quá khả năng” soạn văn bản đề nghị cấp trên chi viện."),
    ),
)
ORDER = Chapter(
    slug="lenh",
    title=_("Lệnh: soạn, duyệt, in"),
    picture="lenh",
    phone=False,
    steps=(
        _(
            "Người soạn chọn hình thức đúng thẩm quyền: huy động, điều động, trưng dụng, trưng mua; trang Thẩm quyền nói ai được ra lệnh gì."
        ),
        _("Người có thẩm quyền đọc dự thảo và bấm Duyệt lệnh. Người soạn không tự duyệt được."),
        _(
            "Chưa duyệt được thì bấm Trả lại dự thảo để sửa và ghi rõ cần sửa gì: người soạn thấy ngay ở Việc cần làm, bấm Soạn lại lệnh là có sẵn nội dung cũ."
        ),
        _("Tải bản Word hoặc PDF đúng thể thức; số do văn thư cấp được ghi lại sau khi ký."),
    ),
)
PROVINCE = Chapter(
    slug="toan-tinh",
    title=_("Bảng và bản đồ toàn tỉnh"),
    picture="ban-do",
    phone=False,
    steps=(
        _(
            "Kho tại chỗ của tỉnh là bảng các xã, phường, đặc khu: bấm vào một ô để xem các dòng phía sau; xã chưa báo cáo không phải là 0."
        ),
        _(
            "Bản đồ: chọn loại nguồn lực và xã cần đến, bật tắt các lớp kho, hộ dân, nơi trú ẩn, sự cố, đường bị cắt. Bảng bên cạnh nói cùng một điều."
        ),
        _(
            "Danh sách chung lọc được theo mọi điều kiện; đặt tên để giữ bộ lọc, chép địa chỉ trang gửi cho đồng nghiệp, tải Excel."
        ),
    ),
)
READINESS = Chapter(
    slug="san-sang",
    title=_("Mức sẵn sàng và chỗ thiếu"),
    picture="san-sang",
    phone=False,
    steps=(
        _("Báo cáo, “Mức sẵn sàng”: chọn loại hình và cấp độ; trụ cột kém nhất đứng trước."),
        _("“Còn thiếu gì” nói thiếu gì, bù cách nào rẻ nhất; “Nếu như…” thử trước một tình huống."),
    ),
)
REPORTS = Chapter(
    slug="bao-cao",
    title=_("Sổ năm và truy từng con số"),
    picture="bao-cao",
    phone=False,
    steps=(
        _(
            "Báo cáo: chọn năm và đơn vị, tải sổ Excel. Mỗi dòng: đầu kỳ + tăng − giảm = cuối kỳ; dòng không khớp được liệt kê."
        ),
        _(
            "Bấm vào một số bất kỳ để xem câu chuyện của nó: từng biến động, người ghi, văn bản, ô của bảng tính nguồn."
        ),
        _("Muốn biết số của một ngày đã qua thì chọn ngày trong trang của dòng đó."),
    ),
)
STORY = Chapter(
    slug="vi-sao",
    title=_("Vì sao con số này"),
    picture="vi-sao",
    phone=True,
    steps=(
        _(
            "Bấm vào tên một dòng trong bất kỳ danh sách nào: từ số nhập đầu tiên đến hôm nay, mỗi biến động một dòng."
        ),
        _("Số điện thoại chỉ hiện khi bấm xem, và mỗi lần xem được ghi lại."),
    ),
)
FIND = Chapter(
    slug="tim",
    title=_("Tìm nhanh, phím tắt"),
    picture="tim",
    phone=False,
    steps=(
        _(
            "Bấm Tìm, phím / hoặc Ctrl+K: gõ vài chữ không dấu để đến trang, xã, loại nguồn lực; chưa gõ thì hiện các trang vừa mở."
        ),
        _("Mọi việc làm được bằng bàn phím: Tab để đi tới, Enter để bấm, mũi tên trong bảng và ô chọn."),
    ),
)
ACCOUNTS = Chapter(
    slug="tai-khoan",
    title=_("Tài khoản và máy chủ"),
    picture="huong-dan",
    phone=False,
    steps=(
        _(
            "Tài khoản tạo bằng lệnh trên máy chủ: flask user add, list, disable. Mỗi người một tài khoản, đúng vai trò, đúng xã."
        ),
        _(
            "Sao lưu mỗi đêm bằng flask backup và thử phục hồi bằng flask check-backup; README có đủ các lệnh và thiết lập."
        ),
        _("In tờ bắt đầu nhanh cho từng người từ trang Hướng dẫn."),
    ),
)

GUIDE: Mapping[Role, tuple[Chapter, ...]] = {
    Role.CAN_BO_XA: (HOME, CORRECT, TABLE, IMPORT, ANSWER, OFFLINE, PAPER, STORY, FIND),
    Role.THUONG_TRUC_XA: (HOME, INCIDENT, PLAN, ROOM, ORDER, ANSWER, CORRECT, OFFLINE, PAPER, FIND),
    Role.CHU_TICH_XA: (HOME, REVIEW, ORDER, ROOM, CORRECT, STORY, FIND),
    Role.VAN_PHONG_PCTT: (HOME, IMPORT, PROVINCE, READINESS, REPORTS, STORY, FIND),
    Role.THUONG_TRUC_TINH: (HOME, INCIDENT, PLAN, ORDER, ROOM, PROVINCE, PAPER, FIND),
    Role.LANH_DAO_TINH: (HOME, ORDER, ROOM, PROVINCE, READINESS, FIND),
    Role.KIEM_TOAN: (HOME, REPORTS, STORY, PROVINCE, FIND),
    Role.QUAN_TRI: (ACCOUNTS, FIND),
}

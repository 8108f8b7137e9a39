"""What each page is for, in two sentences, by endpoint. A new page that shows HTML needs its line here."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

HELP: dict[str, LazyString] = {
    "home.show": _(
        "Trang đầu liệt kê việc trễ, việc đến hạn và một nút cho việc gấp nhất. Làm xong việc nào, việc đó tự mất khỏi danh sách."
    ),
    "finding.show": _(
        "Tìm nhanh một trang, một xã hoặc một loại nguồn lực, gõ không dấu cũng được. Chỉ hiện những gì vai trò của đồng chí được xem."
    ),
    "stock.show": _(
        "Bảng toàn tỉnh: mỗi xã có bao nhiêu dòng ở từng trụ cột, bao nhiêu dòng quá hạn kiểm tra. Bấm vào một ô để xem các dòng phía sau con số."
    ),
    "stock.search": _(
        "Tìm một loại nguồn lực trong phạm vi được xem, có số lượng, nơi để và đơn vị quản lý. Địa chỉ trang giữ cả điều kiện tìm nên gửi được cho đồng nghiệp."
    ),
    "stock.commune": _(
        "Danh sách bốn tại chỗ của một xã: bấm vào một dòng để sửa số và ghi đã kiểm tra hôm nay. Nếu không có gì thay đổi, xác nhận cả danh sách một lần ở cuối trang."
    ),
    "stock.story": _(
        "Vì sao có con số này: từng lần nhập, kiểm đếm, giữ, điều đi, trả về, cùng người ghi và nguồn. Các dòng không sửa, không xóa được."
    ),
    "stock.new": _(
        "Thêm một dòng nguồn lực chưa có trong danh sách của xã. Không nhập vũ khí, biên chế chiến đấu, công trình quân sự."
    ),
    "incidents.show": _(
        "Các sự cố đang diễn ra và đã đóng trong phạm vi của đồng chí. Có tin báo mới thì mở sự cố, ghi nơi xảy ra, loại hình và hai loại cấp độ."
    ),
    "incidents.new": _(
        "Ghi tin báo thành một sự cố: việc gì, ở đâu, cấp độ nào. Chưa gọi nguồn lực nào cho đến khi có phương án và lệnh được duyệt."
    ),
    "incidents.room": _(
        "Phòng chỉ huy của một sự cố: cần gì, đã có nguồn cho bao nhiêu, cái gì đang trên đường. Thêm nhu cầu, lập phương án rồi soạn lệnh từ đây."
    ),
    "plans.show": _(
        "Phương án đề xuất nguồn gần nhất và phù hợp, kèm lý do chọn hoặc không chọn từng nguồn. Chỉ khi chấp nhận thì nguồn lực mới được giữ."
    ),
    "orders.new": _(
        "Soạn dự thảo lệnh gửi một đơn vị có nguồn lực đã được giữ. Người soạn không tự duyệt; người có thẩm quyền duyệt ở trang của lệnh."
    ),
    "orders.show": _(
        "Một lệnh và các văn bản của nó, bản Word và bản PDF. Số và ngày do văn thư ghi sau khi ký."
    ),
    "dispatches.show": _(
        "Một nguồn lực được gọi: đã nhận lệnh, xuất phát, đến nơi, trả về, mỗi bước có giờ và người báo. Số đi phải bằng số về cộng đã dùng, mất và hỏng."
    ),
    "imports.show": _(
        "Tải lên bảng tính đang dùng, chương trình đọc và cho xem trước. Chưa ghi gì vào kho cho đến khi đồng chí bấm ghi, và ghi rồi vẫn hoàn tác được."
    ),
    "imports.batch": _(
        "Chương trình hiểu tệp này thế nào: từng trang tính, các câu hỏi còn lại, số dòng mới và thay đổi. Xem kỹ rồi bấm ghi vào kho."
    ),
    "imports.questions": _(
        "Những chữ trong tệp mà chương trình không tự quyết được. Câu trả lời được ghi nhớ cho lần sau."
    ),
    "imports.differences": _(
        "So từng dòng của tệp với kho: mới, thay đổi cũ sang mới, giữ nguyên, không nhận. Mỗi dòng ghi rõ ô nguồn trong tệp."
    ),
    "imports.leftovers": _(
        "Các ô chương trình không dùng đến và lý do. Nếu có số liệu thật ở đây, hãy sửa tệp và tải lại."
    ),
    "imports.unused": _(
        "Các ô chương trình không dùng đến và lý do. Nếu có số liệu thật ở đây, hãy sửa tệp và tải lại."
    ),
    "imports.remembered": _(
        "Các câu trả lời đã ghi nhớ cho những lần nhập sau. Trả lời nhầm thì sửa ở đây, tệp đã ghi không thay đổi."
    ),
    "reports.show": _(
        "Chọn năm và đơn vị để tải sổ Excel cho kiểm toán, mỗi đơn vị một trang. Bấm vào một số để xem nó từ đâu ra."
    ),
    "reports.story": _(
        "Một con số của báo cáo năm được cộng từ những biến động nào. Mỗi dòng ghi ngày, người ghi và nguồn."
    ),
}

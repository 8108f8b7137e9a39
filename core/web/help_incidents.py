"""What each page of an incident is for: the room, plans, orders, papers, roads, drills. Part of `help_texts`."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

INCIDENTS: dict[str, LazyString] = {
    "messages.show": _(
        "Người trực gõ lại tin nhắn, cuộc gọi báo nguồn lực đã nhận lệnh, đã đi, đã đến theo mã ngắn. Giờ thực tế và giờ nhập đều được giữ; dòng nào chưa rõ thì không ghi gì cả."
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
    "corrections.need": _(
        "Sửa số lượng, thời hạn, ưu tiên, nơi cần của một nhu cầu hoặc rút nó kèm lý do. Phương án được lập lại cho phần còn thiếu; ai sửa, sửa gì đều còn lại ở cuối trang."
    ),
    "corrections.incident": _(
        "Sửa điều đã báo về sự cố: việc gì, ở đâu, cấp nào. Cấp độ phòng thủ dân sự đã có quyết định thì chỉ đổi theo quyết định mới."
    ),
    "incidents.wall": _(
        "Màn hình lớn cho phòng chỉ huy, chữ đọc được từ xa, tự cập nhật. Muốn ghi hay sửa, về Sở chỉ huy."
    ),
    "incidents.approving": _(
        "Mọi dự thảo lệnh của sự cố trên một trang: gọi gì, của ai, đến đâu. Bỏ dấu dòng chưa đồng ý rồi duyệt một lần; mỗi lệnh vẫn là một quyết định riêng, ghi sổ riêng."
    ),
    "incidents.numbering": _(
        "Mọi lệnh, tờ trình đã ký và quyết định sửa đổi, gia hạn, hoàn trả của sự cố còn thiếu số hoặc ngày, mỗi văn bản một dòng. Điền theo sổ văn thư rồi ghi một lần; dòng để trống giữ nguyên, dòng chưa đúng được chỉ rõ."
    ),
    "dispatches.of_commune": _(
        "Mọi nguồn lực của đơn vị đang được gọi, theo bước tiếp theo: nhận lệnh, xuất phát, đến nơi, trả về. Bỏ dấu dòng chưa xảy ra rồi ghi một lần; mỗi dòng vẫn ghi sổ riêng."
    ),
    "incidents.closing": _(
        "Xem sẽ hủy giữ những gì và còn gì phải đưa về, rồi xác nhận một lần. Còn nguồn lực ở ngoài thì sự cố chưa đóng."
    ),
    "incidents.log": _(
        "Toàn bộ nhật ký của sự cố, mới nhất trước, từng trang để in. Giờ ghi sau khác giờ xảy ra thì hiện cả hai."
    ),
    "incidents.cards": _(
        "Mỗi nguồn lực một thẻ, xếp theo trạng thái, như bảng thẻ ICS 219. Bấm vào thẻ để ghi bước tiếp theo; in được ra giấy."
    ),
    "room_map.show": _(
        "Sự cố trên bản đồ: nguồn lực đến từ đâu, cách bao xa, đường nào bị cắt. Bảng bên cạnh có cùng số liệu, dùng được khi không có bản đồ và khi in."
    ),
    "drills.result": _(
        "Cuộc diễn tập đạt thế nào: bao lâu có lệnh, đáp ứng bao nhiêu, trễ bao nhiêu, so với lần trước. Không số nào ở đây vào báo cáo thật."
    ),
    "drills.calendar": _(
        "Nơi nào đã diễn tập, nơi nào đến hạn hoặc quá hạn. Cuộc diễn tập tổ chức ngoài phần mềm thì nhập từ hồ sơ giấy."
    ),
    "plans.show": _(
        "Phương án đề xuất nguồn gần nhất và phù hợp, kèm lý do chọn hoặc không chọn từng nguồn. Chỉ khi chấp nhận thì nguồn lực mới được giữ."
    ),
    "norms.edit": _(
        "Sửa một định mức cho tỉnh: giá trị, nguồn, ngày bắt đầu dùng và lý do. Giá trị cũ vẫn lưu ở lịch sử và có thể dùng lại mặc định."
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
    "joint.show": _(
        "Những việc nhiều sự cố cùng cần một nguồn lực. Xem chung để chia cho hợp lý, không giữ hai lần."
    ),
    "offers.show": _(
        "Những ai ngoài danh mục đề nghị hỗ trợ sự cố này: doanh nghiệp, tỉnh khác, tổ chức. Ghép với nhu cầu còn thiếu để nhận lời, rồi gửi thư cảm ơn."
    ),
    "declarations.show": _("Soạn quyết định ban bố, bãi bỏ cấp độ. Ký xong ghi số, ngày, người ký ở đây."),
    "offers.telegrams": _(
        "Các công điện đã soạn cho sự cố và mẫu để soạn công điện mới. Tải về Word hoặc PDF; số và ngày do văn thư ghi."
    ),
    "exchange.show": _(
        "Bản tin của hệ thống khác: cảnh báo thiên tai, yêu cầu nguồn lực, cam kết, cho về. Mỗi bản tin chờ người xem rồi mới có hiệu lực."
    ),
    "exchange.message": _(
        "Bản tin này nói gì và sẽ đổi gì ở đây. Đánh dấu các dòng cần dùng rồi tiếp nhận, hoặc ghi không tiếp nhận."
    ),
    "roads.show": _(
        "Các đoạn đường đang bị chia cắt hoặc hạn chế và từ lúc nào. Phương án tính thời gian theo đường còn đi được."
    ),
    "terms.authority": _(
        "Ai được ra lệnh theo hình thức nào, từ ngày nào, và mức chi ngày công đang áp dụng. Khi luật thay đổi, Lãnh đạo UBND tỉnh ghi dòng mới ở đây."
    ),
    "terms.days": _(
        "Ngày công của người được huy động theo một lệnh, tính theo mức chi của từng ngày, đêm gấp đôi. Tổng cộng theo nguồn kinh phí, tải Excel để làm thủ tục chi."
    ),
    "shortfalls.show": _(
        "Báo cáo vượt quá khả năng: từng nhu cầu còn thiếu, đã tìm những đâu và vì sao chưa đủ. Gửi lên cấp trên để được chi viện."
    ),
    "scenarios.norms": _(
        "Các định mức dùng để tính nhu cầu, mỗi định mức ghi nguồn và ngày hiệu lực. Số chưa có văn bản là giả định và được ghi rõ."
    ),
    "scenarios.show": _(
        "Chọn kịch bản và số người bị ảnh hưởng để tính nhu cầu đề xuất. Xem và sửa từng dòng trước khi đưa vào sự cố."
    ),
    "settlement.due": _(
        "Các việc có hạn theo luật: xác nhận, gia hạn, hoàn trả, chi trả. Việc quá hạn đứng trên cùng."
    ),
    "owed.show": _(
        "Tiền bồi thường của mọi lệnh trong một sự cố hoặc mọi sự cố: phải chi, đã chi, còn phải chi theo chủ tài sản và theo nguồn kinh phí. Lọc theo ngày rồi tải Excel để chi trả và kiểm toán."
    ),
    "settlement.handover": _(
        "Lập biên bản giao nhận: tài sản, số lượng, tình trạng, ảnh, hai bên. Tình trạng lúc giao là căn cứ để hoàn trả."
    ),
    "settlement.money": _(
        "Thiệt hại và tiền bồi thường của một lệnh, hạn chi trả và đã trả bao nhiêu. Cách tính và căn cứ ghi bên cạnh từng khoản."
    ),
    "settlement.returning": _(
        "Lập biên bản hoàn trả và so với lúc giao. Mất hoặc hỏng thì ghi rõ để tính bồi thường."
    ),
}

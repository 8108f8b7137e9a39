"""What each page is for, in two sentences, by endpoint. A new page that shows HTML needs its line here."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from core.web.help_incidents import INCIDENTS

HELP: dict[str, LazyString] = {
    **INCIDENTS,
    "home.show": _(
        "Trang đầu liệt kê việc trễ, việc đến hạn và một nút cho việc gấp nhất. Làm xong việc nào, việc đó tự mất khỏi danh sách."
    ),
    "bulk.show": _(
        "Sửa nhiều dòng như trên bảng tính, dán được cột chép từ Excel; số cũ và số mới hiện cạnh nhau trước khi lưu. Tất cả được lưu một lần, dòng nào người khác vừa sửa thì hiện cả hai số."
    ),
    "bulk.saved_rows": _(
        "Những dòng một lần lưu của bảng nhập nhanh đã đổi, và dòng nào còn đưa về số cũ được. Trong ngày, cả lần lưu được hoàn tác một lần; dòng đã có người đổi sau đó giữ nguyên."
    ),
    "bulk.paper": _(
        "Danh sách của xã để in trên giấy A4 khi lo mất điện, mất mạng. Ghi tay vào cột trống rồi nhập lại, hoặc quét mã QR để mở trang."
    ),
    "offline.receipts": _(
        "Thay đổi nhập lúc mất mạng chờ ở đây và tự gửi khi có mạng; nếu người khác đã sửa, trang hiện cả hai số để đồng chí chọn. Mỗi lần gửi thành công có một số biên nhận để đọc qua điện thoại."
    ),
    "sign_in.password": _(
        "Đổi mật khẩu của chính mình; quên mật khẩu thì nhờ người quản trị hệ thống đặt lại. Sau khi đổi, mọi thiết bị khác đang đăng nhập tài khoản này phải đăng nhập lại."
    ),
    "notices.show": _(
        "Chọn nhận bản tin việc cần làm qua thư: mỗi ngày, chỉ khi quá hạn, hoặc không nhận. Bản tin không có tên người hay số điện thoại."
    ),
    "finding.show": _(
        "Tìm nhanh một trang, một xã hoặc một loại nguồn lực, gõ không dấu cũng được. Chỉ hiện những gì vai trò của đồng chí được xem."
    ),
    "stock.show": _(
        "Bảng toàn tỉnh: mỗi xã có bao nhiêu dòng ở từng trụ cột, bao nhiêu dòng quá hạn kiểm tra. Bấm vào một ô để xem các dòng phía sau con số."
    ),
    "stock.province": _(
        "Danh sách của mọi xã trong phạm vi được xem: lọc theo loại, nơi, chủ, tình trạng, hạn kiểm tra, hạn dùng, năng lực mỗi chiếc rồi xem tổng hoặc tải Excel. Địa chỉ trang giữ điều kiện lọc nên gửi được cho đồng nghiệp."
    ),
    "catalogue.show": _(
        "Danh mục các loại nguồn lực dùng chung cho mọi xã, có tên gọi khác và đơn vị tính. Văn phòng PCTT của tỉnh giữ danh mục; mọi người xem được."
    ),
    "catalogue.kind": _(
        "Một loại nguồn lực: tên gọi khác, quy đổi thùng, cuộn… và loại có thể thay thế. Ngừng dùng một loại thì không thêm dòng mới, dòng đã có vẫn giữ."
    ),
    "stock.compare_days": _(
        "Số hiện có của hai ngày đặt cạnh nhau, thường là cuối năm trước và hôm nay; chọn một loại thì xem theo từng xã. Tính lại từ sổ biến động nên trùng với sổ cuối năm."
    ),
    "merging.holders": _(
        "Ai đang giữ phương tiện, vật tư của xã, mỗi đơn vị bao nhiêu dòng. Hai tên là một đơn vị thì gộp lại; lần gộp hoàn tác được khi chưa ai sửa các dòng đó."
    ),
    "merging.kind": _(
        "Gộp loại do văn phòng thêm vào loại trong danh mục chuẩn cùng đơn vị tính. Trang cho xem trước từng dòng sẽ đổi; sổ biến động giữ nguyên."
    ),
    "merging.holder": _(
        "Gộp hai đơn vị của cùng một xã thành một. Trang cho xem trước từng dòng sẽ đổi; tên cũ vẫn dẫn tới đơn vị được giữ."
    ),
    "merging.new_keeper": _(
        "Thêm một đơn vị, hộ chưa có trong danh sách của xã, kèm số điện thoại. Lưu xong, ghi tiếp nguồn lực của đơn vị, hộ đó."
    ),
    "merging.keeper": _(
        "Sửa tên ghi sai và loại chủ của một đơn vị, hộ trong xã. Tên cũ vẫn dẫn về đây nên bảng Excel ghi tên cũ vẫn nhập đúng; sửa nhầm thì sửa lại."
    ),
    "map.show": _(
        "Mỗi xã là một vòng tròn, càng lớn càng nhiều thứ đang chọn. Chọn một xã để thấy khoảng cách và số phút từ các xã khác; bảng bên cạnh có cùng số liệu."
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
    "imports.unused": _(
        "Các ô chương trình không dùng đến và lý do. Nếu có số liệu thật ở đây, hãy sửa tệp và tải lại."
    ),
    "imports.file_answers": _(
        "Những câu đã trả lời chỉ về đúng tệp này: số viết hai cách, bảng mã, trang lặp lại, dòng trùng. Chọn nhầm thì bấm "
        "“Hỏi lại” trước khi ghi; tải lại đúng tệp ấy cũng dùng những câu này."
    ),
    "imports.remembered": _(
        "Các câu trả lời đã ghi nhớ cho những lần nhập sau. Trả lời nhầm thì sửa ở đây, tệp đã ghi không thay đổi."
    ),
    "papers.commune_year": _(
        "Báo cáo năm của xã gửi Ban Thường vụ. Bấm nút thì hệ thống điền sẵn từ số liệu, lời văn sửa được."
    ),
    "papers.incident": _(
        "Các báo cáo của một sự cố: báo cáo nhanh, hằng ngày, rút kinh nghiệm. Mục còn thiếu đứng trên cùng, có hạn."
    ),
    "papers.incidents": _("Các sự cố và báo cáo còn phải lập. Bấm vào một sự cố để lập hoặc xem báo cáo."),
    "papers.province_year": _(
        "Báo cáo năm của tỉnh gửi Ban Thường vụ. Bấm nút thì hệ thống điền sẵn từ số liệu, lời văn sửa được."
    ),
    "papers.show": _(
        "Sửa lời văn, điền thiệt hại, lưu rồi tải Word hoặc PDF. Mỗi lần lưu được giữ lại cùng người và giờ lưu."
    ),
    "duties_page.show": _(
        "Mọi việc kế hoạch đòi hỏi: ai phải làm, hạn nào, việc trễ đứng trước. Chọn xã để lọc, tải Excel để giao việc."
    ),
    "duties_page.plans": _(
        "Sổ kế hoạch, phương án đã phê duyệt; năm năm phải làm lại một lần. Ghi số, ngày phê duyệt để hệ thống nhắc hạn."
    ),
    "open_year.show": _(
        "Số liệu huy động trong năm có thể công bố: không có tên, số điện thoại của ai. Hộ dân chỉ được đếm, không nêu tên."
    ),
    "frozen.show": _(
        "Các sổ năm đã chốt, mỗi tệp có dấu SHA-256. Đối chiếu để biết số liệu bây giờ còn khớp với tệp đã chốt không."
    ),
    "frozen.compare": _(
        "So tệp đã chốt với số liệu lập lại bây giờ, từng trang tính. Trang khác nhau nghĩa là quá khứ đã bị sửa sau khi chốt."
    ),
    "reports.show": _(
        "Chọn năm và đơn vị để tải sổ Excel cho kiểm toán, mỗi đơn vị một trang. Bấm vào một số để xem nó từ đâu ra."
    ),
    "reports.story": _(
        "Một con số của báo cáo năm được cộng từ những biến động nào. Mỗi dòng ghi ngày, người ghi và nguồn."
    ),
    "readiness.show": _(
        "Nguồn lực tại chỗ của từng xã đáp ứng bao nhiêu phần nhu cầu của một loại thiên tai, sự cố ở một cấp độ. Trụ cột thấp nhất quyết định; bấm tên xã để xem từng dòng."
    ),
    "readiness.commune": _(
        "Mức sẵn sàng của một xã: cần bao nhiêu, có sẵn sàng bao nhiêu, thiếu bao nhiêu, và cái gì không được tính. In ra vừa một tờ A4."
    ),
    "what_if.show": _(
        "Thử bỏ một xã, cắt một đoạn đường hoặc tăng cấp độ rồi so với hôm nay. Không ghi gì vào sổ."
    ),
    "gaps.show": _(
        "Nhu cầu trừ đi cái sẵn sàng, theo loại hoặc theo xã, và cách bù rẻ nhất. Phần dư của xã lân cận chỉ tính sau khi xã đó lo đủ cho mình."
    ),
    "gaps.budget": _(
        "Nhập một ngân sách để biết mua hoặc sửa gì trước, ở xã nào. Xã vùng sâu, vùng xa, đặc biệt khó khăn được xếp trước."
    ),
    "prices.show": _(
        "Giá một đơn vị của từng loại và phần giá để sửa một cái hỏng. Loại chưa có giá thì chưa xếp được vào kế hoạch mua."
    ),
    "prices.edit": _("Ghi giá của một loại cùng nguồn và ngày. Giá mới dùng ngay cho các bảng còn thiếu."),
    "lands.show": _(
        "Xã nào ven biển, vùng sâu, vùng xa, đặc biệt khó khăn; nơi chưa ghi thì suy ra từ địa hình. Địa bàn quyết định nhu cầu và thứ tự mua sắm."
    ),
    "lands.edit": _("Ghi địa bàn của một xã và căn cứ. Nhu cầu của xã và thứ tự ưu tiên tính lại ngay."),
    "command.board": _(
        "Ban chỉ huy của một nơi, theo thứ tự chức vụ, có nhiệm kỳ và số điện thoại. Người thôi giữ chức vẫn còn trong lịch sử."
    ),
    "command.edit": _(
        "Sửa số điện thoại, chức vụ hoặc ghi ngày thôi giữ chức. Thay đổi được ghi lại cùng người sửa."
    ),
    "command.new": _(
        "Ghi một người vào Ban chỉ huy với chức vụ và ngày bắt đầu. Căn cứ là quyết định đã ký, chương trình không bổ nhiệm thay."
    ),
    "command.show": _(
        "Ban chỉ huy của tỉnh và từng xã: ai giữ chức gì, từ ngày nào, gọi số nào. Nơi nào còn thiếu người thì thấy ngay."
    ),
    "counts.commune": _(
        "Các lần kiểm kê của xã, đang làm và đã chốt. Mở một lần kiểm kê để đếm thực tế và so với sổ."
    ),
    "counts.new_row": _(
        "Thêm một thứ đếm được mà sổ chưa có. Dòng mới chỉ vào kho khi lần kiểm kê được chốt."
    ),
    "counts.show": _(
        "Ghi số đếm được của từng dòng; chênh lệch với sổ hiện bên cạnh, nếu giấu sổ thì khi đếm xong mới hiện. Khi chốt, chênh lệch được ghi thành biến động có lý do."
    ),
    "forces.new": _(
        "Lập một đội, nhóm mới của xã với người chỉ huy và đầu mối liên lạc. Số người lấy theo quyết định thành lập."
    ),
    "forces.show": _(
        "Các đội, nhóm lực lượng tại chỗ của xã: bao nhiêu người, ai chỉ huy, gọi ai. Không ghi biên chế chiến đấu hay vũ khí."
    ),
    "forces.squad": _(
        "Một đội: thành viên, khả năng và ai gọi được lúc này. Sửa ở đây để lúc cần gọi đúng người."
    ),
    "phones.looks": _(
        "Ai đã xem số điện thoại nào, lúc nào. Số điện thoại là dữ liệu cá nhân, mỗi lần xem đều được ghi."
    ),
    "reviews.commune": _(
        "Những dòng của xã chưa xác nhận trong đợt rà soát này. Sửa hoặc xác nhận từng dòng trước hạn."
    ),
    "reviews.province": _(
        "Một đợt rà soát: từng xã đã xác nhận bao nhiêu dòng, còn bao nhiêu. Nhắc được những xã còn thiếu."
    ),
    "reviews.show": _("Các đợt rà soát của tỉnh và hạn của từng đợt. Mở một đợt để xem xã nào chưa xong."),
    "roster.week": _(
        "Lịch trực ban trong tuần của một nơi: ai trực, gọi số nào. Đổi ca thì sửa ở đây để người gọi gặp đúng người."
    ),
    "stock.act_form": _(
        "Ghi một việc làm với dòng kho này: số lượng, lý do, văn bản, ảnh. Lô hết hạn sớm được nhắc xuất trước; hàng quá hạn không xuất dùng, chỉ thanh lý."
    ),
    "stock.details": _(
        "Thông tin thêm của một dòng: nhãn hiệu, năm, hạn dùng, tình trạng, nguồn vốn. Điền càng đủ, phương án chọn càng đúng."
    ),
    "stock.dual_use": _(
        "Các nguồn lực lưỡng dụng: ngày thường dùng việc khác, khi cần thì huy động. Xem chung để biết thật sự có thêm những gì."
    ),
    "stock.label": _(
        "Nhãn có mã QR để dán lên tài sản; quét mã thì mở đúng dòng kho. In ra giấy dán thường cũng được."
    ),
    "stock.labels": _("Nhãn của cả danh sách, nhiều nhãn trên một trang A4. In rồi dán khi kiểm kê."),
    "stock.new_order": _("Lệnh điều chuyển của cấp tỉnh giữa hai xã. Người soạn không tự duyệt."),
    "stock.new_transfer": _(
        "Đề nghị chuyển một phần nguồn lực sang nơi khác. Bên nhận xác nhận thì số mới chuyển."
    ),
    "stock.past": _(
        "Danh sách của xã như đúng vào một ngày đã qua. Tính lại từ các biến động, không phải bản chụp."
    ),
    "stock.transfers": _(
        "Các lần điều chuyển giữa hai xã: đang chờ, đã nhận, đã từ chối. Số liệu chỉ chuyển khi bên nhận đồng ý hoặc tỉnh quyết định; nhận thiếu thì phần thiếu vẫn đứng tên bên giao."
    ),
    "stock.requests": _(
        "Các đề nghị chi viện giữa các xã: ai hỏi ai, cần gì, kết quả. Xã được hỏi mở ra để giao hoặc từ chối; cấp tỉnh thấy hết và quyết định được."
    ),
    "stock.new_request": _(
        "Hỏi một xã khác, hoặc để hệ thống tìm xã gần nhất còn cho được. Không thấy được kho của xã khác; xã được hỏi tự chọn dòng để giao."
    ),
    "stock.answer_request": _(
        "Chọn giao bao nhiêu từ dòng kho nào; số điền sẵn lấy hàng hết hạn sớm trước. Giao ít hơn hoặc từ chối thì ghi lý do."
    ),
    "stock.decide_form": _(
        "Quyết định của tỉnh thay cho trả lời của xã được hỏi. Số liệu hai xã đổi ngay, mức giữ lại chỉ để tham khảo."
    ),
    "stock.works": _("Công trình và nơi sơ tán: sức chứa, vị trí, tình trạng. Chỉ ghi công trình không mật."),
}

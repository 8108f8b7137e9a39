"""The refusals of an import in words, and the words for its codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

SENTENCES = {
    "not_a_workbook": _(
        "“%(name)s” không phải bảng tính (.xlsx, .xlsm, .xls, .ods, .csv). Tệp không được giữ lại. Nếu Excel mở được tệp này, vui lòng lưu thành .xlsx rồi tải lên; nếu không, hãy chọn tệp khác."
    ),
    "workbook_empty": _(
        "“%(name)s” không có nội dung (0 byte): có thể tệp chép hoặc tải về chưa xong. Vui lòng lấy lại tệp rồi tải lên."
    ),
    "workbook_encrypted": _(
        "“%(name)s” đặt mật khẩu mở nên không đọc được. Vui lòng bỏ mật khẩu rồi tải lên lại."
    ),
    "workbook_too_large": _(
        "“%(name)s” quá lớn khi mở ra. Vui lòng chia thành các tệp không quá 20.000 dòng, mỗi tệp giữ nguyên các dòng tiêu đề, rồi tải lên lần lượt."
    ),
    "workbook_unsafe": _(
        "“%(name)s” có cấu trúc không an toàn nên không được mở. Vui lòng lưu lại bằng Excel hoặc LibreOffice rồi thử lại."
    ),
    "workbook_unreadable": _(
        "“%(name)s” bị hỏng nên không đọc được. Vui lòng mở bằng Excel, lưu thành tệp mới rồi tải lên lại."
    ),
    "reader_timeout": _(
        "Đọc “%(name)s” quá %(seconds)s giây nên đã dừng. Vui lòng xóa các trang không cần, hoặc chia thành các tệp không quá 20.000 dòng, mỗi tệp giữ nguyên các dòng tiêu đề, rồi tải lên lần lượt."
    ),
    "state_secret": _(
        "Tệp mang dấu chỉ độ mật nên bị từ chối và không được giữ lại. "
        "Tài liệu bí mật nhà nước không được đưa lên hệ thống này."
    ),
    "no_file_chosen": _("Chưa chọn tệp. Vui lòng chọn một bảng tính rồi bấm “Tải lên và xem trước”."),
    "kept_file_gone": _(
        "Không còn bản gốc của “%(name)s” trong kho tệp, hoặc bản gốc đã bị thay đổi. Vui lòng tải tệp lên lại."
    ),
    "import_being_read": _(
        "Tệp đang được đọc hoặc không nhận được. Vui lòng xem trạng thái của tệp rồi gọi lại."
    ),
    "import_not_open": _(
        "Lần nhập %(number)s đã được ghi hoặc hoàn tác trước đó. Vui lòng tải lại trang để xem kết quả."
    ),
    "import_not_committed": _(
        "Lần nhập %(number)s chưa ghi vào kho hoặc đã hoàn tác, không có gì để hoàn tác."
    ),
    "stale_preview": _(
        "Số liệu kho hoặc câu trả lời đã thay đổi sau khi đồng chí xem bản đối chiếu. Chưa ghi gì; "
        "vui lòng xem lại bản đối chiếu mới rồi ghi."
    ),
    "reading_failed": _(
        "Hệ thống gặp lỗi khi đọc “%(name)s” và đã ghi lại lỗi. Tệp không được giữ; vui lòng tải lên lại hoặc báo quản trị hệ thống."
    ),
    "answer_does_not_fit": _("Câu trả lời cho “%(raw)s” chưa dùng được. Vui lòng chọn lại."),
}

MODES = {
    "replace": _("Thay số: số trong tệp là số hiện có"),
    "add": _("Cộng thêm: số trong tệp thêm vào số đang có"),
    "fill": _("Chỉ bù chỗ thiếu: chỉ thêm dòng kho chưa có"),
}

STAGES = {
    "waiting": _("Đang chờ đến lượt đọc"),
    "opening": _("Đọc tệp"),
    "recognising": _("Nhận dạng bảng, xã, loại và số lượng"),
    "comparing": _("Đối chiếu với kho"),
}

STATES = {
    "reading": _("đang đọc"),
    "refused": _("không nhận"),
    "open": _("đang chờ"),
    "committed": _("đã ghi vào kho"),
    "undone": _("đã hoàn tác"),
}

STATUSES = {
    "new": _("mới"),
    "changed": _("thay đổi"),
    "same": _("giữ nguyên"),
    "ask": _("cần hỏi"),
    "refused": _("không nhận"),
}

OUTCOMES = {
    "reversed": _("đã trả về số cũ"),
    "kept_edited": _("giữ nguyên vì đã có người sửa hoặc số đã thay đổi sau khi nhập"),
    "kept_reserved": _("giữ nguyên vì đang giữ cho sự cố"),
}

ENCODINGS = {
    "unicode": _("Unicode"),
    "tcvn3": _("TCVN3 (ABC, phông .Vn…)"),
    "vni": _("VNI"),
    "vps": _("VPS"),
    "viscii": _("VISCII"),
}

UNCHANGED = _("Giữ nguyên như trong tệp")

LAYOUTS = {
    "wide": _("mỗi dòng một đơn vị, mỗi cột một loại"),
    "list": _("danh mục, mỗi dòng một loại"),
    "matrix": _("mỗi dòng một loại, mỗi cột một xã"),
    "holders": _("mỗi dòng một loại, mỗi cột một nơi giữ"),
    "vehicles": _("danh sách từng phương tiện"),
    "evacuation": _("phương án sơ tán"),
    "agreement": _("hiệp đồng lực lượng"),
    "none": _("không có bảng số liệu"),
}

QUESTIONS = {
    "item": _("“%(raw)s” ở %(cells)s ô là loại nào?"),
    "unit": _("1 %(raw)s là bao nhiêu %(unit)s? (%(cells)s ô)"),
    "place": _("“%(raw)s” ở %(cells)s ô là xã, phường, đặc khu nào?"),
    "number_form": _("Số viết như “%(raw)s” (%(cells)s ô) nghĩa là gì?"),
    "quantity": _("Ô ghi “%(raw)s” là bao nhiêu?"),
    "encoding": _("Chữ trên trang “%(raw)s” gõ bằng bảng mã nào?"),
    "sheet": _("Trang “%(raw)s” lặp lại trang “%(other)s” (%(cells)s ô). Nhập thế nào?"),
    "column": _("Số ghi ở “%(raw)s” (%(cells)s ô) có phải số lượng hiện có không?"),
    "phase": _("Trang “%(sheet)s” ghi số theo từng thời điểm (%(raw)s). Cột nào là số hiện có?"),
    "note": _("Ghi chú “%(raw)s” (%(cells)s ô): số ghi ở đó hiện còn không?"),
    "several_rows": _(
        "%(cells)s dòng “%(raw)s” không ghi nơi để, trong khi kho có nhiều dòng cùng loại của cùng đơn vị. Xử lý thế nào?"
    ),
    "part_row": _(
        "%(cells)s dòng ghi theo xã cũ (như “%(raw)s”), trong khi kho đã có dòng cùng loại của cả xã mới. Xử lý thế nào?"
    ),
    "same_row": _(
        "%(cells)s dòng “%(raw)s” trong tệp trùng xã, loại, đơn vị quản lý và nơi để. Xử lý thế nào?"
    ),
}

SUMS_UP = _("Trang “%(raw)s” cộng số của các trang khác, như “%(other)s” (%(cells)s ô). Nhập thế nào?")
STRUCK_THROUGH = _("Ô bị gạch ngang (%(cells)s ô): số ghi ở đó có phải số lượng hiện có không?")

# The same where nothing is written to ask about.
UNSAID = {
    "place": _(
        "Trang “%(sheet)s” không ghi số liệu của xã nào (%(cells)s ô). Đó là xã, phường, đặc khu nào?"
    ),
    "unit": _(
        "“%(thing)s” có số mà không ghi đơn vị tính (%(cells)s ô). 1 đơn vị ở đó là bao nhiêu %(unit)s?"
    ),
}
UNSAID_SHORT = {"place": _("không ghi xã"), "unit": _("không ghi đơn vị tính")}

SHEET_ANSWERS = {
    "skip": _("Không nhập trang “%(raw)s”"),
    "instead": _("Nhập trang “%(raw)s” thay trang “%(other)s”"),
    "import": _("Nhập thêm trang “%(raw)s”, ngoài các trang khác"),
}

ANSWERS = {
    "skip": _("Bỏ qua, không nhập các ô này"),
    "separate": _("Ghi thành dòng riêng, cộng vào tổng của xã"),
    "once": _("Chỉ lấy một lần: các dòng này là một"),
    "sum": _("Cộng lại thành một dòng"),
    "thousands": _("dấu ngăn cách hàng nghìn"),
    "decimal": _("dấu thập phân"),
}

NOTE_ANSWERS = {
    "import": _("Còn dùng được, số trong ô là số hiện có"),
    "broken": _("Còn đó nhưng hỏng: số trong ô cũng là số hỏng"),
    "skip": _("Không còn: không nhập các ô này; dòng đã có trong kho giữ nguyên"),
}

LATEST_COLUMN = _("cột sau cùng có số")
NO_MOMENT = _("Không cột nào, bỏ qua các cột này")
COLUMN_IS_STOCK = _("Phải, là số lượng hiện có")
# Of columns beside each other: "Ngày | Đêm".
OF_SEVERAL = {"import": _("Tất cả, cộng lại"), "skip": ANSWERS["skip"]}
WHICH_OF_SERIES = _("Bảng ghi số ở các cột “%(raw)s” (%(cells)s ô). Cột nào là số lượng hiện có?")
# Of a row and the lines below it, that do not come to as much or are other things.
ROW_OR_LINES = _("Dòng “%(row)s” có các dòng con “%(lines)s”. Số nào là số lượng hiện có?")
ROW_AND_LINES = _("Tất cả các dòng này")

REASONS = {
    "exact_name": _("tên có trong danh mục"),
    "name_with_qualifier": _("tên trong danh mục kèm từ bổ nghĩa"),
    "name_of_smallest": _("không ghi công suất: xếp vào loại nhỏ nhất, theo danh mục"),
    "name_by_size": _("phân loại theo kích cỡ ghi trong tên"),
    "item_answered": _("loại do người nhập chọn"),
    "place_from_heading": _("xã ghi ở tiêu đề hoặc tên trang tính"),
    "place_from_home": _("tệp không ghi xã: lấy xã của người nhập"),
    "place_from_crosswalk": _("xã cũ đã nhập trọn vào xã mới"),
    "place_inherited": _("xã ghi ở dòng phía trên"),
    "place_answered": _("xã do người nhập chọn"),
    "unit_converted": _("đã quy đổi đơn vị"),
    "separator_by_sheet": _("dấu chấm, phẩy hiểu theo các ô khác của trang"),
    "number_answered": _("số do người nhập xác nhận"),
    "partly_broken": _("có phần bị hỏng"),
    "all_broken": _("ghi chú nói toàn bộ bị hỏng"),
    "hidden_cell": _("ô nằm ở dòng, cột hoặc trang bị ẩn"),
    "encoding_converted": _("đã chuyển từ bảng mã cũ"),
    "item_unknown": _("tên chưa có trong danh mục"),
    "item_similar": _("chỉ có tên gần giống trong danh mục"),
    "item_vague": _("tên chưa rõ loại nào"),
    "item_several": _("một ô ghi nhiều loại"),
    "place_unknown": _("chưa rõ xã nào"),
    "place_similar": _("chỉ có tên xã gần giống"),
    "place_ambiguous": _("tên này ứng với nhiều xã, hoặc xã cũ đã chia"),
    "unit_factor_missing": _("chưa có hệ số quy đổi đơn vị"),
    "unit_missing": _("chưa ghi đơn vị tính"),
    "unit_unknown": _("đơn vị tính lạ"),
    "number_ambiguous": _("số đọc được hai cách"),
    "number_estimate": _("số ước chừng"),
    "number_range": _("ghi khoảng từ - đến"),
    "number_pair": _("hai số trong một ô"),
    "number_sum": _("phép cộng trong một ô"),
    "number_mark": _("chỉ đánh dấu có, chưa ghi số lượng"),
    "number_placeholder": _("chỗ để trống chờ điền"),
    "number_ditto": _("ghi “như trên” ở ô số lượng"),
    "number_date": _("Excel đã đổi số thành ngày"),
    "number_words": _("ghi bằng chữ, không đọc được thành một số"),
    "number_fraction": _("số lẻ cho thứ đếm từng cái"),
    "number_absurd": _("số lớn bất thường"),
    "note_takes_back": _("ghi chú nói không còn, cho mượn hoặc đã trả"),
    "formula_without_value": _("công thức không lưu kết quả"),
    "formula_error": _("công thức bị lỗi"),
    "last_day_unread": _("hạn dùng chưa rõ ngày, giữ nguyên văn trong ghi chú"),
    "column_unsure": _("tên cột, mục hoặc ghi chú chưa nói rõ là số hiện có"),
    "merged_quantity": _("một số trộn ô cho nhiều dòng hoặc cột"),
    "encoding_unsure": _("chưa chắc bảng mã của trang"),
    "row_repeated": _("giống hệt một dòng khác của bảng"),
    "sheet_repeated": _("trang lặp lại trang khác"),
    "number_negative": _("số âm"),
    "answered_skip": _("người nhập chọn bỏ qua"),
    "no_quantity": _("không ghi số lượng (chưa biết, không phải 0)"),
    "need_not_stock": _("là nhu cầu, kế hoạch hoặc số thiếu, không phải số hiện có"),
    "price": _("là giá hoặc số tiền"),
    "broken_part": _("cột số hỏng, là một phần của số lượng"),
    "condition_part": _("chia theo tình trạng, là một phần của số lượng"),
    "part_of_total": _("là một phần của số đã lấy trọn"),
    "other_period": _("số của năm khác hoặc thời điểm khác"),
    "not_stock_column": _("cột không phải số lượng hiện có"),
    "district_sum": _("tổng của huyện cũ, lặp lại số các xã"),
    "evacuation_plan": _("số dân sơ tán, không phải vật tư"),
    "military_strength": _("quân số đơn vị, hệ thống không lưu"),
    "outside_table": _("nằm ngoài bảng"),
    "no_table": _("trang không có bảng số liệu"),
    "empty_sheet": _("trang trống"),
    "chart_sheet": _("trang chỉ có biểu đồ"),
    "own_export": _("trang tổng hợp của sổ năm do hệ thống xuất; số liệu lấy ở trang Chi tiết"),
    "no_label": _("số ở dòng không ghi tên"),
    "other_commune_row": _("thuộc xã khác; tệp của xã chỉ nhập được cho xã mình"),
    "same_row": _("trùng với dòng khác trong tệp"),
    "several_rows": _("kho có nhiều dòng cùng loại của đơn vị này, tệp không nói dòng nào"),
    "part_row": _("ghi theo xã cũ, trong khi kho có dòng cùng loại của cả xã mới"),
    "conditions_summed": _("đã cộng các cột chia theo tình trạng của cùng một dòng"),
    "summed_up": _("đã cộng các dòng trùng theo lựa chọn của người nhập"),
    "taken_once": _("các dòng giống hệt nhau, chỉ lấy một lần theo lựa chọn của người nhập"),
    "words_left": _(
        "đơn vị quản lý, nơi để hoặc biển số khác với kho: chỉ nhận số lượng, phần chữ sửa ở trang của dòng"
    ),
    "words_blank": _("ô đơn vị quản lý hoặc nơi để bị xóa trắng: kho giữ như cũ"),
    "words_masked": _(
        "đơn vị quản lý hoặc nơi để mới còn số điện thoại bị che: kho giữ như cũ, hãy ghi đủ số hoặc bỏ số đi"
    ),
    "words_promised": _(
        "dòng đang giữ cho sự cố: đơn vị quản lý và nơi để chưa đổi được, hãy nhập lại khi đã trả"
    ),
    "words_taken": _(
        "nơi mới đã có dòng cùng loại trong kho hoặc trong tệp: kho giữ nơi cũ; muốn gộp thì chuyển kho ở trang của dòng"
    ),
    "own_row_other": _(
        "cột Xem chỉ một dòng kho của xã khác hoặc loại khác: sửa lại tên cho khớp; nếu là nguồn lực mới thì xóa ô Xem"
    ),
    "own_row_unclear": _(
        "cột Xem chỉ một dòng kho nhưng đơn vị quản lý, nơi để lại là của dòng khác: sửa cho khớp rồi tải lên lại"
    ),
    "left_alone": _("kho đã có dòng này, để nguyên"),
    "type_out_of_use": _("loại đã ngừng dùng trong danh mục: sửa tên loại, hoặc dùng lại loại này"),
    "newer_there": _("số trong kho là của năm sau năm của tệp"),
    "beside_others": _("kho có dòng khác cùng loại của xã này mà tệp không nhắc đến; tổng của xã gồm cả hai"),
    "already_taken": _("ô này của đúng tệp này đã được ghi trước đó"),
    "quantity_unreasonable": _("số lượng ngoài giới hạn hoặc quá ba chữ số thập phân"),
    "quantity_not_whole": _("đơn vị đếm từng cái phải là số nguyên"),
    "broken_more_than_on_hand": _("số hỏng, hoặc số tốt và hỏng cộng lại, lớn hơn số hiện có"),
    "less_than_committed": _("ít hơn số đang giữ cho sự cố và số hỏng"),
}

"""The register's refusals in words, and the words for its codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

SENTENCES = {
    "save_too_old": _("Chỉ hoàn tác được trong ngày lưu. Hãy sửa số ở từng dòng."),
    "nothing_to_undo": _("Không còn dòng nào để hoàn tác: đã hoàn tác rồi, hoặc các dòng đã đổi sau đó."),
    "bulk_refused": _(
        "%(count)s dòng chưa ghi được nên chưa lưu dòng nào; mọi số đã nhập vẫn còn dưới đây. Vui lòng xem lời nhắc ở từng dòng."
    ),
    "term_reversed": _(
        "Nhiệm kỳ chưa hợp lý: ngày kết thúc, ngày thôi giữ hoặc ngày bắt đầu đứng sai thứ tự."
    ),
    "watch_span": _("Ca trực cần kết thúc sau khi bắt đầu và không dài quá 7 ngày."),
    "watch_twice": _("%(name)s đã có ca trực trong khoảng thời gian này."),
    "seat_ended": _("Việc này đã kết thúc và được giữ làm lịch sử, không sửa được nữa."),
    "squad_numbers": _(
        "Số đã tập huấn và số kiêm đội khác không được lớn hơn quân số của đội (%(strength)s)."
    ),
    "squad_shared_circle": _(
        "Hai đội không thể cùng ghi là người đã được tính ở đội kia: khi đó không ai được tính. Hãy ghi ở một đội."
    ),
    "squad_fewer_than_named": _(
        "Quân số %(strength)s nhỏ hơn số người đã ghi tên (%(named)s). Hãy đưa người ra khỏi danh sách trước."
    ),
    "member_line": _("Chưa đọc được dòng “%(line)s”. Mỗi dòng ghi: họ và tên; năm sinh; số điện thoại."),
    "person_not_said": _("Hãy cho biết họ tên hoặc số điện thoại của người cần tìm."),
    "quantity_unreasonable": _(
        "Số lượng phải từ 0 đến %(most)s, tối đa ba chữ số thập phân. Vui lòng kiểm tra lại."
    ),
    "quantity_not_whole": _("Đơn vị “%(unit)s” đếm theo số nguyên; %(quantity)s không phải số nguyên."),
    "broken_more_than_on_hand": _(
        "Số hỏng (%(broken)s) lớn hơn số hiện có (%(on_hand)s). Vui lòng kiểm tra lại."
    ),
    "less_than_committed": _(
        "Số còn dùng được sẽ ít hơn số đang giữ cho sự cố và số hỏng (cộng lại %(committed)s, hiện có %(on_hand)s). "
        "Hãy báo Sở chỉ huy trả bớt phần đang giữ rồi sửa lại."
    ),
    "not_free": _(
        "Chỉ còn %(free)s %(unit)s %(resource)s ở %(place)s, không đủ %(asked)s (đơn vị khác vừa giữ hoặc số liệu vừa đổi). "
        "Vui lòng lập lại phương án."
    ),
    "return_does_not_add_up": _(
        "Số trả về, đã dùng, mất và hỏng cộng lại là %(total)s, phải đúng bằng số đã đi là %(sent)s."
    ),
    "lot_exists": _("Danh sách đã có %(resource)s của %(holder)s ở nơi này. Hãy sửa dòng đã có."),
    "season_not_whole": _("Mức giữ theo mùa cần đủ ba ô: số lượng, từ tháng và đến tháng."),
    "position_not_in_country": _("Tọa độ cần đủ vĩ độ (8 đến 24) và kinh độ (102 đến 118)."),
    "agreement_ends_first": _("Ngày hết hạn của thỏa thuận đứng trước ngày ký. Vui lòng kiểm tra lại."),
    "same_place": _("Đây đang là nơi để và đơn vị quản lý hiện tại. Hãy chọn nơi khác."),
    "transfer_settled": _("Đề nghị điều chuyển này đã được nhận, từ chối hoặc rút lại."),
    "transfer_to_itself": _("Bên giao và bên nhận phải là hai xã khác nhau."),
    "holder_of_other_commune": _("Đơn vị quản lý này không thuộc xã đang nhập. Vui lòng chọn lại."),
    "type_name_taken": _("Tên “%(name)s” đã dẫn tới loại %(resource)s. Hãy chọn tên khác."),
    "type_unit_in_use": _(
        "Đã có %(rows)s dòng đếm theo “%(unit)s”: đổi đơn vị tính sẽ làm sai sổ. Hãy thêm hệ số quy đổi, hoặc thêm loại mới."
    ),
    "type_for_itself": _("Một loại không thay thế cho chính nó. Hãy chọn loại khác."),
    "type_retired": _(
        "Loại %(resource)s đã ngừng dùng, không thêm dòng mới. Hãy chọn loại khác trong danh mục."
    ),
    "outline_unreadable": _(
        "Tệp ranh giới chưa dùng được: %(reason)s. Cần GeoJSON (WGS 84) gồm các đường ranh giới."
    ),
    "count_closed": _("Đợt kiểm kê này đã chốt hoặc đã huỷ, không ghi thêm được."),
    "nothing_to_count": _(
        "Không có dòng nào để kiểm kê ở phần đã chọn (%(elsewhere)s dòng đang thuộc đợt kiểm kê khác). "
        "Hãy chọn nơi khác hoặc chốt đợt đang mở."
    ),
    "counted_elsewhere": _("Dòng này đang thuộc đợt kiểm kê KK-%(count)s. Hãy ghi số đếm ở đó."),
    "count_not_done": _("Còn %(rows)s dòng chưa đếm. Hãy đếm nốt, hoặc đánh dấu để các dòng đó lại lần sau."),
    "count_unexplained": _("Còn %(rows)s dòng chênh lệch chưa ghi lý do. Hãy giải thích trước khi chốt."),
    "count_reason_missing": _("Hãy ghi lý do."),
    "campaign_closed": _("Đợt rà soát này đã kết thúc."),
    "campaign_dates": _("Hạn chót phải từ ngày bắt đầu trở đi và không quá một năm."),
    "rows_unconfirmed": _(
        "Còn %(rows)s dòng chưa xác nhận, hoặc xã chưa có số liệu. Hãy xác nhận đủ rồi mới chốt."
    ),
}

PILLARS = {
    "command": _("Chỉ huy tại chỗ"),
    "forces": _("Lực lượng tại chỗ"),
    "means": _("Phương tiện, vật tư tại chỗ"),
    "logistics": _("Hậu cần tại chỗ"),
}

MOVEMENT_KINDS = {
    "receive": _("Nhập thêm"),
    "count": _("Kiểm đếm"),
    "adjust": _("Điều chỉnh"),
    "reserve": _("Giữ cho sự cố"),
    "release": _("Thôi giữ"),
    "issue": _("Xuất phát"),
    "take_back": _("Trả về"),
    "consume": _("Đã dùng hết"),
    "lose": _("Mất"),
    "damage": _("Hỏng khi làm nhiệm vụ"),
    "write_off": _("Thanh lý"),
    "transfer_in": _("Nhận điều chuyển"),
    "transfer_out": _("Điều chuyển đi"),
}

HOLDER_KINDS = {
    "commune": _("UBND cấp xã"),
    "agency": _("Cơ quan, đơn vị"),
    "armed_forces": _("Lực lượng vũ trang"),
    "enterprise": _("Doanh nghiệp"),
    "household": _("Hộ dân"),
    "province": _("Kho tỉnh"),
}

UNDO_STATES = {
    "open": _("chưa ai sửa thêm, hoàn tác được"),
    "undone": _("đã hoàn tác"),
    "changed": _("giữ nguyên, vì đã có người đổi hoặc xác nhận số sau lần lưu"),
    "closed": _("giữ nguyên, vì dòng đã được bỏ khỏi danh sách"),
    "committed": _("giữ nguyên, vì số này đang giữ cho sự cố"),
}

LEGAL_FORMS = {
    "huy_dong": _("huy động"),
    "dieu_dong": _("điều động"),
    "trung_dung": _("trưng dụng"),
    "trung_mua": _("trưng mua"),
}

COUNT_STATES = {
    "counting": _("đang đếm"),
    "reviewing": _("đang giải thích chênh lệch"),
    "closed": _("đã chốt"),
    "cancelled": _("đã huỷ"),
}

COUNT_HELD = {
    "committed": _("số đếm ít hơn số đang giữ cho sự cố: báo Sở chỉ huy trả bớt phần đang giữ, rồi chốt lại"),
    "recounted": _("số trong danh sách đã được sửa sau lúc đếm: hãy đếm lại dòng này"),
    "gone": _("dòng đã được bỏ khỏi danh sách: hãy để dòng này ra ngoài đợt kiểm kê"),
}

REVIEW_STATES = {
    "empty": _("chưa có số liệu"),
    "not_started": _("chưa bắt đầu"),
    "working": _("đang làm"),
    "confirmed": _("đã xong, chờ chốt"),
    "signed": _("đã chốt"),
}

FUNDS = {
    "national": _("dự trữ quốc gia"),
    "budget": _("ngân sách"),
    "social": _("xã hội hóa"),
    "household": _("của hộ dân"),
    "aid": _("viện trợ nước ngoài"),
    "donated": _("được tặng cho"),
}

CONDITIONS = {"good": _("tốt"), "fair": _("trung bình"), "broken": _("hỏng")}

AGREEMENTS = {
    "hiep_dong": _("hiệp đồng"),
    "nguyen_tac": _("hợp đồng nguyên tắc"),
    "cam_ket": _("cam kết"),
}

# What one piece can do, with the unit that stands behind the figure.
CAPABILITIES = {
    "seats": (_("Chỗ ngồi"), _("chỗ")),
    "tonnes": (_("Tải trọng"), _("tấn")),
    "kva": (_("Công suất điện"), "kVA"),
    "m3_per_hour": (_("Lưu lượng"), "m³/h"),
    "persons": (_("Sức chứa"), _("người")),
    "area_m2": (_("Diện tích"), "m²"),
}

DETAIL_LABELS = {
    "keep": _("Phải giữ lại cho xã"),
    "keep_seasonal": _("Giữ lại trong mùa"),
    "season_from": _("Mùa từ tháng"),
    "season_to": _("Mùa đến tháng"),
    "ready_minutes": _("Sẵn sàng sau (phút)"),
    "condition": _("Tình trạng"),
    "fund": _("Nguồn"),
    "donor": _("Bên tặng, viện trợ"),
    "expires_on": _("Hạn dùng"),
    "lat": _("Vĩ độ"),
    "lon": _("Kinh độ"),
    **{code: words for code, (words, _unit) in CAPABILITIES.items()},
    "peacetime_use": _("Công dụng thời bình"),
    "convert_minutes": _("Chuyển đổi trong (phút)"),
    "decided_by": _("Người quyết định cho dùng"),
    "operator": _("Người vận hành, tổ lái"),
    "fuel": _("Nhiên liệu"),
    "agreement": _("Thỏa thuận"),
    "agreement_no": _("Số thỏa thuận"),
    "signed_on": _("Ngày ký"),
    "ends_on": _("Ngày hết hạn thỏa thuận"),
    "phoned_on": _("Gọi kiểm tra gần nhất"),
    "note": _("Ghi chú"),
}

DUAL_FILTERS = {
    "": _("Tất cả"),
    "ending": _("Hết hạn trong 30 ngày tới"),
    "ended": _("Đã hết hạn"),
    "none": _("Chưa có thỏa thuận"),
    "phone": _("Quá 90 ngày chưa gọi kiểm tra"),
}

TRANSFER_STATES = {
    "proposed": _("chờ bên nhận"),
    "received": _("đã nhận"),
    "declined": _("bị từ chối"),
    "withdrawn": _("đã rút"),
    "ordered": _("theo quyết định của tỉnh"),
}

# NĐ 200/2025/NĐ-CP: the posts of a Ban Chỉ huy Phòng thủ dân sự, the one who holds each by office in brackets.
BOARD_POSTS = {
    "head": _("Trưởng ban (Chủ tịch UBND)"),
    "standing": _("Phó Trưởng ban Thường trực (Phó Chủ tịch UBND)"),
    "military": _("Phó Trưởng ban (chỉ huy quân sự)"),
    "police": _("Phó Trưởng ban (công an)"),
    "economy": _("Phó Trưởng ban (kinh tế, nông nghiệp)"),
    "member": _("Ủy viên"),
}

BOARD_GAPS = {
    "vacant": _("khuyết"),
    "ended": _("hết nhiệm kỳ"),
    "ending": _("sắp hết nhiệm kỳ"),
    "no_phone": _("chưa có số điện thoại"),
    "twice": _("có hơn một người giữ"),
}

WATCH_KINDS = {"leader": _("Trực chỉ huy"), "desk": _("Trực ban")}

CALLERS = {
    "commune_chair": _("Chủ tịch UBND cấp xã"),
    "commune_military": _("Chỉ huy trưởng Ban CHQS cấp xã, được Chủ tịch UBND đồng ý"),
    "commune_police": _("Trưởng Công an cấp xã"),
    "own_unit": _("Thủ trưởng đơn vị quản lý"),
    "province": _("Cấp tỉnh"),
}

PERSON_PLACES = {
    "seat": _("Ban Chỉ huy"),
    "watch": _("Trực ban"),
    "squad": _("Đội trưởng"),
    "member": _("Thành viên đội"),
    "holder": _("Đơn vị, hộ quản lý"),
    "look": _("Nhật ký xem số điện thoại"),
}

CATEGORIES = {
    "LL": _("Lực lượng"),
    "PT": _("Phương tiện"),
    "TB": _("Trang bị, dụng cụ"),
    "VT": _("Vật tư"),
    "HC": _("Hậu cần, nhu yếu phẩm"),
    "CT": _("Công trình, nơi trú ẩn"),
}

LIST_STATES = {
    "good": _("tình trạng tốt"),
    "fair": _("tình trạng trung bình"),
    "broken": _("tình trạng hỏng"),
    "some_broken": _("có cái hỏng"),
    "reserved": _("đang giữ cho sự cố"),
    "away": _("đang đi làm nhiệm vụ"),
}

LIST_AGES = {
    "fresh": _("đã kiểm tra trong hạn"),
    "stale": _("quá hạn kiểm tra"),
    "never": _("chưa rà soát"),
}

LIST_ORDERS = {
    "ten": _("Tên nguồn lực (A, Ă, Â…)"),
    "xa": _("Xã, theo mã xã"),
    "kt": _("Lâu chưa kiểm tra nhất"),
}

COMMUNE_GAPS = {
    "": _("Tất cả các xã"),
    "cu": _("Xã còn dòng cần rà soát"),
    "trong": _("Xã còn trụ cột trống"),
}

COMMUNE_ORDERS = {
    "": _("Theo danh mục chính thức"),
    "ten": _("Theo tên (A, Ă, Â…)"),
    "cu": _("Nhiều dòng cần rà soát trước"),
}

DUAL_USES = {"yes": _("có"), "no": _("không"), "depends": _("tùy từng thứ")}

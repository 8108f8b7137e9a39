"""The register's refusals in words."""

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
    "watch_long_over": _("Ca trực này đã qua hơn một tháng. Đề nghị xem lại ngày."),
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
    "member_not_clear": _(
        "Dòng “%(line)s” có thể là nhiều người. Ghi đủ dấu, hoặc thêm chữ phân biệt sau tên, ví dụ: Nguyễn Văn Hùng (thôn 2)."
    ),
    "member_line": _("Chưa đọc được dòng “%(line)s”. Mỗi dòng ghi: họ và tên; năm sinh; số điện thoại."),
    "person_not_corrected": _("Hãy cho biết họ tên đúng hoặc số điện thoại đúng của người đó."),
    "person_text_wrong": _(
        "Họ tên đúng phải có từ 2 đến %(name)s chữ, số điện thoại phải có chữ số và không quá %(phone)s chữ."
    ),
    "person_not_one": _(
        "%(rows)s dòng trên có thể của nhiều người trùng tên hoặc chung số. Hãy thêm --commune, --phone hoặc --name; nếu đúng là một người thì thêm --same."
    ),
    "person_not_said": _("Hãy cho biết họ tên hoặc số điện thoại của người cần tìm."),
    "quantity_unreasonable": _(
        "Số lượng phải từ 0 đến %(most)s, tối đa ba chữ số thập phân. Vui lòng kiểm tra lại."
    ),
    "more_than_there": _(
        "Dòng này chỉ có %(on_hand)s, không bớt được %(asked)s. Hãy ghi số ít hơn, hoặc kiểm đếm lại dòng này."
    ),
    "quantity_not_whole": _("Đơn vị “%(unit)s” đếm theo số nguyên; %(quantity)s không phải số nguyên."),
    "broken_more_than_on_hand": _(
        "Số hỏng, vắng (%(broken)s) lớn hơn số hiện có (%(on_hand)s). Vui lòng kiểm tra lại."
    ),
    "less_than_committed": _(
        "Số còn dùng được sẽ ít hơn số đang giữ cho sự cố và số hỏng (cộng lại %(committed)s, hiện có %(on_hand)s). "
        "Hãy báo Sở chỉ huy trả bớt phần đang giữ rồi sửa lại."
    ),
    "not_free": _(
        "Chỉ còn %(free)s %(unit)s %(resource)s ở %(place)s, không đủ %(asked)s (đơn vị khác vừa giữ hoặc số liệu vừa đổi). "
        "Vui lòng lập lại phương án."
    ),
    "none_free": _(
        "Không còn %(unit)s %(resource)s nào dùng được ở %(place)s (đơn vị khác vừa giữ hoặc số liệu vừa đổi); cần %(asked)s. "
        "Vui lòng lập lại phương án."
    ),
    "return_does_not_add_up": _(
        "Số trả về, đã dùng, mất và hỏng cộng lại là %(total)s, phải đúng bằng số đã đi là %(sent)s."
    ),
    "lot_exists": _(
        "Danh sách đã có %(resource)s của %(holder)s ở nơi này. Hãy sửa dòng đã có; "
        "lô khác hạn dùng thì ghi số lô vào ô ký hiệu để thành dòng riêng."
    ),
    "season_not_whole": _("Mức giữ theo mùa cần đủ ba ô: số lượng, từ tháng và đến tháng."),
    "position_not_in_country": _("Tọa độ cần đủ vĩ độ (8 đến 24) và kinh độ (102 đến 118)."),
    "agreement_ends_first": _("Ngày hết hạn của thỏa thuận đứng trước ngày ký. Vui lòng kiểm tra lại."),
    "goods_expired": _(
        "Hàng đã quá hạn dùng từ sau %(day)s, không xuất cho dân dùng. Hãy ghi thanh lý, hoặc sửa hạn dùng nếu ghi nhầm."
    ),
    "people_not_goods": _(
        "Người không xuất dùng, thanh lý như hàng hóa: cần điều động thì ra lệnh huy động, quân số thay đổi thì sửa số "
        "hiện có, báo vắng."
    ),
    "works_not_goods": _(
        "Công trình, nơi trú ẩn dùng xong vẫn còn nên không ghi xuất dùng. Không dùng được nữa thì báo hỏng hoặc ghi thanh lý."
    ),
    "same_place": _("Đây đang là nơi để và đơn vị quản lý hiện tại. Hãy chọn nơi khác."),
    "transfer_settled": _("Đề nghị điều chuyển này đã được nhận, từ chối hoặc rút lại."),
    "transfer_answer_missing": _("Hãy ghi lý do: bên giao cần biết vì sao không nhận, hoặc nhận thiếu."),
    "transfer_more_than_offered": _(
        "Văn bản đề nghị giao %(offered)s %(unit)s, không nhận nhiều hơn được. Phần thêm cần một đề nghị mới của bên giao."
    ),
    "transfer_of_private": _(
        "Đây là tài sản của doanh nghiệp, hộ dân, không điều chuyển như của xã. Cần dùng thì huy động, trưng mua trong sự cố; "
        "nếu xã đã mua hoặc được tặng thì chuyển đơn vị quản lý sang UBND xã trước."
    ),
    "transfer_of_expired": _(
        "Hàng đã quá hạn dùng từ sau %(day)s nên không điều chuyển cho xã khác. "
        "Bên giao ghi thanh lý, hoặc sửa hạn dùng nếu ghi nhầm."
    ),
    "transfer_of_what_is_kept": _(
        "Bên giao phải giữ lại %(kept)s %(unit)s cho xã mình (tính cả phần giữ thêm khi địa bàn được cảnh báo), "
        "chỉ giao được %(free)s. Muốn giao nhiều hơn, bên giao sửa mức giữ lại của dòng này, hoặc đề nghị tỉnh quyết định."
    ),
    "transfer_all_is_kept": _(
        "Chưa giao được %(unit)s nào cho xã khác: dòng này còn %(left)s dùng được và chưa giữ cho sự cố, mà bên giao phải "
        "giữ lại %(kept)s cho xã mình (tính cả phần giữ thêm khi địa bàn được cảnh báo). "
        "Muốn giao, bên giao sửa mức giữ lại của dòng này, hoặc đề nghị tỉnh quyết định."
    ),
    "transfer_request_settled": _("Đề nghị chi viện này đã được trả lời hoặc rút lại."),
    "transfer_request_more": _("Bên kia chỉ đề nghị %(asked)s %(unit)s: hãy giao không quá số đó."),
    "transfer_request_answer_missing": _(
        "Hãy ghi lý do: bên đề nghị cần biết vì sao không giao, hoặc giao ít hơn."
    ),
    "transfer_request_nothing_given": _("Hãy ghi số giao ở ít nhất một dòng, hoặc từ chối và nêu lý do."),
    "transfer_request_not_goods": _(
        "Người và công trình không điều chuyển như hàng hóa: lực lượng của xã khác được gọi bằng lệnh huy động."
    ),
    "transfer_request_nobody": _(
        "Không xã nào đi được tới đây còn cho được %(asked)s %(unit)s ngoài phần phải giữ lại. "
        "Hãy đề nghị ít hơn, chọn một xã để hỏi, hoặc đề nghị tỉnh quyết định."
    ),
    "not_enough_free": _(
        "Chỉ còn %(free)s %(unit)s %(resource)s dùng được và chưa giữ cho sự cố, không đủ %(asked)s. "
        "Hãy ghi số ít hơn, hoặc kiểm đếm lại dòng này."
    ),
    "nothing_free": _(
        "Dòng này không còn %(unit)s %(resource)s nào dùng được và chưa giữ cho sự cố. "
        "Hãy báo Sở chỉ huy trả bớt phần đang giữ, hoặc kiểm đếm lại dòng này."
    ),
    "transfer_to_itself": _("Bên giao và bên nhận phải là hai xã khác nhau."),
    "seen_ahead": _("Thời điểm xem danh sách đang ở tương lai. Vui lòng đọc lại danh sách rồi xác nhận."),
    "holder_of_other_commune": _("Đơn vị quản lý này không thuộc xã đang nhập. Vui lòng chọn lại."),
    "holder_own_committee": _("“%(name)s” mang tên của xã nên không sửa ở đây."),
    "holder_name_taken": _(
        "Tên “%(name)s” đang dẫn tới “%(holder)s” của xã. Nếu hai bên là một, hãy gộp hai đơn vị; nếu là hai, thêm chữ phân biệt sau tên."
    ),
    "holder_name_merged": _(
        "“%(name)s” là tên của đơn vị đã gộp vào đây. Muốn lấy lại tên này, hãy hoàn tác lần gộp trước."
    ),
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
    "campaign_over": _("Hạn chót đã qua: mở đợt này thì mọi xã trễ hạn ngay. Đề nghị xem lại ngày."),
    "campaign_not_begun": _("Đợt rà soát này bắt đầu từ %(day)s; kiểm tra trước ngày đó chưa được tính."),
    "campaign_dates": _("Hạn chót phải từ ngày bắt đầu trở đi và không quá một năm."),
    "row_not_asked": _(
        "Đợt rà soát này không hỏi về %(resource)s. Hãy sửa số hoặc xác nhận dòng này trong danh sách của xã."
    ),
    "rows_unconfirmed": _(
        "Còn %(rows)s dòng chưa xác nhận, hoặc xã chưa có số liệu. Hãy xác nhận đủ rồi mới chốt."
    ),
    "merge_into_itself": _("Hãy chọn hai mục khác nhau."),
    "merge_source_gone": _("“%(name)s” đã được gộp vào mục khác từ trước."),
    "merge_target_gone": _("“%(name)s” đã ngừng dùng hoặc đã được gộp. Hãy chọn mục đang dùng."),
    "merge_units_differ": _(
        "Hai loại đếm theo đơn vị khác nhau (%(unit)s và %(other)s): cộng lại sẽ làm sai số. "
        "Hãy ghi hệ số quy đổi, hoặc kiểm đếm lại theo một đơn vị rồi mới gộp."
    ),
    "merge_standard_type": _(
        "“%(name)s” thuộc danh mục chuẩn: định mức và phương án tính theo loại này. Hãy gộp chiều ngược lại, đưa “%(other)s” vào đây."
    ),
    "merge_standard_types": _(
        "“%(name)s” và “%(other)s” là hai loại của danh mục chuẩn: định mức và phương án tính riêng từng loại, không gộp được."
    ),
    "merge_kinds_differ": _(
        "“%(name)s” và “%(other)s” khác loại chủ, luật áp dụng khác nhau. Vui lòng đánh dấu xác nhận là một đơn vị, hoặc sửa loại chủ trước."
    ),
    "merge_own_committee": _("“%(name)s” là của chính xã nên phải giữ. Hãy gộp đơn vị kia vào đây."),
    "merge_other_commune": _("Hai đơn vị ở hai xã khác nhau là hai đơn vị khác nhau, không gộp được."),
    "merge_busy": _("Chưa gộp được: %(uses)s. Hãy gộp khi các việc đó xong."),
    "merge_changed": _(
        "Số liệu vừa đổi sau khi đồng chí xem trước; chưa gộp gì. Hãy xem lại bảng dưới đây rồi gộp."
    ),
    "merge_not_undone": _(
        "Không hoàn tác được: đã hoàn tác từ trước, hoặc có dòng đã đổi sau khi gộp (%(rows)s dòng). Hãy sửa từng dòng."
    ),
    "type_merged": _("Loại %(resource)s đã gộp vào %(into)s. Hãy sửa ở loại đó, hoặc hoàn tác lần gộp."),
}

# What keeps rows from being merged, as a refusal lists it.
MERGE_USES = {
    "merge_promised": _("có dòng đang giữ cho sự cố"),
    "merge_counting": _("có dòng đang kiểm kê"),
    "merge_waiting": _("có dòng đang đề nghị điều chuyển"),
    "merge_needed": _("sự cố đang mở có nhu cầu nhắc tới"),
}

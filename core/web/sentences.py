"""Every refusal's sentence, by its code; each package adds its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from core.accounts.last_words import Person
from core.errors import DomainError
from core.web.language import say_day, say_moment, say_quantity
from core.web.posts import say_person

SENTENCES: dict[str, LazyString] = {
    "refused": _("Không thực hiện được yêu cầu này. Số liệu chưa thay đổi."),
    "not_found": _(
        "Không tìm thấy nội dung này. Có thể nội dung đã được chuyển hoặc địa chỉ bị gõ nhầm. Hãy tìm theo tên hoặc về trang trước."
    ),
    "forbidden": _(
        "Tài khoản của đồng chí không có quyền làm việc này. Số liệu chưa thay đổi. Cần quyền thì báo quản trị hệ thống."
    ),
    "other_commune": _(
        "Nội dung này thuộc đơn vị khác, ngoài phạm vi của đồng chí. Số liệu chưa thay đổi. Cần xem thì hỏi đơn vị đó hoặc cấp tỉnh."
    ),
    "sign_in_needed": _("Phiên làm việc đã hết. Vui lòng đăng nhập lại."),
    "too_many_filters": _("Danh sách này đã giữ %(most)s bộ lọc. Hãy bỏ bớt một bộ lọc rồi giữ bộ mới."),
    "notice_without_address": _(
        "Chưa ghi thư điện tử để nhận bản tin. Vui lòng ghi địa chỉ, hoặc chọn không gửi."
    ),
    "sign_in_failed": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Vui lòng kiểm tra lại."),
    "stale": _(
        "Người khác vừa sửa dòng này. Vui lòng xem số mới và số đồng chí nhập, rồi chọn số đúng. Chưa lưu thay đổi nào."
    ),
    "stale_told": _(
        "%(by)s đã sửa dòng này lúc %(at)s. Vui lòng xem số mới và số đồng chí nhập, rồi chọn số đúng. Chưa lưu thay đổi nào."
    ),
    "busy": _("Hệ thống đang bận. Chưa có gì thay đổi; vui lòng thử lại sau ít giây."),
    "constraint": _(
        "Số liệu không khớp với quy tắc của kho nên chưa lưu. Vui lòng tải lại trang và kiểm tra."
    ),
    "form_sent_before": _(
        "Biểu mẫu này đã được gửi một lần với nội dung khác. Vui lòng tải lại trang rồi nhập lại."
    ),
    "idempotency_key_needed": _(
        "Mỗi lần gửi để thay đổi số liệu cần tiêu đề Idempotency-Key (8 đến 64 chữ, số). Chưa có gì thay đổi."
    ),
    "if_match_needed": _(
        "Cần tiêu đề If-Match với ETag của dòng đã đọc, để không ghi đè số của người khác. Chưa có gì thay đổi."
    ),
    "input_invalid": _("Một số ô chưa đúng. Vui lòng xem lời nhắc bên dưới từng ô."),
    "form_expired": _(
        "Biểu mẫu đã quá hạn hoặc không hợp lệ. Số liệu chưa thay đổi. Vui lòng về trang trước, khôi phục phần đã nhập rồi gửi lại."
    ),
    "too_many_tries": _("Đã thử quá nhiều lần. Vui lòng đợi một phút rồi thử lại."),
    "file_too_large": _(
        "Tệp lớn quá mức cho phép (%(limit_mb)s MB) nên chưa được nhận; số liệu chưa thay đổi. Vui lòng chia nhỏ tệp rồi gửi lại."
    ),
    "method_not_allowed": _(
        "Địa chỉ này không nhận cách gửi vừa rồi. Số liệu chưa thay đổi; vui lòng mở lại trang rồi làm tiếp."
    ),
    "bad_request": _("Yêu cầu chưa đúng. Số liệu chưa thay đổi; vui lòng tải lại trang rồi thử lại."),
    "server_error": _("Hệ thống gặp lỗi và đã ghi lại. Những gì đã lưu vẫn còn; vui lòng thử lại."),
    "server_error_when_sent": _(
        "Hệ thống gặp lỗi và đã ghi lại. Chưa chắc nội dung vừa gửi đã được lưu: hãy xem lại số liệu, nếu chưa có thì gửi lại."
    ),
    "passwords_differ": _("Hai lần nhập mật khẩu mới khác nhau. Vui lòng nhập lại."),
    "password_wrong": _("Mật khẩu hiện tại chưa đúng. Vui lòng nhập lại."),
    "password_too_short": _("Mật khẩu cần ít nhất %(least)s ký tự."),
    "login_taken": _("Tên đăng nhập “%(login)s” đã có người dùng."),
    "photo_not_a_picture": _("Tệp này không phải ảnh đọc được. Vui lòng chọn ảnh JPEG, PNG hoặc WebP."),
    "photo_too_large": _(
        "Ảnh quá lớn (nhận tối đa %(limit_mb)s MB, %(limit_mpx)s triệu điểm ảnh). Vui lòng chọn cỡ ảnh nhỏ hơn."
    ),
    "photo_too_many": _("Mỗi mục giữ nhiều nhất %(most)s ảnh. Hãy bỏ bớt ảnh cũ rồi thêm ảnh mới."),
    "photo_gone": _("Tệp ảnh không còn trong kho tệp hoặc đã bị thay đổi. Vui lòng báo quản trị hệ thống."),
    "role_needs_commune": _("Chức vụ cấp xã cần ghi mã xã; chức vụ cấp tỉnh thì không."),
}


def add_sentences(more: Mapping[str, LazyString]) -> None:
    """Add a package's sentences; a code can have only one."""
    twice = set(SENTENCES) & set(more)
    assert not {code for code in twice if SENTENCES[code] is not more[code]}, (
        f"two sentences for {sorted(twice)}"
    )
    SENTENCES.update(more)


# What a refusal lists as codes, such as the facts a paper lacks, in words.
WORDS: dict[str, LazyString] = {}


def sentence(error: DomainError) -> str:
    """Return what happened, why, and what to do, in the reader's language."""
    code = "stale_told" if error.code == "stale" and "by" in error.facts else error.code
    text = SENTENCES.get(code, SENTENCES["refused"])
    facts = {name: _said(value) for name, value in error.facts.items()}
    return str(text) % facts if facts else str(text)


def _in_words(item: object) -> str:
    """Return a code in words, with the names it carries: `("merge_counting", "KK-1")`."""
    code, *names = item if isinstance(item, tuple) else (item,)
    word = str(WORDS.get(code, code))
    return f"{word}: {', '.join(map(str, names))}" if names else word


def _said(value: object) -> object:
    if isinstance(value, Decimal):
        return say_quantity(value)
    if isinstance(value, tuple):
        return "; ".join(map(_in_words, value))
    if isinstance(value, Person):
        return say_person(value)
    if isinstance(value, datetime):
        return say_moment(value)
    return say_day(value) if isinstance(value, date) else value

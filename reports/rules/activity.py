"""PL6 and PL9: what was called upon in the year and how it came back; who wrote what into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from core.excel.writing import Column, Look, Sheet, Value
from core.text import masked
from inventory.rules.catalogue import LegalForm
from mobilization.rules.clocks import PAY_DAYS, PAY_EXTENSION_DAYS
from mobilization.rules.states import ON_THE_WAY
from reports.rules.frame import LOG, MOBILIZED, Words, head, signatures
from reports.rules.year import Mobilized, YearFacts

NUMBER, CENTRE, DAY = Look.NUMBER, Look.CENTRE, Look.DAY

PAY_WITHIN_DAYS = PAY_DAYS  # from the return of a requisitioned thing: Luật 15/2008/QH12, Điều 38
# What a batch of the ledger is called by those who read it; any other text stands as it is.
BATCHES: Mapping[str, str] = {"incident": "sự cố số", "import": "đợt nhập số"}

MOBILIZED_COLUMNS = (
    Column("TT", 5, CENTRE),
    Column("Số lệnh, quyết định", 14, CENTRE),
    Column("Ngày duyệt", 11, DAY),
    Column("Hình thức", 11, CENTRE),
    Column("Sự cố", 26),
    Column("Xã, phường, đặc khu", 20),
    Column("Chủ sở hữu, đơn vị quản lý", 24),
    Column("Tài sản, nguồn lực", 24),
    Column("Biển số, ký hiệu", 11, CENTRE),
    Column("ĐVT", 7, CENTRE),
    Column("Số lượng", 9, NUMBER),
    Column("Từ ngày", 11, DAY),
    Column("Đến ngày (theo lệnh)", 11, DAY),
    Column("Ngày trả", 11, DAY),
    Column("Trả về", 8, NUMBER),
    Column("Đã dùng", 8, NUMBER),
    Column("Mất", 8, NUMBER),
    Column("Hỏng", 8, NUMBER),
    Column("Số ngày trả chậm", 8, NUMBER),
    Column("Phải chi trả (đồng)", 13, NUMBER),
    Column("Đã chi trả (đồng)", 13, NUMBER),
    Column("Hạn chi trả", 12, DAY),
    Column("Ngày chi trả", 12, DAY),
    Column("Số ngày chi trả chậm", 8, NUMBER),
    Column("Tình trạng", 18, CENTRE),
)
REPEATED, SECOND_PAGE = 2, 11  # what was asked for stands on one page, how it went on the next


def late_days(item: Mobilized, day: date) -> int | None:
    """Return by how many days a thing came back late, or is late on `day`; None where it has no term or never left."""
    if item.until is None:
        return None
    if item.returned_on is not None:
        return max(0, (item.returned_on - item.until).days)
    if item.state in ON_THE_WAY:
        return max(0, (day - item.until).days)
    return None


def pay_by(item: Mobilized) -> date | None:
    """Return the last day to pay; None where nothing is due.

    Due is what was found owed, or what a requisition lost or damaged before anybody has said how much, or has repaired
    it; where the owner asks for nothing, nothing is. What was bought is paid by the day its decision names.
    """
    if item.form == LegalForm.TRUNG_MUA:
        return item.bought_pay_by if item.due_dong else None
    harmed = (item.lost or 0) + (item.damaged or 0)
    open_still = item.due_dong is None or item.paid_on is None
    owed = bool(item.due_dong) or (item.form == LegalForm.TRUNG_DUNG and harmed > 0 and open_still)
    if item.returned_on is None or not owed:
        return None
    return item.returned_on + timedelta(days=PAY_WITHIN_DAYS + (PAY_EXTENSION_DAYS if item.pay_longer else 0))


def pay_late_days(item: Mobilized, day: date) -> int | None:
    """Return by how many days payment came late, or is late on `day`; None where nothing is due."""
    due = pay_by(item)
    if due is None:
        return None
    paid = item.paid_on if item.due_dong and item.paid_dong == item.due_dong else None
    return max(0, ((paid or day) - due).days)


def mobilized_sheet(facts: YearFacts, words: Words) -> Sheet:
    """Return PL6. Drills are not in it; how many were left out stands in its remark."""
    titles = facts.titles()
    kinds = facts.kinds()
    rows: list[list[Value]] = []
    for item in facts.mobilized:
        kind = kinds[item.type_code]
        rows.append(
            [
                len(rows) + 1,
                item.order_number,
                item.approved_on,
                words.forms.get(item.form, ""),
                masked(item.incident),
                titles[item.commune_code],
                masked(item.holder),
                kind.name,
                masked(item.mark),
                kind.unit,
                item.quantity,
                item.departed_on,
                item.until,
                item.returned_on,
                item.back,
                item.used,
                item.lost,
                item.damaged,
                late_days(item, facts.day),
                item.due_dong,
                item.paid_dong,
                pay_by(item),
                item.paid_on,
                pay_late_days(item, facts.day),
                words.states.get(item.state, ""),
            ]
        )
    remark = (
        f"Hạn chi trả: {PAY_WITHIN_DAYS} ngày từ ngày trả (Luật 15/2008/QH12, Điều 38; gia hạn một lần), ghi cho tài sản "
        "trưng dụng bị mất hoặc hỏng và khoản đã xác định; trưng mua: theo quyết định. Số liệu tính đến cuối kỳ báo cáo."
    )
    if facts.drills_left_out:
        remark += f" Không gồm {facts.drills_left_out} lượt của các cuộc diễn tập."
    title = "PHỤ LỤC VI. HUY ĐỘNG, TRƯNG DỤNG, TRƯNG MUA"
    return Sheet(
        name=MOBILIZED,
        columns=MOBILIZED_COLUMNS,
        top=head(facts, columns=SECOND_PAGE, title=title, remark=remark, repeated=REPEATED),
        rows=rows,
        below=signatures(facts, columns=SECOND_PAGE, repeated=REPEATED),
        frozen_columns=REPEATED,
        page_starts=(SECOND_PAGE,),
    )


LOG_COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Mã xã", 8, CENTRE),
    Column("Xã, phường, đặc khu", 24),
    Column("Người ghi", 20),
    Column("Loại biến động", 16),
    Column("Đợt nhập, sự cố", 14, CENTRE),
    Column("Văn bản", 42),
    Column("Số lần ghi", 10, NUMBER),
    Column("Lần đầu", 16, Look.MOMENT),
    Column("Lần cuối", 16, Look.MOMENT),
)


def batch_title(batch: str) -> str:
    """Return what a ledger's batch is called."""
    kind, _, number = batch.partition(":")
    if not batch:
        return "ghi tay"
    return f"{BATCHES[kind]} {number}" if number and kind in BATCHES else batch


def log_sheet(facts: YearFacts, words: Words) -> Sheet:
    """Return PL9: entries of the year gathered by commune, person, kind and batch."""
    titles = facts.titles()
    rows: list[list[Value]] = []
    for group in facts.entries:
        document = group.document if group.documents <= 1 else f"{group.documents} văn bản"
        rows.append(
            [
                len(rows) + 1,
                group.commune_code,
                titles[group.commune_code],
                masked(group.actor),
                words.kinds.get(group.kind, group.kind),
                batch_title(group.batch),
                masked(document),
                group.lines,
                group.first_at,
                group.last_at,
            ]
        )
    remark = "Mỗi dòng gộp các lần ghi của một người, một loại biến động, một đợt nhập; từng lần ghi xem trên hệ thống."
    if facts.entries_left_out:
        remark += f" Còn {facts.entries_left_out} nhóm nữa chỉ xem được trên hệ thống."
    width = len(LOG_COLUMNS)
    return Sheet(
        name=LOG,
        columns=LOG_COLUMNS,
        top=head(facts, columns=width, title="PHỤ LỤC IX. NHẬT KÝ NHẬP LIỆU", remark=remark),
        rows=rows,
        below=signatures(facts, columns=width),
    )

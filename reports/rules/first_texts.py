"""The first text of a report's parts, written from the register; people correct it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from core.numbers import number_text
from core.values import frozen
from inventory.rules.catalogue import Category
from mobilization.rules.papers.wording import counted_name, lower_first, moment_text
from reports.rules.written import PaperKind

NONE_YET = "Chưa có."


@frozen
class UsedLine:
    """One type in an incident or a year: called on, on its way, at work, and how it came back."""

    resource: str
    unit: str
    called: Decimal
    on_the_way: Decimal
    at_work: Decimal
    back: Decimal
    used: Decimal
    lost: Decimal
    damaged: Decimal
    category: str


@frozen
class HelpLine:
    """What came from outside the register, and from whom."""

    giver: str
    resource: str
    unit: str
    quantity: Decimal


@frozen
class Money:
    """Compensation in đồng: what was found owed and what was paid, and how many claims are late."""

    due_dong: int = 0
    paid_dong: int = 0
    claims: int = 0
    late: int = 0


@frozen
class NeedLine:
    """One need: what was asked for and how much of it was found."""

    resource: str
    unit: str
    asked: Decimal
    found: Decimal

    @property
    def missing(self) -> Decimal:
        """What nobody gave."""
        return max(self.asked - self.found, Decimal(0))


@frozen
class CutLine:
    """A road between two communes that cannot be used."""

    a: str
    b: str
    note: str
    since: datetime


@frozen
class IncidentStory:
    """What the register knows of one incident at a moment; words for codes are filled in already.

    `cut` are the roads out of use then, `alone` the communes that no open road reaches.
    """

    title: str
    hazard: str
    place: str
    commune: str
    levels: str
    drill: bool
    opened_at: datetime
    closed_at: datetime | None
    as_of: datetime
    run_by: str
    orders: Mapping[str, int]
    communes_helping: int
    first_order_at: datetime | None
    first_arrival_at: datetime | None
    lines: tuple[UsedLine, ...]
    helped: tuple[HelpLine, ...]
    needs: tuple[NeedLine, ...]
    cut: tuple[CutLine, ...]
    alone: tuple[str, ...]
    money: Money


@frozen
class YearStory:
    """What the register knows of one year: pillars with types and rows, duties kept, incidents, what was used."""

    year: int
    as_of: datetime
    communes: int
    reported: int
    pillars: tuple[tuple[str, int, int], ...]
    boards_complete: int
    boards: int
    plans_in_cycle: int
    reviews: tuple[tuple[str, int], ...]
    incidents: tuple[tuple[str, int], ...]
    drills: int
    orders: Mapping[str, int]
    lines: tuple[UsedLine, ...]
    money: Money


def incident_texts(kind: PaperKind, story: IncidentStory) -> dict[str, str]:
    """Return the first text of every part of an incident's report that comes from data."""
    shared = {
        "situation": _situation(story),
        "forces": _forces(story.lines, story.helped),
        "proposals": _proposals(story),
    }
    if kind is PaperKind.AFTER:
        told = [_needs(story.needs)] if story.needs else []
        forces = "\n".join((*told, shared["forces"]))
        return {**shared, "forces": forces, "timeline": _timeline(story), "money": _money(story.money)}
    return {**shared, "command": _command(story), "isolated": _isolated(story)}


def _situation(story: IncidentStory) -> str:
    where = ", ".join(lower_first(part) for part in (story.place, story.commune) if part)
    text = f"{story.title}. Loại hình: {story.hazard.lower()}. Địa điểm: {where}. Bắt đầu lúc {moment_text(story.opened_at)}."
    if story.levels:
        text += f" Cấp độ: {story.levels}."
    if story.drill:  # whoever hears it read out sees no mark
        text = f"Nội dung diễn tập, không phải tình huống thật. {text}"
    if story.closed_at is not None:
        return f"{text} Kết thúc lúc {moment_text(story.closed_at)}."
    return f"{text} Tình hình tính đến {moment_text(story.as_of)}: …"


def _isolated(story: IncidentStory) -> str:
    lines = [f"Đường bộ đến các nơi sau đang bị cắt hết: {', '.join(story.alone)}."] if story.alone else []
    lines += [
        f"- Đường {cut.a} - {cut.b} bị cắt từ {moment_text(cut.since)}"
        + (f": {cut.note}." if cut.note else ".")
        for cut in story.cut
    ]
    return "\n".join(lines)


def _needs(needs: Iterable[NeedLine]) -> str:
    every = list(needs)
    short = [need for need in every if need.missing]
    text = f"Nhu cầu đặt ra: {len(every)}; đáp ứng đủ: {len(every) - len(short)}."
    if short:
        told = "; ".join(
            f"{need.resource} {number_text(need.found)}/{number_text(need.asked)} {need.unit}"
            for need in short
        )
        text += f" Chưa đủ: {told}."
    return text


def _orders(orders: Mapping[str, int]) -> str:
    return ", ".join(f"{number} văn bản {form}" for form, number in orders.items())


def _command(story: IncidentStory) -> str:
    lines = [f"Cấp chỉ huy: {story.run_by}."]
    if story.orders:
        lines.append(f"Đã ban hành {_orders(story.orders)}.")
    else:
        lines.append("Chưa ban hành lệnh, quyết định huy động.")
    if story.communes_helping:
        lines.append(f"Số xã, phường, đặc khu tham gia: {story.communes_helping}.")
    return "\n".join(lines)


def _timeline(story: IncidentStory) -> str:
    moments = (
        ("Tiếp nhận, mở sự cố", story.opened_at),
        ("Lệnh đầu tiên được duyệt", story.first_order_at),
        ("Nguồn lực đầu tiên đến nơi", story.first_arrival_at),
        ("Đóng sự cố", story.closed_at),
    )
    return "\n".join(f"- {name}: {moment_text(moment)}." for name, moment in moments if moment is not None)


def _forces(lines: Iterable[UsedLine], helped: Iterable[HelpLine] = ()) -> str:
    told = [_line(line) for line in lines]
    told += [
        f"- {one.giver} hỗ trợ: {number_text(one.quantity)} {counted_name(one.unit, one.resource)}."
        for one in helped
    ]
    return "\n".join(told) or "Chưa huy động nguồn lực."


def _line(line: UsedLine) -> str:
    people = line.category == Category.FORCES
    parts = (
        ("đang đi", line.on_the_way),
        ("đang làm nhiệm vụ", line.at_work),
        ("đã về" if people else "đã trả về", line.back),
        ("đã dùng hết", line.used),
        ("mất tích, hy sinh" if people else "mất", line.lost),
        ("bị thương, ốm" if people else "hỏng", line.damaged),
    )
    told = ", ".join(f"{name} {number_text(amount)}" for name, amount in parts if amount)
    return f"- {line.resource}: {number_text(line.called)} {line.unit}" + (f" ({told})." if told else ".")


def _proposals(story: IncidentStory) -> str:
    short = [need for need in story.needs if need.missing]
    if story.closed_at is not None or not short:
        return ""
    wanted = "; ".join(
        f"{number_text(need.missing)} {counted_name(need.unit, need.resource)}" for need in short
    )
    return f"Đề nghị chi viện phần còn thiếu: {wanted}."


def dong(amount: int) -> str:
    """Return a sum as it is written: 1.250.000 đồng."""
    return f"{number_text(amount)} đồng"


def _money(money: Money) -> str:
    if not money.claims:
        return "Không phát sinh khoản nào."
    text = f"{money.claims} khoản, phải chi trả {dong(money.due_dong)}, đã chi trả {dong(money.paid_dong)}."
    return text + (f" Quá hạn chi trả: {money.late} khoản." if money.late else "")


def year_texts(story: YearStory) -> dict[str, str]:
    """Return the first text of every part of the yearly report that comes from data."""
    general = [
        f"{story.reported} trên {story.communes} đơn vị đã có số liệu, tính đến {moment_text(story.as_of)}."
    ]
    general += [
        f"- {pillar}: {number_text(types)} loại, {number_text(rows)} dòng."
        for pillar, types, rows in story.pillars
    ]
    duties = [
        f"- Ban Chỉ huy Phòng thủ dân sự kiện toàn đủ: {story.boards_complete} trên {story.boards}.",
        f"- Đơn vị có kế hoạch, phương án còn trong chu kỳ 5 năm: {story.plans_in_cycle} trên {story.boards}.",
    ]
    duties += [
        f"- {title}: {signed} trên {story.communes} đơn vị đã ký xác nhận." for title, signed in story.reviews
    ]
    happened = [f"- {hazard}: {number} vụ." for hazard, number in story.incidents] or [
        "Trong năm không có sự cố."
    ]
    if story.drills:
        happened.append(f"- Diễn tập: {story.drills} cuộc.")
    called = [f"Đã ban hành {_orders(story.orders)}."] if story.orders else []
    called += [_forces(story.lines), f"Bồi thường, tiền mua: {_money(story.money)}"]
    return {
        "general": "\n".join(general),
        "duties": "\n".join(duties),
        "incidents": "\n".join(happened),
        "forces": "\n".join(called),
    }

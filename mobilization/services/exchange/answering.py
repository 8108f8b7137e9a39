"""Our answer to a request of another system: line by line what came of it, as it stands now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.queries.exchange import Kept, get_message
from mobilization.queries.needs import NeedState, list_needs
from mobilization.rules.exchange.edxl import (
    TYPES_URN,
    Answer,
    Contact,
    Line,
    Message,
    dispatch_name,
    message_name,
    system_name,
)
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.inbox import EFFECTS, Effect, MessageState
from mobilization.rules.states import State
from mobilization.services.exchange.writing import NothingToSendError, answer_kind
from mobilization.services.paper_heads import issuing_body

ANSWERED = (MessageState.TAKEN, MessageState.DECLINED)


def answer_message(session: Session, message_id: int, *, province: str, now: datetime) -> Message:
    """Return the answer to a message that was taken or declined; raises NothingToSendError while it waits.

    Declined lines say so; a need with nothing promised yet is "Provisional", one with something promised "Accept" with
    that quantity. A release that was carried out is "Accept", any other line of it "Decline" with the reason.
    """
    kept = get_message(session, message_id)
    asked = read_message(kept.content) if kept.kind in set(MessageKind) else None
    if asked is None or kept.state not in ANSWERED:
        raise NothingToSendError
    kind, system = answer_kind(asked.kind), system_name(province)
    lines = (
        _need_lines(session, kept, asked)
        if EFFECTS[kept.kind] is Effect.NEEDS
        else _release_lines(session, kept, asked, system)
    )
    level = "commune" if kept.commune_code else "province"
    body = issuing_body(session, level, kept.commune_code, province=province)
    facts = [(line.id, line.answer, line.quantity, line.state) for line in lines]
    return Message(
        kind=kind,
        id=message_name(system, kind, f"BT-{kept.id}", *facts),
        sent_at=now,
        originating=asked.originating,
        preceding=asked.id,
        incident_id=asked.incident_id,
        incident=asked.incident,
        contacts=(Contact(role="RespondingOrg", organisation=body.command),),
        lines=lines,
    )


def _need_lines(session: Session, kept: Kept, asked: Message) -> tuple[Line, ...]:
    needs = {need.id: need for need in list_needs(session, kept.incident_id)} if kept.incident_id else {}
    return tuple(_need_line(line, needs.get(_number(kept.answer, line, "need"))) for line in asked.lines)


def _number(answer: dict[str, Any], line: Line, what: str) -> int:
    return int(answer.get(line.id, {}).get(what, 0))


def _need_line(line: Line, need: NeedState | None) -> Line:
    if need is None:
        return Line(id=line.id, answer=Answer(to=line.id, kind="Decline"))
    if need.promised <= 0:
        said = Answer(to=line.id, kind="Provisional", reason="Đang tìm nguồn lực phù hợp.")
        return Line(id=line.id, answer=said)
    return Line(
        id=line.id,
        answer=Answer(to=line.id, kind="Accept"),
        name=need.resource,
        type_list=TYPES_URN if need.type_code else "",
        type_value=need.type_code or "",
        quantity=min(need.promised, need.quantity),
        unit=need.unit,
    )


_WHY = {
    "resource_unknown": "Không nhận ra nguồn lực này.",
    "state": "Nguồn lực không ở trạng thái cho về được.",
    "quantity": "Số lượng khác với số đã điều đi.",
}


def _release_lines(session: Session, kept: Kept, asked: Message, system: str) -> tuple[Line, ...]:
    numbers = [_number(kept.answer, line, "dispatch") for line in asked.lines]
    items = {item.id: item for item in list_dispatches(session, ids=[number for number in numbers if number])}
    return tuple(
        _release_line(line, items.get(number), str(kept.answer.get(line.id, {}).get("why", "")), system)
        for line, number in zip(asked.lines, numbers, strict=True)
    )


def _release_line(line: Line, item: Dispatch | None, why: str, system: str) -> Line:
    if item is None:
        said = Answer(to=line.id, kind="Decline", reason=_WHY.get(why, ""))
        return Line(id=line.id, answer=said)
    return Line(
        id=line.id,
        answer=Answer(to=line.id, kind="Accept"),
        resource_id=dispatch_name(system, item.id),
        name=item.resource,
        state=item.state.value,
        available="đang về" if item.state is State.RELEASED else "đã về",
        quantity=item.quantity,
        unit=item.unit,
    )

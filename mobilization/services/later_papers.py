"""The papers after an order, from what the database holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from core.attachments.queries import list_photos
from core.documents.paper import Annex, Paper, Pictures
from core.errors import NotFoundError
from inventory.rules.catalogue import LegalForm
from inventory.rules.stock import ZERO
from mobilization.queries.dispatches import Dispatch
from mobilization.queries.minutes import Minutes, MinutesLine, list_losses, minutes_of
from mobilization.queries.order_papers import list_noted_papers
from mobilization.queries.orders import Order
from mobilization.queries.settlement import find_timed, list_acts
from mobilization.rules.clocks import pay_term
from mobilization.rules.compensation import Budget, Cause, Method
from mobilization.rules.papers.draft import draft_order
from mobilization.rules.papers.facts import (
    HandedLine,
    MinutesFacts,
    OrderFacts,
    OrderLine,
    Party,
    ReturnedLine,
)
from mobilization.rules.papers.minutes import handover_minutes, return_minutes
from mobilization.rules.papers.payment import Owed, damage_minutes, payment_decision, purchase_payment
from mobilization.rules.papers.settlement import confirmation_slip, extension_decision, return_decision
from mobilization.rules.states import GIVEN_UP
from mobilization.services.amending import amendment_of
from mobilization.services.paper_numbers import AMENDMENT, NUMBERED
from mobilization.services.paper_pictures import printed_pictures
from mobilization.services.papers import as_called, as_rows, facts_of, origins_of

# A paper's own words stay Vietnamese in every language of the pages.
_CAUSES = {
    Cause.LOST: "bị mất",
    Cause.DAMAGED: "bị hư hỏng",
    Cause.INCOME: "mất thu nhập",
    Cause.USED: "đã sử dụng hết",
    Cause.BOUGHT: "trưng mua",
}
_METHODS = {
    Method.VALUE: "giá trị tài sản cùng loại",
    Method.REPAIR_COST: "chi phí sửa chữa theo giá thị trường khi hoàn trả",
    Method.REPAIR: "đơn vị sử dụng tự sửa chữa",
    Method.RENT: "giá thuê cùng loại theo ngày",
    Method.INCOME_BEFORE: "thu nhập trước đó theo ngày",
    Method.PRICE: "giá ghi trong quyết định",
    Method.WAIVED: "chủ tài sản không yêu cầu bồi thường",
}
_BUDGETS = {
    Budget.PROVINCE: "ngân sách tỉnh",
    Budget.COMMUNE: "ngân sách cấp xã",
    Budget.FUND: "Quỹ phòng, chống thiên tai",
    Budget.CENTRAL: "ngân sách Trung ương",
    Budget.OTHER: "nguồn hợp pháp khác",
}


def paper_named(session: Session, order: Order, title: str, *, province: str, data_dir: Path) -> Paper:
    """Return a paper of an order by its name in the address, with the clerk's number and day where they are noted.

    Raises NotFoundError where it cannot exist yet.
    """
    paper = _paper_named(session, order, title, province=province, data_dir=data_dir)
    if title not in NUMBERED:
        return paper
    noted = [found for found in list_noted_papers(session, order.id) if found.kind == title]
    return replace(paper, number=noted[-1].number, dated=noted[-1].dated) if noted else paper


def _with_photos(
    session: Session, paper: Paper, order: Order, lines: Sequence[Dispatch], data_dir: Path
) -> Paper:
    """Return a requisition's paper with the register's photographs of what is taken: they show its condition."""
    if order.form != LegalForm.TRUNG_DUNG:
        return paper
    kept = list_photos(session, *dict.fromkeys(f"lot:{item.lot_id}" for item in lines))
    if not kept:
        return paper
    shown = Annex(
        title="Ảnh chụp tình trạng tài sản", blocks=(Pictures(pictures=printed_pictures(kept, data_dir)),)
    )
    return replace(paper, annexes=(*paper.annexes, shown))


def _paper_named(session: Session, order: Order, title: str, *, province: str, data_dir: Path) -> Paper:
    facts, lines = facts_of(session, order, province=province)
    if title == "van-ban":
        return _with_photos(session, draft_order(as_called(facts, lines)), order, lines, data_dir)
    if title == "giay-xac-nhan" and order.oral_at is not None:
        facts = replace(facts, followed_at=order.oral_at)
        return confirmation_slip(as_called(facts, lines), at=order.oral_at, place=order.oral_place)
    kind, _dash, count = title.rpartition("-")
    if title == AMENDMENT or (kind == AMENDMENT and count.isdecimal()):
        which = int(count) if kind == AMENDMENT else None
        return amendment_of(session, order, facts, lines, province=province, count=which)
    if title in {"giao-nhan", "hoan-tra"}:
        return _minutes(session, order, facts, lines, title, data_dir)
    if title in {"thiet-hai", "chi-tra"}:
        return _money(session, order, facts, lines, title)
    act = list_acts(session, order.id).get(
        {"gia-han": "extended", "quyet-dinh-hoan-tra": "return_decided"}.get(title, "")
    )
    if act is None:
        raise NotFoundError(what=title)
    facts = replace(facts, followed_at=act.happened_at)
    pairs = list(zip(facts.lines, lines, strict=True))
    held_on = [(line, item) for line, item in pairs if item.state not in GIVEN_UP] or pairs
    if title == "gia-han" and act.until is not None:
        facts = as_called(
            replace(facts, lines=tuple(line for line, _ in held_on)), [item for _, item in held_on]
        )
        return extension_decision(facts, until=act.until, reason=act.text)
    minutes = minutes_of(session, order.id)
    held = minutes.get("return")
    seen = held or minutes.get("handover")
    found = [
        (replace(line, condition=noted.condition), item)
        if seen and (noted := _noted(seen, item, lines))
        else (line, item)
        for line, item in held_on
    ]
    return return_decision(
        replace(facts, lines=tuple(line for line, _parts in as_rows(found))),
        at=act.until or (held.at if held else None),
        place=act.text or (held.place if held else ""),
    )


def _minutes(
    session: Session, order: Order, facts: OrderFacts, lines: list[Dispatch], title: str, data_dir: Path
) -> Paper:
    minutes = minutes_of(session, order.id)
    given = minutes.get("handover")
    held = given if title == "giao-nhan" else minutes.get("return")
    if held is None:
        raise NotFoundError(what=title)
    facts = replace(facts, followed_at=held.at)
    owner, user = _party(facts.owners, held), _user(held)
    handing = title == "giao-nhan"
    kept = list_photos(session, f"order:{order.id}:{'handover' if handing else 'return'}")[::-1]  # as taken
    frame = MinutesFacts(
        order=facts,
        giver=owner if handing else user,
        receiver=user if handing else owner,
        witness=Party(name=held.witness) if held.witness else None,
        at=held.at,
        place=held.place,
        remarks=held.remarks,
        photos=len(kept),
        pictures=printed_pictures(kept, data_dir),
    )
    pairs = [
        (line, item, held.lines[item.id])
        for line, item in zip(facts.lines, lines, strict=True)
        if item.id in held.lines
    ]
    if handing:
        return handover_minutes(
            frame,
            tuple(
                HandedLine(
                    line=line,
                    quantity=_handed_over(item, lines, held),
                    condition=state.condition,
                    meter="; ".join(part for part in (state.meter, state.fuel) if part),
                    papers=state.papers,
                )
                for line, item, state in pairs
            ),
        )
    return return_minutes(
        frame, tuple(_returned(line, item, state, lines, given) for line, item, state in pairs)
    )


def _returned(
    line: OrderLine, item: Dispatch, state: MinutesLine, lines: Sequence[Dispatch], given: Minutes | None
) -> ReturnedLine:
    """Return what came back of a line beside the condition it was handed over in."""
    noted = _noted(given, item, lines) if given else None
    return ReturnedLine(
        line=replace(line, condition=_seen(noted)) if noted else line,
        sent=item.quantity,
        back=item.back,
        used=item.used,
        lost=item.lost,
        damaged=item.damaged,
        condition=_seen(state),
    )


def _seen(state: MinutesLine) -> str:
    """Return a thing's condition with its meter and fuel, which tell how far it was used."""
    return "; ".join(part for part in (state.condition.rstrip(". "), state.meter, state.fuel) if part)


def _noted(minutes: Minutes, item: Dispatch, lines: Sequence[Dispatch]) -> MinutesLine | None:
    """Return what minutes say of a dispatch, or of what it was a part of when they were written."""
    told = [minutes.lines[one] for one in origins_of(item, lines) if one in minutes.lines]
    return told[0] if told else None


def _handed_over(item: Dispatch, lines: Sequence[Dispatch], minutes: Minutes) -> Decimal:
    """Return how much was handed over as one line: parts that went their own way afterwards were still in it."""
    return sum(
        (
            other.quantity
            for other in lines
            if other.state not in GIVEN_UP
            and next((one for one in origins_of(other, lines) if one in minutes.lines), None) == item.id
        ),
        ZERO,
    )


def _party(owners: tuple[Party, ...], held: Minutes | None) -> Party:
    name = "; ".join(owner.name for owner in owners)
    address = "; ".join(dict.fromkeys(owner.address for owner in owners))
    if held is None:
        return Party(name=name, address=address)
    return Party(name=name, address=address, delegate=held.owner_delegate, position=held.owner_position)


def _user(held: Minutes) -> Party:
    return Party(
        name=held.user_name,
        address=held.user_address,
        delegate=held.user_delegate,
        position=held.user_position,
    )


def _damage_frame(session: Session, order: Order, facts: OrderFacts, owed: tuple[Owed, ...]) -> MinutesFacts:
    """Return who meets to find the damage: those who signed the return; hour and place are left to the pen.

    Only owners who lost something sit there; who stood for all owners may not speak for some of them alone.
    """
    held = minutes_of(session, order.id).get("return")
    owners = tuple(dict.fromkeys(row.line.holder for row in owed))
    user = facts.assigned_to or Party(name=facts.issuer.command)
    spoke = held if held and set(owners) == set(facts.owners) else None
    return MinutesFacts(
        order=facts,
        giver=_user(held) if held else user,
        receiver=_party(owners, spoke),
        witness=Party(name=held.witness) if held and held.witness else None,
    )


def _money(session: Session, order: Order, facts: OrderFacts, lines: list[Dispatch], title: str) -> Paper:
    by_dispatch = {item.id: line for line, item in zip(facts.lines, lines, strict=True)}
    # Who asks for nothing stands in the minutes of what was damaged, not among those who are paid.
    losses = [
        loss
        for loss in list_losses(session, order.id)
        if title == "thiet-hai" or loss.method != Method.WAIVED
    ]
    owed = tuple(
        Owed(
            line=by_dispatch[loss.dispatch_id],
            quantity=loss.quantity,
            cause=_CAUSES[Cause(loss.cause)],
            method=_METHODS[Method(loss.method)],
            amount_dong=loss.amount_dong,
            payer=loss.payer,
            budget=_BUDGETS[Budget(loss.budget)],
            unit_dong=loss.unit_dong,
            days=loss.days,
            ground=loss.ground,
        )
        for loss in losses
    )
    bought = order.form == LegalForm.TRUNG_MUA
    if not owed or (bought and title == "thiet-hai"):
        raise NotFoundError(what=title)
    facts = replace(facts, followed_at=max(loss.made_at for loss in losses))
    if title == "thiet-hai":
        return damage_minutes(_damage_frame(session, order, facts, owed), owed)
    timed = find_timed(session, order.id)
    due = pay_term(timed.times) if timed else None
    if bought:
        return purchase_payment(facts, owed)
    noted = next((one for one in list_noted_papers(session, order.id) if one.kind == "thiet-hai"), None)
    return payment_decision(
        facts,
        owed,
        due_at=due,
        minutes_number=noted.number if noted else "",
        minutes_dated=noted.dated if noted else None,
    )

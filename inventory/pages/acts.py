"""What may happen to a row, in words: receive, issue, break, move, write off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.errors import DomainError
from core.values import frozen
from core.web.sentences import sentence
from inventory.queries.lot_values import Lot
from inventory.rules.catalogue import Category
from inventory.rules.used_up import check_handed_out, check_written_off
from inventory.services import row_acts


class Words(NamedTuple):
    """How an act is called where the row counts people."""

    title: LazyString
    button: LazyString
    done: LazyString


@frozen
class Act:
    """One thing that may happen to a row: its words, and whether a paper's number is needed."""

    title: LazyString
    button: LazyString
    done: LazyString
    paper: bool
    work: Callable[..., object]
    place: bool = False
    photo: bool = False
    people: Words | None = None
    check: Callable[[str], None] | None = None

    def of(self, lot: Lot) -> Act:
        """Return the act in the words that fit what the row counts."""
        if self.people is None or lot.category != Category.FORCES:
            return self
        return replace(self, **self.people._asdict())

    def refused(self, lot: Lot) -> str:
        """Return why the act is none for what the row counts, "" where it is one."""
        try:
            if self.check is not None:
                self.check(lot.category)
        except DomainError as error:
            return sentence(error)
        return ""


ACTS = {
    "nhap-them": Act(
        title=_l("Nhập thêm"),
        button=_l("Ghi nhập thêm"),
        done=_l("Đã ghi nhập thêm."),
        paper=True,
        work=row_acts.receive_more,
        photo=True,
        people=Words(
            title=_l("Bổ sung người"),
            button=_l("Ghi bổ sung"),
            done=_l("Đã ghi bổ sung người."),
        ),
    ),
    "xuat-dung": Act(
        title=_l("Xuất dùng"),
        button=_l("Ghi xuất dùng"),
        done=_l("Đã ghi xuất dùng."),
        paper=True,
        work=row_acts.hand_out,
        check=check_handed_out,
        photo=True,
    ),
    "bao-hong": Act(
        title=_l("Báo hỏng"),
        button=_l("Ghi số hỏng"),
        done=_l("Đã ghi số hỏng."),
        paper=False,
        work=row_acts.mark_broken,
        photo=True,
        people=Words(
            title=_l("Báo vắng"),
            button=_l("Ghi số vắng"),
            done=_l("Đã ghi số vắng."),
        ),
    ),
    "chuyen-cho": Act(
        title=_l("Chuyển nơi để, đơn vị quản lý"),
        button=_l("Chuyển"),
        done=_l("Đã chuyển nơi để."),
        paper=False,
        work=row_acts.move,
        place=True,
    ),
    "thanh-ly": Act(
        title=_l("Thanh lý"),
        button=_l("Ghi thanh lý"),
        done=_l("Đã ghi thanh lý."),
        paper=True,
        work=row_acts.write_off,
        check=check_written_off,
        photo=True,
    ),
}

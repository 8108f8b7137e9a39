"""The register's steps of the first day, and its kinds of resources in the search."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.together import Question
from core.web.finding import Found, best
from core.web.home import Step
from inventory.doors.sums import summaries_of
from inventory.queries.catalogue import list_types
from inventory.queries.pillars import Begun, PillarSummary, first_days
from inventory.rules.catalogue import Pillar


def first_steps(actor: Actor) -> list[Question[list[Step]]]:
    """Ask how far a post is with what it does first: a commune's, or the office of the province."""
    if not actor.may(Permission.STOCK_EDIT):
        return []
    if actor.is_provincial:
        return [first_days().then(_of_the_province)]
    return [summaries_of(actor.commune_code).then(lambda found: _steps(found, actor))]


def _steps(found: Sequence[PillarSummary], actor: Actor) -> list[Step]:
    """Return what comes first: a list, all four pillars, a first review, as the rows say."""
    rows, stale = sum(item.rows for item in found), sum(item.stale for item in found)
    location = url_for("stock.commune", commune_code=actor.commune_code)
    brings = actor.may(Permission.IMPORT_RUN)
    return [
        Step(
            text=_(
                "Đưa danh sách đang có vào: chọn bảng tính, trả lời câu hỏi, xem đối chiếu rồi mới ghi. Ghi nhầm thì hoàn tác được."
            ),
            button=_("Nhập từ bảng tính") if brings else _("Thêm dòng đầu tiên"),
            location=url_for("imports.show")
            if brings
            else url_for("stock.new", commune_code=actor.commune_code),
            done=rows > 0,
        ),
        Step(
            text=_("Có đủ cả bốn trụ cột, trụ cột nào trống thì bổ sung."),
            button=_("Xem danh sách"),
            location=location,
            done={item.pillar for item in found if item.rows} >= {pillar.value for pillar in Pillar},
        ),
        Step(
            text=_("Rà soát lần đầu: bấm vào từng dòng, sửa số, ghi đã kiểm tra hôm nay."),
            button=_("Rà soát ngay"),
            location=location,
            done=stale < rows,
        ),
    ]


def _of_the_province(begun: Begun) -> list[Step]:
    """Return the office's first steps: the lists it has, then each commune's word for its own."""
    return [
        Step(
            text=_(
                "Đưa danh sách của tỉnh vào: một bảng tính có thể gồm nhiều xã; xem đối chiếu rồi mới ghi. Ghi nhầm thì hoàn tác được."
            ),
            button=_("Nhập từ bảng tính"),
            location=url_for("imports.show"),
            done=begun.stock,
        ),
        Step(
            text=_("Mở đợt rà soát đầu tiên để từng xã xác nhận danh sách của mình."),
            button=_("Mở đợt rà soát"),
            location=url_for("reviews.show"),
            done=begun.review,
        ),
    ]


def find_types(session: Session, actor: Actor, words: str) -> list[Found]:
    """Return the kinds of resources whose name or synonym fits, each leading to where it is."""
    if not actor.may(Permission.STOCK_READ):
        return []
    named = (
        Found(text=kind.name, kind=_("Loại nguồn lực"), location=url_for("stock.province", type=kind.code))
        for kind in list_types(session)
    )
    return best(words, named)

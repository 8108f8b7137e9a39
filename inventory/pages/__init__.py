"""The register's pages: lists, rows and their stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.together import Question
from core.web.ground import add_layers
from core.web.home import Duty, Part, add_notices, add_part
from core.web.language import say_quantity
from inventory.doors import asking, sums
from inventory.doors.sums import summaries_of
from inventory.pages import (
    bulk,
    campaigns,
    catalogue,
    command,
    comparing,
    count_lines,
    counting,
    forces,
    holders,
    list_files,
    lists,
    lots,
    map,
    map_layers,
    merging,
    people_files,  # noqa: F401 - its addresses stand on the blueprints of the pages
    phones,
    place_files,  # noqa: F401 - its addresses stand on the blueprints of the pages
    province,
    registers,
    requesting,
    review_duties,
    roster,
    rows,
    sum_files,  # noqa: F401 - its addresses stand on the blueprints of the pages
    tags,
    transfers,
)
from inventory.pages.beginning import find_types, first_steps
from inventory.pages.notices import NOTICES, row_duties
from inventory.queries.pillars import PillarSummary, stale_rows
from inventory.rules.stock import FRESH_DAYS

MOST_COUNTED = 1_000

PAGES = (
    bulk,
    counting,
    count_lines,
    campaigns,
    lists,
    lots,
    rows,
    registers,
    province,
    list_files,
    comparing,
    map,
    catalogue,
    merging,
    holders,
    transfers,
    requesting,
    command,
    roster,
    forces,
    phones,
)  # rows put their addresses on the blueprint of the lists


def duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask what the register wants of this person: rows unchecked too long."""
    if not actor.may(Permission.STOCK_READ):
        return []
    if not actor.is_provincial and actor.may(Permission.STOCK_EDIT):
        return [summaries_of(actor.commune_code).then(lambda found: [_own_stale(found, actor)])]
    # Counted no further than a thousand: a first page must not take longer because the register is large.
    asked = stale_rows(day_of(now()) - timedelta(days=FRESH_DAYS), MOST_COUNTED + 1)
    return [asked.then(lambda stale: [_all_stale(stale)])]


def _own_stale(found: Sequence[PillarSummary], actor: Actor) -> Duty:
    stale = sum(item.stale for item in found)
    location = url_for("stock.commune", commune_code=actor.commune_code)
    if stale:
        text = _(
            "%(rows)s dòng trong danh sách của xã đã quá hạn kiểm tra hoặc chưa rà soát.",
            rows=say_quantity(stale),
        )
        return Duty(kind="stale", text=text, button=_("Rà soát ngay"), location=location)
    if any(item.rows for item in found):
        text = _("Danh sách bốn tại chỗ của xã đã được kiểm tra đầy đủ.")
    else:
        text = _("Danh sách bốn tại chỗ của xã chưa có dòng nào.")
    button = _("Xem danh sách")
    return Duty(kind="stale", text=text, button=button, location=location, urgency="idle")


def _all_stale(stale: int | None) -> Duty:
    if stale is None:
        text = _("Toàn tỉnh chưa nhập dòng nào vào kho tại chỗ.")
    elif not stale:
        text = _("Toàn tỉnh không có dòng nào quá hạn kiểm tra.")
    elif stale <= MOST_COUNTED:
        text = _("Toàn tỉnh có %(rows)s dòng quá hạn kiểm tra hoặc chưa rà soát.", rows=say_quantity(stale))
    else:
        text = _(
            "Toàn tỉnh có hơn %(rows)s dòng quá hạn kiểm tra hoặc chưa rà soát.",
            rows=say_quantity(MOST_COUNTED),
        )
    location, button = url_for("stock.show"), _("Xem từng xã")
    return Duty(kind="stale", text=text, button=button, location=location, urgency="idle")


def set_up(app: Flask) -> None:
    """Add the pages, their part of the navigation, and the register's duties."""
    for blueprint in {page.bp.name: page.bp for page in PAGES}.values():
        app.register_blueprint(blueprint)
    app.register_blueprint(map.library)
    asking.set_up(app)
    sums.set_up(app)
    add_layers(app, *map_layers.LAYERS)
    add_part(Part(endpoint="stock.show", label=_l("Kho tại chỗ"), permission=Permission.STOCK_READ, place=1))
    app.extensions["steps"].append(first_steps)
    app.extensions["finders"].append(find_types)
    add_notices(*NOTICES)
    app.extensions["duties"] += [duties, row_duties]
    app.extensions["duties"].append(review_duties.duties)
    app.extensions["duties"].append(phones.duties)
    tags.set_up(app)

"""Review campaigns and what the map shows as Excel."""

from __future__ import annotations

from io import BytesIO

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import day_of, local, now
from core.excel.writing import write_workbook
from core.web.access import current_actor, for_province, requires
from core.web.doors import reading
from core.web.list_files import XLSX, list_file
from inventory.doors.asking import told
from inventory.pages import campaigns, map
from inventory.pages.campaign_lines import asked_lines, lines_of, row_of
from inventory.queries.campaigns import get_campaign, list_campaigns
from inventory.rules.papers.count_sheets import review_sheet
from inventory.rules.papers.people_lists import CAMPAIGN_COLUMNS, MAP_COLUMNS
from inventory.sentences import PILLARS


@campaigns.bp.get("/danh-sach.xlsx")
@requires(Permission.STOCK_READ)
def campaigns_file() -> ResponseReturnValue:
    """The campaigns as Excel."""
    with reading() as session:
        found = list_campaigns(session)
    rows = [
        (
            number,
            item.title,
            ", ".join(str(PILLARS[code]) for code in item.pillars) or _("cả bốn trụ cột"),
            item.starts_on,
            item.due_on,
            local(item.opened_at),
            item.opened_by,
            local(item.closed_at) if item.closed_at else _("đang mở"),
            item.closed_by,
        )
        for number, item in enumerate(found, start=1)
    ]
    title = _("Đợt rà soát danh sách bốn tại chỗ")
    return list_file(title, "dot-ra-soat", CAMPAIGN_COLUMNS, rows, [], current_actor())


@campaigns.bp.get("/<int:campaign_id>/tong-hop.xlsx")
@requires(Permission.STOCK_READ, for_province)
def workbook(campaign_id: int) -> ResponseReturnValue:
    """The table as Excel."""
    with reading() as session:
        campaign = get_campaign(session, campaign_id)
        lines = lines_of(session, campaign)
    rows = [row_of(line) for line in asked_lines(lines)]
    today = day_of(now())
    remark = f"Từ {campaign.starts_on:%d/%m/%Y}, hạn {campaign.due_on:%d/%m/%Y}; số liệu tính đến {today:%d/%m/%Y}."
    file = BytesIO()
    write_workbook(
        [review_sheet(campaign.title, remark, rows)],
        file,
        title=campaign.title,
        author=current_actor().name,
        made_at=now(),
    )
    file.seek(0)
    return send_file(
        file, mimetype=XLSX, as_attachment=True, download_name=f"ra-soat-{campaign_id}-{today:%Y%m%d}.xlsx"
    )


@map.bp.get("/danh-sach.xlsx")
@requires(Permission.STOCK_READ)
def map_file() -> ResponseReturnValue:
    """What the map shows, the layers switched on and then the communes, as Excel."""
    with reading() as session:
        drawing = map.drawing_of(session)
    shown = [(layer, laid) for layer, held in drawing.layers for laid in held or ()]
    rows = [
        (
            str(layer.label),
            " · ".join(part for part in (laid.mark.name, laid.mark.of) if part),
            " – ".join(place.title for place in (laid.commune, laid.other) if place),
            laid.mark.said,
            None,
            None,
            laid.mark.lat,
            laid.mark.lon,
            None if laid.km is None else round(laid.km, 1),
            laid.minutes,
        )
        for layer, laid in shown
    ] + [
        (
            _("Xã, phường, đặc khu"),
            spot.commune.title,
            spot.commune.title,
            drawing.unit or None,
            spot.value if drawing.unit else None,
            spot.rows,
            spot.commune.lat,
            spot.commune.lon,
            None if spot.km is None else round(spot.km, 1),
            spot.minutes,
        )
        for spot in drawing.told
    ]
    numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
    said = told(drawing.asked, drawing.names)
    return list_file(_("Bản đồ nguồn lực"), "ban-do", MAP_COLUMNS, numbered, said, current_actor())

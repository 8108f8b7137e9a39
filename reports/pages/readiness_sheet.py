"""A commune's readiness as one printable sheet, Word and PDF."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from core.web.access import commune_in_address, requires
from core.web.doors import reading, settings
from inventory.rules.catalogue import Pillar
from inventory.sentences import PILLARS
from mobilization.rules.papers.facts import IssuerLevel, IssuingBody
from mobilization.rules.scenarios.demand import LEVELS
from mobilization.sentences import HAZARDS
from reports.pages.ground import ground
from reports.pages.readiness_words import asked
from reports.pages.written import DOCX
from reports.queries.readiness import day_before, moment_of
from reports.rules.readiness_paper import SheetFacts, readiness_paper
from reports.sentences import name_of, unit_of
from reports.services.readiness import read_days, reckon
from reports.services.standing import needs_of_commune

bp = Blueprint("readiness_sheet", __name__, url_prefix="/bao-cao/san-sang")


@bp.get("/xa/<commune_code>/phieu.<any('docx', 'pdf'):ending>")
@requires(Permission.REPORT_READ, commune_in_address)
def sheet(commune_code: str, ending: str) -> ResponseReturnValue:
    """One commune's readiness on one A4 page, always in Vietnamese."""
    chosen, moment = asked(), now()
    today, past = day_of(moment), day_before(moment)
    with reading() as session:
        kept = ground(session)
        place = kept.standing.get_commune(commune_code)
        days = (moment_of(today, today), moment_of(past, today))
        province, earlier = read_days(session, kept, days)
    every = needs_of_commune(kept.standing, today, place)
    needs = {commune_code: every.get((chosen.hazard, chosen.level), ())}
    found = {key: reckon(province, {commune_code: asks})[commune_code] for key, asks in every.items()}
    kinds = dict(kept.standing.kinds)
    area = f"tỉnh {settings().province_name}"
    title = f"{place.title[:1].lower()}{place.title[1:]}"
    with force_locale("vi"):
        reckoned = reckon(province, needs)[commune_code]
        codes = {line.type_code for line in reckoned.lines}
        facts = SheetFacts(
            issuer=IssuingBody(level=IssuerLevel.COMMUNE, area=title, place=place.name, province=area),
            hazard=str(HAZARDS[chosen.hazard]),
            level=chosen.level,
            today=reckoned,
            before=reckon(earlier, needs)[commune_code],
            day=today,
            past=past,
            levels={
                str(name): [found[hazard, level].share for level in LEVELS]
                for hazard, name in HAZARDS.items()
                if (hazard, LEVELS[-1]) in found
            },
            pillars={pillar: str(PILLARS[pillar.value]) for pillar in Pillar},
            names={code: name_of(code, kinds) for code in codes},
            units={code: unit_of(code, kinds) for code in codes},
            made_at=moment,
        )
    drawn = readiness_paper(facts)
    content = to_docx(drawn) if ending == "docx" else to_pdf(drawn)
    mimetype = DOCX if ending == "docx" else "application/pdf"
    name = f"muc-san-sang-{commune_code}.{ending}"
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)

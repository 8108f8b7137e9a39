"""Every column that holds words is either searched for a person, or it is said why it is not."""

from __future__ import annotations

from sqlalchemy import String, Text

import app  # noqa: F401  every table is known once the application is
from core.db import Base
from mobilization.queries.personal import WORDS

SHORTEST = 40  # shorter columns hold codes
# Found by their own queries: inventory/queries/personal.py, mobilization/queries/personal.py.
SEARCHED = {
    "board_seat": "name folded phone stand_in",
    "duty_watch": "name folded phone",
    "squad": "leader leader_folded phone",
    "force_person": "name folded phone",
    "holder": "name folded phone address",
    "lot": "place place_folded note",
    "dual_use": "operator decided_by peacetime_use fuel agreement_no",
    "lot_detail": "donor",
    "photo": "caption",
    "phone_look": "whose",
    "outside_offer": "giver contact note",
    "exchange_message": "sender title answer",
}
# Signed papers, evidence and reports, kept as they were by the laws on archives, accounting and inspection.
KEPT = {
    "mobilization_order": "destination purpose commander failed_ways assigned_to assigned_address handover_place "
    "oral_place pay_method pay_place number",
    "order_minutes": "place owner_delegate owner_position user_name user_address user_delegate user_position witness "
    "remarks",
    "order_minutes_line": "condition meter fuel papers",
    "order_act": "number text",
    "order_paper": "number",
    "compensation": "payer ground paid_document",
    "day_pay": "group_name",
    "telegram": "addressees situation orders number",
    "shortfall_case": "content number",
    "outside_offer": "thanks_number",
    "written_report": "slot",
    "written_report_version": "body",
    "movement": "reason document source",
    "stock_count": "place number",
    "stock_count_line": "reason",
    "lot_transfer": "document reason answer",
    "transfer_request": "reason answer",
    "import_line": "holder place old_note old_place sheet reasons commune_raw resource_raw quantity_raw into",
    "duplicate_merge": "source_name target_name reason carried",
    "duplicate_merge_line": "before",
    "photo": "subject",
    "audit_entry": "stream action subject facts rows",
    "plan": "result",
    "done_request": "location message",
    "frozen_book": "scope",
}
# Words about things, places, offices and laws; accounts are changed by the administrator.
NOBODY = {
    "audit_stream": "name",
    "board_seat": "unit document",
    "duty_watch": "unit",
    "squad": "name equipment",
    "commune": "name old_province folded",
    "commune_alias": "alias old_district what period",
    "old_commune": "old_province old_district name",
    "competence": "basis consent_commune consent_province doubt",
    "day_rate": "basis",
    "import_answer": "raw about value offered",
    "import_batch": "file_name refusal",
    "norm_change": "source reason",
    "resource_type": "name gloss forms note folded",
    "resource_name": "name folded",
    "response_plan": "title document",
    "review_campaign": "title pillars",
    "road_table": "source",
    "commune_land": "source",
    "type_price": "source",
    "type_substitute": "note",
    "level_decision": "number",
    "user_account": "login name",
    "api_token": "name",
    "notice_choice": "address muted",
    "saved_filter": "page name query",
    "phone_look": "page",
}
# Who acted, by account: evidence of the act. Digests, keys and marks say nothing of anybody.
ACCOUNTS = ("_by", "actor")
TYPED = {"dual_use.decided_by"}  # whoever decides on an owner's thing has no account
MARKS = (
    "sha256",
    "digest",
    "head",
    "seal",
    "previous",
    "fingerprint",
    "key",
    "_key",
    "_hash",
    "_root",
    "message_id",
)


def test_no_column_of_words_was_forgotten() -> None:
    known = {
        f"{table}.{column}"
        for lists in (SEARCHED, KEPT, NOBODY, {name: " ".join(held[1]) for name, held in WORDS.items()})
        for table, columns in lists.items()
        for column in columns.split()
    }
    found = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if (
            isinstance(column.type, (String, Text))
            and not column.foreign_keys
            and (column.type.length or SHORTEST + 1) > SHORTEST
            and not column.name.endswith((*ACCOUNTS, *MARKS))
        )
        or f"{table.name}.{column.name}" in TYPED
    }
    assert sorted(found - known) == [], "decide: searched for a person, kept by law, or nobody's?"
    assert sorted(known - found) == [], "no such column any more"

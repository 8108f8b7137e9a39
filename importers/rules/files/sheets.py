"""Read one sheet: its encoding, tables, headings and drafts, with every other cell accounted for."""

from __future__ import annotations

from collections.abc import Sequence

from core.excel.book import Sheet
from core.excel.legacy import to_unicode
from importers.rules.files.accounted import account_columns, account_outside
from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.bare_lists import bare_list
from importers.rules.layout.bodies import body_rows
from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Layout, Plan, describe_columns
from importers.rules.layout.drafts import Claim, Walked
from importers.rules.layout.grid import build_grid, encoding_of_cell
from importers.rules.layout.halves import across_halves, same_columns
from importers.rules.layout.headers import Indexes
from importers.rules.layout.items_above import (
    ItemAbove,
    item_of_title,
    names_item,
    plan_items_above,
    plan_owners,
)
from importers.rules.layout.layouts import plan_table
from importers.rules.layout.short_kinds import write_out_kinds
from importers.rules.layout.side_columns import other_paper
from importers.rules.layout.tables import Table, find_tables
from importers.rules.layout.title_words import strange_title
from importers.rules.layout.totals import MOST_MEMBERS, claim_carried
from importers.rules.names.other_provinces import other_province
from importers.rules.names.places import Era
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.rows.against_heading import Around, look_again, older_titles
from importers.rules.rows.cell_marks import heed_marks
from importers.rules.rows.colour_legend import heed_colours
from importers.rules.rows.counted_twice import ask_counted_singly, ask_counted_twice, ask_same_plates
from importers.rules.rows.counted_with import ask_counted_with
from importers.rules.rows.headings import Heading, era_of, era_of_labels, read_heading, signed_for
from importers.rules.rows.measured_beside import settle_measures
from importers.rules.rows.named_sums import ask_about_sums
from importers.rules.rows.no_stock import leave_out_no_stock
from importers.rules.rows.parents_and_lines import ask_parents
from importers.rules.rows.people_among import ask_people_among
from importers.rules.rows.place_groups import places_down
from importers.rules.rows.places_beside import settle_places
from importers.rules.rows.row_kinds import heed_row_kinds
from importers.rules.rows.scenarios import scenario_titles
from importers.rules.rows.slipped import heed_slips
from importers.rules.rows.strange_heads import ask_strange_heads
from importers.rules.rows.sums_beside import ask_sum_columns, heed_sum_columns, heed_sum_rows
from importers.rules.rows.table_headings import (
    FileHints,
    heading_of,
    place_of,
    texts_between,
    titles_by_table,
)
from importers.rules.rows.teams_and_people import count_as_people, heed_people
from importers.rules.rows.walk_items import ItemWalk
from importers.rules.rows.walk_places import PlaceWalk, is_places_down
from importers.rules.rows.wholes_and_parts import heed_wholes
from importers.rules.texts.encodings import EncodingChoice


def open_sheet(sheet: Sheet, choice: EncodingChoice, indexes: Indexes) -> tuple[SheetRead, tuple[Table, ...]]:
    """Return the sheet's grid with its heading read, and its tables."""
    read = SheetRead(sheet=sheet, choice=choice, grid=build_grid(sheet, choice))
    write_out_kinds(read.grid, indexes.places)
    tables = find_tables(read.grid, indexes) or bare_list(read.grid, indexes)
    first = tables[0].top if tables else read.grid.last_row + 1
    # A name that is a commune's as it stands was not typed in the old encoding of the cells.
    plain = indexes.places.is_place(sheet.name)
    name = sheet.name if plain else to_unicode(sheet.name, encoding_of_cell(sheet.name, "", choice.encoding))
    texts = texts_between(read.grid, 1, first - 1)
    read.said = (*texts, name)
    read.heading = read_heading(texts, name, indexes.places)
    read.signed = (
        signed_for(texts_between(read.grid, first + 1, read.grid.last_row), indexes.places)
        if tables
        else None
    )
    read.elsewhere = other_province([*texts, name], indexes.places.provinces)
    return read, tables


def walk_sheet(read: SheetRead, tables: Sequence[Table], indexes: Indexes, hints: FileHints) -> None:
    """Fill in everything the sheet's tables hold."""
    if not read.grid.cells:
        read.reason = Reason.CHART_SHEET if read.sheet.state == "chart" else Reason.EMPTY_SHEET
        return
    above = first = 1
    inside: set[int] = set()
    heading = read.heading
    for table in tables:
        beside = [other for other in tables if other.header_rows == table.header_rows]
        if table is beside[0]:
            first = above
        titles = titles_by_table(read.grid, first, table, tables)
        heading = heading_of(read.grid, read.heading, heading, table, above, indexes, beside=len(beside) > 1)
        strange = strange_title(read.grid, table, tables[0], indexes)
        end = min((other.top for other in tables if other.top > table.top), default=read.grid.last_row + 1)
        claimed = len(read.claims)
        last = _walk_table(read, table, heading, (above, end), indexes, hints, titles, strange)
        if table is not beside[0]:
            goes_on = same_columns(table.paths, [other.paths for other in beside if other.left < table.left])
            read.claims[claimed:] = across_halves(read.claims[claimed:], read.drafts, goes_on)
        above = last + 1
        inside.update(range(table.top, last + 1))
    account_outside(read, inside, indexes)
    ask_counted_singly(read.drafts)
    _set_reason(read)


def _walk_table(
    read: SheetRead,
    table: Table,
    heading: Heading,
    span: tuple[int, int],
    indexes: Indexes,
    hints: FileHints,
    titles: Sequence[Sequence[str]],
    strange: str,
) -> int:
    """Walk one table and return the number of its last row; `titles` are its own, then those of the others, and
    `strange` is the one that no list of stock is called by. `span` is the first row above it and the next table's."""
    above, end = span
    plan = _plan(read, table, indexes, titles[0])
    rows, last = body_rows(read.grid, table, plan)
    title: ItemAbove | None = None
    if plan.layout is Layout.NONE and (other := plan_items_above(plan.columns) or plan_owners(plan.columns)):
        below, until = body_rows(read.grid, table, other)
        title = item_of_title(texts_between(read.grid, above, table.top - 1), indexes.items)
        if title is not None or any(names_item(row, indexes) for row in below):
            plan, rows, last = other, below, until
        if title is not None and plan.layout is Layout.VEHICLES:
            plan.title = (title.text, title.item)
    doubled = heed_sum_columns(plan, rows)
    read.header_rows.extend(table.header_rows)
    read.layouts.append(plan.layout)
    for row in (*table.header_rows, *table.index_rows):
        read.labels.update((row, cell.col) for cell in read.grid.rows.get(row, ()))
    place = place_of(heading, hints, read.signed, alone=above == 1 and end > read.grid.last_row)
    era = heading.era if heading.era is not Era.UNKNOWN else era_of(hints.year, heading.district)
    if plan.layout in {Layout.NONE, Layout.EVACUATION}:
        walked = _unwalked(rows, plan)
    elif is_places_down(plan.layout):
        labels = [row.label for row in rows if row.kind is RowKind.DATA]
        bare = indexes.places.only_districts(labels, era)
        labels = [row.label for row in rows if row.label]
        era = era_of_labels(labels, era, indexes.places, former=heading.former)
        walked = PlaceWalk(
            grid=read.grid, plan=plan, indexes=indexes, rows=rows, heading=place, era=era,
            sheet_unit=heading.unit, only_districts=bare, above=title,
        ).walk()  # fmt: skip
    else:
        matrix = plan.quantities if plan.layout is Layout.MATRIX else ()
        across = [plan.columns[col].place_name for col in matrix]
        bare = indexes.places.only_districts(across, era)
        named = across or places_down(rows, plan)
        era = era_of_labels(named, era, indexes.places, former=heading.former) if named else era
        walked = heed_people(ItemWalk(
            grid=read.grid, plan=plan, indexes=indexes, rows=rows, heading=place, era=era,
            sheet_unit=heading.unit, only_districts=bare,
        ).walk(), rows, plan)  # fmt: skip
    ask_sum_columns(walked, doubled)
    _hold_rows_together(read, walked, rows, plan, indexes, titles[0])
    said = strange or other_paper(read.grid, plan, walked.drafts, [*titles[0], read.name], end, indexes)
    heed_marks(walked, plan.label, read.grid.struck, read.grid.comments)
    heed_colours(walked, plan.label, read.grid)
    heed_slips(walked.drafts, plan, read.grid)
    look_again(walked, plan, place, _around(read, titles, heading.unit, said, indexes), indexes.places)
    _take(read, walked, rows, plan)
    return max(last, table.first_row - 1)


def _hold_rows_together(
    read: SheetRead,
    walked: Walked,
    rows: Sequence[BodyRow],
    plan: Plan,
    indexes: Indexes,
    titles: Sequence[str],
) -> None:
    """Hold the rows of a table against what stands beside them, above them and against each other."""
    count_as_people(walked, plan)
    settle_places(walked, plan, read.grid, indexes.places)
    heed_row_kinds(walked, rows, plan)
    heed_wholes(walked, rows, plan, indexes.places)
    ask_parents(walked, rows, plan, read.grid, indexes.items)
    heed_sum_rows(walked, plan)
    settle_measures(walked, plan)
    ask_people_among(walked, rows, plan)
    ask_strange_heads(walked, plan, indexes)
    ask_about_sums(walked, rows, plan)
    ask_counted_with(walked, indexes.items)
    leave_out_no_stock(walked, titles)


def _plan(read: SheetRead, table: Table, indexes: Indexes, titles: Sequence[str]) -> Plan:
    """Return the plan of a table; where no header says what the figures are, they are asked about by the title."""
    plan = plan_table(describe_columns(read.grid, table, indexes))
    if not table.header_rows:
        plan.unsure = titles[-1] if titles else read.name
    return plan


def _around(
    read: SheetRead, titles: Sequence[Sequence[str]], unit: str, strange: str, indexes: Indexes
) -> Around:
    elsewhere = read.elsewhere or other_province(titles[0], indexes.places.provinces)
    not_both = older_titles(titles[0], titles[1:]) or scenario_titles(titles[0], titles[1:])
    return Around([*titles[0], read.name], not_both, unit, elsewhere, strange)


def _take(read: SheetRead, walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    ask_counted_twice(walked, read.grid)
    ask_same_plates(walked)
    heads = {col: plan.columns[col].leaf for col in plan.quantities if plan.columns[col].role is Role.PHASE}
    read.phases.extend(heads.values())
    cells = ((draft.cell.row, draft.cell.col) for draft in walked.drafts)
    read.phase_of.update({at: heads[at[1]] for at in cells if at[1] in heads})
    account_columns(read, walked, rows, plan)
    read.claims.extend([*claim_carried(walked.carried, read.drafts, read.header_rows), *walked.claims])
    read.drafts.extend(walked.drafts)
    read.districts.extend(walked.districts)


def _unwalked(rows: Sequence[BodyRow], plan: Plan) -> Walked:
    """Return a table that is no list of stock, with all its figures named as unread."""
    found = Walked()
    reason = Reason.EVACUATION_PLAN if plan.layout is Layout.EVACUATION else Reason.NO_TABLE
    above: list[BodyRow] = []
    left = MOST_MEMBERS
    for row in rows:
        total = row.kind is RowKind.TOTAL
        for cell in row.cells.values():
            members = above if total and left > 0 else ()
            cells = tuple((before.number, cell.col) for before in members if cell.col in before.cells)
            left -= len(cells)
            if total and cells and plan.columns[cell.col].figures >= 0.5:
                found.claims.append(Claim(cell=cell, options=(cells,), vote=f"row{row.number}"))
            else:
                found.unread[cell.row, cell.col] = reason
        if row.kind is RowKind.DATA:
            above.append(row)
    return found


def _set_reason(read: SheetRead) -> None:
    if read.drafts:
        return
    if not read.layouts or set(read.layouts) == {Layout.NONE}:
        read.reason = Reason.NO_TABLE
    elif Layout.EVACUATION in read.layouts:
        read.reason = Reason.EVACUATION_PLAN
    elif read.districts:
        read.reason = Reason.DISTRICT_SUM
    else:
        why = set(read.unread.values())
        other = Reason.NOT_STOCK_COLUMN in why and Reason.NO_QUANTITY not in why
        read.reason = Reason.NOT_STOCK_COLUMN if other else Reason.NO_QUANTITY

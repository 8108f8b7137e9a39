"""The stable codes that say why a row is as it is, or why a cell was not used."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One code per reason; doors hold the sentence of each in both languages."""

    # -- how a row was read; no reason to doubt it
    EXACT_NAME = "exact_name"  # the item's name is in the catalogue
    NAME_WITH_QUALIFIER = "name_with_qualifier"  # a catalogue name with neutral words such as "loại trẻ em"
    NAME_BY_SIZE = "name_by_size"  # the size decided between types (tents, generators, lorries, boats)
    NAME_OF_SMALLEST = "name_of_smallest"  # no power is written: the smallest class, as the catalogue says
    ITEM_ANSWERED = "item_answered"  # a person said which type it is
    PLACE_FROM_HEADING = "place_from_heading"  # the commune stands in the title or the name of the sheet
    PLACE_FROM_HOME = "place_from_home"  # the sheet names none: the official's own commune
    PLACE_FROM_CROSSWALK = "place_from_crosswalk"  # a former commune that went whole to one of today's
    PLACE_INHERITED = "place_inherited"  # the commune stands in a row above
    PLACE_ANSWERED = "place_answered"  # a person said which commune it is
    UNIT_CONVERTED = "unit_converted"  # converted with a declared factor
    SEPARATOR_BY_SHEET = "separator_by_sheet"  # other cells of the sheet settle what the point or comma means
    NUMBER_ANSWERED = "number_answered"  # a person settled the number
    PARTLY_BROKEN = "partly_broken"  # a part of the quantity is said to be broken
    ALL_BROKEN = "all_broken"  # the words beside it say that all of it is broken
    HIDDEN_CELL = "hidden_cell"  # the row, column or sheet is hidden
    ENCODING_CONVERTED = "encoding_converted"  # converted from an old encoding

    # -- why a row must be asked about
    ITEM_UNKNOWN = "item_unknown"  # the name is not in the catalogue
    ITEM_SIMILAR = "item_similar"  # only similar names are in the catalogue
    ITEM_VAGUE = "item_vague"  # a name that leaves the type open ("nhà bạt", "phao", "xe tải")
    ITEM_SEVERAL = "item_several"  # more than one type in one cell
    PLACE_UNKNOWN = "place_unknown"  # no commune is named, or the name is not known
    PLACE_SIMILAR = "place_similar"  # only similar names are known
    PLACE_AMBIGUOUS = "place_ambiguous"  # the name fits several communes, or a former commune was split
    UNIT_FACTOR_MISSING = "unit_factor_missing"  # the stated unit needs a number nobody gave
    UNIT_MISSING = "unit_missing"  # no unit is stated where it matters
    UNIT_UNKNOWN = "unit_unknown"  # the stated unit is not known
    NUMBER_AMBIGUOUS = "number_ambiguous"  # 1.200 or 1,200: thousands or decimals
    NUMBER_ESTIMATE = "number_estimate"  # "khoảng 50", ">100"
    NUMBER_RANGE = "number_range"  # "03-05"
    NUMBER_PAIR = "number_pair"  # "500/1000"
    NUMBER_SUM = "number_sum"  # "20+5"
    NUMBER_MARK = "number_mark"  # x, ✓: there is some, how many is not said
    NUMBER_PLACEHOLDER = "number_placeholder"  # "…", "chưa thống kê"
    NUMBER_DITTO = "number_ditto"  # "nt" in a quantity cell
    NUMBER_DATE = "number_date"  # a date that Excel made of "1/2"
    NUMBER_WORDS = "number_words"  # words that cannot be read as one number
    NUMBER_FRACTION = "number_fraction"  # a fraction of a thing that is counted in pieces
    NUMBER_ABSURD = "number_absurd"  # beyond reason
    BROKEN_TOO_MANY = "broken_more_than_on_hand"  # more are said to be broken than there are
    NOTE_TAKES_BACK = "note_takes_back"  # the words beside it say that it is gone, lent or another's
    FORMULA_WITHOUT_VALUE = "formula_without_value"  # a formula with no stored result
    FORMULA_ERROR = "formula_error"  # #REF!, #N/A and the like
    LAST_DAY_UNREAD = "last_day_unread"  # the last day of goods is in doubt and stays in the note
    COLUMN_UNSURE = "column_unsure"  # the header does not say that its figures are what there is
    MERGED_QUANTITY = "merged_quantity"  # one number merged over several rows or columns
    ENCODING_UNSURE = "encoding_unsure"  # the old encoding of the sheet is not certain
    ROW_REPEATED = "row_repeated"  # another row of the table says all the same
    SHEET_REPEATED = "sheet_repeated"  # the sheet repeats another one

    # -- why a row is rejected
    NUMBER_NEGATIVE = "number_negative"  # a quantity below zero
    ANSWERED_SKIP = "answered_skip"  # a person said not to take it

    # -- why a cell was not used (with `formula_...`, `number_...` where a total cannot be read)
    NO_QUANTITY = "no_quantity"  # an item or place without any figure: unknown, not nought
    NEED_NOT_STOCK = "need_not_stock"  # need, plan, norm or shortage instead of what there is
    PRICE = "price"  # a price or an amount of money
    BROKEN_PART = "broken_part"  # the column of broken ones: a part of the quantity
    CONDITION_PART = "condition_part"  # a part of the quantity by condition
    PART_OF_TOTAL = "part_of_total"  # a part of a quantity that was taken whole
    OTHER_PERIOD = "other_period"  # the figure of another year
    NOT_STOCK_COLUMN = "not_stock_column"  # a figure about something other than stock
    DISTRICT_SUM = "district_sum"  # a sum of a former district repeats its communes
    EVACUATION_PLAN = "evacuation_plan"  # numbers of people to be moved are no stock
    MILITARY_STRENGTH = "military_strength"  # strength of military units is not kept here
    OUTSIDE_TABLE = "outside_table"  # beside or below the tables
    NO_TABLE = "no_table"  # no table was found on the sheet
    EMPTY_SHEET = "empty_sheet"  # nothing on the sheet
    CHART_SHEET = "chart_sheet"  # only a chart
    OWN_EXPORT = "own_export"  # a sheet of our own yearly workbook that only sums its list "Chi tiết"
    NO_LABEL = "no_label"  # a figure in a row that names nothing


REASONS: tuple[str, ...] = tuple(Reason)

"""Which columns of a table name communes, and which of them is the one whose things the rows count."""

from __future__ import annotations

import re

from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column
from importers.rules.layout.single_vehicles import has_plates
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import accent_key, fold_key, without_punctuation

MOST = 0.9
_NEVER_PLACES = {Role.ORDER, Role.UNIT, Role.PHONE, Role.NOTE, Role.LOCATION, Role.CONDITION, Role.CAPACITY, Role.PLATE, Role.DATE, Role.EXPIRY}  # fmt: skip
_HELPED = re.compile(
    r"\b(?:chi vien|tang cuong|ho tro|giup(?: do)?|ung cuu|tiep ung) cho\b|\bduoc (?:chi vien|tang cuong|ho tro|giup)\b"
)
_OF_COMMUNES = re.compile(r"(?<!thi )\bxa\b|\bphuong\b")
_AREAS = re.compile(r"huyen|^(?:thuoc |ten )?(?:khu vuc|vung|tieu vung|cum|mien|tieu khu)\b")
_TERRITORY = re.compile(r"(?:thuoc )?dia ban(?: (?:xa|phuong|cap xa|hanh chinh|cac xa)(?: .*)?)?")
_ONE_VILLAGE = re.compile(
    r"(?:thuộc |ở |số )?(?:thôn|tdp|tổ|tổ dân phố|tổ dp|khu phố|kp|khu|khối|xóm|bản|làng|ấp|đội|kdc|khu dân cư|thôn ?[/,-] ?(?:tổ|tdp|khu phố|tổ dân phố)|thon|to|to dan pho|khu pho|xom|doi)(?: số)?"
)
# One column of them alone tells where each thing is, or whose, as well.
_ONE_KEEPER = re.compile(
    r"(?:kho|phòng|tủ|ngăn|kệ|tiểu đội|trung đội|đại đội|tổ đội|trạm|đồn|trường|hạt|ban|đài|chợ|chủ hộ|chủ xe|(?:tổ|đội|nhóm) trưởng|người giữ|phòng ban|kho số|số kho)(?: số)?"
)
_RECEIVES = re.compile(r"\b(?:nhan|tiep nhan|thu huong|huong loi)\b|\b(?:noi|xa|phuong|don vi) den\b")


def place_columns(columns: dict[int, Column], figures: tuple[int, ...]) -> tuple[int | None, int | None]:
    """Return (the column whose cells name communes, the one that names their former districts)."""
    scores = {
        col: column.places + (0.2 if column.role is Role.PLACE else 0.0)
        for col, column in columns.items()
        if col not in figures
        and column.filled
        and (column.role not in _NEVER_PLACES or names_territory(column.leaf))
    }
    # Communes that head the rows below them may stand in the column of owners: those are no communes.
    likely = [
        col for col in scores
        if scores[col] >= (MOST if columns[col].role is Role.HOLDER else FIGURE_SHARE)
    ]  # fmt: skip
    likely = [col for col in likely if not names_receiver(columns, col)]
    district = next(
        (col for col in likely if names_districts(columns[col]) or _is_coarser(columns, col, likely)), None
    )
    communes = {col: scores[col] for col in likely if col != district}
    if district is None or not communes:
        return max(likely, key=lambda col: (scores[col], -col), default=None), None
    return max(communes, key=lambda col: (communes[col], -col)), district


def numbers_places(column: Column) -> bool:
    """Return whether figures stand below the word for one village or team alone: as often their numbers as how many each has."""
    alone = len(column.path) == 1 and column.figures >= FIGURE_SHARE
    return alone and _ONE_VILLAGE.fullmatch(accent_key(column.leaf).strip(" .:")) is not None


def tells_where_alone(columns: dict[int, Column], figures: tuple[int, ...]) -> bool:
    """Return whether all figures may tell where or whose each thing is: of villages, one of stores, teams or heads, any beside plates."""
    if len(figures) == 1 and has_plates(columns):
        return True
    alone = len(figures) == 1 and len(columns[figures[0]].path) == 1
    keeper = alone and _ONE_KEEPER.fullmatch(accent_key(columns[figures[0]].leaf).strip(" .:")) is not None
    return keeper or (bool(figures) and all(numbers_places(columns[col]) for col in figures))


def names_receiver(columns: dict[int, Column], col: int) -> bool:
    """Return whether a column names who gets help from the things, not whose they are: "Chi viện cho xã".

    Those who received them have them, unless another column tells of communes as well.
    """
    header = fold_key(columns[col].header)
    others = any(
        column.places >= FIGURE_SHARE and not names_districts(column)
        for other, column in columns.items()
        if other != col
    )
    return _HELPED.search(header) is not None or (others and _RECEIVES.search(header) is not None)


def names_territory(header: str) -> bool:
    """Return whether a header says in whose territory each row is ("Địa bàn", "Địa bàn xã"), not only where things lie."""
    return _TERRITORY.fullmatch(without_punctuation(fold_key(header))) is not None


def _is_coarser(columns: dict[int, Column], col: int, likely: list[int]) -> bool:
    """Return whether the bare names of a column are former districts', beside another one of communes: "Mộ Đức cũ" beside "Xã Mộ Đức"."""
    finer = any(
        columns[other].districts < FIGURE_SHARE and columns[other].role is not Role.HOLDER
        for other in likely
        if other != col
    )
    return finer and columns[col].districts >= MOST and not _OF_COMMUNES.search(fold_key(columns[col].header))


def names_districts(column: Column) -> bool:
    """Return whether a column names former districts or areas, not communes: by its header ("Huyện, thị xã", "Khu vực"), else its cells."""
    header = fold_key(column.header)
    if _OF_COMMUNES.search(header):
        return False
    return _AREAS.search(header) is not None or (not header and column.districts >= MOST)

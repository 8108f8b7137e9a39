"""What the words around a row say against it: heading, groups, name and note of another province, of what is wanted or gone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.doubtful import doubtful_columns, figures_before, plain_of
from importers.rules.layout.drafts import GROUPS_BETWEEN, Draft, PlaceFound, Walked
from importers.rules.layout.title_words import explains_columns
from importers.rules.names.keepers import is_of_others
from importers.rules.names.place_names import split_kind
from importers.rules.names.places import PlaceCertainty, PlaceIndex, PlaceMatch
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.reasons import Reason
from importers.rules.rows.against_notes import notes_of_passed_years, only_wanted
from importers.rules.rows.against_row import Table, against_row
from importers.rules.rows.expired import counted_in, is_own_list
from importers.rules.rows.of_others import headed_by_another
from importers.rules.rows.series_sums import summed_series
from importers.rules.texts.units import multiple_of, read_unit
from importers.rules.texts.words import accent_key, fold_key

_WANTED = re.compile(
    r"\b(?:nhu cau|(?:de nghi|de xuat|xin) (?:duoc )?(?:cap|trang bi|bo sung|mua|ho tro)|mua sam|can (?:bo sung|trang bi|mua|co\b(?! dong| gioi))|(?<!theo )dinh muc|giao chi tieu|chi tieu (?:giao|trang bi)|con thieu|du toan|"
    r"(?:thon|tdp|xa|phuong|don vi|dia phuong) (?:de nghi|de xuat|xin)|theo (?:tung |cac )?(?:cap do|kich ban|tinh huong)|"
    r"(?<!theo )tieu chuan (?:trang bi|vat chat)|(?:bao|chao) gia|(?:moi|dau|goi) thau|(?:cho (?:0?1|mot|moi|tung)|cua (?:0?1|mot)) (?:doi|nguoi|thon|to|chien si|ho|xa|diem)|moi (?:ho|gia dinh|nguoi|doi|to|chien si))\b|^thieu$|"
    r"\b(?:ke hoach|de an|du an|chuong trinh|lo trinh|quyet dinh) trang bi\b|\b(?:ke hoach|phuong an) (?:(?:van chuyen|van tai|cho|dua) (?:\w+ ){0,3})?(?:so tan|di doi)\b|^(?:\W*)(?:quyet dinh|lenh) (?:trung|huy|dieu|phan|cap|giao|thu)\b"
)
# "Tổng hợp", "Danh mục" right before what is wanted only name the list.
_LIST_OF_WANTED = re.compile(
    r"\b(?:thong ke|tong hop|ra soat|danh muc|so lieu|bao cao)(?: (?!va\b)\w+){0,5} "
    r"(?:nhu cau|(?:de nghi|de xuat|xin) (?:duoc )?(?:cap|trang bi|bo sung|mua)|can (?:bo sung|trang bi|mua))\b"
)
_THERE = re.compile(
    r"\b(?:hien co|hien trang|thuc trang|thong ke|tong hop|ra soat|kiem ke|danh muc|so lieu|bao cao|hien con|ton (?:kho|cuoi|den|tinh den)|con trong kho|thuc co|giu san|san co|co san|chuan bi san|da co$)\b"
)
# Lists of what was handed out, used up, moved or lost: no "tổng hợp" makes these what there is.
_GONE = re.compile(
    r"\b(?:(?:cap phat|phan bo|dieu chuyen|thu hoi)(?! (?:tu|boi) )|da (?:su dung|cap|xuat|tieu hao|thanh ly)|tieu hao (?:trong|do|sau|qua)|phieu xuat|^xuat kho|cho (?:muon|thue|thanh ly)|(?:de nghi |xin )thanh ly|"
    r"(?:thong ke|tong hop|bao cao|tinh hinh|danh gia|bang|kiem ke|bien ban) (?:\w+ ){0,2}thiet hai|(?<!khac phuc )(?<!giam )(?<!giam nhe )thiet hai (?:do|ve)|(?<!sau )dien tap|"
    r"(?:can|cho|dang) sua chua|hu hong|(?:bi )?cuon troi|that lac|(?:bi|da) mat|(?:bien ban|danh sach) ban giao|ban giao (?:cho|ve)|"
    r"(?:dang|da) (?:duoc |bi )?huy dong|ket qua (?:\w+ )?huy dong|dang lam nhiem vu|tap huan|huan luyen|bi thuong|hy sinh|tu vong|chi tra|phu cap|khen thuong|"
    r"(?:quan doi|don vi) hiep dong|(?:xa|phuong|huyen|tinh|dia phuong|don vi) (?:ban|khac)|"
    r"khoi luong (?:thi cong|xay lap|xay dung|hoan thanh|nghiem thu)|"
    r"che do (?:cho|chinh sach)|(?<!thuong )truc (?:bao|lu|le|tet)|hoa don|to trinh|tieu huy|vi du|minh hoa)\b|^(?:thanh ly|hong|hu hong|ke hoach|kh|muon|mat|huong dan|mau nhap|nhap thu)(?: \d+)?$"
)
# Groups of a list that are not the commune's own, or not there to be used.
_NOT_ITS_OWN = re.compile(
    r"\b(?:tang cuong|chi vien|cap tren|xa ban|phuong ban|dia phuong ban|di muon|thanh ly|hu hong|"
    r"khong (?:con )?(?:su dung|hoat dong)(?: duoc)?|(?:theo|trong) ke hoach mua|dang ky mua|(?:da |dang )?dat (?:hang|mua)|dang mua|^ke hoach nam 20\d\d$|"
    r"(?:(?:du kien|se)(?: duoc)? (?:mua|cap|trang bi|bo sung|dau tu)|ke hoach (?:mua|bo sung|dau tu))|cho (?:\w+ ){1,5}(?:muon|thue)|muon (?:cua|tu|tam)|"
    r"phai thue|thue (?:cua|ngoai|tu)|(?<!nhan )(?<!duoc )(?<!sau )chuyen giao (?:cho|sang|ve|xa|phuong|huyen|tinh)|"
    r"chua (?:nhan|mua|ve|trang bi|ban giao|duoc (?:cap|giao|nhan|ban giao|trang bi)))\b"
)
_BROKEN = re.compile(
    r"(?:^|(?<!không )(?<!chưa )\b)(?:bị |đã |hư )?hỏng(?: hóc| nặng)?$"
)  # with accents: no rose, no throat
_YEAR_OF_LIST = re.compile(r"\bnam (20[0-3]\d)(?!\d)")
_ONLY_YEAR = re.compile(r"nam (20[0-3]\d)")
_KEPT = re.compile(
    r"\b(?:hien co|con lai|hien con|hien trang|thuc trang|kiem ke(?! (?:\w+ ){0,3}thiet hai)|dang (?:giu|luu giu|luu kho|bao quan|cat giu))\b"
)
# Handed out to those who have it now: "ĐÃ CẤP CHO CÁC XÃ, PHƯỜNG ĐANG QUẢN LÝ".
_GIVEN_TO_KEEP = re.compile(r"\b(?:da (?:duoc )?(?:cap|giao)|cap phat|phan bo)\b.*\bdang quan ly\b")
_STATE = re.compile(
    r"\b(?:quan ly|bao quan|noi de|noi cat|noi luu|noi dat|vi tri|kho|nguoi giu|tinh trang|chat luong|hien trang)\b"
)
_COMMUNES = re.compile(r"\b(?:xa|phuong)\b")
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
LONGEST_TITLE = 60


class Around(NamedTuple):
    """The words around a table: its titles, those that name a year before that of another table of the sheet, the unit
    above it, a title of the sheet that names another province, and one that no list of stock is called by."""

    titles: Sequence[str]
    older: Sequence[str] = ()
    unit: str = ""
    elsewhere: str = ""
    strange: str = ""


def look_again(walked: Walked, plan: Plan, heading: PlaceFound, around: Around, places: PlaceIndex) -> None:
    """Leave out what the rows say is wanted, and put in doubt what the words around them speak against."""
    titles = [text for text in around.titles if not explains_columns(text)]
    against = [text for text in titles if _speaks_of_need(text) or _speaks_of_gone(text)]
    if any(_KEPT.search(fold_key(text)) for text in around.titles[-2:-1]):
        against = []  # "A. HIỆN CÓ" right above the table, whatever else the document is about
    strange = "" if _says_where_kept(plan) else around.strange
    wanted = next(filter(None, [around.elsewhere, *against, *around.older, strange]), "")
    doubtful = (doubtful_columns(plan) - summed_series(walked, plan)) | _of_coming_years(plan, around.titles)
    before = figures_before(plan)
    doubts = heading.match.certain and bool(split_kind(heading.text)[0]) and not _lists_communes(plan)
    many = multiple_of(around.unit)
    seen: dict[str, PlaceFound] = {}
    passed = _passed_years(walked.drafts, around)
    stale = notes_of_passed_years(
        [draft.texts.get(Role.NOTE, "") for draft in walked.drafts], max(_years(around.titles), default=0)
    )
    counted = None if is_own_list(plan.columns.values()) else counted_in(around.titles)
    beside = Table(counted, stale, any(column.role is Role.NEED for column in plan.columns.values()))
    kept: list[Draft] = []
    told: dict[tuple[str, str, bool], tuple[bool, str]] = {}
    for draft in walked.drafts:
        said = (draft.item_text, draft.group, draft.item.certain)
        words = told.get(said)
        if words is None:
            words = told[said] = (_is_wanted(draft), _against_words(draft, passed))
        if words[0]:
            walked.unread[draft.cell.row, draft.cell.col] = Reason.NEED_NOT_STOCK
            continue
        if doubts and draft.place is not heading:
            place = seen.setdefault(draft.place.text, _in_doubt(draft.place, heading))
            draft = draft._replace(place=place) if place.match is not draft.place.match else draft  # noqa: PLW2901
        if wanted and not draft.unsure:
            asked = _asked(wanted, plan, draft.cell.col, always=wanted == around.elsewhere)
            draft = draft._replace(unsure=asked)  # noqa: PLW2901
        keeper = draft.holder if not draft.unsure else ""
        if (keeper and headed_by_another(keeper, draft.place.match, places)) or (
            draft.cell.col in doubtful and not draft.unsure
        ):
            draft = _in_question(draft, plan.columns[draft.cell.col])  # noqa: PLW2901
        if before and draft.cell.hidden and not draft.unsure:
            draft = draft._replace(unsure=f"{before}, dòng ẩn")  # noqa: PLW2901
        if not draft.unsure and (own := against_row(draft, places, beside)):
            draft = draft._replace(unsure=own, of_row=True)  # noqa: PLW2901
        if words[1] and not draft.unsure:
            draft = draft._replace(unsure=words[1])  # noqa: PLW2901
        if (
            many
            and not draft.unsure
            and draft.unit != around.unit
            and read_unit(draft.unit) == read_unit(many[1])
        ):
            draft = draft._replace(unsure=f"{draft.unit} / {around.unit}")  # noqa: PLW2901
        kept.append(draft)
    walked.drafts[:] = kept


def _in_question(draft: Draft, column: Column) -> Draft:
    """Return a draft asked about by its header; of a series one answer says which of the columns count."""
    if column.series:
        return draft._replace(unsure=" | ".join(column.series[1:]), heads=column.series)
    return draft._replace(unsure=column.header)


def _of_coming_years(plan: Plan, titles: Sequence[str]) -> frozenset[int]:
    """Return the columns headed by a year after the one the titles tell of: "Năm 2027" below "TRANG BỊ NĂM 2026"."""
    told = [text for text in titles if not _speaks_of_plans(text)]
    now = max((int(year) for text in told for year in _YEAR_OF_LIST.findall(fold_key(text))), default=0)
    heads = {col: _ONLY_YEAR.fullmatch(fold_key(plan.columns[col].leaf)) for col in plan.quantities}
    return frozenset(col for col, year in heads.items() if year and 0 < now < int(year.group(1)))


def _says_where_kept(plan: Plan) -> bool:
    """Return whether a column tells where the things are kept or in what state: of what is there, whatever the title is."""
    beside = [column for col, column in plan.columns.items() if col not in plan.quantities and column.filled]
    return any(column.role is Role.GOOD or _STATE.search(fold_key(column.leaf)) for column in beside)


def _against_words(draft: Draft, passed: frozenset[str]) -> str:
    """Return the words of a row's group or name that speak against all its figures, or ""."""
    return _against_group(draft.group) or _against_name(draft.item_text) or _of_year(draft.group, passed)


@lru_cache(maxsize=4096)
def _against_group(groups: str) -> str:
    for group in groups.split(GROUPS_BETWEEN):
        gone = (
            _NOT_ITS_OWN.search(fold_key(group)) or _BROKEN.search(accent_key(group)) or is_of_others(group)
        )
        if gone or _speaks_of_need(group) or _speaks_of_gone(group):
            return group[:LONGEST_TITLE]
    return ""


@lru_cache(maxsize=4096)
def _against_name(name: str) -> str:
    return name if any(map(only_wanted, _BRACKETS.findall(name))) else ""


def _passed_years(drafts: Sequence[Draft], around: Around) -> frozenset[str]:
    """Return the groups that name nothing but a year, where a title or another group of the table names a later one."""
    groups = dict.fromkeys(group for draft in drafts for group in draft.group.split(GROUPS_BETWEEN) if group)
    named = [
        (group, int(found.group(1))) for group in groups if (found := _ONLY_YEAR.fullmatch(fold_key(group)))
    ]
    if not named:
        return frozenset()
    later = max(_years([*groups, *around.titles]))
    return frozenset(group for group, year in named if year < later)


def _of_year(groups: str, passed: frozenset[str]) -> str:
    return next((group for group in groups.split(GROUPS_BETWEEN) if group in passed), "") if passed else ""


def _speaks_of_need(text: str) -> bool:
    plain = fold_key(text)
    if "dự trù" in accent_key(text):  # what is to be bought; folded it is what is kept, "dự trữ"
        return True
    if _LIST_OF_WANTED.search(plain) is not None and _KEPT.search(plain) is None:
        return True
    return _WANTED.search(plain) is not None and _THERE.search(plain) is None


def older_titles(titles: Sequence[str], others: Sequence[Sequence[str]]) -> list[str]:
    """Return a table's titles that name its year, where those of another table of the sheet name a later one."""
    own = _years(titles)
    later = max((max(years) for other in others if (years := _years(other))), default=0)
    return [text for text in titles if _years([text])] if own and max(own) < later else []


def _years(titles: Sequence[str]) -> list[int]:
    return [int(year) for text in titles if not _speaks_of_plans(text) for year in _YEAR.findall(text)]


def _speaks_of_plans(text: str) -> bool:
    return _speaks_of_need(text) or "ke hoach" in fold_key(text)


def _speaks_of_gone(text: str) -> bool:
    plain = plain_of(text)
    if _GIVEN_TO_KEEP.search(plain):
        plain = _GIVEN_TO_KEEP.sub(" ", plain)
    return _GONE.search(plain) is not None and _KEPT.search(plain) is None


def _is_wanted(draft: Draft) -> bool:
    """Return whether a row or the group above it tells of need ("II. Nhu cầu bổ sung")."""
    groups = draft.group.split(GROUPS_BETWEEN) if draft.group else ()
    if any(role_of(group) is Role.NEED and _speaks_of_need(group) for group in groups):
        return True
    return not draft.item.certain and role_of(draft.item_text) is Role.NEED


def asked_of_line(titles: Sequence[str], label: str, elsewhere: str = "", strange: str = "") -> str:
    """Return the words to ask about where a title speaks against the figure that a label stands beside, else ""."""
    against = next((text for text in titles if _speaks_of_need(text) or _speaks_of_gone(text)), strange)
    if elsewhere or (against and not _THERE.search(fold_key(label))):
        return f"{(elsewhere or against)[:LONGEST_TITLE]} / {label}"
    return ""


def _asked(title: str, plan: Plan, col: int, *, always: bool) -> str:
    """Return the words to ask about, "" where the header itself says what there is.

    Those are the title, and the header where the rows name the items: one question for all the items or communes of a table.
    """
    column = plan.columns.get(col)
    header = column.leaf if column is not None else ""
    if not always and (_THERE.search(fold_key(header)) or "dự trữ" in accent_key(header)):
        return ""
    one = plan.layout in {Layout.WIDE, Layout.MATRIX, Layout.VEHICLES} or not header
    return title[:LONGEST_TITLE] if one else f"{title[:LONGEST_TITLE]} / {header}"


def _lists_communes(plan: Plan) -> bool:
    """Return whether the header of the places says that they are communes ("Xã, phường")."""
    columns = (plan.columns.get(col) for col in (plan.place, plan.label) if col is not None)
    return any(column is not None and _COMMUNES.search(fold_key(column.header)) for column in columns)


def _in_doubt(place: PlaceFound, heading: PlaceFound) -> PlaceFound:
    """Return a bare name on one commune's own list as either its village or the other commune of that name."""
    match, own = place.match, heading.match.code
    if not match.certain or match.code == own or split_kind(place.text)[0]:
        return place
    codes = tuple(code for code in (own, match.code) if code is not None)
    return replace(place, match=PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=codes))

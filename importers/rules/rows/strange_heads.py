"""Headings above several columns of things: where their words are none a list of stock is divided by, the figures are asked about."""

from __future__ import annotations

import re
from collections.abc import Callable

from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.drafts import GROUPS_BETWEEN, Walked
from importers.rules.layout.headers import Indexes
from importers.rules.layout.title_words import names_known
from importers.rules.names.keepers import is_of_others, names_keeper
from importers.rules.names.known_words import heads_stock, names_list
from importers.rules.names.vocabulary import Role, is_total_label, role_of
from importers.rules.texts.header_units import UNIT_BRACKET
from importers.rules.texts.words import fold_key, without_punctuation

_OF_WHICH = re.compile(r"^(?:trong do|chia ra|bao gom|gom|cu the)\b")
# What is planned for, what happened to things, or whose they are, in words that a list of stock uses too.
_NOT_THERE = (
    r"\b(?:thiet hai|kich ban|phuong an|tinh huong|sieu bao|bao so \d+|cap do \d|(?:ton )?dau ky|ban giao|kem (?:chat luong|pham chat)|het han)\b"
    r"|^so (?:ho|thon|xa|nguoi)\b|^cua (?:tinh|huyen|quan khu|cap tren|trung uong)\b"
)
_AGAINST = re.compile(
    rf"{_NOT_THERE}|\b(?:gio cap|bao dong|het hsd|cho muon|cho thue)\b|\b(?:quan doi|don vi|tinh|quan khu|cap tren) (?:se )?(?:chi vien|ho tro|tang cuong)\b|^cua don vi\b"
)
_HAPPENED = re.compile(
    rf"{_NOT_THERE}|\b(?:hu hai|mat mat|that lac|bi (?:chim|sap|ngap|cuon|hu|mat|anh huong)|ngap|tieu hao|de nghi|de xuat|du kien|dieu dong|dieu di|"
    r"binh quan|ty le|tuyen truyen|xu phat|vi pham|nhap (?:trong )?ky|xuat|phat sinh|thua)\b"
)
_OF_STOCK = frozenset({Role.ITEM, Role.QUANTITY, Role.TOTAL, Role.HOLDER, Role.LOCATION, Role.PLACE, Role.AGREEMENT, Role.UNIT, Role.GOOD, Role.STRENGTH, Role.NOTE, Role.PERIOD, Role.PHASE})  # fmt: skip
_ONLY_UNIT = re.compile(r"^\W*(?:dvt|don vi tinh)\b")


def ask_strange_heads(walked: Walked, plan: Plan, indexes: Indexes) -> None:
    """Ask about the columns of things below a heading of unknown words: "Thiệt hại" over "Ghe, thuyền", "Cho mượn" over "Ca nô"."""
    is_name = names_known(indexes)
    if plan.layout not in {Layout.WIDE, Layout.AGREEMENT}:
        told = {
            group: _strange_group(group, indexes, is_name) for group in {one.group for one in walked.drafts}
        }
        if any(told.values()):
            walked.ask(lambda draft: told[draft.group])
        return
    asked = {col: head for col in plan.quantities if (head := _strange(plan.columns[col], indexes, is_name))}
    if asked:
        walked.ask(lambda draft: asked.get(draft.cell.col))


def _strange_group(group: str, indexes: Indexes, is_name: Callable[[str], bool]) -> str:
    """Return the one of a list's groups that tells of what happened or may happen, and not what is there, or "".

    A group of a list may have any name (a hamlet's, a firm's): words nobody knows are no reason to ask there.
    """
    told = (head for head in group.split(GROUPS_BETWEEN) if _HAPPENED.search(fold_key(head)))
    return next((head for head in told if not _is_usual(head, indexes, is_name)), "")


def _strange(column: Column, indexes: Indexes, is_name: Callable[[str], bool]) -> str:
    """Return the heading above a column that tells of something else than what there is, or "" where none does."""
    above = (head for head in column.path[:-1] if head != column.leaf)
    return next((head for head in above if not _is_usual(head, indexes, is_name)), "")


def _is_usual(head: str, indexes: Indexes, is_name: Callable[[str], bool]) -> bool:
    bare = UNIT_BRACKET.sub("", head).strip()
    plain = without_punctuation(fold_key(bare))
    if _AGAINST.search(plain) or is_of_others(bare):
        return False
    if not plain or _OF_WHICH.match(plain) or _ONLY_UNIT.match(plain) or is_total_label(bare):
        return True
    told = role_of(bare) in _OF_STOCK or names_keeper(bare) or indexes.items.is_name(bare)
    return told or indexes.places.is_place(bare) or heads_stock(bare) or names_list(bare, is_name)

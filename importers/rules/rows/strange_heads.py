"""Headings above several columns of things: where their words are none a list of stock is divided by, the figures are asked about."""

from __future__ import annotations

import re
from collections.abc import Callable

from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.drafts import GROUPS_BETWEEN, Draft, Walked
from importers.rules.layout.headers import Indexes
from importers.rules.layout.title_words import names_known
from importers.rules.names.keepers import is_of_others, names_keeper
from importers.rules.names.known_words import heads_stock, names_list
from importers.rules.names.vocabulary import Role, is_total_label, role_of
from importers.rules.texts.header_units import UNIT_BRACKET
from importers.rules.texts.words import fold_key, without_punctuation

_OF_WHICH = re.compile(r"^(?:trong do|chia ra|bao gom|gom|cu the)\b")
# What is planned for, or whose it is, in words that a list of stock uses too.
_AGAINST = re.compile(
    r"\b(?:thiet hai|kich ban|phuong an|tinh huong|sieu bao|bao so \d+|cap do \d|gio cap|bao dong)\b|\b(?:(?:ton )?dau ky|ban giao|kem chat luong|kem pham chat|het han|het hsd|cho muon|cho thue)\b|\b(?:quan doi|don vi|tinh|quan khu|cap tren) (?:se )?(?:chi vien|ho tro|tang cuong)\b|^so (?:ho|thon|xa|nguoi)\b|^cua (?:tinh|huyen|quan khu|don vi|cap tren|trung uong)\b"
)
_HAPPENED = re.compile(
    r"\b(?:thiet hai|hu hai|mat mat|that lac|bi (?:chim|sap|ngap|cuon|hu|mat|anh huong)|ngap|tieu hao|de nghi|de xuat|du kien|dieu dong|dieu di|kem (?:chat luong|pham chat)|het han|ban giao|"
    r"binh quan|ty le|tuyen truyen|xu phat|vi pham|(?:ton )?dau ky|nhap (?:trong )?ky|xuat|phat sinh|thua|phuong an|kich ban|tinh huong|bao so \d+|cap do \d|sieu bao)\b|^so (?:ho|thon|xa|nguoi)\b|^cua (?:tinh|huyen|quan khu|cap tren|trung uong)\b"
)
_OF_STOCK = frozenset({Role.ITEM, Role.QUANTITY, Role.TOTAL, Role.HOLDER, Role.LOCATION, Role.PLACE, Role.AGREEMENT, Role.UNIT, Role.GOOD, Role.STRENGTH, Role.NOTE, Role.PERIOD, Role.PHASE})  # fmt: skip
_ONLY_UNIT = re.compile(r"^\W*(?:dvt|don vi tinh)\b")


def ask_strange_heads(walked: Walked, plan: Plan, indexes: Indexes) -> None:
    """Ask about the columns of things below a heading of unknown words: "Thiệt hại" over "Ghe, thuyền", "Cho mượn" over "Ca nô"."""
    is_name = names_known(indexes)
    if plan.layout not in {Layout.WIDE, Layout.AGREEMENT}:
        walked.drafts[:] = [_below_group(draft, indexes, is_name) for draft in walked.drafts]
        return
    asked = {col: head for col in plan.quantities if (head := _strange(plan.columns[col], indexes, is_name))}
    if asked:
        walked.drafts[:] = [
            draft._replace(unsure=asked[draft.cell.col])
            if draft.cell.col in asked and not draft.unsure
            else draft
            for draft in walked.drafts
        ]


def _below_group(draft: Draft, indexes: Indexes, is_name: Callable[[str], bool]) -> Draft:
    """Return a row of a list, asked about where its group tells of what happened or may happen, and not what is there.

    A group of a list may have any name (a hamlet's, a firm's): words nobody knows are no reason to ask there.
    """
    if draft.unsure or not draft.group:
        return draft
    groups = draft.group.split(GROUPS_BETWEEN)
    told = (
        group
        for group in groups
        if _HAPPENED.search(fold_key(group)) and not _is_usual(group, indexes, is_name)
    )
    said = next(told, "")
    return draft._replace(unsure=said) if said else draft


def _strange(column: Column, indexes: Indexes, is_name: Callable[[str], bool]) -> str:
    """Return the heading above a column that tells of something else than what there is, or "" where none does."""
    for head in column.path[:-1]:
        if head != column.leaf and not _is_usual(head, indexes, is_name):
            return head
    return ""


def _is_usual(head: str, indexes: Indexes, is_name: Callable[[str], bool]) -> bool:
    bare = UNIT_BRACKET.sub("", head).strip()
    plain = without_punctuation(fold_key(bare))
    if _AGAINST.search(plain) or is_of_others(bare):
        return False
    if not plain or _OF_WHICH.match(plain) or _ONLY_UNIT.match(plain) or is_total_label(bare):
        return True
    told = role_of(bare) in _OF_STOCK or names_keeper(bare) or indexes.items.is_name(bare)
    return told or indexes.places.is_place(bare) or heads_stock(bare) or names_list(bare, is_name)

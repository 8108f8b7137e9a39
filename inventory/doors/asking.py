"""The conditions of the list over all communes, as an address or another program names them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from flask import Flask, current_app, request
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.clock import day_of, now
from core.communes.queries import all_communes, old_districts
from core.communes.rules import Commune
from core.errors import NotFoundError
from core.text import fold, sort_key
from core.together import ask_together
from core.values import frozen
from core.web.access import books_mark
from core.web.fields import Amount
from core.web.language import counted, say_quantity
from inventory.queries.catalogue import TypeName, type_names
from inventory.rules.catalogue import Category, Pillar
from inventory.rules.details import EXPIRING_DAYS, Capability
from inventory.rules.holders import HolderKind
from inventory.rules.listing import Age, Filter, Order, State
from inventory.rules.stock import FRESH_DAYS
from inventory.sentences import (
    CAPABILITIES,
    CATEGORIES,
    HOLDER_KINDS,
    LIST_AGES,
    LIST_STATES,
    PILLARS,
)

SLOT = "inventory_names"
MOST_OPTIONS = 200  # communes in one list to choose from
MOST_FOUND = 50  # of those that typed words mean
NAMES = (
    "q",
    "type",
    "nhom",
    "pillar",
    "tt",
    "chu",
    "xa",
    "huyen",
    "tuoi",
    "han",
    "kho",
    "ld",
    "nl",
    "tu",
    "sx",
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """The names a list is drawn with and chosen from, as the books stood at `mark`."""

    mark: str
    communes: dict[str, Commune]
    types: dict[str, TypeName]
    districts: dict[str, frozenset[str]]

    @cached_property
    def alphabet(self) -> dict[str, int]:
        """Each type's place among the names."""
        return {code: kind.alphabet_no for code, kind in self.types.items()}

    @cached_property
    def type_options(self) -> list[tuple[str, str]]:
        """Types to choose from, by name."""
        return [(kind.code, kind.name) for kind in self.types.values()]

    @cached_property
    def commune_options(self) -> list[tuple[str, str]]:
        """Communes to choose from, by name in the Vietnamese alphabet."""
        ordered = sorted(self.communes.values(), key=lambda commune: sort_key(commune.name))
        return [(commune.code, commune.title) for commune in ordered]

    @cached_property
    def folded_communes(self) -> list[tuple[str, str]]:
        """Each commune's code and how its full name is searched, by name in the Vietnamese alphabet."""
        return [(code, fold(title)) for code, title in self.commune_options]

    @cached_property
    def called(self) -> dict[str, str]:
        """How each commune's own name is searched, without its kind: every second one is a "xã"."""
        return {code: fold(commune.name) for code, commune in self.communes.items()}

    def get_commune(self, code: str) -> Commune:
        """Return the commune with this code; raises NotFoundError."""
        if code not in self.communes:
            raise NotFoundError(what=code)
        return self.communes[code]

    @cached_property
    def district_options(self) -> list[tuple[str, str]]:
        """Former districts to choose from."""
        return [(name, name) for name in self.districts]


def known(session: Session) -> Known:
    """Return communes, types and former districts, read anew only where the system's books have moved on.

    The catalogue changes only together with an entry of the system's audit stream; communes are loaded once, into an
    empty database.
    """
    mark, held = books_mark(), current_app.extensions[SLOT]
    if isinstance(held, Known) and held.mark == mark:
        return held
    communes, types, districts = ask_together(session, all_communes(), type_names(), old_districts())
    found = Known(
        mark=mark,
        communes={commune.code: commune for commune in communes},
        types=types,
        districts=districts,
    )
    current_app.extensions[SLOT] = found if mark and found.communes else None
    return found


def set_up(app: Flask) -> None:
    """Give the application the place where the names are kept."""
    app.extensions[SLOT] = None


def given(args: Mapping[str, str]) -> dict[str, str]:
    """Return the conditions of an address that say something."""
    return {name: args[name] for name in NAMES if args.get(name)}


@frozen
class PlaceChoice:
    """The communes a page offers; where there are too many for a list, those that the typed `words` mean."""

    options: list[tuple[str, str]]
    typed: bool = False
    words: str = ""
    found: int = 0
    chosen: str = ""


def place_choice(
    asked: dict[str, str], words: str, names: Known, *, among: Container[str] | None = None
) -> PlaceChoice:
    """Return the communes to choose from, all or `among` some; where words mean a single one, the conditions get it."""
    options = [item for item in names.commune_options if among is None or item[0] in among]
    if len(options) <= MOST_OPTIONS:
        return PlaceChoice(options=options)
    parts = fold(words).split()
    found = [
        code
        for code, name in names.folded_communes
        if parts and (among is None or code in among) and all(part in name for part in parts)
    ]
    if parts and asked.get("xa") not in found:
        asked.pop("xa", None)
        if len(found) == 1:
            asked["xa"] = found[0]
    shown = found[:MOST_FOUND]
    chosen = asked.get("xa", "")
    if chosen in names.communes and chosen not in shown:
        shown = [chosen, *shown]
    # A nation has many communes of one name: the former province tells them apart.
    places = [names.communes[code] for code in shown]
    options = [(str(place.code), f"{place.title}, {place.old_province}") for place in places]
    return PlaceChoice(options=options, typed=True, words=words, found=len(found))


def place_offered(names: Known, chosen: str, *, among: Container[str] | None = None) -> PlaceChoice:
    """Return what a form offers that sends a commune, with the one chosen or meant by the words of the address."""
    asked = {"xa": chosen} if chosen else {}
    offered = place_choice(asked, request.args.get("noi", ""), names, among=among)
    return replace(offered, chosen=asked.get("xa", ""))


def filter_of(asked: Mapping[str, str], names: Known) -> Filter:
    """Return the conditions of an address; a word that is no choice of ours narrows nothing."""
    today = day_of(now())
    order = asked.get("sx", "")
    return Filter(
        types=_types(asked, names),
        communes=communes_of(asked, names),
        words=tuple(word.replace("%", "").replace("_", "") for word in fold(asked.get("q", "")).split()),
        state=_one_of(State, asked.get("tt", "")),
        holder_kind=_one_of(HolderKind, asked.get("chu", "")),
        age=_one_of(Age, asked.get("tuoi", "")),
        expires_by=_last_day(asked.get("han", ""), today),
        store=fold(asked.get("kho", "")),
        dual_use=asked.get("ld") == "co",
        able=_one_of(Capability, asked.get("nl", "")),
        least=least_of(asked.get("tu", "")),
        order=Order(order) if order in set(Order) else Order.NAME,
        stale_before=today - timedelta(days=FRESH_DAYS),
        today=today,
    )


def _last_day(asked: str, today: date) -> date | None:
    if asked == "sap":
        return today + timedelta(days=EXPIRING_DAYS)
    return today - timedelta(days=1) if asked == "qua" else None


def least_of(text: str) -> Decimal:
    """Return the least figure asked for, nought where none can be read."""
    try:
        return max(Decimal(0), Amount().deserialize(text)) if text else Decimal(0)
    except ValidationError:
        return Decimal(0)


def _able(asked: Mapping[str, str]) -> str:
    kind = CAPABILITIES.get(asked.get("nl", ""))
    if kind is None:
        return ""
    least = least_of(asked.get("tu", ""))
    if not least:
        return str(_("có ghi %(ability)s", ability=kind[0]))
    return str(
        _("%(ability)s từ %(least)s %(unit)s", ability=kind[0], least=say_quantity(least), unit=kind[1])
    )


def _one_of(kinds: type[State | HolderKind | Age | Capability], text: str) -> str:
    return text if text in {kind.value for kind in kinds} else ""


def _types(asked: Mapping[str, str], names: Known) -> frozenset[str] | None:
    code, category, pillar = (asked.get(name, "") for name in ("type", "nhom", "pillar"))
    code = code if code in names.types else ""
    category = category if category in set(Category) else ""
    pillar = pillar if pillar in set(Pillar) else ""
    if not (code or category or pillar):
        return None
    return frozenset(
        kind.code
        for kind in names.types.values()
        if code in ("", kind.code) and category in ("", kind.category) and pillar in ("", kind.pillar)
    )


def communes_of(asked: Mapping[str, str], names: Known) -> frozenset[str] | None:
    """Return the codes that the conditions on places come to, None for all."""
    code, district = asked.get("xa", ""), asked.get("huyen", "")
    within = names.districts.get(district)
    if code not in names.communes:
        return within
    return frozenset({code}) if within is None or code in within else frozenset()


def told(asked: Mapping[str, str], names: Known) -> list[str]:
    """Return the conditions in words, for the head of a page or a file."""
    kind, place = names.types.get(asked.get("type", "")), names.communes.get(asked.get("xa", ""))
    district = asked.get("huyen", "")
    words = [
        _("có “%(words)s”", words=asked["q"]) if asked.get("q") else "",
        kind.name if kind else "",
        str(CATEGORIES.get(asked.get("nhom", ""), "")),
        str(PILLARS.get(asked.get("pillar", ""), "")),
        place.title if place else "",
        _("địa bàn cũ: %(name)s", name=district) if district in names.districts else "",
        str(HOLDER_KINDS.get(asked.get("chu", ""), "")),
        str(LIST_STATES.get(asked.get("tt", ""), "")),
        str(LIST_AGES.get(asked.get("tuoi", ""), "")),
        _("quá hạn dùng") if asked.get("han") == "qua" else "",
        counted("hết hạn dùng trong %(days)s ngày tới hoặc đã quá hạn", days=EXPIRING_DAYS)
        if asked.get("han") == "sap"
        else "",
        _("để ở “%(place)s”", place=asked["kho"]) if asked.get("kho") else "",
        _able(asked),
        _("có công dụng thời bình (lưỡng dụng)") if asked.get("ld") == "co" else "",
    ]
    return [word for word in words if word]

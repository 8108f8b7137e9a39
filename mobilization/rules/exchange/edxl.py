"""EDXL-RM 1.0 messages as plain values, the names this system signs with, and what it calls its own things."""

from __future__ import annotations

import hashlib
import re
from dataclasses import field
from datetime import datetime
from decimal import Decimal

from core.text import fold
from core.values import frozen
from mobilization.rules.exchange.edxl_table import MessageKind

# Value lists of our own, written beside each value: the catalogue's codes, its units, the states of a dispatch.
TYPES_URN = "urn:x-bontaicho:resource-types"
UNITS_URN = "urn:x-bontaicho:units"
STATES_URN = "urn:x-bontaicho:states"

_OUR_THING = re.compile(r"(bontaicho\.[a-z0-9-]+):(SC|PD)-(\d{1,15})(?::.*)?")
_OUR_LINE = re.compile(r"NC-(\d{1,15})")


@frozen
class Contact:
    """Who sends, asks or owns."""

    role: str = ""
    organisation: str = ""
    person: str = ""
    phones: tuple[str, ...] = ()
    text: str = ""


@frozen
class Answer:
    """What a line says to a line of the message before it: "Accept", "Decline" or "Provisional"."""

    to: str
    kind: str
    reason: str = ""


@frozen
class When:
    """A time or a place of a line, by EDXL-RM's own kinds such as "RequestedArrival"."""

    kind: str
    at: datetime | None = None
    place: str = ""


@frozen
class Line:
    """One resource of a message. `type_list` and `type_value` are a value list's name and a value of it."""

    id: str
    answer: Answer | None = None
    resource_id: str = ""
    name: str = ""
    type_list: str = ""
    type_value: str = ""
    text: str = ""
    owner: str = ""
    jurisdiction: str = ""
    keeper: Contact | None = None
    state: str = ""
    available: str = ""
    quantity: Decimal | None = None
    quantity_text: str = ""
    unit: str = ""
    limits: str = ""
    purpose: str = ""
    order: str = ""
    whens: tuple[When, ...] = ()

    def at(self, *kinds: str) -> datetime | None:
        """Return the first time told of these kinds, by their order, or None."""
        told = {when.kind: when.at for when in self.whens if when.at is not None}
        return next((told[kind] for kind in kinds if kind in told), None)

    def place(self, *kinds: str) -> str:
        """Return the first place told of these kinds, by their order, or an empty text."""
        told = {when.kind: when.place for when in self.whens if when.place}
        return next((told[kind] for kind in kinds if kind in told), "")


@frozen
class Recall:
    """An earlier message that this one cancels ("Cancel") or stands in for ("Update")."""

    message: str
    kind: str


@frozen
class Message:
    """One message."""

    kind: MessageKind
    id: str
    sent_at: datetime
    originating: str
    lines: tuple[Line, ...]
    contacts: tuple[Contact, ...]
    preceding: str = ""
    text: str = ""
    incident_id: str = ""
    incident: str = ""
    recall: Recall | None = None
    envelope_status: str = field(default="", compare=False)

    @property
    def is_exercise(self) -> bool:
        """Whether its envelope or its own first words say that it is an exercise or a test."""
        return self.envelope_status in {"Exercise", "Test"} or fold(self.text).startswith("dien tap")

    def contact(self, *roles: str) -> Contact:
        """Return the first contact of these roles by their order, else the first of all."""
        by_role = {contact.role: contact for contact in reversed(self.contacts)}
        return next((by_role[role] for role in roles if role in by_role), self.contacts[0])


def system_name(province: str) -> str:
    """Return what this installation signs with, such as "bontaicho.quang-ngai"."""
    return "bontaicho." + re.sub(r"[^a-z0-9]+", "-", fold(province)).strip("-")


def incident_name(system: str, incident_id: int) -> str:
    """Return what other systems call an incident of ours."""
    return f"{system}:SC-{incident_id}"


def dispatch_name(system: str, dispatch_id: int) -> str:
    """Return what other systems call a resource that we sent or promised."""
    return f"{system}:PD-{dispatch_id}"


def need_name(need_id: int) -> str:
    """Return what the line of a need is called in a request of ours."""
    return f"NC-{need_id}"


def message_name(system: str, kind: MessageKind, about: str, *facts: object) -> str:
    """Return a message's identifier: the same content has the same, another content another."""
    digest = hashlib.sha256("\n".join(map(str, facts)).encode()).hexdigest()[:12]
    return f"{system}:{about}:{kind.value}:{digest}"


def our_incident(name: str, system: str) -> int | None:
    """Return the incident of ours an identifier of ours speaks of, or None."""
    return _ours(name, system, "SC")


def our_dispatch(name: str, system: str) -> int | None:
    """Return the dispatch of ours an identifier of ours speaks of, or None."""
    return _ours(name, system, "PD")


def _ours(name: str, system: str, what: str) -> int | None:
    found = _OUR_THING.fullmatch(name.strip())
    return int(found[3]) if found and found[1] == system and found[2] == what else None


def our_need(name: str) -> int | None:
    """Return the need of ours that a line of our request was, or None."""
    found = _OUR_LINE.fullmatch(name.strip())
    return int(found[1]) if found else None

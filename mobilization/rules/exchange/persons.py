"""One person's data within the XML of a kept message: found, set right, erased; all else stays as it came.

EDXL-RM 1.0 tells people by CIQ (`PersonName` and `ContactNumber`, each of several elements) within a contact or the
party responsible for a resource; CAP 1.2 has a line `contact`. Both have free text, in which anybody may stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.dom import minidom

from defusedxml.minidom import parseString

from core.text import tidy
from inventory.rules.personal import ERASED, LEAST_DIGITS, Change, Search, digits, mentions, numbers_in

PARTIES = ("ContactInformation", "ResponsibleParty")
REACHED = ("ContactDescription", "contact")  # lines that say whom to call, in free words
# What messages and their lines are called: without it the same message would be taken for a new one.
NAMES = (
    "MessageID",
    "OriginatingMessageID",
    "PrecedingMessageID",
    "RecallMessageID",
    "ResourceInfoElementID",
    "PrecedingResourceInfoElementID",
    "identifier",
    "references",
)
_TEXTS = (minidom.Node.TEXT_NODE, minidom.Node.CDATA_SECTION_NODE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that is read as one, though it may stand in several nodes."""

    nodes: tuple[minidom.Node, ...]
    glue: str = ""

    @property
    def text(self) -> str:
        return self.glue.join(str(node.nodeValue) for node in self.nodes)

    def put(self, text: str) -> None:
        if text == self.text:
            return
        for at, node in enumerate(self.nodes):
            node.nodeValue = "" if at else text


def person_in_message(content: bytes, search: Search) -> tuple[str, ...]:
    """Return every contact and text of a message that tells of the person; empty where the whole isn't about them."""
    document = _document(content)
    pieces = list(_pieces(document))
    if not mentions(search, (piece.text for piece in pieces)):
        return ()
    told = [tidy(" ".join(piece.text for piece in _pieces_of(party))) for party in _parties(document, search)]
    told += [tidy(piece.text) for piece in pieces if _touches(search, piece.text)]
    return tuple(
        text for text in dict.fromkeys(told) if not any(text != other and text in other for other in told)
    )


def change_person_in_message(content: bytes, change: Change) -> tuple[bytes, tuple[Change, ...]]:
    """Return a message with the person's data set right or erased, and what to do in all that was made of it.

    Erasing reaches the name beside a number looked for, and the numbers and addresses beside a name.
    """
    document = _document(content)
    changes = [change]
    for party in _parties(document, change.search):
        names, numbers = _joined(party, "PersonName"), _joined(party, "ContactNumber")
        if change.erases:
            for piece in _joined(party, "ElectronicAddressIdentifier"):
                piece.put(ERASED)
            # A name of one word may be any word of a sentence ("Tám"), so it goes from this contact alone.
            more = [Search(name=piece.text) for piece in names if len(piece.text.split()) > 1]
            more += [Search(phone=piece.text) for piece in numbers]
            changes += [Change(search=search) for search in more]
        for piece in names:
            piece.put(change.named(piece.text))
        for piece in numbers:
            piece.put(change.called(piece.text))
    for piece in _reached(document):
        piece.put(change.reached(piece.text))
    for piece in _pieces(document):
        piece.put(changed(piece.text, changes))
    return document.toxml(encoding="utf-8"), tuple(changes)


def people_in_message(content: bytes) -> tuple[Search, ...]:
    """Return whom a message tells of: by every full name of its contacts, and every number in it."""
    document = _document(content)
    parties = [one for one in _elements(document) if one.localName in PARTIES]
    # A name of one word may be any word of a sentence; it goes with the number beside it.
    names = [
        one.text for party in parties for one in _joined(party, "PersonName") if len(one.text.split()) > 1
    ]
    called = [one.text for one in _joined(document, "ContactNumber")]
    called += [number for piece in _pieces(document) for number in numbers_in(piece.text)]
    phones = {digits(number): number for number in called if len(digits(number)) >= LEAST_DIGITS}
    return (
        *(Search(name=name) for name in dict.fromkeys(names) if name != ERASED),
        *(Search(phone=number) for number in phones.values()),
    )


def _document(content: bytes) -> minidom.Document:
    return parseString(content, forbid_dtd=True)  # type: ignore[arg-type]  # its stub forgets bytes


def changed(text: str, changes: Iterable[Change]) -> str:
    """Return a text after every change."""
    for change in changes:
        text = change.text(text)
    return text


def _touches(search: Search, text: str) -> bool:
    alone = (Search(name=search.name), Search(phone=search.phone))
    return any(mentions(one, [text]) for one in alone)


def _parties(document: minidom.Document, search: Search) -> list[minidom.Element]:
    """Return the contacts that are the person's."""
    return [
        element
        for element in _elements(document)
        if element.localName in PARTIES and mentions(search, (piece.text for piece in _pieces(element)))
    ]


def _elements(node: minidom.Node) -> Iterator[minidom.Element]:
    if isinstance(node, minidom.Element):
        yield node
    for child in node.childNodes:
        yield from _elements(child)


def _joined(node: minidom.Node, name: str) -> list[_Piece]:
    """Return the texts of the elements of this name, each read as one with blanks between its parts."""
    return [
        _Piece(tuple(parts), " ")
        for element in _elements(node)
        if element.localName == name
        and (
            parts := [
                text for inner in _elements(element) for text in _texts(inner) if str(text.nodeValue).strip()
            ]
        )
    ]


def _reached(node: minidom.Node) -> list[_Piece]:
    found = [_Piece(tuple(_texts(one))) for one in _elements(node) if one.localName in REACHED]
    return [piece for piece in found if piece.nodes]


def _texts(node: minidom.Node) -> list[minidom.Node]:
    return [child for child in node.childNodes if child.nodeType in _TEXTS]


def _pieces(node: minidom.Node) -> Iterator[_Piece]:
    """Yield all text below a node: of elements, attributes and comments, then names and numbers as a whole."""
    yield from _pieces_of(node)
    yield from (*_joined(node, "PersonName"), *_joined(node, "ContactNumber"))


def _pieces_of(node: minidom.Node) -> Iterator[_Piece]:
    if isinstance(node, minidom.Element):
        if node.localName in NAMES:
            return
        yield from (_Piece((attribute,)) for attribute in node.attributes.values())
        if texts := _texts(node):
            yield _Piece(tuple(texts))
    for child in node.childNodes:
        if child.nodeType in (minidom.Node.COMMENT_NODE, minidom.Node.PROCESSING_INSTRUCTION_NODE):
            yield _Piece((child,))
        yield from _pieces_of(child)

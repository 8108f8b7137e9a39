"""XML of other systems as plain nodes, read within limits and compared with a table of what may stand where.

The tables of `edxl_table` and `cap_table` are made of `Part`: an element, how often it stands, and what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from core.errors import DomainError
from core.text import tidy
from core.values import frozen

MOST_BYTES = 512 * 1024  # a message is some kilobytes; a CAP alert with every commune's outline some hundred
MOST_DEPTH = 24  # EDXL-RM inside its distribution element, with an address, is 14 deep
MOST_NODES = 20_000
MOST_TEXT = 20_000


class XmlError(DomainError):
    """What came is no XML, or declares a document type, which no message needs and bombs do."""

    code = "xml_unreadable"


class XmlTooBigError(DomainError):
    """A message beyond every honest one's size, depth or number of elements. Fact: `most_kb`."""

    code = "xml_too_big"
    status = 413

    def __init__(self) -> None:
        super().__init__(most_kb=MOST_BYTES // 1024)


class UnknownMessageError(DomainError):
    """A well-formed document that is none of the messages known here. Fact: `name`."""

    code = "message_kind_unknown"


class ElementUnknownError(DomainError):
    """An element the standard does not have at this place. Facts: `name`, `path`."""

    code = "element_unknown"


class ElementMissingError(DomainError):
    """An element the standard asks for is not there, or is empty. Facts: `name`, `path`."""

    code = "element_missing"


class ElementMisplacedError(DomainError):
    """An element stands too often, or not in the standard's order. Facts: `name`, `path`."""

    code = "element_misplaced"


class ValueWrongError(DomainError):
    """An element's text is not one the standard allows. Facts: `value`, `path`."""

    code = "element_value"


class Kind(StrEnum):
    """What an element holds."""

    TEXT = "text"
    MOMENT = "moment"
    NUMBER = "number"
    PARTS = "parts"
    ANY = "any"  # of another standard (CIQ, GML, XML signature): kept out of the comparison


@frozen
class Node:
    """An element: `{namespace}name`, its text without blanks at the ends, what is in it."""

    tag: str
    text: str = ""
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name without its namespace."""
        return self.tag.rpartition("}")[2]

    def all(self, name: str) -> list[Node]:
        """Return the children of this name."""
        return [child for child in self.children if child.name == name]

    def find(self, *names: str) -> Node | None:
        """Return the first descendant down this path of names, or None."""
        node: Node | None = self
        for name in names:
            node = next(iter(node.all(name)), None) if node is not None else None
        return node

    def said(self, *names: str) -> str:
        """Return the text down this path of names, empty where there is none."""
        node = self.find(*names)
        return node.text if node is not None else ""


@frozen
class Part:
    """An element of a standard and how often it stands: from `least` to `most`, without `most` as often as wanted."""

    tag: str
    least: int
    most: int | None
    kind: Kind = Kind.TEXT
    parts: tuple[Part, ...] = ()
    values: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name without its namespace."""
        return self.tag.rpartition("}")[2]


CARDINALITY: dict[str, tuple[int, int | None]] = {"1": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}


def part(
    namespace: str,
    often: str,
    name: str,
    *inside: Part,
    kind: Kind = Kind.TEXT,
    values: Sequence[str] = (),
) -> Part:
    """Return an element that stands `often`: "1", "?", "*" or "+"."""
    least, most = CARDINALITY[often]
    kind = Kind.PARTS if inside else kind
    tag = f"{{{namespace}}}{name}"
    return Part(tag=tag, least=least, most=most, kind=kind, parts=inside, values=frozenset(values))


class _Builder:
    """Builds nodes as the parser goes and gives up at the first element too many."""

    def __init__(self) -> None:
        self._open: list[tuple[str, tuple[tuple[str, str], ...], list[str], list[Node]]] = []
        self._count = 0
        self._root: Node | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._count += 1
        if len(self._open) >= MOST_DEPTH or self._count > MOST_NODES:
            raise XmlTooBigError
        self._open.append((tag, tuple(attributes.items()), [], []))

    def data(self, text: str) -> None:
        """Take text of the innermost element."""
        if self._open:
            self._open[-1][2].append(text)

    def end(self, _tag: str) -> None:
        """Close the innermost element."""
        tag, attributes, texts, children = self._open.pop()
        text = "".join(texts).strip() if not children else ""
        node = Node(tag=tag, text=text[:MOST_TEXT], children=tuple(children), attributes=attributes)
        if self._open:
            self._open[-1][3].append(node)
        else:
            self._root = node

    def close(self) -> Node | None:
        """Return the document's element."""
        return self._root


def read_xml(content: bytes) -> Node:
    """Return a document as nodes; raises XmlTooBigError and XmlError."""
    if len(content) > MOST_BYTES:
        raise XmlTooBigError
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(content)
        root = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise XmlError from None  # LookupError: an encoding nobody knows
    if not isinstance(root, Node):
        raise XmlError
    return root


def check(node: Node, known: Part, path: str = "") -> None:
    """Return where an element stands as the standard has it; raises the first of the errors above."""
    path = f"{path}/{known.name}"
    if known.kind is Kind.ANY:
        return
    if known.kind is not Kind.PARTS:
        _check_text(node, known, path)
        return
    seen = dict.fromkeys((one.tag for one in known.parts), 0)
    place = 0
    for child in node.children:
        found = next((at for at, one in enumerate(known.parts) if one.tag == child.tag), None)
        if found is None:
            raise ElementUnknownError(name=child.name[:60], path=path)
        one = known.parts[found]
        seen[one.tag] += 1
        if found < place or (one.most is not None and seen[one.tag] > one.most):
            raise ElementMisplacedError(name=one.name, path=path)
        place = found
        check(child, one, path)
    for one in known.parts:
        if seen[one.tag] < one.least:
            raise ElementMissingError(name=one.name, path=path)


def _check_text(node: Node, known: Part, path: str) -> None:
    if node.children:
        raise ElementUnknownError(name=node.children[0].name[:60], path=path)
    if not node.text:
        if known.least:
            raise ElementMissingError(name=known.name, path=path.rpartition("/")[0])
        return
    wrong = bool(known.values) and node.text not in known.values
    if known.kind is Kind.MOMENT:
        wrong = moment_of(node.text) is None
    elif known.kind is Kind.NUMBER:
        wrong = number_of(node.text) is None
    if wrong:
        raise ValueWrongError(value=node.text[:60], path=path)


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def moment_of(text: str) -> datetime | None:
    """Return an xsd:dateTime with its zone, or None: both standards ask for the zone."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.replace("-00:00", "+00:00"))
    except ValueError:
        return None


def number_of(text: str) -> Decimal | None:
    """Return a plain finite number, or None."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and len(text) <= 30 else None


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return text that may stand in XML: tidied, without the control characters XML has no way to write."""
    return tidy(_NOT_XML.sub("", text))

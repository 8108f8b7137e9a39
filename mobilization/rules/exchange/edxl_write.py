"""An EDXL-RM 1.0 message written as XML; nothing leaves that differs from the table."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from xml.etree import ElementTree

from mobilization.rules.exchange.edxl import STATES_URN, UNITS_URN, Answer, Contact, Line, Message, When
from mobilization.rules.exchange.edxl_table import MSG, RM, TABLE, XNL, XPIL, MessageKind
from mobilization.rules.exchange.xml import Node, check, clean

VIETNAM = timezone(timedelta(hours=7))  # no summer time

for _prefix, _namespace in (("rm", RM), ("xpil", XPIL), ("xnl", XNL)):
    ElementTree.register_namespace(_prefix, _namespace)


def write_message(message: Message) -> bytes:
    """Return a message as an XML document in UTF-8; raises an error of `xml` where it is not as the table has it."""
    root = _message(message)
    check(root, TABLE[message.kind])
    tree = _element(root)
    ElementTree.indent(tree)
    document: bytes = ElementTree.tostring(
        tree, encoding="utf-8", xml_declaration=True, default_namespace=MSG
    )
    return document + b"\n"


def _element(node: Node) -> ElementTree.Element:
    made = ElementTree.Element(node.tag, dict(node.attributes))
    made.text = node.text or None
    made.extend(_element(child) for child in node.children)
    return made


def _node(
    namespace: str, name: str, *children: Node | None, text: str = "", **attributes: str
) -> Node | None:
    """Return an element, or None where there is nothing to say in it."""
    inside = tuple(child for child in children if child is not None)
    said = clean(text)
    if not inside and not said:
        return None
    told = tuple((f"{{{namespace}}}{key}", value) for key, value in attributes.items())
    return Node(tag=f"{{{namespace}}}{name}", text=said, children=inside, attributes=told)


def _rm(name: str, *children: Node | None, text: str = "") -> Node | None:
    return _node(RM, name, *children, text=text)


def _msg(name: str, *children: Node | None, text: str = "") -> Node | None:
    return _node(MSG, name, *children, text=text)


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds") if moment is not None else ""


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _message(message: Message) -> Node:
    recall = message.recall
    children = (
        _msg("MessageID", text=message.id),
        _msg("SentDateTime", text=_moment(message.sent_at)),
        _msg("MessageContentType", text=message.kind.value),
        _msg("MessageDescription", text=message.text),
        _msg("OriginatingMessageID", text=message.originating),
        _msg("PrecedingMessageID", text=message.preceding),
        _msg(
            "IncidentInformation",
            _rm("IncidentID", text=message.incident_id),
            _rm("IncidentDescription", text=message.incident),
        ),
        _msg(
            "MessageRecall",
            _rm("RecallMessageID", text=recall.message),
            _rm("RecallType", text=recall.kind),
        )
        if recall
        else None,
        *(_contact("ContactInformation", one) for one in message.contacts),
        *(_line(message.kind, line) for line in message.lines),
    )
    return Node(
        tag=f"{{{MSG}}}{message.kind.value}", children=tuple(child for child in children if child is not None)
    )


def _contact(name: str, contact: Contact) -> Node | None:
    return _msg(
        name,
        _rm("ContactDescription", text=contact.text),
        _rm("ContactRole", text=contact.role),
        _rm("AdditionalContactInformation", _party_name(contact), _numbers(contact)),
    )


def _party_name(contact: Contact) -> Node | None:
    """Return who it is as CIQ 3.0 has it: a person, an organisation, or both."""
    return _node(
        XPIL,
        "PartyName",
        _node(XNL, "PersonName", _node(XNL, "NameElement", text=contact.person)),
        _node(XNL, "OrganisationName", _node(XNL, "NameElement", text=contact.organisation)),
    )


def _numbers(contact: Contact) -> Node | None:
    return _node(
        XPIL,
        "ContactNumbers",
        *(
            _node(
                XPIL,
                "ContactNumber",
                _node(XPIL, "ContactNumberElement", text=phone),
                CommunicationMediaType="Telephone",
            )
            for phone in contact.phones
        ),
    )


def _list(namespace: str, name: str, urn: str, value: str) -> Node | None:
    if not value:
        return None
    return _node(namespace, name, _rm("ValueListURN", text=urn), _rm("Value", text=value))


def _line(kind: MessageKind, line: Line) -> Node | None:
    return _msg(
        "ResourceInformation",
        _msg("ResourceInfoElementID", text=line.id),
        _answer(line.answer),
        _msg(
            "Resource",
            _msg("ResourceID", text=line.resource_id),
            _msg("Name", text=line.name),
            _list(MSG, "TypeStructure", line.type_list, line.type_value),
            _msg("Description", text=line.text),
            _contact("ResponsibleParty", line.keeper) if line.keeper else None,
            _msg(
                "OwnershipInformation",
                _rm("Owner", text=line.owner),
                _rm("OwningJurisdiction", text=line.jurisdiction),
            ),
            _msg(
                "ResourceStatus",
                _list(MSG, "DeploymentStatus", STATES_URN, line.state),
                _msg("Availability", text=line.available),
            ),
        ),
        _msg(
            "AssignmentInformation",
            _quantity(line),
            _msg("Restrictions", text=line.limits),
            _msg("AnticipatedFunction", text=line.purpose),
            _msg("OrderID", text=line.order),
        ),
        *(_when(when) for when in line.whens),
    )


def _answer(answer: Answer | None) -> Node | None:
    if answer is None:
        return None
    return _msg(
        "ResponseInformation",
        _rm("PrecedingResourceInfoElementID", text=answer.to),
        _rm("ResponseType", text=answer.kind),
        _rm("ResponseReason", text=answer.reason),
    )


def _quantity(line: Line) -> Node | None:
    if line.quantity is None:
        return _msg("Quantity", _rm("QuantityText", text=line.quantity_text))
    return _msg(
        "Quantity",
        _rm(
            "MeasuredQuantity",
            _rm("Amount", text=_number(line.quantity)),
            _list(RM, "UnitOfMeasure", UNITS_URN, line.unit),
        ),
    )


def _when(when: When) -> Node | None:
    return _msg(
        "ScheduleInformation",
        _msg("ScheduleType", text=when.kind),
        _msg("DateTime", text=_moment(when.at)),
        _msg("Location", _rm("LocationDescription", text=when.place)),
    )

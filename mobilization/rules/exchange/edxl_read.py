"""An EDXL-RM 1.0 message read from XML, by itself or in an EDXL distribution element."""

from __future__ import annotations

from mobilization.rules.exchange.edxl import Answer, Contact, Line, Message, Recall, When
from mobilization.rules.exchange.edxl_table import DE, TABLE
from mobilization.rules.exchange.xml import Node, UnknownMessageError, check, moment_of, number_of, read_xml

_KINDS = {part.tag: kind for kind, part in TABLE.items()}


def read_message(content: bytes) -> Message:
    """Return the message a document holds; raises the errors of `xml`."""
    return message_of(read_xml(content))


def message_of(root: Node) -> Message:
    """Return the message of a document or of the envelope it came in; raises UnknownMessageError and the table's."""
    status = ""
    if root.tag == f"{{{DE}}}EDXLDistribution":
        status, root = root.said("distributionStatus"), _unwrapped(root)
    kind = _KINDS.get(root.tag)
    if kind is None:
        raise UnknownMessageError(name=root.name[:60])
    check(root, TABLE[kind])
    sent_at = moment_of(root.said("SentDateTime"))
    assert sent_at is not None
    recall = root.find("MessageRecall")
    return Message(
        kind=kind,
        id=root.said("MessageID"),
        sent_at=sent_at,
        originating=root.said("OriginatingMessageID"),
        preceding=root.said("PrecedingMessageID"),
        text=root.said("MessageDescription"),
        incident_id=root.said("IncidentInformation", "IncidentID"),
        incident=root.said("IncidentInformation", "IncidentDescription"),
        recall=Recall(message=recall.said("RecallMessageID"), kind=recall.said("RecallType"))
        if recall
        else None,
        contacts=tuple(_contact(one) for one in root.all("ContactInformation")),
        lines=tuple(_line(one) for one in root.all("ResourceInformation")),
        envelope_status=status,
    )


def _unwrapped(root: Node) -> Node:
    """Return the one message in an envelope; raises UnknownMessageError where there is none or more."""
    held = [
        message
        for item in root.all("contentObject")
        for content in item.all("xmlContent")
        for embedded in content.all("embeddedXMLContent")
        for message in embedded.children
    ]
    if len(held) != 1:
        raise UnknownMessageError(name=root.name)
    return held[0]


def _contact(node: Node) -> Contact:
    party = node.find("AdditionalContactInformation")
    name = party.find("PartyName") if party else None
    numbers = party.find("ContactNumbers") if party else None
    return Contact(
        role=node.said("ContactRole"),
        text=node.said("ContactDescription"),
        organisation=_named(name, "OrganisationName"),
        person=_named(name, "PersonName"),
        phones=tuple(
            element.text
            for number in (numbers.all("ContactNumber") if numbers else ())
            for element in number.all("ContactNumberElement")
            if element.text
        ),
    )


def _named(name: Node | None, what: str) -> str:
    if name is None:
        return ""
    return " ".join(
        element.text for one in name.all(what) for element in one.all("NameElement") if element.text
    )


def _line(node: Node) -> Line:
    thing = node.find("Resource")
    task = node.find("AssignmentInformation")
    thing, task = thing or Node(tag="Resource"), task or Node(tag="AssignmentInformation")
    told, keeper = node.find("ResponseInformation"), thing.find("ResponsibleParty")
    return Line(
        id=node.said("ResourceInfoElementID"),
        answer=Answer(
            to=told.said("PrecedingResourceInfoElementID"),
            kind=told.said("ResponseType"),
            reason=told.said("ResponseReason"),
        )
        if told
        else None,
        resource_id=thing.said("ResourceID"),
        name=thing.said("Name"),
        type_list=thing.said("TypeStructure", "ValueListURN"),
        type_value=thing.said("TypeStructure", "Value"),
        text=thing.said("Description"),
        owner=thing.said("OwnershipInformation", "Owner"),
        jurisdiction=thing.said("OwnershipInformation", "OwningJurisdiction"),
        keeper=_contact(keeper) if keeper else None,
        state=thing.said("ResourceStatus", "DeploymentStatus", "Value"),
        available=thing.said("ResourceStatus", "Availability"),
        quantity=number_of(task.said("Quantity", "MeasuredQuantity", "Amount")),
        quantity_text=task.said("Quantity", "QuantityText"),
        unit=task.said("Quantity", "MeasuredQuantity", "UnitOfMeasure", "Value"),
        limits=task.said("Restrictions"),
        purpose=task.said("AnticipatedFunction"),
        order=task.said("OrderID"),
        whens=tuple(_when(one) for one in node.all("ScheduleInformation")),
    )


def _when(node: Node) -> When:
    place = node.find("Location")
    return When(
        kind=node.said("ScheduleType"),
        at=moment_of(node.said("DateTime")),
        place=_place(place) if place else "",
    )


def _place(location: Node) -> str:
    """Return a place in words: its description, else the words of its address."""
    if location.said("LocationDescription"):
        return location.said("LocationDescription")
    address = location.find("Address")
    return ", ".join(_words(address)) if address else ""


def _words(node: Node) -> list[str]:
    if not node.children:
        return [node.text] if node.text else []
    return [word for child in node.children for word in _words(child)]

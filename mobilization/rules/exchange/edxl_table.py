"""What stands where in the EDXL-RM 1.0 messages known here: element, order and how often, as our own table.

Source: OASIS Standard "Emergency Data Exchange Language Resource Messaging (EDXL-RM) 1.0", 1 November 2008, with its
message schemas (namespace …:RM:1.0:msg) and common types (…:RM:1.0). Order and number of the elements, and the kinds of
schedules of each message, were compared with the classes that Apache XMLBeans made from those schemas in the public
repository huangdy/xCore-1.3.3 (em/xmlbeans-edxl_rm); a list there does not say whether it may be empty. Elements of
other standards inside (CIQ 3.0 parties and addresses, GML places, radio) are not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import partial

from mobilization.rules.exchange.xml import Kind, Part, part

RM = "urn:oasis:names:tc:emergency:EDXL:RM:1.0"
MSG = "urn:oasis:names:tc:emergency:EDXL:RM:1.0:msg"
DE = "urn:oasis:names:tc:emergency:EDXL:DE:1.0"  # the envelope a message may come in
XPIL = "urn:oasis:names:tc:ciq:xpil:3"
XNL = "urn:oasis:names:tc:ciq:xnl:3"

rm, msg = partial(part, RM), partial(part, MSG)


class MessageKind(StrEnum):
    """The messages of a resource's life: asked for, ordered, promised, released, asked back."""

    REQUEST = "RequestResource"
    RESPONSE = "ResponseToRequestResource"
    REQUISITION = "RequisitionResource"
    COMMIT = "CommitResource"
    RELEASE = "ReleaseResource"
    RETURN = "RequestReturn"
    RETURN_RESPONSE = "ResponseToRequestReturn"


ANSWERS = ("Accept", "Decline", "Provisional")
ROLES = ("Sender", "Requester", "SubjectMatterExpert", "Approver", "RespondingOrg", "Owner")
RECALLS = ("Cancel", "Update")

_ARRIVAL = ("RequestedArrival", "EstimatedArrival", "ActualArrival")
_DEPARTURE = ("RequestedDeparture", "EstimatedDeparture", "ActualDeparture")
_ASKED_HOME = ("RequestedReturnDeparture", "RequestedReturnArrival")
_EXPECTED_HOME = ("EstimatedReturnDeparture", "EstimatedReturnArrival")
_FREE = ("BeginAvailable", "EndAvailable")
_LATE = (*_ARRIVAL, *_DEPARTURE, *_ASKED_HOME, *_FREE, "Committed", "ReportTo", "Route")
_REQUESTED = ("RequestedArrival", "RequestedDeparture", *_EXPECTED_HOME, "ReportTo", "Route")
_ORDERED = (*_REQUESTED, "EstimatedArrival", "EstimatedDeparture")
# Each message allows its own kinds of times and places.
SCHEDULES: Mapping[MessageKind, frozenset[str]] = {
    MessageKind.REQUEST: frozenset(_REQUESTED),
    MessageKind.RESPONSE: frozenset({*_ORDERED, *_ASKED_HOME, *_FREE} - {"EstimatedReturnArrival"}),
    MessageKind.REQUISITION: frozenset(_ORDERED),
    MessageKind.COMMIT: frozenset(
        {*_ORDERED, *_ASKED_HOME, *_FREE, "ActualDeparture", "Committed", "Current"}
    ),
    MessageKind.RELEASE: frozenset({*_LATE, *_EXPECTED_HOME, "ActualReturnDeparture", "Current"}),
    MessageKind.RETURN: frozenset(_LATE),
    MessageKind.RETURN_RESPONSE: frozenset({*_LATE, *_EXPECTED_HOME, "ActualReturnDeparture", "Current"}),
}

_LIST = (rm("1", "ValueListURN"), rm("+", "Value"))
_MEASURED = rm("?", "MeasuredQuantity", rm("1", "Amount", kind=Kind.NUMBER), rm("?", "UnitOfMeasure", *_LIST))
_AMOUNT = (rm("*", "QuantityText"), _MEASURED)
_PLACE = (
    rm("?", "LocationDescription"),
    rm("?", "Address", kind=Kind.ANY),
    rm("?", "TargetArea", kind=Kind.ANY),
)
_PARTY = (
    rm("?", "ContactDescription"),
    rm("?", "ContactRole", values=ROLES),
    rm("*", "Radio", kind=Kind.ANY),
    rm("?", "ContactLocation", *_PLACE),
    rm("?", "AdditionalContactInformation", kind=Kind.ANY),
)
_OWNER = tuple(rm("?", name) for name in ("Owner", "OwningJurisdiction", "HomeDispatch", "HomeUnit"))
_ANSWER = (
    rm("1", "PrecedingResourceInfoElementID"),
    rm("1", "ResponseType", values=ANSWERS),
    rm("?", "ReasonCode", *_LIST),
    rm("?", "ResponseReason"),
)
_INSTRUCTIONS = tuple(
    rm("?", name) for name in ("ModeOfTransportation", "NavigationInstructions", "ReportingInstructions")
)
_THING = (
    msg("?", "ResourceID"),
    msg("?", "Name"),
    msg("?", "TypeStructure", *_LIST),
    msg("?", "TypeInfo", kind=Kind.ANY),
    msg("*", "Keyword", *_LIST),
    msg("?", "Description"),
    msg("?", "Credentials"),
    msg("?", "Certifications"),
    msg("?", "SpecialRequirements"),
)
_KEPT_BY = (msg("?", "ResponsibleParty", *_PARTY), msg("?", "OwnershipInformation", *_OWNER))
_REFRESHED = msg("?", "InventoryRefreshDateTime", kind=Kind.MOMENT)
_DEPLOYED, _AVAILABLE = msg("?", "DeploymentStatus", *_LIST), msg("?", "Availability")
# How a resource stands: not in a request nor in a requisition.
_STATUS: Mapping[MessageKind, Part] = {
    MessageKind.RESPONSE: msg("?", "ResourceStatus", _REFRESHED, _DEPLOYED, _AVAILABLE),
    MessageKind.COMMIT: msg("?", "ResourceStatus", _REFRESHED, _DEPLOYED),
    MessageKind.RELEASE: msg("?", "ResourceStatus", _DEPLOYED, _AVAILABLE),
    MessageKind.RETURN: msg("?", "ResourceStatus", _DEPLOYED, _AVAILABLE),
    MessageKind.RETURN_RESPONSE: msg(
        "1", "ResourceStatus", msg("1", "DeploymentStatus", *_LIST), msg("1", "Availability")
    ),
}

_PRICE = msg("?", "PriceQuote", kind=Kind.ANY)  # told to people, never counted with here

K = MessageKind
# What follows a message of another: "1" must name it, "?" may.
PRECEDING: Mapping[MessageKind, str] = {
    K.RESPONSE: "1",
    K.REQUISITION: "?",
    K.COMMIT: "1",
    K.RELEASE: "?",
    K.RETURN: "?",
    K.RETURN_RESPONSE: "1",
}
ANSWERING: Mapping[MessageKind, str] = {
    K.RESPONSE: "1",
    K.COMMIT: "1",
    K.RELEASE: "?",
    K.RETURN_RESPONSE: "1",
}
_THING_STANDS = {K.RESPONSE: "?", K.COMMIT: "?", K.RETURN_RESPONSE: "?"}  # elsewhere once
# Elsewhere once at most.
_QUANTITY_STANDS = {K.REQUISITION: "1", K.COMMIT: "1", K.RELEASE: "1", K.RETURN_RESPONSE: "1"}
_ORDER_NAMED = frozenset({K.COMMIT, K.RELEASE, K.RETURN, K.RETURN_RESPONSE})


def _assignment(kind: MessageKind) -> Part:
    priced = () if kind is K.REQUEST else (_PRICE,)
    named = (msg("?", "OrderID"),) if kind in _ORDER_NAMED else ()
    told = () if kind is K.REQUEST else (msg("?", "AssignmentInstructions", *_INSTRUCTIONS),)
    return msg(
        "1" if kind is K.REQUISITION else "?",
        "AssignmentInformation",
        msg(_QUANTITY_STANDS.get(kind, "?"), "Quantity", *_AMOUNT),
        msg("?", "Restrictions"),
        msg("?", "AnticipatedFunction"),
        *priced,
        *named,
        *told,
    )


def _line(kind: MessageKind) -> Part:
    answer = (msg(ANSWERING[kind], "ResponseInformation", *_ANSWER),) if kind in ANSWERING else ()
    kept = () if kind is K.REQUEST else _KEPT_BY
    status = (_STATUS[kind],) if kind in _STATUS else ()
    return msg(
        "+",
        "ResourceInformation",
        msg("1", "ResourceInfoElementID"),
        *answer,
        msg(_THING_STANDS.get(kind, "1"), "Resource", *_THING, *kept, *status),
        _assignment(kind),
        msg(
            "*",
            "ScheduleInformation",
            msg("1", "ScheduleType", values=sorted(SCHEDULES[kind])),
            msg("?", "DateTime", kind=Kind.MOMENT),
            msg("?", "Location", *_PLACE),
        ),
    )


def _message(kind: MessageKind) -> Part:
    preceding = (msg(PRECEDING[kind], "PrecedingMessageID"),) if kind in PRECEDING else ()
    funds = msg if kind is K.REQUEST else rm  # the request's schema declares its own
    return msg(
        "1",
        kind.value,
        msg("1", "MessageID"),
        msg("1", "SentDateTime", kind=Kind.MOMENT),
        msg("1", "MessageContentType", values=(kind.value,)),
        msg("?", "MessageDescription"),
        msg("1", "OriginatingMessageID"),
        *preceding,
        msg("*", "IncidentInformation", rm("?", "IncidentID"), rm("?", "IncidentDescription")),
        msg("?", "MessageRecall", rm("1", "RecallMessageID"), rm("1", "RecallType", values=RECALLS)),
        msg("*", "Funding", funds("?", "FundCode"), funds("?", "FundingInfo")),
        msg("+", "ContactInformation", *_PARTY),
        _line(kind),
    )


TABLE: Mapping[MessageKind, Part] = {kind: _message(kind) for kind in MessageKind}

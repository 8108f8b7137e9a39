"""What stands where in a CAP 1.2 alert: element, order and how often, as our own table.

Source: OASIS Standard "Common Alerting Protocol Version 1.2", 1 July 2010, sections 3.2.1 to 3.2.4 and its schema, as
kept in the public repository google/cap-library (schema/cap12.xsd), compared element by element.
A signature at the end (XML Signature) is not compared.
"""

from __future__ import annotations

from functools import partial

from mobilization.rules.exchange.xml import Kind, Part, part

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
cap = partial(part, CAP)

STATUSES = ("Actual", "Exercise", "System", "Test", "Draft")
MESSAGES = ("Alert", "Update", "Cancel", "Ack", "Error")
SCOPES = ("Public", "Restricted", "Private")
CATEGORIES = [
    "Geo",
    "Met",
    "Safety",
    "Security",
    "Rescue",
    "Fire",
    "Health",
    "Env",
    "Transport",
    "Infra",
    "CBRNE",
    "Other",
]
RESPONSES = ["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"]
URGENCIES = ("Immediate", "Expected", "Future", "Past", "Unknown")
SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")

_PAIR = (cap("1", "valueName"), cap("1", "value"))
_RESOURCE = cap(
    "*",
    "resource",
    cap("1", "resourceDesc"),
    cap("1", "mimeType"),
    cap("?", "size"),
    cap("?", "uri"),
    cap("?", "derefUri"),
    cap("?", "digest"),
)
_AREA = cap(
    "*",
    "area",
    cap("1", "areaDesc"),
    cap("*", "polygon"),
    cap("*", "circle"),
    cap("*", "geocode", *_PAIR),
    cap("?", "altitude", kind=Kind.NUMBER),
    cap("?", "ceiling", kind=Kind.NUMBER),
)
_INFO = cap(
    "*",
    "info",
    cap("?", "language"),
    cap("+", "category", values=CATEGORIES),
    cap("1", "event"),
    cap("*", "responseType", values=RESPONSES),
    cap("1", "urgency", values=URGENCIES),
    cap("1", "severity", values=SEVERITIES),
    cap("1", "certainty", values=CERTAINTIES),
    cap("?", "audience"),
    cap("*", "eventCode", *_PAIR),
    cap("?", "effective", kind=Kind.MOMENT),
    cap("?", "onset", kind=Kind.MOMENT),
    cap("?", "expires", kind=Kind.MOMENT),
    cap("?", "senderName"),
    cap("?", "headline"),
    cap("?", "description"),
    cap("?", "instruction"),
    cap("?", "web"),
    cap("?", "contact"),
    cap("*", "parameter", *_PAIR),
    _RESOURCE,
    _AREA,
)
ALERT: Part = cap(
    "1",
    "alert",
    cap("1", "identifier"),
    cap("1", "sender"),
    cap("1", "sent", kind=Kind.MOMENT),
    cap("1", "status", values=STATUSES),
    cap("1", "msgType", values=MESSAGES),
    cap("?", "source"),
    cap("1", "scope", values=SCOPES),
    cap("?", "restriction"),
    cap("?", "addresses"),
    cap("*", "code"),
    cap("?", "note"),
    cap("?", "references"),
    cap("?", "incidents"),
    _INFO,
    part(SIGNATURE, "*", "Signature", kind=Kind.ANY),
)

"""XML of strangers: what is no message ends in a named refusal, whatever its size or shape."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from mobilization.rules.exchange.cap import read_alert
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.edxl_table import MSG
from mobilization.rules.exchange.xml import MOST_BYTES, MOST_DEPTH, MOST_NODES, clean, moment_of, read_xml
from tests.rules.mobilization.exchange.samples import REQUEST, alert, enveloped

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xml_unreadable"),
        (b"no xml at all", "xml_unreadable"),
        (b"<a><b></a>", "xml_unreadable"),
        (b"<a>\xff\xfe</a>", "xml_unreadable"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "xml_unreadable"),
        (BOMB.encode(), "xml_unreadable"),
        (OUTSIDE.encode(), "xml_unreadable"),
        (b"<a>" * (MOST_DEPTH + 1), "xml_too_big"),
        (b"<a>" + b"<b/>" * MOST_NODES + b"</a>", "xml_too_big"),
        (b"<a>" + b" " * MOST_BYTES + b"</a>", "xml_too_big"),
        (b"<html><body/></html>", "message_kind_unknown"),
        (REQUEST.replace(MSG, MSG + "x").encode(), "message_kind_unknown"),
        (
            REQUEST.replace("RequestResource", "ReportResourceDeploymentStatus").encode(),
            "message_kind_unknown",
        ),
        (
            enveloped(REQUEST).replace("<embeddedXMLContent>", "<embeddedXMLContent><x/>").encode(),
            "message_kind_unknown",
        ),
    ],
)
def test_what_is_no_message_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as told:
        read_message(content)
    assert told.value.code == code


def changed(text: str, old: str, new: str) -> bytes:
    """Return a sample with one thing changed."""
    assert old in text
    return text.replace(old, new, 1).encode()


ID = "<m:MessageID>gialai.gov.vn:2026-11-0017</m:MessageID>"


@pytest.mark.parametrize(
    ("content", "code", "named"),
    [
        (changed(REQUEST, ID, ""), "element_missing", "MessageID"),
        (changed(REQUEST, ID, "<m:MessageID> </m:MessageID>"), "element_missing", "MessageID"),
        (changed(REQUEST, ID, ID + ID), "element_misplaced", "MessageID"),
        (changed(REQUEST, ID, ID + "<m:Colour>đỏ</m:Colour>"), "element_unknown", "Colour"),
        (changed(REQUEST, ID, "<c:MessageID>1</c:MessageID>"), "element_unknown", "MessageID"),
        (changed(REQUEST, "2026-11-20T06:10:00+07:00", "20/11/2026"), "element_value", ""),
        (changed(REQUEST, "2026-11-20T06:10:00+07:00", "2026-11-20T06:10:00"), "element_value", ""),
        (changed(REQUEST, "<c:Amount>40<", "<c:Amount>bốn mươi<"), "element_value", ""),
        (changed(REQUEST, ">RequestedArrival<", ">ActualArrival<"), "element_value", ""),
        (changed(REQUEST, ">RequestResource</", ">CommitResource</"), "element_value", ""),
    ],
)
def test_what_differs_from_the_standard_is_named_with_its_place(
    content: bytes, code: str, named: str
) -> None:
    with pytest.raises(DomainError) as told:
        read_message(content)
    assert told.value.code == code
    assert told.value.facts.get("name", "") == named
    assert str(told.value.facts["path"]).startswith("/RequestResource")


def test_alerts_of_other_versions_and_shapes_are_refused() -> None:
    older = alert().replace("cap:1.2", "cap:1.1")
    for content, code in (
        (older, "message_kind_unknown"),
        (alert(severity="Terrible"), "element_value"),
        (alert(area="<areaDesc>x</areaDesc><polygon>15,108 16,109 15,108</polygon>"), "element_value"),
        (
            alert(area="<areaDesc>x</areaDesc><polygon>15,108 16,109 15,109 91,108 15,108</polygon>"),
            "element_value",
        ),
        (alert(area="<areaDesc>x</areaDesc><circle>15,108</circle>"), "element_value"),
        (alert(more="<certainty>Likely</certainty>"), "element_misplaced"),
    ):
        with pytest.raises(DomainError) as told:
            read_alert(content.encode())
        assert told.value.code == code


def test_texts_are_cleaned_for_writing_and_moments_need_their_zone() -> None:
    assert clean("Áo\x00 phao\x0b \ud800 tốt") == "Áo phao tốt"
    assert moment_of("2026-11-20T06:10:00Z") == moment_of("2026-11-20T13:10:00+07:00")
    assert moment_of("2026-13-20T06:10:00Z") is None
    assert read_xml("<a>Lý\u00a0Sơn</a>".encode("utf-16")).text == "Lý\u00a0Sơn"

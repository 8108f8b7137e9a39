"""Every EDXL-RM message is written as the standard's table has it, and read back the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.errors import DomainError
from mobilization.rules.exchange.edxl import (
    TYPES_URN,
    Answer,
    Contact,
    Line,
    Message,
    Recall,
    When,
    dispatch_name,
    message_name,
    our_dispatch,
    our_incident,
    our_need,
    system_name,
)
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.edxl_table import MSG, SCHEDULES, TABLE, MessageKind
from mobilization.rules.exchange.edxl_write import write_message
from mobilization.rules.exchange.matching import names_of_types, type_meant
from mobilization.rules.exchange.xml import Part, UnknownMessageError, read_xml
from tests.rules.mobilization.exchange.samples import REQUEST, enveloped

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
K = MessageKind


def message(kind: MessageKind) -> Message:
    """Return a message of a kind with as much said as the kind allows."""
    answered = kind in {K.RESPONSE, K.COMMIT, K.RETURN_RESPONSE}
    line = Line(
        id="NC-1",
        answer=Answer(to="001", kind="Accept", reason="Có sẵn ở kho Sa Kỳ & Bình Châu <gần cảng>")
        if answered
        else None,
        resource_id="bontaicho.quang-ngai:PD-7",
        name="Áo phao cứu sinh",
        type_list=TYPES_URN,
        type_value="TB-001",
        text="loại dành cho người lớn",
        owner="" if kind is K.REQUEST else "UBND xã Bình Minh",
        jurisdiction="" if kind is K.REQUEST else "Xã Bình Minh",
        keeper=None
        if kind is K.REQUEST
        else Contact(role="Owner", person="Nguyễn Thị Đào", phones=("0901000999",)),
        state="released" if kind not in {K.REQUEST, K.REQUISITION} else "",
        available="đang về" if kind in {K.RESPONSE, K.RELEASE, K.RETURN, K.RETURN_RESPONSE} else "",
        quantity=Decimal("12.5"),
        unit="cái",
        purpose="Sơ tán dân",
        order="12/QĐ-UBND" if kind in {K.COMMIT, K.RELEASE, K.RETURN, K.RETURN_RESPONSE} else "",
        whens=tuple(When(kind=one, at=AT, place="Bến Sa Kỳ") for one in sorted(SCHEDULES[kind])),
    )
    return Message(
        kind=kind,
        id="a:1",
        sent_at=AT,
        originating="a:0",
        preceding="" if kind is K.REQUEST else "b:2",
        text="Bản tin thử",
        incident_id="a:SC-3",
        incident="Bão số 12",
        recall=Recall(message="a:0", kind="Update"),
        contacts=(Contact(role="Sender", organisation="Ban Chỉ huy PTDS tỉnh", text="trực ban"),),
        lines=(line, replace(line, id="NC-2", quantity=None, unit="", quantity_text="vài chục")),
    )


@pytest.mark.parametrize("kind", MessageKind)
def test_a_full_message_is_written_to_the_table_and_read_back_the_same(kind: MessageKind) -> None:
    told = message(kind)
    content = write_message(told)
    root = read_xml(content)
    assert root.tag == f"{{{MSG}}}{kind.value}"
    order = [part.name for part in TABLE[kind].parts]
    places = [order.index(child.name) for child in root.children]
    assert places == sorted(places)
    assert read_message(content) == told


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (K.REQUEST, {"lines": ()}),
        (K.REQUEST, {"contacts": ()}),
        (K.REQUEST, {"preceding": "b:2"}),
        (K.RESPONSE, {"preceding": ""}),
        (K.COMMIT, {"preceding": ""}),
        (K.RETURN_RESPONSE, {"preceding": ""}),
        (K.REQUISITION, {"lines": (Line(id="1", name="Xuồng"),)}),
        (K.RESPONSE, {"lines": (Line(id="1", name="Xuồng"),)}),
        (K.COMMIT, {"lines": (Line(id="1", answer=Answer(to="1", kind="Accept"), purpose="chở"),)}),
        (K.RELEASE, {"lines": (Line(id="1", quantity=Decimal(1)),)}),
        (K.RETURN_RESPONSE, {"lines": (Line(id="1", answer=Answer(to="1", kind="Accept"), name="Xuồng"),)}),
        (K.RETURN_RESPONSE, {"lines": (Line(id="1", answer=Answer(to="1", kind="Accept"), purpose="chở"),)}),
        (K.REQUEST, {"lines": (Line(id="1", name="Xuồng", order="12"),)}),
        (K.REQUEST, {"lines": (Line(id="1", name="Xuồng", whens=(When(kind="Current", at=AT),)),)}),
    ],
)
def test_what_the_standard_does_not_allow_never_leaves(kind: MessageKind, change: dict[str, object]) -> None:
    write_message(message(kind))
    with pytest.raises(DomainError):
        write_message(replace(message(kind), **change))  # type: ignore[arg-type]


# As the classes made from the OASIS schemas have them, written a second time: a slip in the table itself is then seen.
HEAD = (
    "MessageID SentDateTime MessageContentType MessageDescription? OriginatingMessageID {} IncidentInformation* "
    "MessageRecall? Funding* ContactInformation+ ResourceInformation+"
)
LINE = "ResourceInfoElementID {} Resource{} AssignmentInformation{} ScheduleInformation*"
SHAPES = {
    K.REQUEST: ("", "", "", "?"),
    K.RESPONSE: ("PrecedingMessageID", "ResponseInformation", "?", "?"),
    K.REQUISITION: ("PrecedingMessageID?", "", "", ""),
    K.COMMIT: ("PrecedingMessageID", "ResponseInformation", "?", "?"),
    K.RELEASE: ("PrecedingMessageID?", "ResponseInformation?", "", "?"),
    K.RETURN: ("PrecedingMessageID?", "", "", "?"),
    K.RETURN_RESPONSE: ("PrecedingMessageID", "ResponseInformation", "?", "?"),
}
OF_A_REQUISITION = {
    "Resource": "ResourceID? Name? TypeStructure? TypeInfo? Keyword* Description? Credentials? Certifications? "
    "SpecialRequirements? ResponsibleParty? OwnershipInformation?",
    "AssignmentInformation": "Quantity Restrictions? AnticipatedFunction? PriceQuote? AssignmentInstructions?",
    "ScheduleInformation": "ScheduleType DateTime? Location?",
}
TIMES_OF_A_REQUISITION = (
    "EstimatedArrival EstimatedDeparture EstimatedReturnArrival EstimatedReturnDeparture ReportTo RequestedArrival "
    "RequestedDeparture Route"
)


def shape(whole: Part) -> str:
    """Return the names of an element's parts in order, each with its mark where it may be missing or stand again."""
    marks = {(1, 1): "", (0, 1): "?", (0, None): "*", (1, None): "+"}
    return " ".join(part.name + marks[part.least, part.most] for part in whole.parts)


def within(whole: Part, name: str) -> Part:
    """Return a part by its name."""
    return next(part for part in whole.parts if part.name == name)


@pytest.mark.parametrize("kind", MessageKind)
def test_heads_and_lines_stand_as_in_the_schemas(kind: MessageKind) -> None:
    preceding, answer, thing, assignment = SHAPES[kind]
    assert shape(TABLE[kind]).split() == HEAD.format(preceding).split()
    line = within(TABLE[kind], "ResourceInformation")
    assert shape(line).split() == LINE.format(answer, thing, assignment).split()
    assert within(TABLE[kind], "MessageContentType").values == {kind.value}
    assert {part.tag for part in (TABLE[kind], *TABLE[kind].parts, *line.parts)} == {
        f"{{{MSG}}}{part.name}" for part in (TABLE[kind], *TABLE[kind].parts, *line.parts)
    }


def test_a_requisition_stands_whole_as_in_its_schema() -> None:
    line = within(TABLE[K.REQUISITION], "ResourceInformation")
    assert {name: shape(within(line, name)) for name in OF_A_REQUISITION} == OF_A_REQUISITION
    times = within(within(line, "ScheduleInformation"), "ScheduleType").values
    assert sorted(times) == TIMES_OF_A_REQUISITION.split()


def test_a_strangers_message_is_read_with_its_own_prefixes_and_envelope() -> None:
    told = read_message(REQUEST.encode())
    assert (told.id, told.incident) == ("gialai.gov.vn:2026-11-0017", "Ngập lụt hạ lưu sông Ba")
    assert told.contact("Requester").organisation == "Ban Chỉ huy PTDS tỉnh Gia Lai"
    assert told.contact("Requester").phones == ("0901000123",)
    assert [(line.id, line.quantity) for line in told.lines] == [("001", Decimal(40)), ("002", None)]
    assert told.lines[1].quantity_text == "hai chiếc nếu có"
    assert told.lines[0].place("RequestedArrival") == "Bến đò xã Ia Rsai"
    assert not told.is_exercise
    assert read_message(enveloped(REQUEST).encode()) == told
    assert read_message(enveloped(REQUEST, "Exercise").encode()).is_exercise
    assert read_message(REQUEST.replace(">Đề nghị hỗ trợ", ">DIỄN TẬP: đề nghị").encode()).is_exercise


def test_an_envelope_holds_one_message_and_no_second_is_passed_over() -> None:
    whole = enveloped(REQUEST)
    held = whole[whole.index("<contentObject>") : whole.index("</contentObject>") + len("</contentObject>")]
    for content in (whole.replace(held, held * 2), whole.replace(held, "")):
        with pytest.raises(UnknownMessageError):
            read_message(content.encode())


def test_our_own_names_are_known_again_and_only_ours() -> None:
    system = system_name("Quảng Ngãi")
    assert system == "bontaicho.quang-ngai"
    name = message_name(system, K.REQUEST, "SC-12", 1, 2)
    assert name != message_name(system, K.REQUEST, "SC-12", 1, 3)
    assert (our_incident(name, system), our_incident(name, "bontaicho.gia-lai")) == (12, None)
    assert our_dispatch(dispatch_name(system, 7), system) == 7
    assert our_dispatch(name, system) is None
    assert (our_need("NC-15"), our_need("NC-15x"), our_need("15")) == (15, None, None)


def test_a_type_is_known_by_our_code_or_by_one_unmistakable_name() -> None:
    names = names_of_types(
        [("TB-001", ["Áo phao cứu sinh", "áo phao"]), ("TB-002", ["Phao tròn", "phao"]), ("TB-003", ["phao"])]
    )
    said = Line(id="1", name="ÁO PHAO  cứu sinh")
    assert type_meant(said, names) == "TB-001"
    assert type_meant(replace(said, name="phao"), names) == ""
    assert type_meant(replace(said, name="phao", type_list=TYPES_URN, type_value="TB-003"), names) == "TB-003"
    assert (
        type_meant(replace(said, name="x", type_list="urn:x-hazard:vocab", type_value="TB-003"), names)
        == "TB-003"
    )
    assert type_meant(replace(said, name="x", type_value=""), names) == ""

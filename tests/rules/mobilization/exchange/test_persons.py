"""A person in the XML of a message: found however written, changed everywhere, and the message stays readable."""

from __future__ import annotations

import pytest

from inventory.rules.personal import ERASED, Change, Search
from mobilization.rules.exchange.cap import read_alert
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.persons import (
    change_person_in_message,
    people_in_message,
    person_in_message,
)
from tests.rules.mobilization.exchange.samples import REQUEST, alert

NAME, PHONE = "Nguyễn Văn Tám", "0901000123"
ORGANISATION = (
    "<n:OrganisationName><n:NameElement>Ban Chỉ huy PTDS tỉnh Gia Lai</n:NameElement></n:OrganisationName>"
)
PERSON = (
    f"{ORGANISATION}<n:PersonName><n:NameElement>Nguyễn Văn</n:NameElement>"
    "<n:NameElement>Tám</n:NameElement></n:PersonName>"
)
TOLD = (
    REQUEST.replace(ORGANISATION, PERSON)
    .replace("phương tiện sơ tán", "phương tiện; gọi ông NGUYEN VAN TAM, +84 901.000.123, tám giờ")
    .replace("<c:ContactRole>", "<!-- 0901 000 123 --><c:ContactRole>")
)
WAYS = [
    ("by name", Search(name="nguyen van tam"), True),
    ("by number", Search(phone="+84901000123"), True),
    ("by both", Search(name=NAME, phone=PHONE), True),
    ("a namesake's number", Search(name=NAME, phone="0901000124"), False),
    ("half a name's word", Search(name="Nguyễn Văn Tá"), False),
    ("part of a number", Search(phone="901000"), False),
    ("a number of everybody's", Search(phone="123"), False),
    ("nobody", Search(), False),
]


@pytest.mark.parametrize(("search", "there"), [row[1:] for row in WAYS], ids=[row[0] for row in WAYS])
def test_a_person_is_found_and_erased_however_written(search: Search, there: bool) -> None:
    assert bool(person_in_message(TOLD.encode(), search)) is there
    if not there:
        return
    content, _ = change_person_in_message(TOLD.encode(), Change(search=search))
    for one in (Search(name=NAME), Search(phone=PHONE)):
        assert person_in_message(content, one) == ()
    told = read_message(content)
    assert (told.contacts[0].person, told.contacts[0].phones) == (ERASED, (ERASED,))
    assert told.contacts[0].organisation == "Ban Chỉ huy PTDS tỉnh Gia Lai"
    assert told.text.endswith(", tám giờ"), "a word of the name is no name"
    assert (told.id, told.lines) == (read_message(TOLD.encode()).id, read_message(TOLD.encode()).lines)
    assert content.count(b"m:") == TOLD.encode().count(b"m:"), "the sender's prefixes stay"


def test_a_right_name_that_holds_the_wrong_one_and_a_right_number_are_set_once() -> None:
    change = Change(search=Search(name=NAME), name=f"{NAME} Em", phone="0901000999")
    content, _ = change_person_in_message(TOLD.encode(), change)
    told = read_message(content)
    assert (told.contacts[0].person, told.contacts[0].phones) == (f"{NAME} Em", ("0901000999",))
    assert f"ông {NAME} Em," in told.text


def test_an_alerts_contact_goes_whole() -> None:
    text = alert().replace("<areaDesc>", f"<areaDesc>{NAME}: ", 1)
    text = text.replace("<area>", f"<contact>Ông {NAME}, {PHONE}</contact><area>", 1)
    content, _ = change_person_in_message(text.encode(), Change(search=Search(phone=PHONE)))
    assert f"<contact>{ERASED}</contact>" in content.decode()
    assert read_alert(content).identifier == read_alert(text.encode()).identifier


def test_everybody_a_message_tells_of_is_known_and_nobody_after_they_were_erased() -> None:
    content = TOLD.encode()
    told = people_in_message(content)
    assert told[0] == Search(name="Nguyễn Văn Tám")
    assert {one.phone[-3:] for one in told[1:]} == {"123"}, "a number written three ways is one"
    for search in told:
        content, _ = change_person_in_message(content, Change(search=search))
    assert people_in_message(content) == ()
    assert people_in_message(alert().encode()) == (), "an alert without a contact names nobody"

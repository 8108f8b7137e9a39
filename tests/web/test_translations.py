"""English stands beside every Vietnamese sentence: complete, with the same facts, and no Vietnamese left in it."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, render_template_string
from flask_babel import force_locale

from app import create_app
from core.db import Database
from core.web.language import counted, lasting
from tests.conftest import make_settings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "core" / "translations"
WRITTEN = FOLDER / "en" / "LC_MESSAGES" / "messages.po"
COMPILED = WRITTEN.with_suffix(".mo")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "_l": None,
    "_t": None,
    "counted": (1, 1),
}  # as in `make translate`
PLACEHOLDER = re.compile(r"%%|%\(\w+\)s|\{\w+\}")
LEGAL_TERMS = (  # the law's own names for its forms, always with their English gloss
    "on-the-spot (bốn tại chỗ)",
    "huy động (call-out)",
    "điều động (order)",
    "trưng dụng (requisition)",
    "trưng mua (compulsory purchase)",
    "hiệp đồng (joint-support agreement)",
)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """The English catalogue as it is written."""
    with WRITTEN.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def english(catalogue: Catalog) -> dict[str, str]:
    """English by Vietnamese sentence; of one with a number in it, every form under its own sentence."""
    found = {}
    for entry in catalogue:
        for text, said in zip(_forms(entry.id), _forms(entry.string), strict=True) if entry.id else ():
            found[text if text not in found else f"{text}\N{ZERO WIDTH SPACE}"] = said
    return found


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a sentence, or its singular and its plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.fixture(scope="module")
def said() -> list[str | tuple[str, ...]]:
    """What the code and the templates say, in order: a sentence, or its forms with a number."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    return [entry[2] for entry in extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)]


@pytest.fixture(scope="module")
def vietnamese(said: list[str | tuple[str, ...]]) -> set[str]:
    """Every sentence that the code and the templates say."""
    return {message if isinstance(message, str) else message[0] for message in said}


def test_every_sentence_has_english(vietnamese: set[str], english: dict[str, str]) -> None:
    assert len(vietnamese) > 600  # an extraction that finds nothing would prove nothing
    assert sorted(text for text in vietnamese if not english.get(text, "").strip()) == [], (
        "run `make translate`, then write the English"
    )


def test_nothing_in_the_catalogue_is_a_guess_or_no_longer_said(
    catalogue: Catalog, vietnamese: set[str]
) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []
    assert (
        sorted(
            _forms(entry.id)[0] for entry in catalogue if entry.id and _forms(entry.id)[0] not in vietnamese
        )
        == []
    )
    assert list(catalogue.obsolete) == []


def test_both_languages_tell_the_same_facts(english: dict[str, str]) -> None:
    differing = {
        text: said
        for text, said in english.items()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said))
    }
    assert differing == {}


def test_no_placeholder_is_broken(english: dict[str, str]) -> None:
    for sentence in itertools.chain.from_iterable(english.items()):
        assert not set("%{}") & set(PLACEHOLDER.sub("", sentence)), sentence


def test_no_vietnamese_is_left_in_english_but_names_of_legal_forms(english: dict[str, str]) -> None:
    left = {}
    for said in english.values():
        rest = said.lower()
        for term in LEGAL_TERMS:
            rest = rest.replace(term, "")
        letters = {letter for letter in rest if letter.isalpha() and not letter.isascii()}
        if letters:
            left[said] = letters
    assert left == {}


def test_every_legal_term_kept_is_used(english: dict[str, str]) -> None:
    said = "\n".join(english.values()).lower()
    assert [term for term in LEGAL_TERMS if term not in said] == []


def test_the_sign_in_page_speaks_english_when_asked(catalogue: Catalog, tmp_path: Path) -> None:
    if not COMPILED.exists() or COMPILED.stat().st_mtime < WRITTEN.stat().st_mtime:
        fresh = COMPILED.with_suffix(f".{os.getpid()}.mo")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(COMPILED)
    app = create_app(make_settings(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path))
    client = app.test_client()
    page = client.get("/ngon-ngu/en?next=/dang-nhap", follow_redirects=True).get_data(as_text=True)
    assert '<html lang="en"' in page
    assert "The system holds no state secrets" in page
    assert "Hệ thống không chứa bí mật nhà nước" not in page
    database: Database = app.extensions["database"]
    database.dispose()


PLURAL_AFTER_FACT = re.compile(r"%\((\w+)\)s(?:%%)? (?:[a-z]+ ){0,2}?([a-z]+s)\b")
# Not names of things: what somebody does, or is.
VERBS = frozenset(("is", "was", "has", "asks", "ends", "gives", "keeps", "occurs", "stands", "takes", "this"))
# Limits that the law or the program sets; none is one.
LIMITS = frozenset(("allowed", "days", "least", "limit_mpx", "max", "most", "seconds"))


def test_english_never_counts_one_rows(catalogue: Catalog) -> None:
    """A number before a plural belongs into `counted` or `ngettext`, or behind a colon."""
    found = {
        entry.id: said
        for entry in catalogue
        if isinstance(entry.id, str) and isinstance(entry.string, str)
        for said in [entry.string]
        if any(
            word not in VERBS and fact not in LIMITS and not fact.startswith("unit")
            for fact, word in PLURAL_AFTER_FACT.findall(said)
        )
    }
    assert found == {}


def test_no_sentence_is_said_both_with_and_without_its_number(said: list[str | tuple[str, ...]]) -> None:
    alone = {message for message in said if isinstance(message, str)}
    assert alone & {message[0] for message in said if not isinstance(message, str)} == set()


@pytest.mark.parametrize(
    ("language", "rows", "said"),
    [
        ("en", 1, "1 row"),
        ("en", 0, "0 rows"),
        ("en", 2, "2 rows"),
        ("en", 1250, "1,250 rows"),
        ("vi", 1, "1 dòng"),
        ("vi", 1250, "1.250 dòng"),
    ],
)
def test_a_number_asks_for_its_form(demo: Flask, language: str, rows: int, said: str) -> None:
    with demo.test_request_context(), force_locale(language):
        assert counted("%(rows)s dòng", rows=rows) == said


def test_what_is_no_whole_number_is_several(demo: Flask) -> None:
    with demo.test_request_context(), force_locale("en"):
        share = "bình quân %(points)s điểm phần trăm mỗi xã"
        assert counted(share, points=1.5) == "1.5 percentage points for each commune on average"


@pytest.mark.parametrize(
    ("minutes", "vietnamese", "in_english"),
    [
        (0, "0 phút", "0 minutes"),
        (119, "119 phút", "119 minutes"),
        (120, "2 giờ", "2 hours"),
        (466, "7 giờ 46 phút", "7 hours 46 min"),
        (48 * 60 - 1, "47 giờ 59 phút", "47 hours 59 min"),
        (48 * 60, "2 ngày 0 giờ", "2 days 0 h"),
    ],
)
def test_a_time_is_said_as_people_say_it(demo: Flask, minutes: int, vietnamese: str, in_english: str) -> None:
    with demo.test_request_context():
        assert lasting(minutes) == vietnamese
        with force_locale("en"):
            assert lasting(minutes) == in_english


def test_a_page_escapes_what_stands_beside_a_number(demo: Flask) -> None:
    with demo.test_request_context():
        page = render_template_string('{{ counted("%(count)s nguồn %(reason)s", count=2, reason="<b>") }}')
    assert page == "2 nguồn &lt;b&gt;"

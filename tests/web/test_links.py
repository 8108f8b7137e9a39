"""What pages say and where they lead is remembered between pages, and must stay right."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, render_template_string, session, url_for


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("stock.story", {"lot_id": 7}),
        ("stock.story", {"lot_id": "7"}),
        ("stock.commune", {"commune_code": "21085", "q": "áo phao & <b>", "page": None, "open": True}),
        ("stock.commune", {"commune_code": "21085", "q": "áo phao & <b>", "page": 1, "open": 1}),
        ("stock.commune", {"commune_code": "21085", "q": ["a", "b"]}),
        ("static", {"filename": "app.css", "_anchor": "x"}),
        ("stock.show", {"_external": True}),
    ],
)
def test_a_remembered_address_is_the_address(demo: Flask, endpoint: str, values: dict[str, Any]) -> None:
    link: Any = demo.jinja_env.globals["url_for"]
    for root in ("", "/tinh", ""):
        with demo.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            for _again in range(2):
                assert link(endpoint, **values) == url_for(endpoint, **values)


def test_words_follow_the_reader_and_facts_are_escaped(demo: Flask) -> None:
    page = "{{ _('Tìm trong danh sách') }}|{{ _('Tỉnh %(name)s', name='<b>') }}|{{ 1250|quantity }}"
    said = {}
    for language in ("vi", "en", "vi"):
        with demo.test_request_context("/"):
            session["language"] = language
            said[language] = render_template_string(page)
    assert said == {
        "vi": "Tìm trong danh sách|Tỉnh &lt;b&gt;|1.250",
        "en": "Search the list|&lt;b&gt; Province|1,250",
    }

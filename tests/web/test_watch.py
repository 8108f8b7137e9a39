"""Counters and log lines tell what the server does and nothing of the people who use it."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.web.watch import NAME, JsonLines
from tests.web.making import database_of, demo_copy, sign_in


def test_answers_are_counted_by_endpoint_and_status(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    client.get("/kho/xa/21085?q=ao+phao")
    client.get("/kho/xa/21025")
    told = client.get("/metrics").text
    assert 'bontaicho_answers_total{endpoint="stock.commune",method="GET",status="200"} 1.0' in told
    assert 'bontaicho_answers_total{endpoint="stock.commune",method="GET",status="403"} 1.0' in told
    assert "bontaicho_database_up 1.0" in told
    assert 'bontaicho_answer_seconds_count{endpoint="stock.commune"} 2.0' in told
    assert "ao+phao" not in told
    assert "canbo" not in told


@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "192.0.2.7", 403),
        ({"X-Forwarded-For": "192.0.2.7"}, "127.0.0.1", 403),
    ],
)
def test_without_a_token_only_this_machine_reads_the_counters(
    demo: Flask, headers: dict[str, str], address: str, status: int
) -> None:
    answer = demo.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status


def test_a_token_lets_its_bearer_in_and_nobody_else(tmp_path: Path) -> None:
    app = demo_copy(tmp_path, metrics_token="ma-rieng-cua-may-theo-doi")
    client = app.test_client()
    far = {"REMOTE_ADDR": "192.0.2.7"}
    right = {"Authorization": "Bearer ma-rieng-cua-may-theo-doi"}
    assert client.get("/metrics", headers=right, environ_base=far).status_code == 200
    assert (
        client.get("/metrics", headers={"Authorization": "Bearer sai"}, environ_base=far).status_code == 403
    )
    assert client.get("/metrics").status_code == 403
    database_of(app).dispose()


def test_a_line_of_log_names_no_person_and_no_question(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = demo_copy(tmp_path, log_requests=True)
    client = sign_in(app, "canbo.binhminh")
    with caplog.at_level(logging.INFO, logger=NAME):
        client.get("/kho/danh-sach?q=Nguyễn+Văn+An+0905123456")
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert line["endpoint"] == "stock.province"
    assert (line["method"], line["status"], line["role"]) == ("GET", 200, "can_bo_xa")
    assert line["ms"] >= 0
    whole = json.dumps(line, ensure_ascii=False)
    assert not any(word in whole for word in ("0905123456", "Nguyễn", "canbo", "/kho"))
    database_of(app).dispose()


def test_an_error_of_the_database_is_logged_without_its_values(demo: Flask) -> None:
    with database_of(demo).reading() as session, pytest.raises(SQLAlchemyError) as failed:
        session.execute(text("SELECT * FROM no_such_table WHERE phone = :phone"), {"phone": "0905123456"})
    assert "0905123456" not in str(failed.value)

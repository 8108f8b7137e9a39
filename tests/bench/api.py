"""The JSON interface under made-up calls, and two programs on one row.

    python -m tests.bench.api [--cases 3000] [--pairs 200] [--database sqlite]

Calls are made from the published description by schemathesis as six people's tokens; half of them are a careful
program's: on rows that exist, with fitting values and what is there to be seen, by somebody who may. Counted are answers of 500 and more, and answers that differ from what the
description promises. Then pairs of programs write one row at the same time: one of each pair must be told 409.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import random
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path
from typing import Any

import schemathesis
import schemathesis.openapi
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup

from core.accounts.demo import DEMO_LOGINS
from tests.bench.api_people import REAL, file_for, fitted, logins_for, prepare, values
from tests.postgres import Postgres
from tests.web.making import OWN, actor_of, application, database_of, demo_copy, demo_template

PEOPLE = (
    "thuongtruc.tinh",
    "vanphong.tinh",
    "canbo.binhminh",
    "chutich.binhminh",
    "kiemtoan",
    "quantri",
)
WANTED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_keys = itertools.count(1)


def token_of(app: Flask, login: str) -> str:
    """Return a new token of a person's."""
    done = app.test_cli_runner().invoke(args=["token", "add", login, "--name", "đo"])
    return done.stdout.splitlines()[0]


class Tokens:
    """A token for each person, made when it is first needed."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.held: dict[str, str] = {}

    def headers(self, login: str) -> dict[str, str]:
        """Return what a program sends along as this person; the judge reads plain text only."""
        if login not in self.held:
            self.held[login] = token_of(self.app, login)
        return {"Authorization": f"Bearer {self.held[login]}", "Accept-Encoding": "identity"}


class Trial:
    """Made-up calls as one person, or as whoever may where they are careful.

    `seen` counts answers by status, `done` those of 2xx by address, `faults` lists what was wrong.
    """

    def __init__(self, app: Flask, login: str) -> None:
        self.app = app
        self.tokens = Tokens(app)
        self.headers = self.tokens.headers(login)
        self.people = {name: actor_of(app, name) for name in DEMO_LOGINS}
        self.seen: collections.Counter[int] = collections.Counter()
        self.done: collections.Counter[str] = collections.Counter()
        self.faults: list[str] = []
        self.choice = random.Random(login)
        load_all_checks()
        self.checks = CHECKS.get_by_names(list(WANTED))
        self.schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, headers=self.headers)

    def run(self, examples: int) -> None:
        """Try every address `examples` times."""
        for number, found in enumerate(self.schema.get_all_operations()):
            operation: Any = found.ok()

            @seed(number)
            @settings(
                max_examples=examples,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy())
            def attempt(case: Any) -> None:
                self.one(case)

            attempt()

    def one(self, case: Any) -> None:
        """Make one call and judge its answer; half of the calls are a careful program's."""
        told = self._as_a_careful_program(case) if self.choice.random() < 0.5 else dict(self.headers)
        answer = case.call(headers=told)
        self.seen[answer.status_code] += 1
        self.done[f"{case.method.upper()} {case.operation.path}"] += answer.status_code < 300
        try:
            case.validate_response(answer, checks=self.checks)
        except FailureGroup as error:
            self.faults.append(f"{case.method} {case.path} {answer.status_code}: {error.exceptions}"[:900])

    def _as_a_careful_program(self, case: Any) -> dict[str, str]:
        """Give a case real rows and fitting values; return the headers of somebody who may, with what is to be seen."""
        for name in set(case.path_parameters or {}) & set(REAL):
            case.path_parameters[name] = self.choice.choice(REAL[name])
        known = {name: str(value) for name, value in (case.path_parameters or {}).items()}
        path = case.operation.path.format(**known)
        if case.media_type and "json" not in case.media_type:
            case.body = file_for(path)
            case.query = {"name": "danh-muc.xlsx"} if path.endswith("/imports") else {}
        else:
            case.body = fitted(case.body, values(self.choice, path))
        may = logins_for(self.app, self.people, case.method.upper(), path)
        told = self.tokens.headers(self.choice.choice(may)) if may else dict(self.headers)
        if case.method.upper() == "GET":
            return told
        return told | {
            "Idempotency-Key": f"trial-{next(_keys):08}",
            "If-Match": self._etag(path, told),
        }

    def _etag(self, path: str, told: dict[str, str]) -> str:
        """Return the mark of what a call speaks of: of its own address, or of the nearest above it that has one."""
        while path.count("/") > 3:
            etag = self.app.test_client().get(path, headers=told).headers.get("ETag")
            if etag is not None and not etag.startswith('"all.'):
                return etag
            path = path.rsplit("/", 1)[0]
        return '"1.x"'


def pairs(app: Flask, count: int) -> tuple[int, int, int]:
    """Return how many of `count` pairs had one done and one refused, what was added, and what the row gained."""
    told = {"Authorization": f"Bearer {token_of(app, 'canbo.binhminh')}"}
    listed = app.test_client().get(f"/api/v1/communes/{OWN}/lots?pillar=means", headers=told).get_json()
    lot = max(listed["lots"], key=lambda one: one["on_hand"])
    path, done, fair = f"/api/v1/lots/{lot['id']}", 0, 0
    for _pair in range(count):
        etag = app.test_client().get(path, headers=told).headers["ETag"]
        gate = threading.Barrier(2)
        statuses: list[int] = []

        def add(gate: threading.Barrier, etag: str, statuses: list[int]) -> None:
            gate.wait()
            more = {"Idempotency-Key": f"pair-{next(_keys):08}", "If-Match": etag}
            body = {"act": "receive", "quantity": 1, "document": "PN 1"}
            answer = app.test_client().post(f"{path}/acts", json=body, headers=told | more)
            statuses.append(answer.status_code)

        threads = [threading.Thread(target=add, args=(gate, etag, statuses)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done += statuses.count(200)
        fair += sorted(statuses) == [200, 409]
    after = app.test_client().get(path, headers=told).get_json()
    return fair, done, after["on_hand"] - lot["on_hand"]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print what was seen; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    folder, held = Path(tempfile.mkdtemp(prefix="api-")), None
    if asked.database == "postgresql":
        held = Postgres()
        app = application(held.make(demo_template(held)), folder)
    else:
        app = demo_copy(folder)
    prepare(app, Tokens(app).headers("canbo.binhminh"))
    started = time.monotonic()
    done_by: collections.Counter[str] = collections.Counter()
    seen: collections.Counter[int] = collections.Counter()
    faults: list[str] = []
    for login in PEOPLE:
        trial = Trial(app, login)
        operations = sum(1 for _ in trial.schema.get_all_operations())
        trial.run(-(-asked.cases // (operations * len(PEOPLE))))
        seen += trial.seen
        done_by.update(trial.done)
        faults += trial.faults
        say(f"{login:20} {sum(trial.seen.values()):5} calls, {len(trial.faults)} faults")
    say(f"{sum(seen.values())} calls in {time.monotonic() - started:.0f} s: {dict(sorted(seen.items()))}")
    good = sum(count for status, count in seen.items() if status < 300)
    say(f"2xx: {good} of {sum(seen.values())}; addresses never answered so:")
    for address in sorted(name for name, count in done_by.items() if not count):
        say(f"  {address}")
    for text in faults[:20]:
        say(text)
    fair, done, gained = pairs(app, asked.pairs)
    say(f"{asked.pairs} pairs: {fair} with one done and one 409; {done} done, the row gained {gained}")
    if held is not None:
        database_of(app).dispose()
        held.stop()
    broken = sum(count for status, count in seen.items() if status >= 500)
    say(f"5xx: {broken}; breaks of the description: {len(faults)}; lost updates: {done - gained}")
    return int(bool(faults or broken or fair != asked.pairs or done != gained))


if __name__ == "__main__":
    sys.exit(main())

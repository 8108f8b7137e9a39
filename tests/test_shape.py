"""What import-linter cannot see: sizes, where things may be done, and that nothing is left undeclared."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import create_engine

from app import create_app
from core.db import Base
from core.errors import DomainError
from core.web.access import access_of
from core.web.sentences import SENTENCES
from migrations.columns import same_type
from tests.conftest import make_settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("core", "inventory", "mobilization", "importers", "reports")
CODE = [ROOT / "app.py", *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FRONT = [*sorted((ROOT / "templates").rglob("*.html")), *sorted((ROOT / "static").glob("*.*"))]
# Too heavy to load with every command, so imported where they are used.
HEAVY = {
    "pandas",
    "docx",
    "typst",
    "ortools",
    "openpyxl",
    "xlrd",
    "xlsxwriter",
    "python_calamine",
    "waitress",
    "defusedxml",
    "segno",
    "PIL",
    "apprise",
    "alembic",
}
# A server that was killed must answer within seconds: it loads these when somebody first asks for what they do.
SLOW = HEAVY - {"defusedxml", "waitress", "alembic"}


Faults = Iterator[str]
Law = Callable[[Path], Faults]


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def files_have_at_most_300_lines(path: Path) -> Faults:
    lines = len(_text(path).splitlines())
    if lines > 300:
        yield f"{lines} lines"


def functions_have_at_most_60_lines(path: Path) -> Faults:
    for node in _functions(_tree(path)):
        if node.end_lineno and node.end_lineno - node.lineno >= 60:
            yield f"{node.name}: {node.end_lineno - node.lineno + 1} lines"


def only_the_database_commits(path: Path) -> Faults:
    if path != ROOT / "core" / "db.py" and ".commit(" in _text(path):
        yield "commits"


def rows_are_locked_and_read_anew(path: Path) -> Faults:
    if path != ROOT / "core" / "locking.py" and ".with_for_update(" in _text(path):
        yield "locks without reading anew: use core.locking"


def imports_stand_at_the_top_but_for_heavy_libraries(path: Path) -> Faults:
    late = set()
    for function in _functions(_tree(path)):
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                late |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                late.add((node.module or "").split(".")[0])
    if path == ROOT / "core" / "excel" / "reader.py":
        late.discard(
            "core"
        )  # a reading child loads only what its one file needs: that keeps it within its memory
    yield from sorted(late - HEAVY)


def slow_libraries_are_loaded_at_first_use(path: Path) -> Faults:
    for node in _tree(path).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from sorted({name.split(".")[0] for name in names} & SLOW)


def public_names_say_what_they_are(path: Path) -> Faults:
    if not ast.get_docstring(_tree(path)):
        yield "a module begins with what it is for"
    for node in _tree(path).body:
        if (
            isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ):
            yield node.name


def nothing_is_left_for_later(path: Path) -> Faults:
    yield from re.findall(r"TODO|FIXME|XXX|NotImplemented\b(?!Error)|for now\b", _text(path))


LAWS: dict[Law, list[Path]] = {
    files_have_at_most_300_lines: [*CODE, *TESTS, *FRONT],
    functions_have_at_most_60_lines: [*CODE, *TESTS],
    only_the_database_commits: CODE,
    rows_are_locked_and_read_anew: CODE,
    imports_stand_at_the_top_but_for_heavy_libraries: CODE,
    slow_libraries_are_loaded_at_first_use: CODE,
    public_names_say_what_they_are: CODE,
    nothing_is_left_for_later: [*CODE, *FRONT],
}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_file_keeps_the_law(law: Law) -> None:
    faults = [f"{path.relative_to(ROOT)}: {fault}" for path in LAWS[law] for fault in law(path)]
    assert not faults, "\n".join(faults)


BREACHES: dict[Law, str] = {
    files_have_at_most_300_lines: "x = 1\n" * 301,
    functions_have_at_most_60_lines: "def long():\n" + "    x = 1\n" * 60,
    only_the_database_commits: "session.commit()",
    rows_are_locked_and_read_anew: "query.with_for_update()",
    imports_stand_at_the_top_but_for_heavy_libraries: "def late():\n    import json",
    slow_libraries_are_loaded_at_first_use: "from ortools.sat.python import cp_model",
    public_names_say_what_they_are: '"""Say."""\ndef silent(): pass',
    nothing_is_left_for_later: "# TO" + "DO",
}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_breach_of_the_law_is_seen(law: Law, tmp_path: Path) -> None:
    path = tmp_path / "breach.py"
    path.write_text(BREACHES[law], encoding="utf-8")
    assert len(list(law(path))) == 1


def _imports(files: Iterable[Path], *, deep: bool = True) -> dict[str, set[str]]:
    """Return which modules each names, where `deep` also in functions and for its types; a package is its own first file."""
    found = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in files}
    found = {name.removesuffix(".__init__"): path for name, path in found.items()}
    named: dict[str, set[str]] = {}
    for name, path in found.items():
        named[name] = set()
        for node in ast.walk(_tree(path)) if deep else _run_by_loading(_tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = (f"{node.module}.{alias.name}" for alias in node.names)
                named[name] |= {one if one in found else node.module for one in inside} & set(found) - {name}
            elif isinstance(node, ast.Import):
                named[name] |= {alias.name for alias in node.names} & set(found)
    return named


def _run_by_loading(tree: ast.Module) -> Iterator[ast.AST]:
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from node.body
        yield node


def test_no_file_names_itself_in_a_circle() -> None:
    list(TopologicalSorter(_imports(CODE)).static_order())


def test_a_circle_for_types_alone_is_seen() -> None:
    named = _imports(CODE)
    named["mobilization.rules.pools"].add("mobilization.rules.problem")
    with pytest.raises(CycleError, match=r"mobilization\.rules\.pools"):
        list(TopologicalSorter(named).static_order())


# What only the process that reads a file needs: ninety modules of patterns and words, a twentieth of a start.
OF_THE_READER = {"importers.rules.files.at_once", "importers.rules.files.recognition"}


def _loaded_by(name: str, files: Iterable[Path]) -> set[str]:
    """Return our modules that loading one loads with it; what functions import, or types alone, is left out."""
    named = _imports(files, deep=False)
    loaded, ahead = set[str](), [name]
    while ahead:
        if (one := ahead.pop()) not in loaded:
            loaded.add(one)
            ahead += named[one]
    return loaded


def test_a_server_starts_without_what_it_never_does_itself() -> None:
    loaded = _loaded_by("app", CODE)
    assert len(loaded) > 500
    assert loaded & OF_THE_READER == set()
    assert _loaded_by("importers.rules.files.at_once", CODE) >= OF_THE_READER  # they are still called so


def _all_errors(base: type[DomainError]) -> Iterator[type[DomainError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _all_errors(kind)


def test_every_refusal_has_its_sentence(plain_app: Flask) -> None:
    raised = (kind for kind in _all_errors(DomainError) if not kind.__subclasses__())
    codes = {kind.code for kind in raised if kind.__module__.split(".")[0] in PACKAGES}
    assert codes - set(SENTENCES) == set()


def test_every_address_declares_who_may_open_it(plain_app: Flask) -> None:
    undeclared = {
        rule.endpoint
        for rule in plain_app.url_map.iter_rules()
        if access_of(plain_app, rule.endpoint) is None
    }
    assert undeclared == set()


def test_every_setting_stands_in_the_readme() -> None:
    names = set(
        re.findall(
            r'environ(?:\.get\(|, )"([A-Z_]+)"', (ROOT / "core" / "config.py").read_text(encoding="utf-8")
        )
    )
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" not in readme} == set()


def test_tables_equal_migrations(plain_app: Flask, empty_sqlite: Path) -> None:
    engine = create_engine(f"sqlite:///{empty_sqlite}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": same_type})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["lint-imports"],
        ["djlint", "--quiet", "--lint", "templates"],
    ],
    ids=lambda command: command[0] + command[1] if len(command) > 1 else command[0],
)
def test_house_rules(command: list[str]) -> None:
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run([str(tool), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_strict() -> None:
    tool = Path(sys.executable).with_name("mypy")
    done = subprocess.run([str(tool)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def plain_app(tmp_path: Path) -> Flask:
    """An application with no database opened."""
    return create_app(make_settings("sqlite://", tmp_path))

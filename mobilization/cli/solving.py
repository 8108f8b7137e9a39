"""`flask mobilization solve`: the planner without a browser, a database or the rest of the program."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from mobilization.rules.plan import Plan
from mobilization.rules.problem import BadProblemError, PinFault, Problem
from mobilization.schemas.problem import ProblemSchema
from mobilization.sentences import SENTENCES, SHORT, TIERS, WHY
from mobilization.solver.plan import make_plan

mobilization = AppGroup("mobilization", help="Điều phối nguồn lực.")

PIN_FAULTS = {
    PinFault.OTHER_TYPE: _("khác loại và không thay thế được"),
    PinFault.FORBIDDEN: _("cặp này bị cấm"),
    PinFault.NO_WAY: _("không có đường đi"),
    PinFault.MORE_THAN_THERE_IS: _("vượt số lượng hiện có"),
    PinFault.MORE_THAN_MAY_LEAVE: _("vượt phần được đưa đi nơi khác"),
    PinFault.NO_CREW_LEFT: _("không còn người vận hành hoặc nhiên liệu"),
}
SHAPES = {  # of marshmallow's and our schema's messages
    "Missing data for required field.": _("thiếu"),
    "Field may not be null.": _("không được để trống"),
    "Must be a text or a whole number.": _("phải là chữ hoặc số nguyên"),
    "Must be a whole number.": _("phải là số nguyên"),
    "Must be a number.": _("phải là số"),
    "Must be a list of objects.": _("phải là danh sách các đối tượng"),
    "Must be one of: commune, province, central.": _("phải là commune, province hoặc central"),
    "Length must be 3.": _("phải có đúng 3 phần tử"),
    "Not a valid list.": _("phải là danh sách"),
    "Not a valid tuple.": _("phải là danh sách [từ, đến, phút]"),
    "Invalid input type.": _("phải là một đối tượng"),
    "Must be greater than 0.": _("phải lớn hơn 0"),
}


class InputError(click.ClickException):
    """The file cannot be planned with; the command ends with code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Print the sentence."""
        click.echo(self.format_message(), err=True)


@mobilization.command("solve", with_appcontext=False)
@click.argument("problem", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json", show_default=True)
def solve(problem: Path, form: str) -> None:
    """Lập phương án tốt nhất cho tệp PROBLEM.json."""
    gc.disable()  # the process ends with its one plan; looking for rubbish among a nation's rows would only slow it
    try:
        plan = make_plan(read_problem(problem))
    except BadProblemError as error:
        raise InputError(_say(error)) from error
    click.echo(json.dumps(as_json(plan), ensure_ascii=False) if form == "json" else "\n".join(as_text(plan)))


def read_problem(path: Path) -> Problem:
    """Return the problem in a file; a file of another shape is an `InputError` that names the field."""
    try:
        raw = path.read_bytes()
        data = json.loads(raw)
        if b"\\ud" in raw.lower():  # half a character would be read, and could not be written
            json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InputError(str(_("Tệp không phải JSON: %(why)s.", why=error))) from error
    try:
        problem: Problem = ProblemSchema().load(data)
    except ValidationError as error:
        field, message = next(_faults(error.messages, ()))
        message = str(SHAPES.get(message, message))
        raise InputError(
            str(_("Trường %(field)s không hợp lệ: %(why)s.", field=field, why=message))
        ) from error
    return problem


def _faults(messages: object, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each fault of a file's shape as (field, message)."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _faults(inner, path if key == "_schema" else (*path, str(key)))
    elif isinstance(messages, Sequence) and not isinstance(messages, str):
        for inner in messages:
            yield from _faults(inner, path)
    else:
        yield ".".join(path) or "PROBLEM.json", str(messages)


def _say(error: BadProblemError) -> str:
    facts = {name: _as_text(value) for name, value in error.facts.items()}
    if isinstance(facts.get("reason"), PinFault):
        facts["reason"] = PIN_FAULTS[PinFault(str(facts["reason"]))]
    return str(SENTENCES[error.code]) % facts


def _as_text(value: object) -> object:
    """Return a fact as it stands in a sentence: nothing as "…", a pair without its brackets."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "…" if value is None else value


def as_json(plan: Plan) -> dict[str, object]:
    """Return the plan in the fixed shape of the command's output."""
    best = plan.objective
    return {
        "lines": [line._asdict() for line in plan.lines],
        "unmet": [row._asdict() for row in plan.unmet],
        "why": [row._asdict() for row in plan.why],
        "objective": {
            "covered": {str(priority): units for priority, units in best.covered.items()},
            "fairness": {str(priority): units for priority, units in best.fairness.items()},
            "beyond": {
                "own": best.beyond_own,
                "neighbours": best.beyond_neighbours,
                "province": best.beyond_province,
            },
            "minutes": {str(priority): units for priority, units in best.minutes.items()},
        },
        "proved": plan.proved,
        "method": plan.method,
        "seconds": round(plan.seconds, 6),
    }


def as_text(plan: Plan) -> Iterator[str]:
    """Yield the plan as lines for people."""
    yield from _table(
        [_("Nhu cầu"), _("Nguồn lực"), _("Số lượng"), _("Đáp ứng"), _("Phút"), _("Cấp")],
        [(*line[:5], TIERS[line.tier]) for line in plan.lines],
    )
    if plan.unmet:
        yield ""
        yield from _table(
            [_("Nhu cầu còn thiếu"), _("Số lượng"), _("Lý do")],
            [(row.need, row.quantity, SHORT[row.reason]) for row in plan.unmet],
        )
    if plan.why:
        yield ""
        yield from _table(
            [_("Nguồn lực còn lại"), _("Nhu cầu"), _("Lý do")],
            [(row.stock, row.need, WHY[row.reason]) for row in plan.why],
        )
    best = plan.objective
    yield ""
    for priority in best.covered:
        yield str(
            _(
                "Ưu tiên %(priority)s: đáp ứng %(units)s, tổng số lượng × phút %(minutes)s",
                priority=priority,
                units=best.covered[priority],
                minutes=best.minutes[priority],
            )
        )
    yield str(_("Đã chứng minh là tốt nhất.") if plan.proved else _("Chưa chứng minh là tốt nhất."))


def _table(heads: Sequence[object], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    cells = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    for number, row in enumerate(cells):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)

"""Being told what is due without looking: the number in the head, each person's choice, the digests that are sent.

A digest holds two numbers and the address of the first page: no name, no place, no telephone number ever leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import click
from flask import Blueprint, Flask, current_app, jsonify, render_template, request, url_for
from flask.cli import AppGroup
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from core.accounts.notices import Choice, get_choice, keep_choice, list_wanting, note_sent
from core.accounts.queries import find_account
from core.accounts.rules.notices import Digest, Waiting, is_wanted
from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.errors import DomainError
from core.web.access import current_actor, requires
from core.web.commands import fail
from core.web.doors import Done, load, perform, reading, settings, transaction
from core.web.home import NOTICES, Notice, count_waiting, duties_of, keep_waiting
from core.web.language import chosen, say_quantity

DIGESTS = {
    Digest.OFF: _l("Không gửi"),
    Digest.LATE: _l("Chỉ gửi khi có việc quá hạn"),
    Digest.DAILY: _l("Gửi mỗi ngày, khi có việc cần làm"),
}

LISTED, SHOWN = "listed", "shown"  # the kinds the form has a box for, and those that were ticked

bp = Blueprint("notices", __name__)
notices_group = AppGroup("notices", help="Digests of what is due.")


class NoAddressError(DomainError):
    """A digest was asked for without a place to send it to."""

    code = "notice_without_address"


class NoticeSchema(Schema):
    """What a person chose."""

    digest = fields.String(required=True, validate=validate.OneOf([digest.value for digest in Digest]))
    address = fields.String(
        load_default="",
        validate=validate.And(
            validate.Length(max=200), lambda text: text == "" or bool(validate.Email()(text))
        ),
    )


def badge() -> dict[str, object] | None:
    """Return the number in the head and its words, or None where it is not known well enough to be shown."""
    waiting: Waiting | None = current_user.waiting
    if waiting is None or not waiting.holds(now()):
        return None
    return _said(waiting)


def _said(waiting: Waiting) -> dict[str, object]:
    text = ngettext("%(number)s việc", "%(number)s việc", waiting.total, number=say_quantity(waiting.total))
    late = _("%(number)s gấp", number=say_quantity(waiting.late)) if waiting.late else ""
    return {"text": text if waiting.total else "", "late": late, "old": waiting.is_old(now())}


@bp.get("/thong-bao/so-viec")
@requires(Permission.HOME)
def count() -> ResponseReturnValue:
    """The number in the head, counted now; the page's script asks for it."""
    account = current_user.account
    with reading() as session:
        waiting = count_waiting(duties_of(session, account.actor()), account.muted)
    keep_waiting(waiting)
    return jsonify(_said(waiting))


def _choices(actor: Actor) -> list[Notice]:
    return [notice for notice in NOTICES if actor.may(notice.permission)]


@bp.get("/thong-bao")
@requires(Permission.HOME)
def show() -> ResponseReturnValue:
    """The person's own choice."""
    return _page()


def _muted(actor: Actor, held: frozenset[str]) -> frozenset[str]:
    """Return the kinds of notices turned off, after a form: what it has no box for stays as it was."""
    listed = set(request.form.getlist(LISTED)) & {notice.kind for notice in _choices(actor)}
    return (held - listed) | (listed - set(request.form.getlist(SHOWN)))


def _page(error: str = "", fields_typed: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        held = get_choice(session, current_actor().user_id)
    typed = fields_typed or {}
    return render_template(
        "notices.html",
        digests=DIGESTS,
        digest=typed.get("digest", held.digest.value),
        address=typed.get("address", held.address),
        last_sent_on=held.last_sent_on,
        notices=_choices(current_actor()),
        muted=_muted(current_actor(), held.muted),
        can_send=bool(settings().notice_gateway),
        error=error,
    )


@bp.post("/thong-bao")
@requires(Permission.HOME)
def keep() -> ResponseReturnValue:
    """Keep the person's own choice."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(NoticeSchema())
        digest, address = Digest(str(values["digest"])), str(values["address"]).strip()
        if digest is not Digest.OFF and not address:
            raise NoAddressError
        keep_choice(
            session,
            user_id=actor.user_id,
            digest=digest,
            address=address,
            language=chosen(),
            muted=_muted(actor, current_user.account.muted),
        )
        return Done(location=url_for("notices.show"), message=_("Đã ghi nhận lựa chọn thông báo."))

    return perform(work, again=_page)


def digest_for(session: Session, choice: Choice) -> tuple[str, str] | None:
    """Return (title, text) of today's digest of a person, or None where there is nothing to send."""
    account = find_account(session, choice.user_id)
    if account is None:
        return None
    with force_locale(choice.language):
        waiting = count_waiting(duties_of(session, account.actor()), account.muted)
        late, due = waiting.late, waiting.due
        today = day_of(now())
        if not is_wanted(choice.digest, late=late, due=due, last_sent_on=choice.last_sent_on, today=today):
            return None
        title = _(
            "Bốn tại chỗ: việc quá hạn %(late)s, việc cần làm %(due)s",
            late=say_quantity(late),
            due=say_quantity(due),
        )
        text = _("Mời đăng nhập để xem: %(address)s", address=url_for("home.show", _external=True))
        return title, text


@notices_group.command("send")
@click.option("--dry-run", is_flag=True, help="Only say how many would go out.")
def send(dry_run: bool) -> None:
    """Send today's digests; run it once a morning. A person gets at most one a day."""
    gateway = settings().notice_gateway
    if not gateway and not dry_run:
        fail("Chưa đặt NOTICE_GATEWAY nên không gửi được. / NOTICE_GATEWAY is not set.")
    sent = failed = 0
    with current_app.test_request_context(base_url=settings().public_url):
        with reading() as session:
            found = [(choice, digest_for(session, choice)) for choice in list_wanting(session)]
        for choice, digest in found:
            if digest is None:
                continue
            if not dry_run and not deliver(gateway, choice.address, *digest):
                failed += 1
                continue
            sent += 1
            if not dry_run:
                with transaction() as session:
                    note_sent(session, user_id=choice.user_id, today=day_of(now()))
    click.echo(f"Bản tin: {sent} đã gửi, {failed} chưa gửi được. / {sent} sent, {failed} failed.")
    if failed:
        fail(
            "Kiểm tra NOTICE_GATEWAY và máy chủ thư; lần chạy sau sẽ gửi lại. / Check the gateway and run again."
        )


def deliver(gateway: str, address: str, title: str, text: str) -> bool:
    """Send one digest through the office's gateway and return whether it took it."""
    try:
        import apprise
    except ImportError:
        fail("Chưa cài phần gửi tin: .venv/bin/pip install apprise. / The package apprise is not installed.")
        raise
    out = apprise.Apprise()
    return bool(
        out.add(gateway.replace("{to}", quote(address, safe=""))) and out.notify(title=title, body=text)
    )


def set_up(app: Flask) -> None:
    """Add the page and the command."""
    app.register_blueprint(bp)
    app.cli.add_command(notices_group)
    app.jinja_env.globals["badge"] = badge

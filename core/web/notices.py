"""Being told what is due without looking: each person's own choice, and the command that sends the digests.

A digest holds two numbers and the address of the first page: no name, no place, no telephone number ever leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import click
from flask import Blueprint, Flask, current_app, render_template, url_for
from flask.cli import AppGroup
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from core.accounts.notices import Choice, get_choice, keep_choice, list_wanting, note_sent
from core.accounts.queries import find_account
from core.accounts.rules.notices import Digest, is_wanted
from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.errors import DomainError
from core.web.access import current_actor, requires
from core.web.commands import fail
from core.web.doors import Done, load, perform, reading, settings, transaction
from core.web.home import duties_of
from core.web.language import chosen

DIGESTS = {
    Digest.OFF: _l("Không gửi"),
    Digest.LATE: _l("Chỉ gửi khi có việc quá hạn"),
    Digest.DAILY: _l("Gửi mỗi ngày, khi có việc cần làm"),
}

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


@bp.get("/thong-bao")
@requires(Permission.HOME)
def show() -> ResponseReturnValue:
    """The person's own choice."""
    return _page()


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
        keep_choice(session, user_id=actor.user_id, digest=digest, address=address, language=chosen())
        message = _("Từ nay không gửi nữa.") if digest is Digest.OFF else _("Đã ghi nhận lựa chọn thông báo.")
        return Done(location=url_for("notices.show"), message=message)

    return perform(work, again=_page)


def digest_for(session: Session, choice: Choice) -> tuple[str, str] | None:
    """Return (title, text) of today's digest of a person, or None where there is nothing to send."""
    account = find_account(session, choice.user_id)
    if account is None:
        return None
    with force_locale(choice.language):
        urgencies = [duty.urgency for duty in duties_of(session, account.actor())]
        late, due = urgencies.count("late"), urgencies.count("due")
        today = day_of(now())
        if not is_wanted(choice.digest, late=late, due=due, last_sent_on=choice.last_sent_on, today=today):
            return None
        title = _("Bốn tại chỗ: %(late)s việc quá hạn, %(due)s việc cần làm", late=late, due=due)
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

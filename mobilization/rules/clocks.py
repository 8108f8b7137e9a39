"""The terms the law sets on an order, as pure dates: what runs, until when, and whether it is late.

Source: Luật Trưng mua, trưng dụng tài sản 15/2008/QH12: điều 26 (an oral requisition is confirmed in writing within
48 hours), điều 27-28 (at most 30 days, extended once by at most 15, in writing before the end), điều 33 (return
decision at the end of the term), điều 38 (paid once, within 30 days of the return, extended once by at most 30); điều
15 (what is bought is paid by the day its decision names).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen
from inventory.rules.catalogue import LegalForm

CONFIRM_WITHIN = timedelta(hours=48)
DECIDE_BEFORE_END = timedelta(days=3)
EXTENSION_DAYS_MAX = 15
PAY_DAYS = 30
PAY_EXTENSION_DAYS = 30
# Warned this long before the end, so that the paper can still be signed and sent.
WARN_CONFIRM = timedelta(hours=12)
WARN_PAY = timedelta(days=7)


class Clock(StrEnum):
    """What is due: the decision on a tờ trình, the written confirmation, the end of the term, the compensation."""

    DECIDE = "decide"
    CONFIRM = "confirm"
    TERM = "term"
    PAY = "pay"


class Standing(StrEnum):
    """How a term stands; `due` is the last stretch before its end."""

    LATE = "late"
    DUE = "due"
    RUNNING = "running"
    DONE = "done"


class ExtensionLateError(DomainError):
    """The term is over: an extension had to be signed before its end (điều 28). Fact: `ended`."""

    code = "extension_too_late"
    status = 409


class ExtensionLengthError(DomainError):
    """An extension ends after the term and, for trưng dụng, at most 15 days after it. Fact: `days`."""

    code = "extension_length"


class TermDecidedError(DomainError):
    """This was decided before, or cannot follow what was decided since."""

    code = "order_act_passed"
    status = 409


@frozen
class OrderTimes:
    """The moments of one order that its clocks hang on.

    `given_up`: nothing of it ever went (or it is a draft still), so there is no term to end; `owed` says whether something is still to be paid, `paid_on` when the last that was owed was paid.
    A tờ trình was `asked_at` and has to be decided on by when the thing is needed, for the law sets no term. `pay_by` is
    the term its decision sets for what is bought; `given_at` when the order was signed.
    """

    form: LegalForm
    until: datetime
    oral_at: datetime | None = None
    confirmed_at: datetime | None = None
    extended_until: datetime | None = None
    return_decided_at: datetime | None = None
    returned_at: datetime | None = None
    given_up: bool = False
    owed: bool = False
    paid_on: date | None = None
    pay_extended: bool = False
    asked_at: datetime | None = None
    needed_by: datetime | None = None
    pay_by: datetime | None = None
    given_at: datetime | None = None


@frozen
class Deadline:
    """One running clock: when it ends, from when on people are warned, when it was met (a payment tells its day)."""

    clock: Clock
    due_at: datetime
    warn_at: datetime
    done_at: datetime | None = None
    done_on: date | None = None

    def standing(self, now: datetime) -> Standing:
        """Return how the term stands now; met is met, even where it was met late."""
        if self.done_at is not None or self.done_on is not None:
            return Standing.DONE
        if now > self.due_at:
            return Standing.LATE
        return Standing.DUE if now >= self.warn_at else Standing.RUNNING


def has_term(form: LegalForm | str) -> bool:
    """Return whether an order of this form ends some day: what is bought stays with who bought it (điều 2)."""
    return form != LegalForm.TRUNG_MUA


def deadlines_of(times: OrderTimes) -> tuple[Deadline, ...]:
    """Return the order's clocks, the earliest end first.

    The thirty days for payment bind trưng dụng; other forms keep the same term, as nothing shorter is set for them.
    """
    found = []
    if times.asked_at is not None and times.needed_by is not None:
        found.append(Deadline(clock=Clock.DECIDE, due_at=times.needed_by, warn_at=times.asked_at))
    if times.oral_at is not None:
        due = times.oral_at + CONFIRM_WITHIN
        found.append(
            Deadline(clock=Clock.CONFIRM, due_at=due, warn_at=due - WARN_CONFIRM, done_at=times.confirmed_at)
        )
    if has_term(times.form) and not times.given_up:  # what was bought does not go back
        due = term_end(times)
        done = min((at for at in (times.return_decided_at, times.returned_at) if at), default=None)
        # Half of a short term at most: an order for three days is not near its end the moment it is signed.
        ahead = min(DECIDE_BEFORE_END, (due - times.given_at) / 2) if times.given_at else DECIDE_BEFORE_END
        found.append(Deadline(clock=Clock.TERM, due_at=due, warn_at=due - ahead, done_at=done))
    pay_due = pay_term(times)
    if pay_due is not None and (times.owed or times.paid_on):
        paid = None if times.owed else times.paid_on
        found.append(Deadline(clock=Clock.PAY, due_at=pay_due, warn_at=pay_due - WARN_PAY, done_on=paid))
    return tuple(sorted(found, key=lambda item: item.due_at))


def term_end(times: OrderTimes) -> datetime:
    """Return when the order's term ends, its extension counted."""
    return times.extended_until or times.until


def pay_term(times: OrderTimes) -> datetime | None:
    """Return the last moment to pay: as the decision says for what is bought, else by the return; None where none is set."""
    if times.form is LegalForm.TRUNG_MUA:
        return times.pay_by
    if times.returned_at is None:
        return None
    return pay_until(times.returned_at, extended=times.pay_extended)


def pay_until(returned_at: datetime, *, extended: bool) -> datetime:
    """Return the last moment of the term for payment."""
    return returned_at + timedelta(days=PAY_DAYS + (PAY_EXTENSION_DAYS if extended else 0))


def check_can_extend(times: OrderTimes, *, until: datetime, now: datetime) -> None:
    """Return where the term may be extended to `until`; once only, before its end, trưng dụng by 15 days at most."""
    if times.extended_until is not None or times.return_decided_at or times.returned_at:
        raise TermDecidedError
    if now >= times.until:
        raise ExtensionLateError(ended=times.until)
    longest = times.until + timedelta(days=EXTENSION_DAYS_MAX)
    if until <= times.until or (times.form is LegalForm.TRUNG_DUNG and until > longest):
        raise ExtensionLengthError(days=EXTENSION_DAYS_MAX)


def can_decide_return(times: OrderTimes) -> bool:
    """Return whether a return decision can still be noted: once, and after the return only where điều 33 wants it.

    What was bought does not go back; only trưng dụng needs the decision in writing, so its file may be completed later.
    """
    if times.form is LegalForm.TRUNG_MUA or times.return_decided_at is not None:
        return False
    return times.returned_at is None or times.form is LegalForm.TRUNG_DUNG


def may_extend_pay(times: OrderTimes, *, now: datetime) -> bool:
    """Return whether the term for payment may still be extended."""
    try:
        check_can_extend_pay(times, now=now)
    except (TermDecidedError, ExtensionLateError):
        return False
    return True


def check_can_extend_pay(times: OrderTimes, *, now: datetime) -> None:
    """Return where the term for payment may be extended: once, with notice before the first term ends, while something is owed (điều 38).

    Điều 38 speaks of compensation; what is bought is paid as its decision says.
    """
    if times.pay_extended or not times.owed or times.returned_at is None or times.form is LegalForm.TRUNG_MUA:
        raise TermDecidedError
    first = pay_until(times.returned_at, extended=False)
    if now > first:
        raise ExtensionLateError(ended=first)

"""Two transactions at one moment: the first has done its part and not committed yet when the second begins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for

from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError

MOMENT = 0.2  # seconds in which the second one comes as far as it can

Act = Callable[[Session], object]


def beside(database: Database, first: Act, second: Act, then: Act = id) -> Future[object]:
    """Do the first, and when the second has begun `then`, in one transaction; return how the second ended."""

    def later() -> object:
        with database.transaction() as session:
            return second(session)

    with ThreadPoolExecutor(1) as pool, database.transaction() as session:
        first(session)
        session.flush()
        ended = pool.submit(later)
        wait_for([ended], 0 if database.is_sqlite else MOMENT)  # SQLite lets no second writer begin at all
        then(session)
    return ended


def refusal_of(ended: Future[object]) -> str:
    """Return the code of the refusal an act ended with, or "done"."""
    error = ended.exception()
    if error is None:
        return "done"
    if not isinstance(error, DomainError):
        raise error
    return error.code

"""The province's table of a review campaign: a line for every commune, on the page and in the spreadsheet."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from core.clock import day_of, now
from core.communes.queries import list_communes
from core.communes.rules import Commune
from core.values import frozen
from inventory.queries.campaigns import NOT_BEGUN, Campaign, CommuneReview, list_reviews
from inventory.rules.campaigns import ORDER, Standing, percent, standing
from inventory.rules.papers.count_sheets import ReviewRow
from inventory.sentences import REVIEW_STATES


@frozen
class Line:
    """One commune in the province's table."""

    commune: Commune
    review: CommuneReview
    standing: Standing
    percent: int


def lines_of(session: Session, campaign: Campaign) -> list[Line]:
    """Return every commune's line in official order, also of those that have reported nothing."""
    today = day_of(now())
    reviews = list_reviews(session, campaign, today=today)
    lines = []
    for commune in list_communes(session):
        review = reviews.get(commune.code, NOT_BEGUN)
        place = standing(review.progress, due_on=campaign.due_on, today=today)
        done = percent(review.progress.confirmed, review.progress.rows)
        lines.append(Line(commune=commune, review=review, standing=place, percent=done))
    return lines


def row_of(line: Line) -> ReviewRow:
    """Return a line as the spreadsheet takes it."""
    progress, review, place = line.review.progress, line.review, line.standing
    return ReviewRow(
        code=line.commune.code,
        commune=line.commune.title,
        state=str(REVIEW_STATES[place.state]),
        rows=progress.rows,
        confirmed=progress.confirmed,
        percent=line.percent,
        late_days=place.late_days,
        finished_on=place.finished_on,
        signed_by=review.signed_by,
        reminders=review.reminders,
        reminded_on=review.reminded_on,
    )


def asked_lines(lines: list[Line]) -> list[Line]:
    """Return the communes the address asks for, in its order."""
    state, order = request.args.get("tt", ""), request.args.get("sx", "")
    if state == "late":
        lines = [line for line in lines if line.standing.late_days > 0 and not line.standing.is_done]
    elif state in set(ORDER):
        lines = [line for line in lines if line.standing.state == state]
    if order == "tre":
        return sorted(lines, key=lambda line: (-line.standing.late_days, line.percent))
    return sorted(lines, key=lambda line: (line.percent, line.commune.order)) if order == "tl" else lines

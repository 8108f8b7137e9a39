"""A paper sent to the browser as Word or PDF."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from flask import redirect, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.documents.paper import Paper
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from core.errors import NotFoundError
from core.web.doors import reading

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {"docx": (to_docx, DOCX), "pdf": (to_pdf, "application/pdf")}


def paper_file(
    kind: str, name: str, write: Callable[[Session], Paper], *, otherwise: str
) -> ResponseReturnValue:
    """Return the paper as the file `kind` asks for, Word or PDF by its ending; `otherwise` leads on where there is none yet.

    Raises NotFoundError for other endings.
    """
    ending = kind.rpartition(".")[2]
    if ending not in WRITERS:
        raise NotFoundError(what=kind)
    try:
        with reading() as session:
            value = write(session)
    except NotFoundError:
        return redirect(otherwise)
    to_file, mimetype = WRITERS[ending]
    content = BytesIO(to_file(value))
    named = f"{'du-thao-' if value.draft else ''}{name}.{ending}"
    return send_file(content, mimetype=mimetype, as_attachment=True, download_name=named)

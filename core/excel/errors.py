"""Why a file could not be read as a spreadsheet; each is one reason with its facts."""

from __future__ import annotations

from core.errors import DomainError


class WorkbookError(DomainError):
    """The base of every refusal of a file. Facts: `name` of the file."""

    code = "workbook_unreadable"


class NotAWorkbookError(WorkbookError):
    """The file is none of .xlsx, .xlsm, .xls, .ods, .csv by its content."""

    code = "not_a_workbook"


class WorkbookEmptyError(WorkbookError):
    """The file has no content at all: a copy or a download that failed."""

    code = "workbook_empty"


class WorkbookEncryptedError(WorkbookError):
    """The file is protected by a password to open."""

    code = "workbook_encrypted"


class WorkbookTooLargeError(WorkbookError):
    """The file, what it unpacks to, or its number of cells is beyond the limit. Facts: `what`, `limit`."""

    code = "workbook_too_large"
    status = 413


class WorkbookUnsafeError(WorkbookError):
    """The archive is built to harm: absurd ratio, duplicate names, XML entities. Facts: `what`."""

    code = "workbook_unsafe"


class WorkbookUnreadableError(WorkbookError):
    """The reader found the file damaged, or died on it."""

    code = "workbook_unreadable"


class ReaderTimeoutError(WorkbookError):
    """Reading took longer than a file of this size may take. Facts: `seconds`."""

    code = "reader_timeout"


class StateSecretError(WorkbookError):
    """The file bears a state-secret marking and must not be kept. Facts: `sheet`, `cell` of the marking, no text."""

    code = "state_secret"

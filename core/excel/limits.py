"""How much a spreadsheet may ask of the machine that reads it."""

from __future__ import annotations

from core.values import frozen

MEGABYTE = 1 << 20


@frozen
class ReadingLimits:
    """Limits for one file. Time is `base_seconds` up to `free_bytes` and grows with size up to `most_seconds`.

    It is time of the processor, which is time by the clock where nothing else runs; reading has so much, and what is then
    made of the file as much again. Where other programs hold the processor an honest file waits `patience` times as long,
    so that a busy night refuses nobody's list.
    """

    file_bytes: int = 40 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    entry_ratio: int = 400  # deflate reaches 1:1032; honest sheets of one repeated row stay below 1:200
    entries: int = 2_000
    cells: int = 1_200_000  # the yearly workbook of 96 communes with 176 types each has 800,000
    rows: int = 120_000  # with anything in them, of all sheets together; that workbook has 61,000
    sheets: int = 1_000
    merged_cells: int = 1_000_000
    memory_bytes: int = 512 * MEGABYTE
    result_bytes: int = 256 * MEGABYTE
    base_seconds: float = 9.0
    free_bytes: int = 6 * MEGABYTE  # a list of 30,000 rows with long notes has five
    seconds_per_megabyte: float = 3.0
    most_seconds: float = 60.0
    patience: float = 3.0

    def seconds_for(self, file_bytes: int) -> float:
        """Return how long a file of this size may take to read, in seconds."""
        beyond = max(0, file_bytes - self.free_bytes) / MEGABYTE
        return min(self.most_seconds, self.base_seconds + beyond * self.seconds_per_megabyte)


DEFAULT_LIMITS = ReadingLimits()

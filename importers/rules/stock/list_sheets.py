"""The columns of the lists of imports and remembered answers as Excel."""

from __future__ import annotations

from core.excel.writing import Column, Look

IMPORT_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Biên nhận", 13, Look.CENTRE), Column("Tệp", 44),
    Column("Nơi nhập", 24), Column("Ý nghĩa số liệu", 28), Column("Trạng thái", 22),
    Column("Tải lên lúc", 18, Look.MOMENT), Column("Người tải lên", 24), Column("Câu hỏi", 10, Look.NUMBER),
    Column("Dòng mới", 10, Look.NUMBER), Column("Dòng thay đổi", 10, Look.NUMBER),
    Column("Ghi lúc", 18, Look.MOMENT), Column("Người ghi", 24), Column("Hoàn tác lúc", 18, Look.MOMENT),
    Column("Người hoàn tác", 24),
)  # fmt: skip
ANSWER_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Đã hỏi", 40), Column("Câu trả lời", 40),
    Column("Nơi trả lời", 24), Column("Người trả lời", 24), Column("Lúc", 18, Look.MOMENT),
)  # fmt: skip

"""Official papers by Nghị định 30/2020/NĐ-CP: one plain value, a Word writer and a PDF writer."""

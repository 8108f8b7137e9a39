"""What we report: the annual audit workbook."""

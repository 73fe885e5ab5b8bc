"""Taking payments out of the product: one generator of rows, three formats, and a record of who took what."""

from payments.reports.exports.rows import Source
from payments.reports.exports.services import Format, TooManyRows, begin, check_size, pieces, write_file

__all__ = ["Format", "Source", "TooManyRows", "begin", "check_size", "pieces", "write_file"]

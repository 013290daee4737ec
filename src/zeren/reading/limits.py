"""How much is read: above these figures a document is refused, so that one file cannot take the machine."""

__all__ = ["MOST_BYTES", "MOST_CELLS", "MOST_MEMBERS", "MOST_PAGES", "MOST_RATIO", "MOST_UNPACKED"]

MOST_BYTES = 50_000_000
# Of a DOCX or XLSX: all that it unpacks to, how many files, and how many times its size once it is large.
MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 10_000
MOST_RATIO = 200
# Of a sheet: its last row times its last column. A book has fewer than a million cells that hold something.
MOST_CELLS = 2_000_000
MOST_PAGES = 5_000

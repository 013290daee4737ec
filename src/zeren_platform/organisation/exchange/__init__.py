"""How files and rows of the organisation say the same: columns, formats."""

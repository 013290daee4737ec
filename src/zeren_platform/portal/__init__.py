"""The public site: registers, duties and units as everyone may see them."""

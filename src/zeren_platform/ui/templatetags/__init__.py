"""Django finds the parts here."""

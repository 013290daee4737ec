"""The parts of a page, grouped by what they are for; ``templatetags/kit.py`` gives them to the templates."""

"""The pages of the kit itself: the gallery, and what a reader prefers."""

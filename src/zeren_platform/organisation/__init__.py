"""Units, people, posts, delegation: who may answer for what."""

"""The kit: typed template tags, one stylesheet, one script, and the gallery that shows them all."""

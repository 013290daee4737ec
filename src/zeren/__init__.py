"""zeren (责任): the pure core, free of Django, database, clock and network."""

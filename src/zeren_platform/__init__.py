"""The zeren platform: the Django site on top of the pure core."""

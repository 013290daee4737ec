"""Django's name for this slice."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Record and sequence; seal and prove come with checkpoints."""

    name = "zeren_platform.ledger"
    label = "ledger"

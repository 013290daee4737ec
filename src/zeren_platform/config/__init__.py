"""Wiring only: settings, environment, addresses, navigation, the API."""

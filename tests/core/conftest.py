"""What every test of the core runs under."""

from hypothesis import HealthCheck, settings

# How fast a machine is that others share is no property of what is tested.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

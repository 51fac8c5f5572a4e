"""How many examples the property tests try: `HYPOTHESIS_PROFILE=large` for a long run, the ordinary one without."""

import os

from hypothesis import HealthCheck, settings

_SLOW_ON_PURPOSE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

settings.register_profile("ordinary", deadline=None, derandomize=True, suppress_health_check=_SLOW_ON_PURPOSE)
settings.register_profile("large", deadline=None, max_examples=5000, suppress_health_check=_SLOW_ON_PURPOSE)


def load() -> None:
    """Load the profile that the environment asks for."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))


def examples(ordinary: int) -> int:
    """How many examples a test tries: its own number in an ordinary run, fifty times as many in a large one."""
    return ordinary * (50 if os.environ.get("HYPOTHESIS_PROFILE") == "large" else 1)

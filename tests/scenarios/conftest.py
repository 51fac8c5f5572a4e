"""The domain's tests: pure, no database."""

from tests import hypothesis_profiles

hypothesis_profiles.load()

"""The steps of starting a network after the choice of a school: each a form with one command."""

from networks.steps import morning, school, simple, together  # noqa: F401 (they register)
from networks.steps.step import STEPS

__all__ = ["STEPS"]

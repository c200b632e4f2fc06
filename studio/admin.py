"""What the admin shows."""

from studio import accounts, rulesets
from studio.editing import parts

__all__ = ["accounts", "parts", "rulesets"]

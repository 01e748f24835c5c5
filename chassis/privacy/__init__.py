"""What is known of somebody: shown to them as a whole, and forgotten when they ask for it.

`privacy.py` of an app says which of its rows are about somebody: `about(…)`, and of which fields
that look like it are not: `exempt(…)`. A check refuses a model of which neither is said.
"""

from chassis.privacy.registry import about, exempt

__all__ = ["about", "exempt"]

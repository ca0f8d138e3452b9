"""What every export says of itself: the course, its licence, and what it is not."""

from __future__ import annotations

import ketabrain

COURSE = "What ketamine does to the brain"
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
ADVICE = "This is education, not medical advice."
FROM = f"From the open course “{COURSE}”, version {ketabrain.__version__}. Licence: {LICENCE}, {LICENCE_ADDRESS}"
LINES = (FROM, ADVICE)

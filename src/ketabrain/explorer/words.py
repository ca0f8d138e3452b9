"""Put values into sentences: ``{name}`` becomes a control's or read-out's value with its unit.

The page does the same in web/draw.js; a browser test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{(\w+)\}")


def names_in(text: str) -> set[str]:
    """Return the names that a sentence asks for."""
    return set(PLACE.findall(text))


def fill_words(text: str, shown: Mapping[str, str]) -> str:
    """Fill a sentence from values already written out."""
    return PLACE.sub(lambda match: shown[match.group(1)], text)

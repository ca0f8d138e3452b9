"""The explorer of the chapter `one_dose`: ``lanes`` says what each lane is, ``places`` where it stands."""

from __future__ import annotations

from ketabrain.explorers.one_dose.follow import ONE_DOSE

EXPLORERS = (ONE_DOSE,)

"""Explorers of the chapter `harms`."""

from __future__ import annotations

from ketabrain.explorers.harms.bladder import BLADDER
from ketabrain.explorers.harms.blood_pressure import BLOOD_PRESSURE
from ketabrain.explorers.harms.ladder import LADDER

EXPLORERS = (BLOOD_PRESSURE, BLADDER, LADDER)

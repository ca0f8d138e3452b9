"""Explorers of the chapter `hippocampus`."""

from ketabrain.explorers.hippocampus.homeostasis import HOMEOSTASIS
from ketabrain.explorers.hippocampus.memory import MEMORY
from ketabrain.explorers.hippocampus.plasticity import PLASTICITY

EXPLORERS = (PLASTICITY, HOMEOSTASIS, MEMORY)

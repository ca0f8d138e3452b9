"""Explorers of the chapter `prefrontal_cortex`, a module each."""

from ketabrain.explorers.prefrontal_cortex.disinhibition import DISINHIBITION
from ketabrain.explorers.prefrontal_cortex.spines import SPINES
from ketabrain.explorers.prefrontal_cortex.working_memory import WORKING_MEMORY

EXPLORERS = (DISINHIBITION, WORKING_MEMORY, SPINES)

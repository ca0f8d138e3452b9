"""Self-checks of the lab `nmda_receptor`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.nmda_receptor.competition import check_2
from ketabrain.exercises.nmda_receptor.occupancy import check_4
from ketabrain.exercises.nmda_receptor.pulses import check_3
from ketabrain.exercises.nmda_receptor.voltage import check_1

__all__ = ["check_1", "check_2", "check_3", "check_4"]

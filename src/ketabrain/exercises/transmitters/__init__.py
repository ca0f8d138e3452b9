"""Self-checks of the lab `transmitters`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.transmitters.counts import check_4
from ketabrain.exercises.transmitters.interval import check_2
from ketabrain.exercises.transmitters.printed_p import check_3
from ketabrain.exercises.transmitters.rises import check_1

__all__ = ["check_1", "check_2", "check_3", "check_4"]

"""Self-checks of the lab `snow_hill`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.snow_hill.barrier import check_2
from ketabrain.exercises.snow_hill.flat import check_4
from ketabrain.exercises.snow_hill.kramers import check_1
from ketabrain.exercises.snow_hill.waiting import check_3

__all__ = ["check_1", "check_2", "check_3", "check_4"]

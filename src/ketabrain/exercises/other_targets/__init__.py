"""Self-checks of the lab `other_targets`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.other_targets.disputed import check_2
from ketabrain.exercises.other_targets.mixture import check_3
from ketabrain.exercises.other_targets.opioid import check_1
from ketabrain.exercises.other_targets.reach import check_4

__all__ = ["check_1", "check_2", "check_3", "check_4"]

"""Self-checks of the lab `prefrontal_cortex`: what is right comes from the models, never from a stored number."""

from ketabrain.exercises.prefrontal_cortex.cliff import check_2
from ketabrain.exercises.prefrontal_cortex.dose import check_1
from ketabrain.exercises.prefrontal_cortex.ring import check_3
from ketabrain.exercises.prefrontal_cortex.spines import check_4

__all__ = ["check_1", "check_2", "check_3", "check_4"]

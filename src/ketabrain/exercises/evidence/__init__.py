"""Self-checks of the lab `evidence`: what is right comes from the table of trials and the model, never from a stored number."""

from ketabrain.exercises.evidence.between import check_3
from ketabrain.exercises.evidence.leaving import SENTENCES, check_4
from ketabrain.exercises.evidence.merging import check_2
from ketabrain.exercises.evidence.ratio import check_1

__all__ = ["SENTENCES", "check_1", "check_2", "check_3", "check_4"]

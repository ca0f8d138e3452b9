"""Self-checks of the lab `habenula`: what is right comes from the models, never from a stored number."""

from ketabrain.exercises.habenula.cell import check_1, check_2
from ketabrain.exercises.habenula.population import check_3
from ketabrain.exercises.habenula.trapping import check_4

__all__ = ["check_1", "check_2", "check_3", "check_4"]

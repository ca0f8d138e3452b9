"""Explorers of the chapter `pharmacokinetics`, a module each."""

from ketabrain.explorers.pharmacokinetics.artery_vein import ARTERY_VEIN
from ketabrain.explorers.pharmacokinetics.course import COURSE
from ketabrain.explorers.pharmacokinetics.single_dose import SINGLE
from ketabrain.explorers.pharmacokinetics.variability import VARIABILITY

EXPLORERS = (SINGLE, COURSE, VARIABILITY, ARTERY_VEIN)

"""Measure labs in a real JupyterLab, with the code that the labs' browser tests use."""

from tests.lab.measure import Lab, measure, our_lab

__all__ = ["Lab", "measure", "our_lab"]

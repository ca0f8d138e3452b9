"""The explorer mechanism: declare once, show on the static page, live in a notebook, or in code."""

from ketabrain.explorer.controls import Choice, Steps, Toggle
from ketabrain.explorer.declaration import Explorer, Part, Predict, Preset, Readout, Series, Task
from ketabrain.explorer.figure import Figure, Measured, Panel, Read, Scrubber, Trace

__all__ = [
    "Choice",
    "Explorer",
    "Figure",
    "Measured",
    "Panel",
    "Part",
    "Predict",
    "Preset",
    "Read",
    "Readout",
    "Scrubber",
    "Series",
    "Steps",
    "Task",
    "Toggle",
    "Trace",
]

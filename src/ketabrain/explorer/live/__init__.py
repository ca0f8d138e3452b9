"""Explorers live in a notebook: ipywidgets for the controls, and a light view that draws as the page does."""

from ketabrain.explorer.live.shown import Shown

__all__ = ["Shown"]

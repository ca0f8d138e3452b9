"""Explorers of the chapter `evidence`, one module each."""

from __future__ import annotations

from ketabrain.explorers.evidence import blinding, forest, natural, onset

EXPLORERS = (*forest.EXPLORERS, *onset.EXPLORERS, *natural.EXPLORERS, *blinding.EXPLORERS)

"""Take the bank elsewhere: questions with their pictures, feedback and sources, as other programs read them.

``run()`` is the command ``ketabrain export``. Each format is one module that holds ``cannot(question)``, the reason
why a question cannot be held (or an empty text), and ``files(items, left)``, what is written.
"""

from __future__ import annotations

from ketabrain.quiz.export.command import run
from ketabrain.quiz.export.formats import FORMATS, ExportError

__all__ = ["FORMATS", "ExportError", "run"]

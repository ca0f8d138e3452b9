"""Two questions that are answered by pointing and by drawing, as authors write them; the tests of both kinds ask them."""

from __future__ import annotations

from typing import Any

from ketabrain.quiz import typed
from ketabrain.quiz.question import Question

POINT: dict[str, Any] = {
    "id": "pharmacokinetics-91",
    "kind": "point",
    "objective": "pharmacokinetics.course",
    "difficulty": 1,
    "skill": "remember",
    "text": "Point at the *pore*.",
    "picture": "channel",
    "places": [
        {"place": "pore", "right": True, "feedback": "Yes, this is the pore."},
        {"place": "glutamate_site", "feedback": "Glutamate binds here."},
        {"place": "glycine_site", "feedback": "Glycine binds here."},
        {"place": "tail", "feedback": "This is inside the cell."},
    ],
    "sources": ["Zanos2018review"],
}
LOOKS = {
    "peak_at": (10, "Your peak is too early.", "Your peak is too late."),
    "half_at": (20, "Your tail is too short.", "Your tail is too long."),
    "end": (30, "Your end is too low.", "Your end is too high."),
    "peak": (60, "Your peak is too low.", "Your peak is too high."),
}
SKETCH: dict[str, Any] = {
    "id": "pharmacokinetics-92",
    "kind": "sketch",
    "objective": "pharmacokinetics.course",
    "difficulty": 2,
    "skill": "apply",
    "text": "Draw the level in the blood.",
    "explorer": "pk-single-dose",
    "show": {"route": "iv_infusion", "dose_mg_kg": 0.5, "duration": 40},
    "sketch": {
        "trace": "ketamine in plasma",
        "x": {"label": "Time", "unit": "min", "low": 0, "high": 120},
        "y": {"label": "Ketamine", "unit": "ng/mL", "low": 0, "high": 250},
        "looks_at": [
            {"feature": feature, "tolerance": tolerance, "low": low, "high": high}
            for feature, (tolerance, low, high) in LOOKS.items()
        ],
        "right": "Yes, this is the curve.",
    },
    "sources": ["Kamp2020meta"],
}


def sketch() -> Question:
    """Return the question that is answered by drawing."""
    return typed.question(SKETCH, "pharmacokinetics")

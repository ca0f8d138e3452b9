"""Questions that set an explorer or draw their numbers, as authors write them; the tests of both kinds ask them."""

from __future__ import annotations

from typing import Any

from ketabrain.quiz import typed
from ketabrain.quiz.question import Question

ABOUT = {"difficulty": 2, "skill": "apply", "sources": ["Yang2018bursting"]}
SET: dict[str, Any] = {
    **ABOUT,
    "id": "habenula-91",
    "kind": "set",
    "objective": "habenula.block",
    "text": "Stop the bursts with as few blocked receptors as you can, and leave the drive at 4.",
    "explorer": "habenula-bursting",
    "state": {"drive": 4, "kir": -80},
    "show": {"drive": 4, "kir": -80, "block": 0.2},
    "goal": {
        "when": [["mode", "!=", "bursting"], ["block", "<=", 0.2], ["drive", "==", 4], ["kir", "==", -80]],
        "right": "Yes, a fifth is enough.",
        "misses": [
            {"when": [["mode", "==", "bursting"], ["block", ">", 0]], "feedback": "It still bursts."},
            {"when": [["mode", "==", "silent"], ["block", ">", 0.2]], "feedback": "Fewer will do."},
            {"feedback": "Only the block may move."},
        ],
    },
}
DRAWN: dict[str, Any] = {
    **ABOUT,
    "id": "habenula-92",
    "kind": "numeric",
    "objective": "habenula.block",
    "text": "Give {dose_mg_kg} mg/kg to {weight_kg} kg over {minutes} minutes. How many *mg an hour* are {dose_mg_kg} mg/kg?",
    "draws": {
        "weight_kg": {"values": [45, 60, 80, 110], "unit": "kg"},
        "dose_mg_kg": {"values": [0.3, 0.5, 0.75], "unit": "mg/kg"},
        "minutes": {"values": [40, 45], "unit": "minutes"},
    },
    "answer": {
        "key": "mg_per_h",
        "unit": "mg/h",
        "tolerance": 0.03,
        "feedback": {"right": "Yes, {answer} mg in {minutes} minutes.", "low": "Below {answer}.", "high": "Too high."},
        "slips": [
            {"key": "dose_mg", "feedback": "That is the whole dose for {weight_kg} kg."},
            {"value": 1000, "feedback": "That is in µg."},
        ],
    },
}
READ: dict[str, Any] = {
    **ABOUT,
    "id": "pharmacokinetics-91",
    "kind": "numeric",
    "objective": "pharmacokinetics.course",
    "text": "What is the peak of {dose_mg_kg} mg/kg in somebody of {weight_kg} kg?",
    "draws": {
        "weight_kg": {"values": [50, 60, 85, 100], "unit": "kg"},
        "dose_mg_kg": {"values": [0.25, 0.4, 0.75, 1], "unit": "mg/kg"},
    },
    "answer": {
        "from_model": {
            "explorer": "pk-single-dose",
            "state": {"route": "iv_infusion", "dose_mg_kg": "dose_mg_kg", "weight": "weight_kg"},
            "readout": "peak",
            "times": 0.001,
        },
        "unit": "µg/mL",
        "tolerance": 0.02,
        "feedback": {"right": "Yes.", "low": "Too low.", "high": "Too high."},
        "slips": [{"value": 1000, "feedback": "That is in ng/mL."}],
    },
}


def question(item: dict[str, Any], **changes: Any) -> Question:
    """Return an item as a question, some of its fields changed."""
    return typed.question({**item, **changes}, str(item["id"]).rpartition("-")[0])

"""The formats that the bank is written in, and what each of them needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


class ExportError(Exception):
    """The bank cannot be written; says in one sentence why, and how to mend it."""


@dataclass(frozen=True)
class Format:
    """One format: its module, the ending of its file, how often drawn numbers are drawn, and what must be installed."""

    module: str
    ending: str
    draws: int = 1
    needs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Files:
    """What is written: the file itself, and files that belong beside it, by their names."""

    content: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)


FORMATS = {
    "anki": Format("anki_deck", ".apkg", needs={"genanki": "genanki==0.13.1"}),
    "moodle": Format("moodle_xml", ".xml", draws=3),
    "gift": Format("gift_text", ".gift", draws=3),
    "qti": Format("qti_package", ".zip", draws=3),
    "csv": Format("csv_table", ".csv"),
    "pdf": Format("pdf_booklet", ".pdf", needs={"fpdf": "fpdf2==2.8.9"}),
}


def known(name: str) -> Format:
    """Return a format by its name; raise ExportError for one that is not known."""
    if name not in FORMATS:
        raise ExportError(f"There is no format '{name}': choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def writer(name: str) -> ModuleType:
    """Return a format's module; raise ExportError where what it needs is not installed."""
    for library, pin in known(name).needs.items():
        if find_spec(library) is None:
            raise ExportError(f"The format '{name}' needs {library}: install it with 'pip install {pin}'.")
    return import_module(f"ketabrain.quiz.export.{known(name).module}")

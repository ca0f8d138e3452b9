"""The words of the course and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ketabrain.evidence.content import FOLDER, read_items

SCHEMA = FOLDER / "term.schema.json"
ROLE = re.compile(r"\{(?P<role>[\w:]+)\}`(?P<text>[^`]*)`")


class GlossaryError(ValueError):
    """An entry of the glossary cannot be used; says which one and how to mend it."""


@dataclass(frozen=True)
class Term:
    """One word. ``aliases`` are other forms that link to it; ``source`` is a BibTeX key; ``see`` names terms."""

    term: str
    definition: str
    aliases: tuple[str, ...] = ()
    source: str | None = None
    see: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """Return the definition as text without roles and emphasis, for a note beside the text."""
        return re.sub(r"[*`]", "", " ".join(ROLE.sub(shown, self.definition).split()))


def shown(found: re.Match[str]) -> str:
    """Return what a role shows as plain text; citations show nothing."""
    if found["role"].startswith("cite"):
        return ""
    return re.sub(r"\s*<[^>]*>$", "", found["text"]).rpartition("|")[2]


def load(path: Path | str | None = None) -> list[Term]:
    """Return the terms in alphabetical order; raise GlossaryError for the first fault."""
    file = Path(path) if path else FOLDER / "glossary.yml"
    terms = []
    for item in read_items(file, SCHEMA, "term", GlossaryError):
        lists = {name: tuple(item.get(name) or ()) for name in ("aliases", "see")}
        if not item["definition"].strip():
            raise GlossaryError(f"{file.name}, term '{item['term']}': field 'definition' is empty; fill it in.")
        terms.append(Term(item["term"], item["definition"].strip(), source=item.get("source"), **lists))
    for fault in faults(terms):
        raise GlossaryError(f"{file.name}, {fault}")
    return sorted(terms, key=lambda term: (term.term.casefold(), term.term))


def faults(terms: list[Term]) -> Iterable[str]:
    """Yield what is wrong between terms: one name for two, or a pointer to none."""
    owner: dict[str, str] = {}
    for term in terms:
        for name in (term.term, *term.aliases):
            if name.casefold() in owner:
                first = owner[name.casefold()]
                yield f"term '{term.term}': '{name}' already belongs to '{first}'; keep it once."
            owner[name.casefold()] = term.term
    for term in terms:
        for name in term.see:
            if name.casefold() not in owner:
                yield f"term '{term.term}': field 'see' names '{name}', which is not in the glossary; add or mend it."

"""How sources read in the text, "Yang et al. (2018)", and in the list of references."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pybtex.backends.plaintext import Backend
from pybtex.plugin import register_plugin as register_pybtex
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinxcontrib.bibtex.plugin import register_plugin as register_bibtex
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle, BracketStyle, GroupReferenceStyle
from sphinxcontrib.bibtex.style.template import join, join2, node, post_text, pre_text, reference

from ketabrain.evidence.bibliography import Source, from_entry, labels

NAME = "ketabrain"
BREAK = "\n"  # between who and when in a label


@node
def who(children: Any, data: dict[str, Any]) -> Text:
    """Name the authors."""
    return Text(data["formatted_entry"].label.partition(BREAK)[0])


@node
def when(children: Any, data: dict[str, Any]) -> Text:
    """Give the year, with its letter where two works would read alike."""
    return Text(data["formatted_entry"].label.partition(BREAK)[2])


def round_brackets() -> BracketStyle:
    """Return brackets as authors write them around citations."""
    return BracketStyle(left="(", right=")", sep="; ")


@dataclass
class InBrackets(BaseReferenceStyle):
    """(Yang et al., 2018; Ma et al., 2023)"""

    bracket: BracketStyle = field(default_factory=round_brackets)

    def role_names(self) -> list[str]:
        """Serve {cite:p} and, without brackets, {cite:alp}."""
        return ["p", "ps", "alp", "alps"]

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join several."""
        return self.bracket.outer(children, brackets="al" not in role_name)

    def inner(self, role_name: str) -> Any:
        """Write one."""
        return join2(sep1=" ", sep2=", ")[pre_text, reference[join(sep=", ")[who, when]], post_text]


@dataclass
class InSentence(BaseReferenceStyle):
    """Yang et al. (2018)"""

    bracket: BracketStyle = field(default_factory=round_brackets)

    def role_names(self) -> list[str]:
        """Serve {cite:t}."""
        return ["t", "ts", "ct", "cts"]

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join several."""
        return self.bracket.outer(children, capfirst="c" in role_name)

    def inner(self, role_name: str) -> Any:
        """Write one; the whole is the link, so that it is easy to hit."""
        return join2(sep1=" ", sep2=", ")[pre_text, reference[join[who, " (", when, ")"]], post_text]


@dataclass
class AuthorYear(GroupReferenceStyle):
    """Both forms."""

    def __post_init__(self) -> None:
        """Collect the forms."""
        self.styles.extend([InBrackets(), InSentence()])
        super().__post_init__()


class Labels(BaseLabelStyle):
    """Who and when, one line each."""

    def format_labels(self, sorted_entries: list[Any]) -> list[str]:
        """Return a label for each entry."""
        found = labels({entry.key: from_entry(entry) for entry in sorted_entries})
        return [BREAK.join(found[entry.key]) for entry in sorted_entries]


class Alphabetical(BaseSortingStyle):
    """By authors as printed, then year, then title."""

    def sorting_key(self, entry: Any) -> tuple[str, ...]:
        """Return what an entry is sorted by."""
        source = from_entry(entry)
        names = " ".join(f"{family} {given}" for family, given in source.authors) or source.who
        return (names.strip("“(").casefold(), source.year, source.title.casefold())


class ListStyle(BaseStyle):
    """Entries of the list of references; a missing field is left out, never an error."""

    default_name_style = NameStyle
    default_label_style = Labels
    default_sorting_style = Alphabetical

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """Return an entry's text."""
        return FormattedEntry(entry.key, written(from_entry(entry), label.partition(BREAK)[2]), label)


def written(source: Source, year: str) -> Text:
    """Return "Yang, Y., Cui, Y., et al. (2018). Title. Nature 554, 317. doi:…"."""
    names = ", ".join(f"{family}, {given}" if given else family for family, given in source.authors)
    if source.others:
        names += ", et al."
    stop = "" if source.title.endswith(("?", "!", ".")) else "."
    parts: list[Any] = [f"{names} ({year}). " if names else "", f"{source.title}{stop} "]
    if not names:
        parts.append(f"({year}). ")
    if source.where:
        parts += [Tag("em", source.container), source.where.removeprefix(source.container), ". "]
    if source.link:
        name = f"doi:{source.doi}" if source.doi else f"PubMed {source.pmid}" if source.pmid else source.url
        parts.append(HRef(source.link, name))
    return Text(*parts)


def register() -> None:
    """Make both styles known to sphinxcontrib-bibtex under our name."""
    register_pybtex("pybtex.style.formatting", NAME, ListStyle)
    register_pybtex("pybtex.backends", "plaintext", Backend, force=True)  # else each citation looks at all packages
    register_bibtex("sphinxcontrib.bibtex.style.referencing", NAME, AuthorYear)

"""The sources: ``book/references.bib`` read, labelled by author and year, and checked.

pybtex is imported only where a file is read, because labs run without it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

BOOK_FILE = Path(__file__).parents[3] / "book" / "references.bib"
SPECIES = ("human", "monkey", "rat", "mouse", "slice", "cell line", "model")
CHECKED = ("full text", "abstract", "cited elsewhere")
ALIKE = 0.9  # titles at least this similar, in one year, are taken for one work
SHORT_TITLE_WORDS = 6
DOI = re.compile(r"10\.\d{4,9}/\S+")


class BibliographyError(ValueError):
    """The file of sources cannot be read; says where and how to mend it."""


@dataclass(frozen=True)
class Source:
    """One work. ``authors`` are (family name, initials) pairs; ``others`` says that more are not listed."""

    key: str
    title: str
    authors: tuple[tuple[str, str], ...] = ()
    others: bool = False
    year: str = ""
    container: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    species: tuple[str, ...] = ()
    study: str = ""
    checked: str = ""
    notice: str = ""

    @property
    def who(self) -> str:
        """Name the authors as a citation does; without authors, the first words of the title."""
        names = [family for family, _ in self.authors]
        if not names:
            words = self.title.split()
            rest = " …" if len(words) > SHORT_TITLE_WORDS else ""
            return f"“{' '.join(words[:SHORT_TITLE_WORDS])}{rest}”"
        if self.others or len(names) > 2:
            return f"{names[0]} et al."
        return " and ".join(names)

    @property
    def where(self) -> str:
        """Say where it was published: "Nature 554, 317"."""
        issue = f"({self.number})" if self.number and self.volume else ""
        place = f"{self.container} {self.volume}{issue}".strip()
        return ", ".join(part for part in (place, self.pages) if part)

    @property
    def link(self) -> str:
        """Return the web address: by DOI, else PubMed, else the entry's own; empty where there is none."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else self.url


def load(path: Path | str | None = None) -> dict[str, Source]:
    """Return the sources of a BibTeX file by key; raise BibliographyError where it cannot be read."""
    from pybtex.database import parse_file
    from pybtex.exceptions import PybtexError

    file = Path(path) if path else BOOK_FILE
    try:
        entries = parse_file(str(file), "bibtex").entries
    except (OSError, PybtexError) as problem:
        raise BibliographyError(f"{file.name} cannot be read: {problem}.") from None
    return {key: from_entry(entry) for key, entry in entries.items()}


def from_entry(entry: Any) -> Source:
    """Return a pybtex entry as a Source, its LaTeX turned into plain text."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [(plain(" ".join([*p.prelast_names, *p.last_names])), initials(p)) for p in people]
    fields = {name.lower(): plain(value) for name, value in entry.fields.items()}
    raw = {name.lower(): value.strip() for name, value in entry.fields.items()}
    holder = next((fields[n] for n in ("journal", "booktitle", "howpublished", "publisher") if n in fields), "")
    return Source(
        key=entry.key,
        title=fields.get("title", ""),
        authors=tuple(name for name in names if name[0] != "others"),
        others=any(name[0] == "others" for name in names),
        year=fields.get("year", ""),
        container=holder,
        **{name: fields.get(name, "") for name in ("volume", "number", "pages", "pmid", "study", "checked", "notice")},
        doi=re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", raw.get("doi", "").replace("\\", ""), flags=re.I),
        url=raw.get("url", "").replace("\\", ""),
        species=tuple(part.strip() for part in fields.get("species", "").split(",") if part.strip()),
    )


@cache  # a book's builder asks for all its sources again on every page
def plain(latex: str) -> str:
    """Return a BibTeX value as plain text on one line."""
    from pybtex.richtext import Text

    return " ".join(str(Text.from_latex(latex)).replace("--", "–").replace("\u00a0", " ").split())


def initials(person: Any) -> str:
    """Return the initials of a person's given names: "J. C."."""
    given = [part for name in (*person.first_names, *person.middle_names) for part in plain(name).split()]
    return " ".join(f"{name[0]}." for name in given)


def labels(sources: Mapping[str, Source]) -> dict[str, tuple[str, str]]:
    """Return who and when for each key; works that would read alike get a, b, c behind the year."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, source in sources.items():
        alike[source.who, source.year or "n.d."].append(key)
    result = {}
    for (who, year), keys in alike.items():
        for place, key in enumerate(sorted(keys, key=lambda k: (sources[k].title.lower(), k))):
            result[key] = (who, year + (chr(ord("a") + place) if len(keys) > 1 else ""))
    return result


def faults(sources: Mapping[str, Source]) -> list[str]:
    """Return every fault as one sentence that names the entry and the mend."""
    single = [fault for source in sources.values() for fault in faults_of(source)]
    return single + [
        f"references.bib: '{a}' and '{b}' look like one work ({reason}): keep one of them and cite that."
        for a, b, reason in duplicates(sources.values())
    ]


def faults_of(source: Source) -> Iterable[str]:
    """Yield the faults of one entry."""
    here = f"references.bib, entry '{source.key}':"
    if not source.title:
        yield f"{here} the title is missing; add title = {{…}}."
    if not source.species:
        yield f"{here} species is missing; add species = {{…}} with one or more of {', '.join(SPECIES)}."
    for name in source.species:
        if name not in SPECIES:
            yield f"{here} the species '{name}' is not known; use one or more of {', '.join(SPECIES)}."
    if not source.study:
        yield f"{here} study is missing; add study = {{…}} with the kind of study."
    if source.checked not in CHECKED:
        given = f"checked is '{source.checked}'" if source.checked else "checked is missing"
        yield f"{here} {given}; say how far it was checked: {', '.join(CHECKED)}."
    if source.year and not re.fullmatch(r"\d{4}", source.year):
        yield f"{here} the year '{source.year}' is not four digits; mend it or leave it out."
    if source.doi and not DOI.fullmatch(source.doi):
        yield f"{here} the DOI '{source.doi}' does not look like one; write it as 10.xxxx/…"


def duplicates(sources: Iterable[Source]) -> Iterable[tuple[str, str, str]]:
    """Yield pairs of keys that are probably one work, with the reason."""
    known = list(sources)
    titles = [re.sub(r"[^a-z0-9]+", " ", source.title.lower()).strip() for source in known]
    for i, j in may_be_one(known):
        a, b = known[i], known[j]
        if a.doi and a.doi.lower() == b.doi.lower():
            yield a.key, b.key, f"DOI {a.doi}"
        elif a.year == b.year and similar(titles[i], titles[j]):
            yield a.key, b.key, "same year, very similar title"


def may_be_one(sources: Sequence[Source]) -> list[tuple[int, int]]:
    """Return the places of all pairs that share a DOI or a year: few enough to look at each."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, source in enumerate(sources):
        alike["year", source.year].append(place)
        if source.doi:
            alike["doi", source.doi.lower()].append(place)
    return sorted({pair for places in alike.values() for pair in combinations(places, 2)})


def similar(x: str, y: str) -> bool:
    """Say whether two titles in small letters and without punctuation are the same but for spelling."""
    if not x or not y or min(len(x), len(y)) < ALIKE * max(len(x), len(y)) - 2:
        return False
    shared = sum(min(count, y.count(letter)) for letter, count in Counter(x).items())  # in any order
    return 2 * shared >= ALIKE * (len(x) + len(y)) and SequenceMatcher(None, x, y, autojunk=False).ratio() >= ALIKE

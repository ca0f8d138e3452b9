"""Tiny books, built as ``jupyter-book build`` builds the course, with every warning an error."""

from __future__ import annotations

import copy
import gc
import io
import json
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from jinja2.bccache import Bucket, BytecodeCache
from jupyter_book.sphinx import build_sphinx
from sphinx import jinja2glue
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx_external_toc import collectors
from sphinxcontrib.bibtex import bibfile

from ketabrain.sphinx_ext import offline

REPO = Path(__file__).parents[2]
REFERENCES = REPO / "book" / "references.bib"


class BookError(AssertionError):
    """What Sphinx warned of or failed with while it built a tiny book."""


def merged(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return ``base`` with ``change`` laid over it, dictionary by dictionary."""
    result = copy.deepcopy(base)
    for key, value in change.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result


def write_source(source: Path, pages: dict[str, str], config: dict[str, Any]) -> None:
    """Write a book's pages, its table of contents (in the pages' order) and its configuration."""
    for name, text in pages.items():
        file = source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    stems = [name.rpartition(".")[0] for name in pages if name.endswith((".md", ".ipynb"))]
    toc = {"format": "jb-book", "root": stems[0], "chapters": [{"file": stem} for stem in stems[1:]]}
    if not toc["chapters"]:
        del toc["chapters"]
    (source / "_toc.yml").write_text(yaml.safe_dump(toc))
    (source / "_config.yml").write_text(yaml.safe_dump(config))
    references = source / "book" / "references.bib"
    if not references.exists():
        references.parent.mkdir(exist_ok=True)
        shutil.copy(REFERENCES, references)


def collectors_alive() -> list[Any]:
    """Return the objects that the table of contents' extension looks for, among all of this process.

    It would ask each for its class: slow in a worker that has run other tests, and fatal where a dead weak proxy
    is among them.
    """
    return [found for found in gc.get_objects() if type(found) is TocTreeCollector]


def sources(files: list[Path], encoding: str) -> bibfile.BibData:
    """Parse a book's sources; the course's own, which most tiny books have, only once in this process."""
    if [file.read_bytes() for file in files if file.is_file()] != [REFERENCES.read_bytes()]:
        return PARSE(files, encoding)
    kept = own_sources(REFERENCES.stat().st_mtime_ns, encoding)
    (known,) = kept.bibfiles.values()
    return kept._replace(bibfiles={file: known._replace(mtime=bibfile.get_mtime(file)) for file in files})


@cache
def own_sources(changed_ns: int, encoding: str) -> bibfile.BibData:
    """Parse the course's own sources."""
    return PARSE([REFERENCES], encoding)


class Templates(BytecodeCache):
    """The theme's templates, compiled once in this process."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.kept[bucket.key, bucket.checksum] = bucket.code


PARSE = bibfile.parse_bibdata
ENVIRONMENT = partial(jinja2glue.SandboxedEnvironment, bytecode_cache=Templates())
SIZES = lru_cache(maxsize=500)(offline.compressed_size)


@contextmanager
def shared() -> Iterator[None]:
    """Work out only once in this process what is the same in all tiny books."""
    with (
        patch.object(collectors, "gc", SimpleNamespace(get_objects=collectors_alive)),
        patch.object(bibfile, "parse_bibdata", sources),
        patch.object(jinja2glue, "SandboxedEnvironment", ENVIRONMENT),
        patch.object(offline, "compressed_size", SIZES),
    ):
        yield


def build(tmp_path: Path, pages: dict[str, str], config: dict[str, Any] | None = None) -> Path:
    """Build a tiny book and return the folder of its HTML.

    ``pages`` gives file name to text ("chapter.md", also "book/references.bib"); the first page is the
    root. ``config`` is laid over the course's ``_config.yml``. A second call with the same ``tmp_path``
    builds again on top of the first. Raises BookError with Sphinx's own words on any warning.
    """
    source, site = tmp_path / "source", tmp_path / "_build" / "html"
    source.mkdir(exist_ok=True)
    base = yaml.safe_load((REPO / "_config.yml").read_text(encoding="utf-8"))
    base["html"].pop("favicon", None)  # a file of the course that a tiny book does not have
    write_source(source, pages, merged(base, config or {}))
    words = io.StringIO()
    kept, path = sys.stderr, list(sys.path)
    try:
        sys.stderr = words
        with warnings.catch_warnings(), shared():
            warnings.simplefilter("ignore")
            result = build_sphinx(
                source,
                site,
                noconfig=True,
                path_config=str(source / "_config.yml"),
                confoverrides={
                    "external_toc_path": (source / "_toc.yml").as_posix(),
                    "latex_individualpages": False,
                },
                doctreedir=tmp_path / "doctrees",
                warningiserror=True,
                keep_going=True,
                quiet=True,
            )
    finally:
        sys.stderr, sys.path[:] = kept, path
    if result:
        raise BookError(f"{result}\n{words.getvalue()}")
    return site


@pytest.fixture
def tiny_book() -> Callable[..., Path]:
    """Return ``build``: ``tiny_book(tmp_path, {"page.md": "# Page"}, config=None)`` gives the HTML folder."""
    return build


@pytest.fixture
def notebook() -> Callable[..., str]:
    """Return a function from one cell's outputs (nbformat dictionaries) to a notebook's text."""

    def text(outputs: list[dict[str, Any]], source: str = "ketabrain.show('x')") -> str:
        cells = [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Lab"},
            {
                "cell_type": "code",
                "id": "cell",
                "execution_count": 1,
                "metadata": {},
                "source": source,
                "outputs": outputs,
            },
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells})

    return text

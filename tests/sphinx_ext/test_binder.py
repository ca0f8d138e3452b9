"""The Binder button, and where the course's repository is taken from."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ketabrain.sphinx_ext.binder import lab_of
from ketabrain.sphinx_ext.repository import UNKNOWN, parse, remote

PAGES = {"book/index.md": "# Start\n\n```{report-error}\n```\n", "book/brain/cell.md": "# A cell\n"}
LAUNCH = 'class="kb-button kb-launch-link"'


@pytest.fixture
def with_lab(notebook):
    """Return pages of which one has a lab."""
    return {**PAGES, "notebooks/cell.ipynb": notebook([], "1")}


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://github.com/owner/name", "https://github.com/owner/name"),
        ("https://github.com/owner/name.git", "https://github.com/owner/name"),
        ("https://user:secret@github.com/owner/na.me.git", "https://github.com/owner/na.me"),
        ("git@github.com:owner/name.git", "https://github.com/owner/name"),
        ("ssh://git@github.com/owner/name.git", "https://github.com/owner/name"),
        ("ssh://git@gitlab.com:22/group/sub/name.git", "https://gitlab.com/group/sub/name"),
    ],
)
def test_a_public_address_is_understood(address: str, url: str) -> None:
    found = parse(address)
    assert found is not None
    assert found.url == url
    assert "secret" not in found.binder("notebooks/x.ipynb")


@pytest.mark.parametrize(
    "address",
    ["", "/srv/git/name.git", "../name", "file:///srv/name", "https://example.org/owner/name", "https://github.com/owner",
     "https://github.com.evil.org/owner/name", "C:\\courses\\name", "https://github.com/a/b/c"],
)  # fmt: skip
def test_a_local_path_or_an_unknown_host_gives_none(address: str) -> None:
    assert parse(address) is None


def test_addresses_of_binder() -> None:
    github, gitlab = parse("https://github.com/o/n"), parse("https://gitlab.com/g/s/n")
    assert github and gitlab
    assert github.binder("notebooks/a.ipynb") == "https://mybinder.org/v2/gh/o/n/HEAD?labpath=notebooks%2Fa.ipynb"
    assert gitlab.binder("notebooks/a.ipynb").startswith("https://mybinder.org/v2/gl/g%2Fs%2Fn/HEAD")


def test_the_remote_is_read_from_git(tmp_path: Path) -> None:
    assert remote(tmp_path / "nowhere") == ""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert remote(tmp_path) == ""
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", "git@github.com:o/n.git"], check=True)
    assert remote(tmp_path) == "git@github.com:o/n.git"


def test_labs_belong_to_pages_of_the_same_stem(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "cell.ipynb").touch()
    assert lab_of("book/brain/cell", tmp_path) == "notebooks/cell.ipynb"
    assert lab_of("notebooks/cell", tmp_path) == "notebooks/cell.ipynb"
    assert lab_of("book/brain/other", tmp_path) is None
    assert lab_of("gallery/cell", tmp_path) is None


def test_the_button_stands_on_pages_with_a_lab_where_the_address_is_set(tmp_path: Path, tiny_book, with_lab) -> None:
    site = tiny_book(tmp_path, with_lab, {"repository": {"url": "https://github.com/o/n"}})
    for page in ("book/brain/cell.html", "notebooks/cell.html"):
        html = (site / page).read_text(encoding="utf-8")
        assert html.count(LAUNCH) == 1
        assert "https://mybinder.org/v2/gh/o/n/HEAD?labpath=notebooks%2Fcell.ipynb" in html
    start = (site / "book" / "index.html").read_text(encoding="utf-8")
    assert LAUNCH not in start
    assert "https://github.com/o/n/issues/new" in start


@pytest.mark.parametrize("origin", [None, "/srv/git/course.git", "https://example.org/o/n.git"])
def test_no_button_leads_to_an_address_that_may_not_exist(
    tmp_path: Path, tiny_book, with_lab, origin: str | None
) -> None:
    if origin:
        subprocess.run(["git", "init", "-q", str(tmp_path / "source")], check=True)
        subprocess.run(["git", "-C", str(tmp_path / "source"), "remote", "add", "origin", origin], check=True)
    site = tiny_book(tmp_path, with_lab)
    for file in site.rglob("*.html"):
        assert "mybinder.org" not in file.read_text(encoding="utf-8"), file.name
    assert UNKNOWN in (site / "book" / "index.html").read_text(encoding="utf-8")


def test_the_git_remote_is_enough(tmp_path: Path, tiny_book, with_lab) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "source")], check=True)
    subprocess.run(
        ["git", "-C", str(tmp_path / "source"), "remote", "add", "origin", "git@github.com:o/n.git"], check=True
    )
    site = tiny_book(tmp_path, with_lab)
    assert "https://mybinder.org/v2/gh/o/n/HEAD" in (site / "book" / "brain" / "cell.html").read_text(encoding="utf-8")

"""Where the course's source lives: one setting, else the git remote, else unknown."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

HOSTS = {"github.com": "gh", "gitlab.com": "gl"}  # public hosts, with Binder's name for each
ADDRESS = re.compile(
    r"(?:https://(?:[^/@\s]+@)?|ssh://(?:[^/@\s]+@)?|(?:[\w.-]+@)?)(?P<host>[\w.-]+)(?::\d+(?=/))?[:/]"
    r"(?P<path>[\w.-]+(?:/[\w.-]+)+)"
)
UNKNOWN = "Tell the person or the group that gave you this course. Name the page, quote the sentence, and say what is wrong with it."


@dataclass(frozen=True)
class Repository:
    """A public repository: its host and its path there ("owner/name")."""

    host: str
    path: str

    @property
    def url(self) -> str:
        """Return its web address, without user names or passwords."""
        return f"https://{self.host}/{self.path}"

    @property
    def issues(self) -> str:
        """Return where to report an error."""
        return self.url + ("/-/issues/new" if self.host == "gitlab.com" else "/issues/new")

    def binder(self, lab: str) -> str:
        """Return the address that opens a lab in Binder."""
        path = self.path.replace("/", "%2F") if self.host == "gitlab.com" else self.path
        return f"https://mybinder.org/v2/{HOSTS[self.host]}/{path}/HEAD?labpath={lab.replace('/', '%2F')}"


def parse(address: str) -> Repository | None:
    """Return the repository of a web or ssh address; None for a local path or a host we do not know."""
    found = ADDRESS.fullmatch(address.strip().rstrip("/").removesuffix(".git"))
    if not found or found["host"].lower() not in HOSTS:
        return None
    if found["host"].lower() == "github.com" and found["path"].count("/") != 1:
        return None
    return Repository(found["host"].lower(), found["path"])


def remote(folder: Path) -> str:
    """Return the address of a checkout's remote "origin", or nothing."""
    command = ["git", "-C", str(folder), "remote", "get-url", "origin"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def find(app: Sphinx) -> Repository | None:
    """Return the course's repository: ``repository.url`` of ``_config.yml``, else the git remote."""
    set_by_hand = (app.config.html_theme_options or {}).get("repository_url", "")
    return parse(set_by_hand) if set_by_hand else parse(remote(Path(app.confdir)))


class ReportDirective(SphinxDirective):
    """``{report-error}``: how to tell us of an error."""

    def run(self) -> list[nodes.Node]:
        """Return a link to the repository's issues, or plain words where no address is known."""
        repository = find(self.env.app)
        if repository is None:
            return [nodes.paragraph("", UNKNOWN)]
        link = nodes.reference("", "open an issue in the course's repository", refuri=repository.issues, internal=False)
        rest = ". Name the page, quote the sentence, and say what is wrong with it."
        return [nodes.paragraph("", "", nodes.Text("Please "), link, nodes.Text(rest))]


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("report-error", ReportDirective)

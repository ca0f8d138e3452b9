"""A tiny book with a quiz and the panel to take progress along, and progress to fill it with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

PANEL, QUIZ = "panel.html", "book/one.html"  # the panel is on no chapter's page, so none is ticked as read here
PAGES = {
    "book/one.md": "# One\n\n```{quiz} habenula\n:only: habenula-01, habenula-02, habenula-03\n```\n",
    "book/think/review.md": "# Today's review\n\n## Take your progress along\n\n```{progress}\n```\n",
    "panel.md": "# Panel\n\n```{progress}\n```\n",
    "references.md": "# References\n\n```{bibliography}\n```\n",
}
NOW = "2026-03-10T09:30:00Z"
NOW_MIN = 29552250  # the same, in minutes since 1970
STEMS = [
    "amygdala",
    "basics",
    "cascade",
    "claim_check",
    "clinic_pages",
    "depression",
    "evidence",
    "habenula",
    "harms",
    "hippocampus",
    "history",
    "molecule",
    "nmda_receptor",
    "one_dose",
    "other_targets",
    "perception",
    "pharmacokinetics",
    "prefrontal_cortex",
    "snow_hill",
    "transmitters",
]

# One of each kind, as the course's own scripts keep them.
ONE_OF_EACH: dict[str, Any] = {
    "answer:habenula-01": {
        "v": 1, "tries": 2, "right": True, "first": False, "given": "1", "mark": "x", "at": "2026-03-09T10:00:00.000Z",
    },
    "answer:habenula-03": {
        "v": 1, "tries": 0, "right": False, "first": False, "shown": True, "mark": "y", "at": "2026-03-08T10:00:00.000Z",
    },
    "review:habenula-01": {"v": 1, "log": [[NOW_MIN - 5000, 1, 75], [NOW_MIN - 1000, 3, None]]},
    "review:amygdala-02": {"v": 1, "log": [[NOW_MIN - 900, 2, 25]]},
    "claim:C096": {"v": 2, "guess": "partly", "sure": 75, "first": {"guess": "right", "sure": 50}},
    "claims-set": {"v": 1, "seed": 2, "ids": ["C096", "C001"], "open": True},
    "debate:speed": {"v": 1, "lean": "both", "why": "A trial of both."},
    "predict:habenula-bursting": {"v": 1, "choice": 1},
    "tasks:habenula-bursting": [0, 2],
    "page:book/brain/habenula": {"v": 1, "read": True},
    "place": {"v": 1, "page": "book/brain/habenula", "id": "the-brake", "title": "Habenula", "heading": "The brake"},
    "dose": {"v": 1, "mg_per_kg": 0.5, "weight_kg": 70, "minutes": 40, "route": "iv_infusion", "by": "slow infusion"},
    "placement": {"v": 1, "minute": NOW_MIN - 9000, "chapters": {"habenula": "shaky", "amygdala": "new"}},
}  # fmt: skip
# Drops a file onto the panel.
DROP = """(text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], "p.json"));
  const at = document.querySelector("[data-progress] legend");
  for (const name of ["dragover", "drop"]) at.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer }));
}"""


def file_of(kept: dict[str, Any], progress: Any = 2, course: Any = "ketabrain") -> str:
    """Return a progress file's text."""
    return json.dumps({"course": course, "progress": progress, "saved": "2026-03-10T08:00:00.000Z", "kept": kept})


def many(count: int) -> dict[str, Any]:
    """Return reviews of that many questions over all chapters, the same every time."""
    made = {}
    for i in range(count):
        log = [
            [NOW_MIN - 60 * (37 * i + 11 * j * j + 1) % 400000, 1 + (i + j) % 3, (25, 50, 75, 95, None)[(i + j) % 5]]
            for j in range(1 + i % 6)
        ]
        made[f"review:{STEMS[i % len(STEMS)]}-{1 + i // len(STEMS):02d}"] = {
            "v": 1,
            "log": sorted(log, key=lambda one: one[:2]),
        }
    return made


def ready(page: Page) -> Page:
    """Wait for the panel."""
    page.locator("[data-progress][data-state=ready]").wait_for()
    return page


def keep(page: Page, kept: dict[str, Any]) -> None:
    """Put entries into the page's store."""
    page.evaluate(
        "(kept) => { for (const [key, value] of Object.entries(kept)) ketabrain.store.set(key, value); }", kept
    )


def kept(page: Page) -> dict[str, Any]:
    """Return everything that would go into a file."""
    found: dict[str, Any] = page.evaluate("ketabrain.progressFile.everything().kept")
    return found


def raw(page: Page) -> dict[str, str]:
    """Return the browser's storage as it is, without the theme's own settings."""
    return {key: text for key, text in page.evaluate("({ ...localStorage })").items() if key.startswith("ketabrain:")}


def group(page: Page, title: str) -> Locator:
    """Return a group of the panel's controls."""
    return page.get_by_role("group", name=title, exact=True)


def load(page: Page, text: str, name: str = "progress.json") -> Locator:
    """Choose a file and return the sentence that the panel says of it."""
    said = group(page, "As a file").locator(".kb-say")
    said.evaluate("(node) => (node.textContent = '')")
    page.locator("[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/json", "buffer": text.encode()}]
    )
    expect(said).not_to_be_empty()
    return said


def saved(page: Page, where: Any, button: str) -> tuple[str, str]:
    """Press a button that saves a file, and return the file's name and text."""
    with page.expect_download() as download:
        where.get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def bring_in(page: Any, title: str = "As a file") -> None:
    """Agree to what was offered."""
    group(page, title).get_by_role("button", name="Bring it in").click()


def paste(page: Any, code: str) -> Any:
    """Paste a code and return what the panel says of it."""
    where = group(page, "From a code")
    where.get_by_label("Paste it here").fill(code)
    where.get_by_role("button", name="Look what is in it").click()
    return where.locator(".kb-say")


def code_of(page: Any) -> str:
    """Make a code and return it."""
    where = group(page, "As a code")
    where.get_by_role("button", name="Make a code").click()
    expect(where.locator(".kb-say")).not_to_be_empty()
    return str(where.get_by_label("Your code").input_value())

"""Explorers that a question in a notebook opens: Python makes them, and the page places them below the question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import anywidget

from ketabrain.explorer.errors import UnknownExplorer

if TYPE_CHECKING:
    from ketabrain.explorer.live import Shown


class Opens(anywidget.AnyWidget):
    """A widget whose questions open explorers; ``opened`` holds each by its slug."""

    def __init__(self, **traits: Any) -> None:
        self.opened: dict[str, Shown] = {}
        super().__init__(**traits)
        self.on_msg(self._heard)

    def show_explorer(self, slug: str, state: Mapping[str, Any]) -> Shown:
        """Return the explorer at a state: the one that is open, or a new one."""
        from ketabrain import explorers  # late: it compiles models
        from ketabrain.explorer.live import Shown

        explorer = explorers.get(slug)
        if slug not in self.opened:
            self.opened[slug] = Shown(explorer, {})
        self.opened[slug].set(**{**explorer.defaults, **state})
        return self.opened[slug]

    def _heard(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if "open" not in content:
            return
        try:
            found = {"shown": self.show_explorer(content["open"], content["state"]).view.model_id}
        except (UnknownExplorer, ValueError) as problem:
            found = {"failed": str(problem)}
        self.send({"open": content["open"], "to": content["to"], **found})

"""The object that ``ketabrain.show()`` returns: an explorer's state, its widgets, and how a notebook displays them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ketabrain.explorer.declaration import Explorer
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.live import message
from ketabrain.explorer.live.panel import Panel
from ketabrain.explorer.live.view import View

WIDGET = "application/vnd.jupyter.widget-view+json"
NOT_STORED = (
    "This explorer's results are not stored yet, so the model computes each state when you ask for it. "
    "Run “ketabrain lattices” once in a terminal to store them."
)
NO_MAP = " The map stays empty until then."


class Shown:
    """An explorer on show: ``state`` is where it stands, ``set()`` moves it, ``compute()`` asks the model."""

    def __init__(self, explorer: Explorer, values: Mapping[str, Any]) -> None:
        self.explorer = explorer
        asked = self.explorer.state(values)
        self.lattice = Lattice.load(self.explorer)
        self._state = self.explorer.snap(asked)
        self.panel = Panel(self.explorer, self._state, self._moved, self.set)
        node = self._node()
        self.view = View(
            spec=message.spec_message(self.explorer, self.lattice),
            fixed=message.fixed_series(self.explorer, node),
            node=message.node_message(self.explorer, self.lattice, node),
            note=self._note(asked),
            controls=self.panel.box,
        )
        self.view.on_msg(lambda _view, content, _buffers: self.set(**content["set"]))

    @property
    def state(self) -> dict[str, Any]:
        """The present value of each control, by name."""
        return dict(self._state)

    def set(self, /, **values: Any) -> None:
        """Move controls; values between two steps go to the nearest. Raise ValueError where one is out of range."""
        asked = self.explorer.state({**self._state, **values})
        self._state = self.explorer.snap(asked)
        self.panel.put(self._state)
        self._repaint(self._note(asked))

    def compute(self, /, **values: Any) -> dict[str, Any]:
        """Return the model's arrays and read-outs at this state, or with some controls at any other value in range."""
        return self.explorer.compute(**{**self._state, **values})

    def _moved(self, state: dict[str, Any]) -> None:
        self._state = state
        self._repaint(self._note(state))

    def _repaint(self, note: str) -> None:
        with self.view.hold_sync():
            self.view.node = message.node_message(self.explorer, self.lattice, self._node())
            self.view.note = note

    def _node(self) -> dict[str, Any]:
        return (self.lattice or self.explorer).node(**self._state)

    def _note(self, asked: Mapping[str, Any]) -> str:
        """Say what the reader must know about this state: controls that were snapped, results not stored."""
        found = [
            f"{control.label} was set to {control.format(self._state[name])}, the nearest step."
            for name, control in self.explorer.control.items()
            if asked[name] != self._state[name]
        ]
        if self.lattice is None:
            found.append(NOT_STORED + (NO_MAP if any(self.explorer.template["slices"]) else ""))
        return " ".join(found)

    def __repr__(self) -> str:
        return f"ketabrain.show('{self.explorer.slug}')"

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:
        """Offer the widget to live front ends, and words that never change to all others."""
        slug, title = self.explorer.slug, escape(self.explorer.title)
        return {
            "text/plain": repr(self),
            "text/html": f'<div data-ketabrain="explorer:{slug}">Explorer: {title}. '
            "Run this cell in JupyterLab to move its controls.</div>",
            WIDGET: {"version_major": 2, "version_minor": 0, "model_id": self.view.model_id},
        }

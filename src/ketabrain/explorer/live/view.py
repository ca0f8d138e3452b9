"""The browser side of a live explorer: a view for each, and one runtime that carries what they share."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from ketabrain import palette

WEB = Path(__file__).parents[2] / "web"
SCRIPTS = ("dom.js", "store.js", "words.js", "draw.js", "play.js", "export.js", "live.js")
START_RUNTIME = (
    "export default { initialize: ({ model }) => ({ show: (view) => window.ketabrain.showLive(view, model) }) };"
)
START_VIEW = """export default {
  async render({ model, el, host }) {
    const runtime = await host.getWidget(model.get("runtime"));
    return runtime.exports.show({ model, el });
  },
};"""


@cache
def compressed_plotly() -> bytes:
    """Return the site's own plotly.js, compressed."""
    return gzip.compress((WEB / "vendor" / "plotly-basic.min.js").read_bytes(), 6, mtime=0)


def scripts() -> str:
    """Return the page's scripts and the live view's as one module."""
    return "\n".join([*((WEB / name).read_text(encoding="utf-8") for name in SCRIPTS), START_RUNTIME])


def styles() -> str:
    """Return the palette, the page's styles held inside ``.kb-live`` so that they change nothing else, and ours."""
    inside, own = ("course.css", "explorer.css"), "live.css"
    held = "\n".join((WEB / name).read_text(encoding="utf-8") for name in inside)
    return f"{palette.css()}.kb-live {{\n{held}\n}}\n{(WEB / own).read_text(encoding='utf-8')}"


class Runtime(anywidget.AnyWidget):
    """What all views share, sent once: the drawing scripts, the style sheet, and plotly.js (gzip)."""

    _esm, _css = scripts(), styles()
    plotly = traitlets.Bytes().tag(sync=True)
    shared: ClassVar[Runtime | None] = None

    def __init__(self) -> None:
        super().__init__(plotly=compressed_plotly())

    @classmethod
    def get(cls) -> Runtime:
        """Return the kernel's one runtime; a new one if somebody has closed it."""
        if cls.shared is None or cls.shared.comm is None:
            cls.shared = cls()
        return cls.shared


class View(anywidget.AnyWidget):
    """One explorer's view: ``spec`` and ``fixed`` are sent once, ``node`` at every step."""

    _esm = START_VIEW
    spec = traitlets.Dict().tag(sync=True)
    fixed = traitlets.Dict().tag(sync=True)
    node = traitlets.Dict().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    controls = anywidget.WidgetTrait().tag(sync=True)
    runtime = anywidget.WidgetTrait().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(runtime=Runtime.get(), **traits)

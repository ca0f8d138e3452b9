"""The controls of a live explorer as ipywidgets, each bound to its control by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import ipywidgets as widgets

from ketabrain.explorer.controls import Choice, Control, Steps
from ketabrain.explorer.declaration import Explorer


class Panel:
    """Presets, reset, and one widget a control; ``box`` holds them all, and ``moved`` hears the new state."""

    def __init__(
        self,
        explorer: Explorer,
        state: Mapping[str, Any],
        moved: Callable[[dict[str, Any]], None],
        jump: Callable[..., None],
    ) -> None:
        self.moved = moved
        self.heard = True  # off while the controls are moved from code
        self.widgets = {name: widget(control, state[name]) for name, control in explorer.control.items()}
        self.words = {name: widgets.Label(control.format(state[name])) for name, control in explorer.control.items()
                      if control.kind == "toggle"}  # fmt: skip
        self.explorer = explorer
        for one in self.widgets.values():
            one.observe(self.hear, "value")
        rows = [self.row(control, jump) for control in explorer.controls]
        self.box = boxed(widgets.VBox, [self.buttons(jump), boxed(widgets.Box, rows, "kb-live-grid")], "kb-live-panel")

    def row(self, control: Control, jump: Callable[..., None]) -> widgets.Widget:
        """Return a control's widget with its help, and for a switch with the word for its position."""
        children = [self.widgets[control.name]]
        if control.name in self.words:
            children = [boxed(widgets.HBox, [*children, self.words[control.name]], "kb-live-toggle")]
        if isinstance(control, Steps) and control.again:
            children.append(button(control.again, partial(self.go_on, control, jump)))
        if control.help:
            children.append(classed(widgets.Label(control.help), "kb-live-help"))
        return boxed(widgets.VBox, children, "kb-live-control")

    def buttons(self, jump: Callable[..., None]) -> widgets.Widget:
        """Return a button for each preset, and one that goes back to the default state."""
        presets = [(preset.label, dict(preset.state)) for preset in self.explorer.presets]
        targets: list[tuple[str, dict[str, Any]]] = [*presets, ("Reset", {})]
        return boxed(
            widgets.HBox,
            [button(label, partial(jump, **self.explorer.defaults | state)) for label, state in targets],
            "kb-live-presets",
        )

    def go_on(self, control: Steps, jump: Callable[..., None]) -> None:
        """Jump to the control's next step, after the last to the first."""
        at = control.steps.index(self.widgets[control.name].value)
        jump(**{control.name: control.steps[(at + 1) % len(control.steps)]})

    def hear(self, _change: Any) -> None:
        """Tell of the state that the widgets show."""
        if self.heard:
            self.name_positions()
            self.moved({name: one.value for name, one in self.widgets.items()})

    def put(self, state: Mapping[str, Any]) -> None:
        """Move the widgets without hearing them."""
        self.heard = False
        try:
            for name, one in self.widgets.items():
                one.value = state[name]
        finally:
            self.heard = True
        self.name_positions()

    def name_positions(self) -> None:
        """Write the word for each switch's position."""
        for name, label in self.words.items():
            label.value = self.explorer.control[name].format(self.widgets[name].value)


def widget(control: Control, value: Any) -> widgets.Widget:
    """Return the ipywidget of a control at a value."""
    if isinstance(control, Steps):
        steps = [(control.format(step), step) for step in control.steps]
        made = widgets.SelectionSlider(options=steps, value=value, description=control.label)
    elif isinstance(control, Choice):
        options = [(label, option) for option, label in control.options.items()]
        made = widgets.Dropdown(options=options, value=value, description=control.label)
    else:
        made = widgets.Checkbox(value=value, description=control.label, indent=False)
    made.style.description_width = "initial"
    made.layout.width = "auto"
    return classed(made, f"kb-live-{control.name}")


def button(label: str, pressed: Callable[[], None]) -> widgets.Widget:
    """Return a button and what it does."""
    made = widgets.Button(description=label, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _button: pressed())
    return made


def boxed(kind: Any, children: list[widgets.Widget], name: str) -> widgets.Widget:
    """Return a box of widgets with a class for the style sheet."""
    return classed(kind(children), name)


def classed(made: widgets.Widget, name: str) -> widgets.Widget:
    """Return the widget with a class for the style sheet."""
    made.add_class(name)
    return made

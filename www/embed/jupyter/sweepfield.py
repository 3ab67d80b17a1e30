"""Sweepfield's elements in Jupyter, VS Code, Colab and marimo.

>>> race = Sweepfield("race", size=8, depth=3)
>>> race.depth = 7            # the page follows
>>> race.observe(print, "depth")
>>> race.responses            # what was answered, in order
"""

import pathlib

import anywidget
import traitlets


class Sweepfield(anywidget.AnyWidget):
    # The file dist/browser/anywidget.js of the package "sweepfield"; it asks for no other.
    _esm = pathlib.Path(__file__).parent / "anywidget.js"

    element = traitlets.Unicode("sf-race").tag(sync=True)
    responses = traitlets.List().tag(sync=True)

    def __init__(self, element="sf-race", **state):
        """The element's name and its attributes, with "_" for "-": lane_unit="cells"."""
        traits = {name: traitlets.Any(value).tag(sync=True) for name, value in state.items()}
        self.add_traits(**traits)
        super().__init__(element=element)

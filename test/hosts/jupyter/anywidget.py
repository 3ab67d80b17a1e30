"""The Python half of anywidget 0.11, as far as Sweepfield uses it, for a machine that cannot install it: its wire format is that of
anywidget's front end, which is the real one here."""

import ipywidgets
import traitlets


class AnyWidget(ipywidgets.DOMWidget):
    _model_name = traitlets.Unicode("AnyModel").tag(sync=True)
    _model_module = traitlets.Unicode("anywidget").tag(sync=True)
    _model_module_version = traitlets.Unicode("~0.11.0").tag(sync=True)
    _view_name = traitlets.Unicode("AnyView").tag(sync=True)
    _view_module = traitlets.Unicode("anywidget").tag(sync=True)
    _view_module_version = traitlets.Unicode("~0.11.0").tag(sync=True)

    def __init__(self, **given):
        name = f"{type(self).__module__}.{type(self).__qualname__}"
        texts = {"_esm": self._esm.read_text(encoding="utf8"), "_css": "", "_anywidget_id": name}
        self.add_traits(**{key: traitlets.Unicode(text).tag(sync=True) for key, text in texts.items()})
        super().__init__(**given)

import Reveal from "./node_modules/reveal.js/dist/reveal.mjs";

// Arrow keys turn the slides, unless an element has the focus: then they are the element's. Escape and Tab lead out of it.
Reveal.initialize({ hash: true });

/** The part of a theme that runs in the page: anywidget nodes are shown by the renderer of MyST's own themes. */
import { ANY_RENDERERS } from "@myst-theme/anywidget";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const below = (node) => [node, ...(node.children ?? []).flatMap(below)];
const { textContent } = document.querySelector("#content");
const widgets = below(JSON.parse(textContent)).filter(({ type }) => type === "anywidget");
createRoot(document.querySelector("main")).render(
  widgets.map((node) => createElement(ANY_RENDERERS.anywidget, { node, key: node.key })),
);

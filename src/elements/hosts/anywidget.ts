/**
 * The elements as an anywidget: one module for Jupyter, VS Code, Colab, marimo and MyST's {anywidget} directive
 * (front-end module of https://anywidget.dev/en/afm/). Traits of the model:
 *
 *   element    which one, "sf-race" or "race"
 *   responses  what the reader answered, in order; a list that is written here
 *   any other  that has the name of an attribute of the element, with "_" for "-": both ways
 */
import type { ReactiveController } from "lit";
import type { AnswerDetail, SfAnswerEvent } from "../controls/answer.event.js";
import { elementNamed } from "./element-named.js";
import { isDefined, propertiesOf } from "./properties.js";
import type { AnyElement } from "./properties.js";

/** What notebooks give for a model, as far as it is used here. */
export interface WidgetModel {
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
  on(event: `change:${string}`, callback: () => void): void;
  off(event: `change:${string}`, callback: () => void): void;
  save_changes(): void;
}

export interface WidgetView {
  readonly model: WidgetModel;
  readonly el: HTMLElement;
}

/** MyST's model throws where it has nothing to say it to: there is no kernel, and no listener can be taken off. */
function tell(model: () => void): void {
  try {
    model();
  } catch {
    // the page goes on by itself
  }
}

/** Gives back what takes the widget away again. */
export type Widget = { render(view: WidgetView): () => void };

export const widgetOf = (names: readonly string[]): Widget => ({
  render({ model, el }) {
    let unlink = mount(model, el, names);
    const again = (): void => {
      unlink();
      unlink = mount(model, el, names);
    };
    model.on("change:element", again);
    return () => {
      tell(() => model.off("change:element", again));
      unlink();
    };
  },
});

function mount(model: WidgetModel, el: HTMLElement, names: readonly string[]): () => void {
  const found = elementNamed(model.get("element"), names);
  const shown = document.createElement("problem" in found ? "p" : found.tag);
  if ("problem" in found) {
    shown.role = "alert";
    shown.textContent = `Sweepfield: ${found.problem}`;
  }
  // The address is the notebook's.
  shown.dataset["address"] = "none";
  const unlink = isDefined(shown) ? link(model, shown) : () => undefined;
  el.append(shown);
  return () => {
    unlink();
    shown.remove();
  };
}

/** JSON knows no Infinity. */
const traitValue = (value: unknown): unknown => (value === Infinity ? "Infinity" : value);

/** Couples every trait that the model has with the property of its name. */
function link(model: WidgetModel, element: AnyElement): () => void {
  const coupled = [...propertiesOf(element)]
    .map(([attribute, property]) => ({ trait: attribute.replaceAll("-", "_"), property }))
    .filter(({ trait }) => model.get(trait) !== undefined);
  const callbacks = coupled.map(({ trait, property }) => {
    const read = (): void => {
      element[property] = model.get(trait);
      // a value that was refused or clamped is corrected in the model too
      element.requestUpdate();
    };
    read();
    model.on(`change:${trait}`, read);
    return [trait, read] as const;
  });

  const writer: ReactiveController = {
    hostUpdated() {
      const changed = coupled.filter(({ trait, property }) => model.get(trait) !== traitValue(element[property]));
      for (const { trait, property } of changed) model.set(trait, traitValue(element[property]));
      if (changed.length > 0) tell(() => model.save_changes());
    },
  };
  element.addController(writer);

  const onAnswer = (event: Event): void => {
    const { detail } = event as SfAnswerEvent;
    model.set("responses", [...responsesOf(model), detail]);
    tell(() => model.save_changes());
  };
  element.addEventListener("answer", onAnswer);

  return () => {
    element.removeController(writer);
    element.removeEventListener("answer", onAnswer);
    for (const [trait, read] of callbacks) tell(() => model.off(`change:${trait}`, read));
  };
}

const responsesOf = (model: WidgetModel): readonly AnswerDetail[] => {
  const responses = model.get("responses");
  return Array.isArray(responses) ? responses : [];
};

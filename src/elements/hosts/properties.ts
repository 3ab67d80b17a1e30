import type { ReactiveElement } from "lit";

/** An element whose properties are set by name. */
export type AnyElement = ReactiveElement & Record<string, unknown>;

/** Whether the browser knows what this tag is. */
export const isDefined = (element: HTMLElement): element is AnyElement => "addController" in element;

/** The properties of an element by their attributes: "lane-unit" → "laneUnit". */
export const propertiesOf = (element: ReactiveElement): ReadonlyMap<string, string> => {
  const { elementProperties } = element.constructor as typeof ReactiveElement;
  return new Map(
    [...elementProperties].flatMap(([property, { attribute }]) =>
      typeof property === "string" && typeof attribute === "string" ? [[attribute, property]] : [],
    ),
  );
};

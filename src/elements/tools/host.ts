import type { LitElement } from "lit";
import type { CourseElement } from "../course-element.js";
import { propertiesOf } from "../hosts/properties.js";

/** An element that has the tools, as far as they know it. */
export type ToolsHost = LitElement &
  CourseElement & {
    mode: "explore" | "predict";
    answers: "shown" | "hidden";
    presenter: boolean;
    readonly hide: string;
    readonly lock: string;
    /** Where it has a clock. */
    step?: number;
    readonly length?: number;
    pause?(): void;
  };

export interface Setting {
  readonly attribute: string;
  readonly property: string;
  readonly value: string | number | boolean;
}

/** What differs from the defaults, by attribute; what a teacher has hidden and locked too. */
export function settingsOf(host: ToolsHost): readonly Setting[] {
  const linked = [...new URLSearchParams(host.link.settings).keys()];
  const restraints = (["hide", "lock"] as const).filter((name) => host[name] !== "");
  const properties = propertiesOf(host);
  return [...linked, ...restraints].map((attribute) => {
    const property = properties.get(attribute) ?? attribute;
    return { attribute, property, value: Reflect.get(host, property) as Setting["value"] };
  });
}

/** "sf-race", or "sf-race-left" for one with an id: how its files are called. */
export const fileNameOf = ({ localName, id }: HTMLElement): string =>
  id === "" ? localName : `${localName}-${id.replace(/[^\w-]/g, "_")}`;

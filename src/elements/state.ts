import { LitElement, adoptStyles } from "lit";
import type {
  ComplexAttributeConverter,
  PropertyDeclaration,
  PropertyDeclarations,
  ReactiveController,
  ReactiveControllerHost,
} from "lit";
import {
  accept,
  attributeOf,
  defaultState,
  formatState,
  mergeState,
  parseAttributes,
  parseState,
} from "../io/url-state.js";
import type { Field, Scope, StateDefinition, StateOf } from "../io/url-state.js";

/** A boolean attribute may say "false", so that a page can switch off what is on by default. A removed attribute gives the default. */
const converterOf = (field: Field): ComplexAttributeConverter => ({
  fromAttribute: (text) => accept(field, text).value,
  toAttribute: (value) =>
    value === false ? (field.default === true ? "false" : null) : value === true ? "" : String(value),
});

/** Lit's `static properties` for a table. */
export const stateProperties = (definition: StateDefinition): PropertyDeclarations =>
  Object.fromEntries(
    Object.entries(definition.fields).map(([property, field]) => [
      property,
      { attribute: attributeOf(property), converter: converterOf(field) },
    ]),
  );

/** Keys in an element are its own, so that no deck turns a slide; what it has no use for of these stays the page's, and chords do. */
const PAGE_KEYS = /^(Escape|Tab|Page.+|F\d+)$/;
const keepKey = (event: KeyboardEvent): void => {
  const { key, ctrlKey, metaKey, altKey, defaultPrevented } = event;
  if (defaultPrevented || !(ctrlKey || metaKey || altKey || PAGE_KEYS.test(key))) event.stopPropagation();
};

type StateElementClass<D extends StateDefinition> = Pick<typeof LitElement, keyof typeof LitElement> &
  (new () => LitElement & StateOf<D>);

/**
 * The base class of an element with a table: its properties, attributes and defaults. A property never holds what its field does not
 * take: out of range becomes the nearest value, nonsense the default (React and Vue set properties to the text of an attribute).
 */
export const stateElement = <D extends StateDefinition>(definition: D): StateElementClass<D> => {
  class StateElement extends LitElement {
    static override properties = stateProperties(definition);

    protected static override getPropertyDescriptor(
      name: PropertyKey,
      key: string | symbol,
      options: PropertyDeclaration,
    ): PropertyDescriptor | undefined {
      const descriptor = super.getPropertyDescriptor(name, key, options);
      const field = definition.fields[String(name)];
      const set = descriptor?.set;
      if (!descriptor || !field || !set) return descriptor;
      return {
        ...descriptor,
        set(this: LitElement, value: unknown) {
          set.call(this, accept(field, value).value);
        },
      };
    }

    constructor() {
      super();
      Object.assign(this, defaultState(definition));
      this.addEventListener("keydown", keepKey);
    }

    /** What a server rendered makes room for what this machine computes; it is not hydrated, since sizes, colours and the address differ. */
    protected override createRenderRoot(): HTMLElement | DocumentFragment {
      const root = this.shadowRoot;
      if (!root) return super.createRenderRoot();
      root.replaceChildren();
      adoptStyles(root, (this.constructor as typeof LitElement).elementStyles);
      return root;
    }
  }
  return StateElement as unknown as StateElementClass<D>;
};

/** A lock that holds nothing is most often a slip. */
const unknownLocks = ({ tag, fields }: StateDefinition, locked: readonly string[]): readonly string[] => {
  const names = Object.keys(fields).map(attributeOf);
  return locked
    .filter((name) => !names.includes(name))
    .map((name) => `lock names "${name}" in the attributes of ${tag}; use one of ${names.join(", ")}.`);
};

type StatefulHost<D extends StateDefinition> = ReactiveControllerHost & HTMLElement & StateOf<D>;

/** What an attribute of a page, or of a part of it, sets for all elements in it: `<body data-sf-answers="hidden">`. */
const pageSetting = (host: Element, attribute: string): string | null => {
  const name = `data-sf-${attribute}`;
  return host.closest(`[${name}]`)?.getAttribute(name) ?? null;
};

/**
 * Reads an element's settings from the page and the address when it is first connected, and writes them back as a link. With
 * `data-address="none"` it leaves the address alone: a notebook's is not the element's.
 */
export class StateLink<D extends StateDefinition> implements ReactiveController {
  /** What could not be taken from the attributes or the address, one line each. */
  notices: readonly string[] = [];
  readonly #host: StatefulHost<D>;
  readonly #definition: D;
  /** What the page itself set, which a link need not repeat. */
  #base: StateOf<D> | null = null;

  constructor(host: StatefulHost<D>, definition: D) {
    this.#host = host;
    this.#definition = definition;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#base) return;
    const host = this.#host;
    const attributes = parseAttributes(this.#definition, (name) => host.getAttribute(name) ?? pageSetting(host, name));
    Object.assign(host, attributes.given);
    const base = (this.#base = this.state);
    const query = new URLSearchParams(this.#ownsAddress ? location.search : "");
    const address = parseState(this.#definition, query, { id: host.id, base, locked: this.locked });
    Object.assign(host, address.given);
    this.notices = [...attributes.notices, ...unknownLocks(this.#definition, this.locked), ...address.notices];
  }

  /** The attributes that only the page sets. */
  get locked(): readonly string[] {
    const lock: unknown = Reflect.get(this.#host, "lock");
    return typeof lock === "string" ? lock.split(" ").filter(Boolean) : [];
  }

  get state(): StateOf<D> {
    const values: StateOf<D> = this.#host;
    const names: (keyof StateOf<D>)[] = Object.keys(this.#definition.fields);
    return Object.fromEntries(names.map((name) => [name, values[name]])) as unknown as StateOf<D>;
  }

  /** The shortest query that gives the present state back on this page, without "?". */
  get query(): string {
    return formatState(this.#definition, this.state, this.#scope);
  }

  /** All that differs from the table's defaults, as a query without the element's id: it gives the state back on any page. */
  get settings(): string {
    return formatState(this.#definition, this.state);
  }

  /** The address of the present state; other elements' keys stay. */
  get href(): string {
    const url = new URL(location.href);
    url.search = mergeState(this.#definition, this.state, url.searchParams, this.#scope).toString();
    return url.href;
  }

  /** Puts the present state into the address bar without a new entry in the history. */
  save(): void {
    if (!this.#ownsAddress) return;
    try {
      history.replaceState(history.state, "", this.href);
    } catch {
      // A sandboxed or srcdoc document may not change its address, and a browser may refuse too many changes; the link still works.
    }
  }

  get #ownsAddress(): boolean {
    return this.#host.dataset["address"] !== "none";
  }

  get #scope(): Scope<D> {
    return { id: this.#host.id, base: this.#base ?? {}, locked: this.locked };
  }
}

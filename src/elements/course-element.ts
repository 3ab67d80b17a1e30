import type { LitElement, PropertyDeclaration, ReactiveController } from "lit";
import { attributeOf } from "../io/url-state.js";
import type { StateDefinition, StateOf } from "../io/url-state.js";
import type { AnswerDetail, SfAnswerEvent } from "./controls/answer.event.js";
import type { teachingFields } from "./controls/teaching-fields.js";
import { languageReady } from "./language/languages.js";
import { StateLink, stateElement } from "./state.js";
import { Toolbar } from "./tools/toolbar.js";

type TeachingState = StateOf<StateDefinition<typeof teachingFields>>;

/** What every element of a course has beside its own settings. */
export interface CourseElement<D extends StateDefinition = StateDefinition> {
  /** Its settings as a link. @internal */
  readonly link: StateLink<D>;
  /** What the reader has answered, by question. @internal */
  readonly answered: ReadonlyMap<string, AnswerDetail>;
  /** The address of what is shown now. */
  readonly href: string;
}

type CourseElementClass<D extends StateDefinition> = Pick<typeof LitElement, keyof typeof LitElement> &
  (new () => LitElement & StateOf<D> & CourseElement<D>);

const listed = (names: string): readonly string[] => names.split(" ").filter(Boolean);

/** The parts that `hide` names are not there for anybody. */
class HiddenParts implements ReactiveController {
  readonly #host: LitElement & TeachingState;
  readonly #sheet = typeof CSSStyleSheet === "undefined" ? null : new CSSStyleSheet();
  #names = "";

  constructor(host: LitElement & TeachingState) {
    this.#host = host;
    host.addController(this);
  }
  hostUpdated(): void {
    const { hide, renderRoot } = this.#host;
    if (hide === this.#names || !this.#sheet || !(renderRoot instanceof ShadowRoot)) return;
    this.#names = hide;
    const rules = listed(hide).map((name) => `[part~="${name}"]{display:none!important}`);
    this.#sheet.replaceSync(rules.join(""));
    if (!renderRoot.adoptedStyleSheets.includes(this.#sheet)) renderRoot.adoptedStyleSheets.push(this.#sheet);
  }
}

type Control = Element & { disabled: boolean };

/** The controls of locked attributes say so: a control has the attribute's name as its id, or as its name. */
class LockedControls implements ReactiveController {
  readonly #host: LitElement & { readonly link: { readonly locked: readonly string[] } };
  #locked: readonly Control[] = [];

  constructor(host: LitElement & { readonly link: { readonly locked: readonly string[] } }) {
    this.#host = host;
    host.addController(this);
  }
  hostUpdated(): void {
    const { link, renderRoot } = this.#host;
    const controls = link.locked.flatMap((name) => [
      ...renderRoot.querySelectorAll<Control>(`#${name}, [name="${name}"]`),
    ]);
    for (const control of this.#locked) if (!controls.includes(control)) control.disabled = false;
    for (const control of controls) control.disabled = true;
    this.#locked = controls;
  }
}

/**
 * The base class of the elements that a course page holds: settings that are links, parts that a teacher hides or locks, the page's
 * language, and the tools below it.
 */
export const courseElement = <D extends StateDefinition>(definition: D): CourseElementClass<D> => {
  const Base = stateElement(definition) as unknown as typeof LitElement;

  class Course extends Base {
    declare mode: TeachingState["mode"];
    declare answers: TeachingState["answers"];
    declare presenter: boolean;
    declare hide: string;
    declare lock: string;
    readonly link = new StateLink(this as unknown as LitElement & StateOf<D>, definition);
    readonly answered = new Map<string, AnswerDetail>();
    #isOfPage = false;

    constructor() {
      super();
      new HiddenParts(this);
      new LockedControls(this);
      this.addEventListener("answer", ({ detail }) => this.answered.set(detail.question, detail));
    }

    get href(): string {
      return this.link.href;
    }

    /** A locked property is what the page's attributes make it, whatever controls, presets or links want. */
    protected static override getPropertyDescriptor(
      name: PropertyKey,
      key: string | symbol,
      options: PropertyDeclaration,
    ): PropertyDescriptor | undefined {
      const descriptor = super.getPropertyDescriptor(name, key, options);
      const set = descriptor?.set;
      const attribute = attributeOf(String(name));
      if (!descriptor || !set || attribute === "lock") return descriptor;
      return {
        ...descriptor,
        set(this: Course, value: unknown) {
          if (!this.hasUpdated || this.#isOfPage || !this.link.locked.includes(attribute)) set.call(this, value);
        },
      };
    }

    override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
      this.#isOfPage = true;
      super.attributeChangedCallback(name, old, value);
      this.#isOfPage = false;
    }

    protected override createRenderRoot(): HTMLElement | DocumentFragment {
      const root = super.createRenderRoot();
      // what the element renders stands before its tools
      this.renderOptions.renderBefore = new Toolbar(this).attachTo(root);
      return root;
    }

    protected override scheduleUpdate(): void | Promise<unknown> {
      const words = this.hasUpdated ? null : languageReady();
      return words ? words.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
    }
  }
  return Course as unknown as CourseElementClass<D>;
};

declare global {
  interface HTMLElementEventMap {
    answer: SfAnswerEvent;
  }
}

import type { LitElement, PropertyDeclaration } from "lit";
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
  /** What the reader has answered in this round of questions, by question. @internal */
  readonly answered: ReadonlyMap<string, AnswerDetail>;
  /** The settings under which they were answered, as `link.settings`. @internal */
  readonly answeredWith: string;
  /** The address of what is shown now. */
  readonly href: string;
}

type CourseElementClass<D extends StateDefinition> = Pick<typeof LitElement, keyof typeof LitElement> &
  (new () => LitElement & StateOf<D> & CourseElement<D>);

/**
 * The base class of the elements that a course page holds: settings that are links, parts that a teacher hides or locks, the page's
 * language, and the tools below it.
 */
export const courseElement = <D extends StateDefinition>(definition: D): CourseElementClass<D> => {
  const Base = stateElement(definition) as unknown as typeof LitElement;

  class Course extends Base {
    /** Made anew, so that the accessors are those of getPropertyDescriptor below. */
    static override properties = Base.properties;

    declare mode: TeachingState["mode"];
    declare answers: TeachingState["answers"];
    declare presenter: boolean;
    declare hide: string;
    declare lock: string;
    readonly link = new StateLink(this as unknown as LitElement & StateOf<D>, definition);
    readonly answered = new Map<string, AnswerDetail>();
    answeredWith = "";
    #isOfPage = false;

    /** Loaded where something is hidden or locked. */
    #restraints: Promise<unknown> | null | undefined;

    constructor() {
      super();
      this.addEventListener("answer", ({ detail }) => {
        if (detail.score.asked === 1) this.answered.clear();
        this.answered.set(detail.question, detail);
        this.answeredWith = this.link.settings;
      });
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
      this.renderOptions.renderBefore = new Toolbar(this).attachTo(root);
      return root;
    }

    async #restrain(): Promise<void> {
      const { restrain } = await import("./restraints.js");
      restrain(this);
      this.#restraints = null;
    }

    /** Nothing is shown in the wrong language, nor what is hidden. */
    protected override scheduleUpdate(): void | Promise<unknown> {
      if (this.#restraints === undefined && (this.hide || this.lock)) this.#restraints = this.#restrain();
      const awaited = [this.hasUpdated ? null : languageReady(), this.#restraints].filter(Boolean);
      return awaited.length > 0 ? Promise.all(awaited).then(() => super.scheduleUpdate()) : super.scheduleUpdate();
    }
  }
  return Course as unknown as CourseElementClass<D>;
};

declare global {
  interface HTMLElementEventMap {
    answer: SfAnswerEvent;
  }
}

import { nothing } from "lit";
import { Directive, directive } from "lit/directive.js";
import type { ElementPart } from "lit/directive.js";

/** Puts a number into a number input, but not while the reader types it: "-0" and "0." are on the way to "-0.5". */
class NumberValue extends Directive {
  render(_value: number): typeof nothing {
    return nothing;
  }
  override update(part: ElementPart, [value]: Parameters<this["render"]>): typeof nothing {
    const input = part.element as HTMLInputElement;
    const typed = input.valueAsNumber;
    const isTyping = input.matches(":focus") && (Number.isNaN(typed) || typed === value);
    if (!isTyping && input.value !== String(value)) input.value = String(value);
    return nothing;
  }
}

export const numberValue = directive(NumberValue);

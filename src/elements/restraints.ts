import type { LitElement, ReactiveController } from "lit";

/** What a teacher has set with `hide` and `lock`. */
type Host = LitElement & { readonly hide: string; readonly link: { readonly locked: readonly string[] } };

type Control = Element & { disabled: boolean };

/** The parts that `hide` names are there for nobody. */
const hiddenParts = (host: Host): ReactiveController => {
  const sheet = new CSSStyleSheet();
  let shown = "";
  return {
    hostUpdate() {
      const { hide, renderRoot } = host;
      if (hide === shown || !(renderRoot instanceof ShadowRoot)) return;
      shown = hide;
      const names = hide.split(" ").filter(Boolean);
      sheet.replaceSync(names.map((name) => `[part~="${name}"]{display:none!important}`).join(""));
      if (!renderRoot.adoptedStyleSheets.includes(sheet)) renderRoot.adoptedStyleSheets.push(sheet);
    },
  };
};

/** The controls of locked attributes say so: a control has the attribute's name as its id or as its name. */
const lockedControls = (host: Host): ReactiveController => {
  let locked: readonly Control[] = [];
  return {
    hostUpdated() {
      const { link, renderRoot } = host;
      const controls = link.locked.flatMap((name) => [
        ...renderRoot.querySelectorAll<Control>(`#${name}, [name="${name}"]`),
      ]);
      for (const control of locked) if (!controls.includes(control)) control.disabled = false;
      for (const control of controls) control.disabled = true;
      locked = controls;
    },
  };
};

/** Keeps a host's parts hidden and its controls locked from its next update on. */
export function restrain(host: Host): void {
  for (const controller of [hiddenParts(host), lockedControls(host)]) host.addController(controller);
}

import { t } from "../language/t.js";
import { copyText } from "./clipboard.js";
import { diagnosticsOf } from "./diagnostics.js";
import type { ToolsHost } from "./host.js";

/** Copies the diagnostics of the element whose badge was pressed, and says so beside it; shows them where copying is not allowed. */
export async function copyDiagnostics(badge: Element): Promise<void> {
  const root = badge.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const next = badge.nextElementSibling;
  const said = next instanceof HTMLOutputElement ? next : document.createElement("output");
  said.textContent = "";
  badge.after(said);
  const text = await diagnosticsOf(root.host as ToolsHost);
  if (await copyText(text)) {
    said.textContent = ` ${t`Diagnostics copied.`} `;
    return;
  }
  const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: 6 });
  field.ariaLabel = t`Diagnostics`;
  said.replaceChildren(field);
  field.focus();
  field.select();
}

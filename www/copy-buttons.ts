/** The copy buttons of the examples: there only where a clipboard is. */
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  button.hidden = !("clipboard" in navigator);
  const name = button.previousElementSibling?.textContent ?? "";
  button.ariaLabel = `Copy ${name}`;
  button.addEventListener("click", () => void copy(button));
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = button.closest("figure")?.querySelector("pre")?.textContent ?? "";
  const done = await navigator.clipboard.writeText(code).then(
    () => true,
    () => false,
  );
  button.textContent = done ? "Copied" : "Not allowed: select the text";
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

/**
 * Defines the elements that a page uses and no others: those that stand below `root` now, and those that come later. A name that
 * is not in `names` is left alone. Every element is asked for once; `load` imports the module that defines "sf-NAME". A module
 * that could not be loaded is asked for again when the next element of that name appears.
 *
 * @returns stops watching
 */
export function loadElements(
  root: Document | DocumentFragment | Element,
  names: readonly string[],
  load: (name: string) => Promise<unknown>,
): () => void {
  const wanted = new Set<string>();
  const selector = names.map((name) => `sf-${name}:not(:defined)`).join(",");

  const ask = (element: Element): void => {
    const name = element.localName.slice("sf-".length);
    if (wanted.has(name)) return;
    wanted.add(name);
    load(name).catch((error: unknown) => {
      wanted.delete(name);
      reportError(error);
    });
  };
  const look = (place: Document | DocumentFragment | Element): void => {
    if (place instanceof Element && place.matches(selector)) ask(place);
    place.querySelectorAll(selector).forEach(ask);
  };

  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) look(node);
  });
  observer.observe(root, { childList: true, subtree: true });
  look(root);
  return () => observer.disconnect();
}

import type { Page } from "puppeteer";
import { until } from "./harness.js";

/** The view that the sampler's page is set to has run. */
export const ran = (page: Page): Promise<void> =>
  until(
    page,
    "the view has run",
    () => {
      const element = document.querySelector("sf-sampler");
      return element !== null && !element.busy && element.shown?.view === element.view;
    },
    60,
  );

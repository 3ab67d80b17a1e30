/** The quantities of an LSTM in words, and why a term of one is not there. */
import { t } from "../language/t.js";
import { isBar, type FORWARD_ROWS, type RowName } from "./cells.js";

const FORWARD: Readonly<Record<(typeof FORWARD_ROWS)[number], () => string>> = {
  x: () => t`input`,
  i: () => t`input gate`,
  f: () => t`forget gate`,
  g: () => t`candidate`,
  o: () => t`output gate`,
  c: () => t`cell state`,
  h: () => t`output`,
  target: () => t`target`,
  delta: () => t`gradient of the loss at h`,
};

/** "forget gate", "gradient of f". */
export const wordsOf = (row: RowName): string => (isBar(row) ? t`gradient of ${row.slice(4)}` : FORWARD[row]());

export const noStep = (step: number): string => t`there is no step ${step}`;
export const noLossYet = (): string => t`no loss is taken at h before the first step`;
export const lossAtEndOnly = (): string => t`the loss is taken at the last step alone`;
export const noOutputGateYet = (): string => t`there is no output gate before the first step`;

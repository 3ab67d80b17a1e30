/** The ways through a net that a view runs; the names stand in events too, so they are the same in every language. */
import { t } from "../language/t.js";

const WORDS = {
  forward: () => t`forward`,
  backward: () => t`backward`,
  "forward, to take the loss": () => t`forward, to take the loss`,
  "LSTM from ∂L/∂c = 1, backward": () => t`LSTM from ∂L/∂c = 1, backward`,
  "LSTM from ∂L/∂h = 1, backward": () => t`LSTM from ∂L/∂h = 1, backward`,
  "linear RNN, backward": () => t`linear RNN, backward`,
  "tanh RNN, backward": () => t`tanh RNN, backward`,
} as const;

export type PassName = keyof typeof WORDS;

export const passWords = (name: PassName): string => WORDS[name]();

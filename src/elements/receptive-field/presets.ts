import { t } from "../language/t.js";
import type { FieldState } from "./model.js";

type Setting = Partial<
  Pick<FieldState, "model" | "layers" | "context" | "colours" | "height" | "width" | "row" | "column">
>;

export interface Preset {
  readonly id: string;
  title(): string;
  /** What there is to see, in a sentence. */
  lesson(): string;
  /** Whether its name gives an answer away. */
  readonly isSolved: boolean;
  readonly setting: Setting;
}

export interface PresetGroup {
  title(): string;
  readonly presets: readonly Preset[];
}

const PLANE: Setting = {
  model: "pixelcnn",
  context: "raster",
  colours: "1",
  height: 15,
  width: 15,
  row: 10,
  column: 7,
};
const LINE: Setting = { ...PLANE, height: 1, width: 24, row: 0, column: 20 };

const SOLVED: ReadonlySet<string> = new Set(["all-a", "all-b", "dilated-holes", "dilated-whole", "wavenet-holes"]);

const preset = (id: string, title: () => string, lesson: () => string, setting: Setting, from = PLANE): Preset => ({
  id,
  title,
  lesson,
  isSolved: SOLVED.has(id),
  setting: { ...from, ...setting },
});

export const PRESET_GROUPS: readonly PresetGroup[] = [
  {
    title: () => "PixelCNN",
    presets: [
      preset(
        "plain",
        () => t`3×3, mask A then B`,
        () =>
          t`Each layer reaches one row further up, but its right edge only follows the diagonal: the pixels beyond it stay blind.`,
        { layers: "A3 B3 B3 B3 B3" },
      ),
      preset(
        "seven-first",
        () => t`7×7, then 3×3`,
        () => t`A large first kernel sees further, and the blind spot begins further up.`,
        { layers: "A7 B3 B3" },
      ),
      preset(
        "all-a",
        () => t`All A: a mistake`,
        () =>
          t`Mask A belongs to the first layer only. Stacked, it steps over the pixel to the west, the one that matters most.`,
        { layers: "A3 A3 A3 A3" },
      ),
      preset(
        "all-b",
        () => t`All B: a mistake`,
        () => t`Mask B first lets the output read the very pixel it has to predict.`,
        {
          layers: "B3 B3 B3",
        },
      ),
      preset(
        "quadrant",
        () => t`Quadrant context`,
        () => t`Without the taps to the upper right it sees what an MDRNN sees, as far as its depth goes.`,
        { layers: "A3 B3 B3 B3 B3", context: "quadrant" },
      ),
      preset(
        "gated",
        () => t`Gated: two stacks`,
        () => t`A vertical stack sees whole rows above, a horizontal one the own row: no blind spot.`,
        {
          model: "gated",
          layers: "A3 B3 B3 B3 B3",
        },
      ),
      preset(
        "colours",
        () => t`Red, green, blue`,
        () => t`Green may read the red of its own pixel, blue both, red neither; of earlier pixels all three.`,
        { layers: "A3 B3 B3", colours: "3" },
      ),
    ],
  },
  {
    title: () => t`Dilated`,
    presets: [
      preset(
        "dilated-holes",
        () => t`Dilations 1, 2, 4: holes`,
        () => t`Doubling at once after mask A leaves holes in the own row, two, four and six to the west.`,
        { layers: "A3 B3x2 B3x4", height: 17, width: 21, row: 12, column: 11 },
      ),
      preset(
        "dilated-whole",
        () => t`Dilations 1, 1, 2, 4`,
        () => t`One more layer without dilation closes the holes of the own row.`,
        { layers: "A3 B3 B3x2 B3x4", height: 17, width: 21, row: 12, column: 11 },
      ),
    ],
  },
  {
    title: () => t`Recurrent`,
    presets: [
      preset(
        "mdrnn",
        () => "MDRNN",
        () => t`One layer sees the whole quadrant to the north-west, however large; nothing to the upper right.`,
        {
          model: "mdrnn",
          layers: "A3",
        },
      ),
      preset(
        "mdrnn-printed",
        () => t`MDRNN as printed`,
        () => t`With x of the neighbours in place of h there is no recurrence: a small triangle, as deep as the stack.`,
        { model: "mdrnn-printed", layers: "B3 B3 B3 B3" },
      ),
      preset(
        "row-lstm",
        () => "Row LSTM",
        () => t`A triangle upwards without end, and of the own row as many pixels as there are layers.`,
        {
          model: "row-lstm",
          layers: "A3 B3",
        },
      ),
      preset(
        "diagonal-bilstm",
        () => "Diagonal BiLSTM",
        () => t`Two sweeps, one shifted down by a row: the whole past.`,
        {
          model: "diagonal-bilstm",
          layers: "A3",
        },
      ),
    ],
  },
  {
    title: () => t`In one dimension`,
    presets: [
      preset(
        "causal",
        () => t`Causal convolution`,
        () => t`Each layer adds one sample of the past: the reach grows by one.`,
        { layers: "A3 B3 B3 B3 B3" },
        LINE,
      ),
      preset(
        "wavenet",
        () => "WaveNet: 1, 2, 4, 8",
        () => t`Dilations that double: the same five layers reach 16 samples back, and none is left out.`,
        { layers: "A3 B3 B3x2 B3x4 B3x8" },
        LINE,
      ),
      preset(
        "wavenet-holes",
        () => t`Dilations 2, 4, 8 only`,
        () => t`Without the layer of dilation 1 every other sample is missed.`,
        { layers: "A3 B3x2 B3x4 B3x8" },
        LINE,
      ),
      preset(
        "row-rnn",
        () => t`RNN over a row`,
        () => t`One layer, the whole past, one step per sample.`,
        { model: "mdrnn", layers: "A3" },
        LINE,
      ),
    ],
  },
];

export const MODEL_NAMES = ["model", "layers", "context", "colours"] as const;
const ALL = PRESET_GROUPS.flatMap(({ presets }) => presets);

export const presetOf = (id: string): Preset | undefined => ALL.find((known) => known.id === id);

/** The preset that a state is, wherever its output stands; undefined where it is none. */
export const matchingPreset = (state: FieldState): Preset | undefined =>
  ALL.find(({ setting }) => {
    const isSame = MODEL_NAMES.every((name) => setting[name] === state[name]);
    return isSame && (setting.height === 1) === (state.height === 1);
  });

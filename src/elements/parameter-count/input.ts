import { MAX_NUMBER, type InputSize } from "../../models/cnn/layers.js";

const SIZE = /^(\d{1,10})[x×](\d{1,10})[x×](\d{1,10})$/i;

/** "3x224x224"; null for what is none. */
export const inputOf = (text: string): InputSize | null => {
  const sides = SIZE.exec(text.trim())?.slice(1).map(Number);
  if (!sides || sides.some((side) => side < 1 || side > MAX_NUMBER)) return null;
  const [channels, height, width] = sides as [number, number, number];
  return [channels, height, width];
};

export const inputText = (size: InputSize): string => size.join("x");

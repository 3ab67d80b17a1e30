/** Plays a run back on a clock whose tick is one sequential step. Pure: every function gives a new player. */

/** Steps per second; with `growth` g > 0 the rate is g · position as soon as that is more, so that 7 steps and 5488 fit one sitting. */
export interface Pace {
  readonly stepsPerSecond: number;
  readonly growth: number;
}

/** Five steps a second at first; from step 9 on so much faster that the next ten times as many take four seconds. */
export const GROWING: Pace = { stepsPerSecond: 5, growth: 0.6 };

export interface Player {
  /** Steps of the longest run. */
  readonly length: number;
  /** 0…length; the whole part counts the steps that are done. */
  readonly position: number;
  readonly playing: boolean;
  readonly pace: Pace;
}

export const newPlayer = (length: number, pace: Pace): Player => ({ length, position: 0, playing: false, pace });

/** Steps done. */
export const stepOfPlayer = (player: Player): number => Math.floor(player.position);

// Linear up to the position where growth takes over, exponential from there: the result does not depend on the frame rate.
function travel(from: number, { stepsPerSecond, growth }: Pace, seconds: number): number {
  const turn = growth > 0 ? stepsPerSecond / growth : Infinity;
  const linear = Math.min(seconds, Math.max(0, (turn - from) / stepsPerSecond));
  return (from + stepsPerSecond * linear) * Math.exp(growth * (seconds - linear));
}

export function tick(player: Player, seconds: number): Player {
  if (!player.playing) return player;
  const position = Math.min(player.length, travel(player.position, player.pace, seconds));
  return { ...player, position, playing: position < player.length };
}

/** Goes to a step and stays in the state of play. */
export function seek(player: Player, step: number): Player {
  const position = Math.min(player.length, Math.max(0, step));
  return { ...player, position, playing: player.playing && position < player.length };
}

/** Pauses and goes some whole steps on or back. */
export const stepBy = (player: Player, steps: number): Player => pause(seek(player, stepOfPlayer(player) + steps));

export const pause = (player: Player): Player => ({ ...player, playing: false });

/** Plays on; from the end, plays again. */
export const play = (player: Player): Player => ({
  ...player,
  position: player.position >= player.length ? 0 : player.position,
  playing: player.length > 0,
});

export const withPace = (player: Player, pace: Pace): Player => ({ ...player, pace });

/** Another run of another length: what was played so far stays played, as far as the new run goes. */
export const withLength = (player: Player, length: number): Player => seek({ ...player, length }, player.position);

/** Steps per second at the present position. */
export const rateOf = ({ position, pace }: Player): number => Math.max(pace.stepsPerSecond, pace.growth * position);

/** What a GIF holds at most; of a longer run it leaves steps out, and a larger picture is made smaller. */
export const GIF_LIMITS = { frames: 240, width: 720, height: 720 } as const;

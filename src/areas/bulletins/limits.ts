/** What a spoken text begins with, where nobody has said otherwise. Runs in a browser too. */
export const SPOKEN_TEXTS = { perWindow: 2, gapSeconds: 10 } as const

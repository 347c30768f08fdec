/**
 * How long spoken text takes to say, as an estimate beside the text while it is written. Knows no sound: what was recorded or
 * made has its own length, and that one counts.
 *
 * Measured with espeak-ng 1.52 (voice vi, its own pace) over the whole texts of `vectors/spoken-texts.json`, by least squares: within
 * a tenth of each. A person who reads slowly into a loudspeaker takes longer; `test/peers/espeak.test.ts` measures again.
 */
const SYLLABLE_SECONDS = 0.205
/** A comma and its like. */
const PAUSE_SECONDS = 0.3
/** The end of a sentence or of a line. */
const STOP_SECONDS = 0.35

const SYLLABLE = /[\p{L}\p{M}]+/gu
const PAUSE = /[,;:)–—]| - /g
const STOP = /[.!?…\n]+/g

/** Of a text that is already as it is spoken. */
export function spokenSeconds(spoken: string): number {
  const count = (pattern: RegExp) => spoken.match(pattern)?.length ?? 0
  return count(SYLLABLE) * SYLLABLE_SECONDS + count(PAUSE) * PAUSE_SECONDS + count(STOP) * STOP_SECONDS
}

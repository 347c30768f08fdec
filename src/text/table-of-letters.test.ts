/** Letters by which a text is tried, for tests: all that do something or are nothing, and a sample of the largest categories. */

const WHOLE = [
  /\p{Cc}|\p{Cf}|\p{Zs}|\p{Zl}|\p{Zp}|\p{Noncharacter_Code_Point}|\p{Variation_Selector}/u,
  /\p{Join_Control}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}(?<!\p{Cn})/u,
  /\p{Emoji_Modifier}|\p{Regional_Indicator}|[\ufffc\ufffd\u2800]|\u20e3/u,
  /[“”‘’…–—‑•ﬁﬃ<>&"'đƠ]/u,
]
const SAMPLED = [/\p{Cn}/u, /\p{Co}/u, /\p{Cs}/u]
const SAMPLE_MAX = 60

export const LETTERS: readonly string[] = table()

function table(): readonly string[] {
  const letters: string[] = []
  const samples = SAMPLED.map(() => [] as string[])
  for (let code = 0; code <= 0x10ffff; code++) {
    const letter = String.fromCodePoint(code)
    if (WHOLE.some(pattern => pattern.test(letter))) letters.push(letter)
    else samples.find((_, i) => SAMPLED[i].test(letter))?.push(letter)
  }
  const step = (all: readonly string[]) => Math.ceil(all.length / SAMPLE_MAX)
  return [...letters, ...samples.flatMap(all => all.filter((_, i) => i % step(all) === 0))]
}

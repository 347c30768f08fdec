/** Whether a spoken text still holds what people have to say how to speak. Pure; runs in a browser too. */

/** Figures and capitals in a row: no voice reads them alike. */
const UNSPOKEN = /\p{N}|\p{Lu}{2}/u

/** Only Vietnamese is spoken by rule; of other languages whoever writes them answers for it. */
export function asksIn(spoken: string, language: string): boolean {
  return language === 'vi' && UNSPOKEN.test(spoken)
}

/**
 * What a browser still has of a person when they sign out: nothing. What it has of itself, its language and its ground, stays.
 *
 * Whatever area keeps something in the browser's store has it taken away by that; nothing has to be named here.
 */

/** Of the browser, whoever uses it. */
const OF_THE_BROWSER: ReadonlySet<string> = new Set(['loa-language', 'mantine-color-scheme-value'])

export function forgetPerson(store: Storage): void {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at))
  for (const key of keys) if (key !== null && !OF_THE_BROWSER.has(key)) store.removeItem(key)
}

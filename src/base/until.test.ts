/** The one wait of tests, for what nobody tells of. */
import assert from 'node:assert/strict'

/** Longer than a busy machine takes for anything that a test waits for: what takes longer never comes. */
export const NEVER_MS = 180_000
const AGAIN_MS = 5

/** Fails with `what`, or with the condition as it is written. */
export async function until(isSo: () => Promise<boolean> | boolean, what: string = isSo.toString()): Promise<void> {
  const latest = performance.now() + NEVER_MS
  while (!(await isSo())) {
    assert.ok(performance.now() < latest, `it never comes: ${what}`)
    await new Promise(later => setTimeout(later, AGAIN_MS))
  }
}

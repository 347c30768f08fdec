/** The one wait of tests, for what nobody tells of. */
import assert from 'node:assert/strict'

/** Longer than a busy machine takes for anything that a test waits for: what takes longer never comes. */
export const NEVER_MS = 180_000
const AGAIN_MS = 5

/** Fails with `what`, or with the condition as it is written; a function tells what there is instead. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  what: string | (() => Promise<unknown>) = isSo.toString(),
): Promise<void> {
  const latest = performance.now() + NEVER_MS
  while (!(await isSo())) {
    if (performance.now() > latest) {
      const seen = typeof what === 'string' ? what : `${isSo.toString()}: ${JSON.stringify(await what())}`
      assert.fail(`it never comes: ${seen}`)
    }
    await new Promise(later => setTimeout(later, AGAIN_MS))
  }
}

/**
 * Changes as the other processes that serve the same database are told of them: what has changed and its ids, never what it says. What
 * its hearers need besides is read there, from the rows.
 *
 *   change ──brief──► commit, told with it ──► another process ──whole──► change
 *
 * A change that is but ids is its own brief.
 */
import type { Brief } from './store.ts'
import type { Change, Changes } from './unit-of-work.ts'

export type Briefs = {
  readonly [Is in keyof Changes]?: (change: Change & { readonly is: Is }) => Brief
}

/** Null: there is nothing to tell any more. */
export type Wholes = { readonly [Is in keyof Changes]?: (brief: Brief) => Promise<Change | null> }

export function briefBy(briefs: Briefs): (change: Change) => Brief {
  return change => {
    // Found under the very name of the change that it makes brief.
    const brief = briefs[change.is] as ((change: Change) => Brief) | undefined
    return brief === undefined ? (change as Brief) : brief(change)
  }
}

/**
 * Tells here what another process has changed. What has to be read is told in the order in which it was changed, whichever is read faster: the
 * last that is told is the latest. What is but ids waits for nothing; a stop is that.
 */
export function retelling({
  wholes,
  tell,
  onError,
}: {
  readonly wholes: Wholes
  readonly tell: (change: Change) => void
  readonly onError: (error: unknown) => void
}): (brief: Brief) => void {
  let told: Promise<void> = Promise.resolve()
  return brief => {
    const read = wholes[brief.is as keyof Wholes]
    if (read === undefined) return tell(brief as Change)
    told = told
      .then(async () => {
        const change = await read(brief)
        if (change !== null) tell(change)
      })
      .catch(onError)
  }
}

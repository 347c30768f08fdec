/**
 * Whose turn it is to do what only one process may do of those that serve one authority: what runs by itself, what sends. It passes to
 * another when the process that had it dies.
 *
 *   not ours ──taken──► ours: whatever is to run begins ──lost──► its signal is aborted ──► not ours
 */
export interface Shift {
  /** To be asked before each deed, not once: a process that was suspended may have lost it meanwhile. */
  isOurs(): boolean
  /** Runs as long as it is ours, each time anew. Ends it: settles when what runs has. */
  during(run: (signal: AbortSignal) => Promise<void>): () => Promise<void>
}

/** Of a process that is the only one. */
export const ALWAYS_OURS: Shift = {
  isOurs: () => true,
  during: run => {
    const end = new AbortController()
    const running = run(end.signal)
    return async () => {
      end.abort()
      await running
    }
  },
}

/**
 * What the library holds of a closed connection goes when V8 collects the few objects that stand for it, and V8, which does not know
 * how much hangs on each, lets thousands lie. So it is told to, after so many: some milliseconds.
 */
const COLLECTED_EVERY = 200

let closed = 0

export function peerClosed(): void {
  closed += 1
  if (closed % COLLECTED_EVERY === 0) globalThis.gc?.()
}

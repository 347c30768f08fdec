/**
 * SIGINT and SIGTERM, for whatever has something to put away before it ends.
 *
 *   before          nothing is there to be put away: the signal itself ends the process, 130 or 143 in a shell
 *   the first       `act` is told by its AbortSignal, and ends as it says
 *   another         ends the process at once, as SIGKILL would: what is kept on disk is made for that
 *
 * Ctrl-C reaches npm too, which hands it on: a second one that comes at the same time is the first.
 *
 * Invariant: whoever was told ends its process when it is done, whatever else in it still waits (`app/main.ts`).
 */
import { constants } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM'] as const
type EndingSignal = (typeof ENDING_SIGNALS)[number]

/** Of one key that was pressed once. */
const SAME_MS = 500

let isTold = false

/** Whether a signal has come that somebody was told of. */
export function wasToldToEnd(): boolean {
  return isTold
}

export async function untilToldToEnd<Result>(act: (told: AbortSignal) => Promise<Result>): Promise<Result> {
  const told = new AbortController()
  let firstMs: number | null = null
  const onSignal = (signal: EndingSignal) => {
    const now = performance.now()
    if (firstMs === null) {
      firstMs = now
      isTold = true
      told.abort()
    } else if (now - firstMs > SAME_MS) endBy(signal)
  }
  for (const signal of ENDING_SIGNALS) process.on(signal, onSignal)
  try {
    return await act(told.signal)
  } finally {
    for (const signal of ENDING_SIGNALS) process.off(signal, onSignal)
  }
}

/** Resolves when it is told; at once where it was. */
export async function toldBy(told: AbortSignal): Promise<void> {
  if (told.aborted) return
  await new Promise<void>(resolve => {
    told.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** What comes of `work`; null where a signal comes before. What is begun then ends with the process. */
export async function unlessTold<Result>(told: AbortSignal, work: Promise<Result>): Promise<Result | null> {
  const done = work.catch((error: unknown) => {
    // It may fail because it was told, too.
    if (told.aborted) return null
    throw error
  })
  return await Promise.race([done, toldBy(told).then(() => null)])
}

/**
 * The first process of a container is ended by no signal that it does not listen for (pid_namespaces(7)). Call before anything else;
 * whoever listens for itself is left alone.
 */
export function endAsFirstProcess(): void {
  if (process.pid !== 1) return
  for (const signal of ENDING_SIGNALS)
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) endBy(signal)
    })
}

/** As a shell says it. */
function endBy(signal: EndingSignal): void {
  endProcess(128 + constants.signals[signal])
}

/**
 * Ends the process whatever still waits in it. By itself process.exit waits for V8's threads, and one of them that compiles hot code may wait for
 * the main thread's next collection of garbage: then neither ends (nodejs/node issue 54918). A collection before it lets the thread go on.
 */
export function endProcess(code: number): never {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  process.exit(code)
}

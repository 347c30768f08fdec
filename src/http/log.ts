/**
 * Structured logs: one JSON line a request, with route pattern, status, milliseconds and ids.
 *
 * Never a body, a query, a header, an address or a name. Of an unexpected error its kind and where it happened, and its
 * message only where that holds no number of a subscriber.
 */
import pino, { type DestinationStream } from 'pino'
import { Failure } from '../base/failure.ts'

export interface Log {
  request(line: {
    id: string
    method: string
    route: string
    status: number
    ms: number
    code?: string
    caller?: string
  }): void
  /** `id`: of a request, or the name of what the server does by itself. A failure that is known of has no place in the code. */
  unexpected(id: string, error: unknown): void
  error(message: string, facts?: Readonly<Record<string, string | number>>): void
  warn(message: string, facts?: Readonly<Record<string, string | number>>): void
  info(message: string, facts?: Readonly<Record<string, string | number>>): void
}

const FRAMES_MAX = 20
/** The same failure of the same task is one line in so long. */
const REPEATED_MS = 60_000
const REPEATED_MAX = 1000

export function openLog(
  destination: DestinationStream,
  options: { level: string; holdsNumber: (text: string) => boolean; nowMs?: () => number },
): Log {
  const repeated = new Repeated(options.nowMs ?? (() => performance.now()))
  const log = pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    request: line => log.info(line, 'request'),
    unexpected: (id, error) => {
      const what = described(error, options.holdsNumber)
      if (!(error instanceof Failure)) return log.error({ id, ...what }, 'unexpected error')
      const { code } = error
      const times = repeated.add(`${id} ${code}`)
      if (times > 0) log.error({ task: id, code, why: what.message, times }, 'background task failed')
    },
    error: (message, facts = {}) => log.error(facts, message),
    warn: (message, facts = {}) => log.warn(facts, message),
    info: (message, facts = {}) => log.info(facts, message),
  }
}

/**
 * The lines of one turn of the process are written at once: whoever is answered in it costs one write together. Of a process that is killed
 * the last turn's are lost; one that ends otherwise is to flush.
 */
export function byTurns(destination: DestinationStream): DestinationStream & { flush(): void } {
  let lines = ''
  const flush = () => {
    const written = lines
    lines = ''
    if (written !== '') destination.write(written)
  }
  return {
    flush,
    write: line => {
      if (lines === '') setImmediate(flush)
      lines += line
    },
  }
}

/** A database that is away fails every timer of a server, several times a second. */
class Repeated {
  readonly #nowMs: () => number
  readonly #known = new Map<string, { untilMs: number; times: number }>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** 0: it was said a moment ago; else how often it came since it was. */
  add(what: string): number {
    const now = this.#nowMs()
    const known = this.#known.get(what)
    if (known !== undefined && now < known.untilMs) {
      known.times += 1
      return 0
    }
    if (this.#known.size >= REPEATED_MAX) this.#known.clear()
    this.#known.set(what, { untilMs: now + REPEATED_MS, times: 0 })
    return (known?.times ?? 0) + 1
  }
}

function described(
  error: unknown,
  holdsNumber: (text: string) => boolean,
): { readonly message?: string; readonly [fact: string]: unknown } {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 40) : undefined
  const message = holdsNumber(error.message) ? '(left out)' : error.message.slice(0, 500)
  const at = (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, FRAMES_MAX)
    .map(line => line.trim())
  return { error: error.name, code, message, at }
}

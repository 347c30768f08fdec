/**
 * Structured logs: one JSON line a request, with route pattern, status, milliseconds and ids.
 *
 * Never a body, a query, a header, an address or a name. Of an unexpected error its kind and where it happened, and its
 * message only where that holds no number of a subscriber.
 */
import pino, { type DestinationStream } from 'pino'

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
  unexpected(id: string, error: unknown): void
  warn(message: string, facts?: Readonly<Record<string, string | number>>): void
  info(message: string, facts?: Readonly<Record<string, string | number>>): void
}

const FRAMES_MAX = 20

export function openLog(
  destination: DestinationStream,
  options: { level: string; holdsNumber: (text: string) => boolean },
): Log {
  const log = pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    request: line => log.info(line, 'request'),
    unexpected: (id, error) => log.error({ id, ...described(error, options.holdsNumber) }, 'unexpected'),
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

function described(error: unknown, holdsNumber: (text: string) => boolean): object {
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

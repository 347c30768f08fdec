/** What programs that run for long share: what they tell their engineers on standard error, and chance. */
import { randomInt } from 'node:crypto'
import type { Log, LogFields } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { visible } from './visible-text.ts'

export const chance: Random = { below: below => randomInt(below), chance: percent => randomInt(100) < percent }

/** JSON lines by pino on standard error; on a terminal plain lines, unless JSON is asked for. */
export async function logTo({ json }: { json: boolean }): Promise<Log> {
  if (process.stderr.isTTY && !json) return plainLog()
  const { pino } = await import('pino')
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
  }
}

function plainLog(): Log {
  const write =
    (mark: string): Log['info'] =>
    (event, fields) => {
      const time = new Date().toISOString().slice(11, 19)
      process.stderr.write(`${time} ${mark}${plainLine(event, fields)}\n`)
    }
  return { info: write(''), warn: write('WARNING: '), error: write('ALARM: ') }
}

/** One line, whatever others said that stands in it: it does not steer a terminal. */
export function plainLine(event: string, fields: LogFields = {}): string {
  const rest = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ` ${name}=${value}`)
  return visible(`${event}${rest.join('')}`).replaceAll('\n', '\u240a')
}

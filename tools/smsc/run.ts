/** Runs a centre as a program: says where it listens, stops at SIGINT or SIGTERM, prints its count. */

import { Failure, type Language, reason } from '../../src/base/failure.ts'
import { baseFailure } from '../../src/base/failures.ts'
import { toldBy, untilToldToEnd } from '../../src/base/signals.ts'
import { type Centre, startCentre } from './centre.ts'
import type { Count } from './count.ts'
import { centreOptions, type FlagValues } from './flags.ts'
import { STANDARD_OUTPUT } from './log.ts'
import { countTable } from './table.ts'

/** Returns when it has been stopped. Throws `usage`, `cannotListen`, `fileUnwritable`. */
export async function runCentre(flags: FlagValues, language: Language): Promise<void> {
  const options = centreOptions(flags)
  // The parent that forked this one is gone.
  const orphaned = new Promise<void>(resolve => {
    process.once('disconnect', () => resolve())
  })
  await untilToldToEnd(async told => {
    const centre = await started(options)
    const host = centre.host.includes(':') ? `[${centre.host}]` : centre.host
    process.stderr.write(`listening on ${host}:${centre.port}\n`)
    answerParent(centre)
    await Promise.race([toldBy(told), orphaned])
    const count = await centre.close()
    // The record has standard output to itself.
    const out = options.record === STANDARD_OUTPUT ? process.stderr : process.stdout
    out.write(flags.json ? `${JSON.stringify(count)}\n` : countTable(count, language))
  })
}

async function started(options: ReturnType<typeof centreOptions>): Promise<Centre> {
  try {
    return await startCentre(options)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw baseFailure('cannotListen', { where: `${options.host ?? '127.0.0.1'}:${options.port}`, why: reason(error) })
  }
}

/** What a parent process that started this one with `process.ts` may ask. */
export type Ask = 'count' | 'isSettled' | 'cpuSeconds' | 'dropAll'
/** What it is sent: one of these at a time, the port first and unasked. */
export interface CentreMessage {
  readonly port: number
  readonly count: Count
  readonly isSettled: boolean
  readonly cpuSeconds: number
}

function answerParent(centre: Centre): void {
  if (process.send === undefined) return
  const tell = (told: Partial<CentreMessage>) => process.send?.(told)
  process.on('message', (ask: Ask) => {
    if (ask === 'dropAll') centre.dropAll()
    else if (ask === 'count') tell({ count: centre.count() })
    else if (ask === 'isSettled') tell({ isSettled: centre.isSettled() })
    else {
      const { user, system } = process.cpuUsage()
      tell({ cpuSeconds: (user + system) / 1e6 })
    }
  })
  tell({ port: centre.port })
}

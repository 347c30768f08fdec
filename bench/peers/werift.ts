/**
 * npm's werift as the forwarder of a briefing, as plain as it can be: what a heard site sends goes to all others, header rewritten,
 * nothing repaired, nothing decided.
 *
 * Its own handling of loss is left out: it only forwards. So its processor time a packet is a lower bound of what it would take.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Beside } from '../briefing/beside.ts'
import type { BriefingBenchOptions } from '../briefing/run.ts'
import { measured, type Question, type Reply } from './forwarder.ts'

const PROCESS = fileURLToPath(new URL('werift-process.ts', import.meta.url))

export async function measureWerift(options: BriefingBenchOptions): Promise<Beside> {
  const child = fork(PROCESS, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const ask = async (question: Question) =>
    await new Promise<Reply>(resolve => {
      child.once('message', value => resolve(value as Reply))
      child.send(question)
    })
  try {
    return await measured({ name: 'werift', pid: child.pid ?? 0, ask }, options)
  } finally {
    child.kill('SIGKILL')
  }
}

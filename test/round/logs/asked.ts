/** What a log answers, as promises, and entries that tell who wrote them. */
import { randomFillSync } from 'node:crypto'
import { NEVER_MS, until } from '../../../src/base/until.test.ts'
import type { Appended, LegLog, LogHealth } from '../../../src/round/log.ts'

export async function append(log: LegLog, index: number, entry: Uint8Array): Promise<Appended> {
  const appended = await new Promise<Appended>((done, fail) => {
    const never = () => fail(new Error(`entry ${index} has no answer: ${JSON.stringify(log.health())}`))
    const late = setTimeout(never, NEVER_MS)
    log.append(index, entry, answer => {
      clearTimeout(late)
      done(answer)
    })
  })
  return appended.is === 'refused' ? { ...appended, entry: Buffer.from(appended.entry) } : appended
}

export async function read(log: LegLog, from: number): Promise<readonly Uint8Array[]> {
  return await new Promise(done => log.read(from, done))
}

export async function last(log: LegLog): Promise<number | null> {
  return await new Promise(done => log.last(done))
}

export async function ask(log: LegLog, question: string, withinMs: number): Promise<string | null> {
  return await new Promise(done => log.ask(question, withinMs, done))
}

/** The first `count` entries, however many batches they come in. */
export async function readAll(log: LegLog, count: number): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  while (found.length < count) found.push(...(await read(log, found.length + 1)))
  return found
}

/** Asked again and again until the log is so. */
export async function untilHealth(log: LegLog, is: LogHealth['is']): Promise<LogHealth> {
  await until(() => log.health().is === is, `a log that is ${is}`)
  return log.health()
}

/** Away for this reason: others come before it, such as an election. */
export function isAway(log: LegLog, why: RegExp): boolean {
  const health = log.health()
  return health.is === 'away' && why.test(health.why)
}

export function octets(count: number): Uint8Array {
  return randomFillSync(new Uint8Array(count))
}

/** In words, as assertions show it. */
export function text(entry: Uint8Array): string {
  return Buffer.from(entry).toString()
}

export function entry(words: string): Uint8Array {
  return Buffer.from(words)
}

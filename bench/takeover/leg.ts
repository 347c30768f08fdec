/** A leg under way for a measurement: its audience, its centre, one who began it and two who follow. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Children } from '../../src/app/children/children.ts'
import { type CentreProcess, startCentreProcess } from '../../tools/smsc/process.ts'
import { writeBenchAudience } from '../audience.ts'
import { benchFailure } from '../failures.ts'
import { messageOf } from '../message.ts'
import { Member } from './members.ts'

export const WINDOW = 100
const LATENCY_MS = 20
const LOOK_MS = 5
const UNDER_WAY = 100
const BEGUN_MS = 60_000

export interface LegToMeasure {
  readonly name: string
  readonly servers: string
  readonly directory: string
  readonly subscribers: number
  /** Submit_sm a second. */
  readonly tps: number
  readonly seed: number
}

export interface MeasuredLeg {
  readonly centre: CentreProcess
  readonly members: readonly Member[]
  owner(): Member
  /** How many submit_sm the centre has read. */
  received(): Promise<number>
  /** Until that many have been read: when, by the monotonic clock; null where it takes longer. */
  receivedAt(count: number, withinMs: number): Promise<number | null>
  close(): Promise<void>
}

/** Resolves when it sends and is followed. */
export async function beginLeg(children: Children, leg: LegToMeasure): Promise<MeasuredLeg> {
  const base = await mkdtemp(join(leg.directory, 'leg-'))
  const audience = join(base, 'audience.loa')
  const message = join(base, 'message.txt')
  await writeBenchAudience(audience, leg)
  await writeFile(message, messageOf(1))
  const centre = await startCentreProcess({ latency: `${LATENCY_MS}ms`, seed: String(leg.seed) })
  const { name, servers, tps } = leg
  const given = { name, servers, tps, message, audience, directory: base, centre: centre.port, window: WINDOW }
  const members = [new Member(children, given, { name: 'a', how: 'run' })]
  const received = async () => (await centre.count()).submits
  const measured: MeasuredLeg = {
    centre,
    members,
    received,
    owner: () => {
      const epochOf = (member: Member) => member.ownership?.epoch ?? 0
      return members.toSorted((a, b) => epochOf(b) - epochOf(a))[0]
    },
    receivedAt: async (count, withinMs) => {
      const until = performance.now() + withinMs
      for (;;) {
        if ((await received()) >= count) return performance.now()
        if (performance.now() > until) return null
        await wait(LOOK_MS)
      }
    },
    close: async () => {
      await Promise.all(members.map(member => member.kill()))
      await centre.close()
      await rm(base, { recursive: true, force: true })
    },
  }
  try {
    for (const follower of ['b', 'c']) members.push(new Member(children, given, { name: follower, how: 'follow' }))
    for (const member of members) await member.ready()
    if ((await measured.receivedAt(UNDER_WAY, BEGUN_MS)) === null)
      throw benchFailure('benchFailed', { name, why: 'nothing is sent' })
    return measured
  } catch (error) {
    await measured.close()
    throw error
  }
}

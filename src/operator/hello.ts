/** What a node says of itself each time that it connects: what it has, and what it knows already. Pure. */
import type { HelloBody } from '../directive/documents.ts'
import type { HeldRoster } from '../directive/statement.ts'
import type { Holdings } from './holdings.ts'
import type { Machines } from './machines.ts'

/** Of the text that names a version. */
const VERSION_SIZE_MAX = 40

export function helloOf(node: {
  readonly version: string
  readonly now: number
  readonly holdings: Holdings
  /** Of all directives that it was ever given. */
  readonly serialMax: number
  readonly newestRoster: HeldRoster | null
  /** What each kind of signed jobs that it takes has it say. */
  readonly takes: readonly Partial<HelloBody>[]
  readonly machines: Machines | null
}): HelloBody {
  const { sides, lists } = node.holdings
  const { audience, lanes } = sides.live
  return {
    version: node.version.slice(0, VERSION_SIZE_MAX),
    clock: new Date(node.now).toISOString(),
    subscribers: audience.subscribers,
    audienceSha256: audience.sha256,
    provinces: lists.provinces.map(({ code, asOf, list: { subscribers } }) => ({ code, asOf, subscribers })),
    excludes: lists.excludes.map(({ name, list: { subscribers } }) => ({ name, subscribers })),
    languages: lists.languages.map(({ language, list: { subscribers } }) => ({ language, subscribers })),
    exercise: sides.exercise && { subscribers: sides.exercise.audience.subscribers },
    lanes: lanes.smscs.length * lanes.bindsEach,
    segmentsPerSecond: lanes.tps,
    serialMax: node.serialMax,
    roster: node.newestRoster,
    ...Object.assign({}, ...node.takes),
    ...(node.machines !== null && { machine: node.machines.name }),
    ...(node.machines?.isAlone && { alone: true as const }),
  }
}

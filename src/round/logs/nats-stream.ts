/**
 * The stream of a leg: one message an entry, on three servers, in files, never deleted. Made where it is missing, compared where it is
 * there, never changed.
 *
 *   LOA-leg       the stream           $JS.API.STREAM.*
 *   loa.log.leg   what goes into it    Nats-Expected-Last-Sequence: n - 1
 *   loa.new.leg   that there is a new entry, its headers only
 *   loa.ask.leg   questions to the owner, which no stream keeps
 *
 * Knows no connection but the one that it is given.
 */
import { DiscardPolicy, RetentionPolicy, StorageType, type StreamConfig, type StreamInfo } from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import { pause, type Timekeeper } from '../../base/clock.ts'
import { logFailure } from './failures.ts'
import { type Heard, isOver, type NatsLine } from './nats-connection.ts'

/** A majority of them survives the loss of one. */
export const REPLICAS = 3
/** What a server answers to a name (JetStream API, err_code). */
const STREAM_NOT_FOUND = 10059
const NAME_IN_USE = 10058
/** No room for what a stream reserves: a server by itself, and one that leads others, of which some may only be away. */
const STORAGE_EXCEEDED = 10047
const NO_ROOM: ReadonlySet<number> = new Set([10005, 10023, STORAGE_EXCEEDED])
/** For how long a message's name is known: longer than any try waits. */
const NAMES_KNOWN_MS = 120_000
const AGAIN_MS = 250
/** A replica that a leader has not heard of for longer counts as away: they speak every second. */
const IN_TOUCH_NS = 3_000_000_000

export const streamOf = (leg: string) => `LOA-${leg}`
export const subjectOf = (leg: string) => `loa.log.${leg}`
export const newsOf = (leg: string) => `loa.new.${leg}`
export const questionsOf = (leg: string) => `loa.ask.${leg}`

interface Wanted {
  readonly leg: string
  readonly replicas: number
  readonly octetsMax: number | null
}

/** What a leader says in place of a name that it has not heard yet. */
const UNNAMED = 'Server name unknown'

/**
 * Who holds a stream: leader and replicas by the names of their servers; null while nobody is known to lead, and while a new leader
 * does not know all of them yet.
 */
export function membersOf(info: StreamInfo): ReadonlySet<string> | null {
  if (!info.cluster?.leader) return null
  // A server that has just become the leader may still be told among its own replicas, in the place of another one.
  const names = new Set([info.cluster.leader, ...(info.cluster.replicas ?? []).map(one => one.name)])
  return names.size >= info.config.num_replicas ? names : null
}

/**
 * What is known of the stream once it has a leader. Fails with logFewReplicas, logDiffers, logNoRoom, logRefuses, or logUnreachable
 * after `openMs`.
 */
export async function stream(
  line: NatsLine,
  wanted: Wanted,
  { clock, signal, openMs }: { readonly clock: Timekeeper; readonly signal: AbortSignal; readonly openMs: number },
): Promise<StreamInfo> {
  const until = clock.monotonic() + openMs
  for (;;) {
    const heard = await found(line, wanted)
    if (heard.is === 'heard' && membersOf(heard.value) !== null) {
      compare(heard.value, wanted)
      return heard.value
    }
    const isFull = heard.is === 'refused' && heard.code === STORAGE_EXCEEDED
    const isAwaited = wanted.octetsMax === null && isNotMade(heard)
    const isLate = isOver(clock, until) && !isAwaited
    if (signal.aborted || isFull || isLate) throw notMade(line, heard, wanted)
    await pause(clock, AGAIN_MS, signal)
  }
}

const isNotMade = (heard: Heard<StreamInfo>) => heard.is === 'refused' && heard.code === STREAM_NOT_FOUND

async function found(line: NatsLine, wanted: Wanted): Promise<Heard<StreamInfo>> {
  const { octetsMax } = wanted
  const name = streamOf(wanted.leg)
  const there = await line.ask(async () => await line.jsm.streams.info(name))
  if (octetsMax === null || !isNotMade(there)) return there
  const made = await line.ask(async () => await line.jsm.streams.add(configuration({ ...wanted, octetsMax })))
  // Where somebody else has made it meanwhile, too. A server that is alone tells who holds a stream when it is asked, not when it makes it.
  const isThere = made.is === 'heard' || (made.is === 'refused' && made.code === NAME_IN_USE)
  return isThere ? await line.ask(async () => await line.jsm.streams.info(name)) : made
}

function notMade(line: NatsLine, heard: Heard<StreamInfo>, { octetsMax }: Wanted): Error {
  if (heard.is === 'refused' && NO_ROOM.has(heard.code))
    return logFailure('logNoRoom', { at: line.at, megabytes: Math.ceil((octetsMax ?? 0) / 1e6), why: heard.why })
  return heard.is === 'refused'
    ? logFailure('logRefuses', { at: line.at, why: heard.why })
    : logFailure('logUnreachable', { at: line.at, why: 'no leader' })
}

function configuration({ leg, replicas, octetsMax }: Wanted & { octetsMax: number }) {
  return {
    name: streamOf(leg),
    subjects: [subjectOf(leg)],
    num_replicas: replicas,
    max_bytes: octetsMax,
    duplicate_window: nanos(NAMES_KNOWN_MS),
    republish: { src: subjectOf(leg), dest: newsOf(leg), headers_only: true },
    ...ALWAYS,
  }
}

const ALWAYS = {
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.New,
  deny_delete: true,
  deny_purge: true,
  allow_rollup_hdrs: false,
  // Any server that holds an entry may tell it: a standby reads much, and believes a chain, not a server.
  allow_direct: true,
} as const satisfies Partial<StreamConfig>

/** What a server says where nothing of the kind was set. */
const NEVER = {
  sealed: false,
  no_ack: false,
  mirror: undefined,
  sources: undefined,
  subject_transform: undefined,
  max_age: 0,
  max_msgs: -1,
  max_msgs_per_subject: -1,
  max_msg_size: -1,
} as const satisfies Partial<Record<keyof StreamConfig, unknown>>

function compare({ config, state }: StreamInfo, wanted: Wanted): void {
  const log = streamOf(wanted.leg)
  if (config.num_replicas < wanted.replicas)
    throw logFailure('logFewReplicas', { count: config.num_replicas, least: wanted.replicas })
  const differ = (setting: string, is: unknown, must: unknown) => {
    const [found, due] = [is, must].map(value => JSON.stringify(value) ?? 'absent')
    if (found !== due) throw logFailure('logDiffers', { log, setting, found, wanted: due })
  }
  differ('subjects', config.subjects, [subjectOf(wanted.leg)])
  differ('republish', config.republish?.dest, newsOf(wanted.leg))
  for (const [setting, due] of Object.entries({ ...ALWAYS, ...NEVER })) {
    const found = config[setting as keyof StreamConfig]
    // What is not set a server leaves out.
    differ(setting, found ?? (due === false ? false : found), due)
  }
  differ('first_seq', Math.max(1, state.first_seq), 1)
  differ('num_deleted', state.num_deleted ?? 0, 0)
}

/** Replicas that the leader has not heard of lately. */
export function awayOf(info: StreamInfo): readonly string[] {
  const replicas = info.cluster?.replicas ?? []
  return replicas.filter(one => one.offline || one.active >= IN_TOUCH_NS).map(one => one.name)
}

/** Why a stream is not the one that it was; null: it is. `known`: an entry of this index stood. */
export function changeOf(first: StreamInfo, now: StreamInfo, known: number): string | null {
  // A server that was away when the stream was made may date it from when it came: that alone says nothing.
  const isOtherDate = String(now.created) !== String(first.created)
  if (isOtherDate && now.state.last_seq < known) return 'it was made anew'
  const [before, after] = [membersOf(first), membersOf(now)].map(names => names && list(names))
  const isKnown = [before, after].every(names => names !== null && !names.includes(UNNAMED))
  if (isKnown && after !== before) return `its members were changed: ${before} before, ${after} now`
  if (now.state.first_seq > 1 || (now.state.num_deleted ?? 0) > 0) return 'entries were taken out of it'
  return null
}

/** Why a stream takes no entries; null: a leader says so that has heard of a majority lately. */
export function withoutMajority(info: StreamInfo): string | null {
  if (!info.cluster?.leader) return 'it has no leader'
  const count = (info.cluster.replicas ?? []).length + 1
  return count - awayOf(info).length > count / 2 ? null : 'its leader has no majority'
}

function list(names: ReadonlySet<string>): string {
  return [...names].toSorted().join(', ')
}

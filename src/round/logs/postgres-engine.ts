/**
 * A leg's log on PostgreSQL: entry n is the row (leg, n), fenced by the primary key and by n - 1 being the last before it.
 *
 * A row can be seen that no standby has: one whose commit was cut off while it waited for one. So nothing that was seen counts before a
 * commit of our own after it was acknowledged (`BARRIER`): the write-ahead log is one line, and what is before it is kept as well.
 * What commits is on a connection of its own, as it waits for standbys; all else, asking among it, is on the other.
 */
import { createHash, randomUUID } from 'node:crypto'
import { pause, type Timekeeper } from '../../base/clock.ts'
import type { LegAnswerer } from '../log.ts'
import type { PostgresAddress } from './address.ts'
import type { CommitListener, Engine, Looked, Placed, Seen } from './engine.ts'
import { logFailure } from './failures.ts'
import { ANSWER_MS, PostgresLine } from './postgres-connection.ts'
import { checkSettings, IS_SYNCHRONOUS, makeTable, SETTINGS_NOW } from './postgres-table.ts'
import type { EngineOptions } from './replicated-log.ts'

/*
 * What the nodes of a leg say to each other over a channel of the database: `12` that there is entry 12, `?id question`, `!id answer`.
 * A notification is not kept, and some are lost.
 */

const TELL = 'select pg_notify($1, $2)'

class PostgresTalk {
  line: PostgresLine | null = null
  answerer: LegAnswerer | null = null
  readonly channel: string
  readonly clock: Timekeeper
  readonly #told: CommitListener
  readonly #asked = new Map<string, (answer: string | null) => void>()

  constructor({ channel, told, clock }: Pick<PostgresTalk, 'channel' | 'clock'> & { told: CommitListener }) {
    this.channel = channel
    this.clock = clock
    this.#told = told
  }

  tell(payload: string): void {
    void this.line?.ask(TELL, [this.channel, payload])
  }

  async ask(question: string, withinMs: number): Promise<string | null> {
    const id = randomUUID()
    const answered = Promise.withResolvers<string | null>()
    const late = this.clock.after(withinMs, () => answered.resolve(null))
    this.#asked.set(id, answered.resolve)
    this.tell(`?${id} ${question}`)
    const answer = await answered.promise
    late.cancel()
    this.#asked.delete(id)
    return answer
  }

  take(payload: string): void {
    const [head, said] = [payload.split(' ', 1)[0], payload.slice(payload.indexOf(' ') + 1)]
    const id = head.slice(1)
    if (/^\d+$/.test(head)) this.#told(Number(head))
    else if (head.startsWith('!')) this.#asked.get(id)?.(said)
    else if (head.startsWith('?')) this.answerer?.(said, answer => this.tell(`!${id} ${answer}`))
  }

  close(): void {
    this.answerer = null
    for (const answer of this.#asked.values()) answer(null)
  }
}

const OPEN_AGAIN_MS = 100

const PLACE = `
  insert into loa_log (leg, n, entry)
  select $1, $2::bigint, $3
  where (select coalesce(max(n), 0) from loa_log where leg = $1) = $2::bigint - 1
    and ($4 or ${IS_SYNCHRONOUS})
  on conflict do nothing
  returning n`
const LOOK = `
  select (select coalesce(max(n), 0)::int from loa_log where leg = $1) as last,
    (select entry from loa_log where leg = $1 and n = $2) as entry`
const ENTRIES = 'select n::int as n, entry from loa_log where leg = $1 and n between $2 and $3 order by n'
const SEE = `
  select pg_is_in_recovery() as follows, ${IS_SYNCHRONOUS} as synchronous,
    (select coalesce(max(n), 0)::int from loa_log where leg = $1) as last`
const IS_AT_WORK = `select from pg_stat_activity where pid = $1 and state = 'active'`
const BARRIER = `select pg_logical_emit_message(true, 'loa', '')`

/** Fails with logUnreachable, logRefuses, logDiffers, logLazy. */
export async function openPostgresEngine(
  { url, at }: PostgresAddress,
  leg: string,
  options: EngineOptions,
): Promise<Engine> {
  const { clock, signal, told, unsafe, openMs } = options
  const channel = `loa_${createHash('sha256').update(leg).digest('hex').slice(0, 32)}`
  const talk = new PostgresTalk({ channel, told, clock })
  const take = (payload: string) => talk.take(payload)
  const lines = {
    placing: new PostgresLine({ url, clock, signal, isPatient: true }),
    other: new PostgresLine({ url, clock, signal, listen: { channel, take } }),
  }
  talk.line = lines.other
  const until = clock.monotonic() + openMs
  while (lines.placing.away !== null || lines.other.away !== null) {
    const why = lines.placing.away ?? lines.other.away ?? ''
    if (lines.placing.isRefused) throw logFailure('logRefuses', { at, why })
    if (signal.aborted || clock.monotonic() >= until) throw logFailure('logUnreachable', { at, why })
    await pause(clock, OPEN_AGAIN_MS, signal)
  }
  const settings = await lines.other.ask<Parameters<typeof checkSettings>[0]>(`select ${SETTINGS_NOW}`)
  if (settings.is !== 'answered') throw logFailure('logUnreachable', { at, why: 'no answer' })
  if (!unsafe) checkSettings(settings.rows[0], at)
  await makeTable(lines.other, at)
  return new PostgresEngine({ ...lines, leg, talk, unsafe })
}

interface Opened {
  readonly placing: PostgresLine
  readonly other: PostgresLine
  readonly leg: string
  readonly talk: PostgresTalk
  readonly unsafe: boolean
}

interface Row {
  readonly n: number
  readonly entry: Buffer
}

class PostgresEngine implements Engine {
  readonly #of: Opened

  constructor(of: Opened) {
    this.#of = of
  }

  async place(index: number, entry: Uint8Array): Promise<Placed> {
    const { placing, leg, unsafe, talk } = this.#of
    const before = placing.warnings
    const answered = await placing.ask(PLACE, [leg, index, entry, unsafe])
    if (answered.is === 'silent') return 'silent'
    if (answered.is === 'refused' || answered.rows.length === 0) return 'unplaced'
    if (placing.warnings !== before) return 'silent'
    talk.tell(`${index}`)
    return 'placed'
  }

  async look(index: number): Promise<Looked> {
    const { other, leg } = this.#of
    const answered = await other.ask<{ last: number; entry: Buffer | null }>(LOOK, [leg, index])
    if (answered.is !== 'answered' || !(await this.#isKept())) return { is: 'silent' }
    const [{ last, entry }] = answered.rows
    return entry === null ? { is: 'nothing', last } : { is: 'there', entry }
  }

  async entries(from: number, last: number): Promise<readonly Uint8Array[]> {
    const { other, leg } = this.#of
    const answered = await other.ask<Row>(ENTRIES, [leg, from, last])
    if (answered.is !== 'answered' || !(await this.#isKept())) return []
    return answered.rows.filter(({ n }, at) => n === from + at).map(({ entry }) => entry)
  }

  async see(): Promise<Seen> {
    const { other, placing, leg, unsafe } = this.#of
    const answered = await other.ask<{ follows: boolean; synchronous: boolean; last: number }>(SEE, [leg])
    if (answered.is === 'silent') {
      placing.leave()
      return { is: 'away', why: other.away ?? 'it does not answer' }
    }
    if (answered.is === 'refused') return { is: 'away', why: answered.why }
    const [{ follows, synchronous, last }] = answered.rows
    if (follows) return { is: 'away', why: 'it only follows another server' }
    if (!synchronous && !unsafe) return { is: 'away', why: 'it no longer commits to a standby' }
    if (placing.busyMs >= ANSWER_MS) {
      await this.#leaveIfForgotten()
      return { is: 'away', why: 'a commit waits for a standby' }
    }
    return placing.away === null ? { is: 'here', last } : { is: 'away', why: placing.away }
  }

  async ask(question: string, withinMs: number): Promise<string | null> {
    return await this.#of.talk.ask(question, withinMs)
  }

  answer(how: LegAnswerer | null): void {
    this.#of.talk.answerer = how
  }

  close(): void {
    this.#of.talk.close()
  }

  /** Whether all that was seen until now is on a standby, too. */
  async #isKept(): Promise<boolean> {
    const { placing } = this.#of
    const before = placing.warnings
    const { is } = await placing.ask(BARRIER)
    return is === 'answered' && placing.warnings === before
  }

  /** A server that is at work on nothing of ours has answered, or was never asked: that was lost on the way. */
  async #leaveIfForgotten(): Promise<void> {
    const { other, placing } = this.#of
    const answered = await other.ask(IS_AT_WORK, [placing.process])
    if (answered.is === 'answered' && answered.rows.length === 0) placing.leave()
  }
}

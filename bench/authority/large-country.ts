/**
 * Fills an empty database as years of work would: operators, campaigns, rounds, a directive of each round at each
 * operator with documents of the usual size, and the trail of all that. For what measures; nothing in it was ever sent.
 *
 * Rows go in by many at once, past the use cases. The trail is a true chain all the same: `trail verify` accepts it.
 */

import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import { MIGRATIONS, openStore } from '../../src/app/areas.ts'
import { operatorRows } from '../../src/areas/operators/store.ts'
import { digestOf } from '../../src/areas/rounds/digest.ts'
import { estimateOf } from '../../src/areas/rounds/estimate.ts'
import { type Estimate, type RoundContent, type RoundState, roundState } from '../../src/areas/rounds/model.ts'
import { PLAIN_CONTENT } from '../../src/areas/rounds/plain-content.ts'
import { searchable } from '../../src/areas/rounds/sql-reading.ts'
import type { RoundsTables } from '../../src/areas/rounds/tables.ts'
import { type Deed, hashOf, SYSTEM, type TrailActor } from '../../src/authority/trail.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import { provincesOn } from '../../src/country/vn/provinces.ts'
import { type DirectiveTally, type HelloBody, NOTHING } from '../../src/directive/documents.ts'
import type { PublicJwk } from '../../src/directive/public-key.ts'
import type { Database } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import type { Tables } from '../../src/sql/tables.ts'
import { foundOf, keepFound } from '../../src/sql/trail-words.ts'

export interface CountrySize {
  readonly operators: number
  readonly campaigns: number
  readonly rounds: number
}

export interface CountryOptions extends CountrySize {
  /** Of the first operators; the others have keys that nobody holds. */
  readonly keys?: readonly { readonly publicKey: PublicJwk; readonly keyId: string }[]
  /** When the first of it was written, and how long after each round the next; default: a round a minute. */
  readonly times?: Times
}

interface Times {
  readonly startMs: number
  readonly everyMs: number
}

/** When the first of it was written. */
const START = Date.parse('2020-02-01T00:00:00Z')
const MINUTE = 60_000
const TIMES: Times = { startMs: START, everyMs: MINUTE }
/** No node is late. */
const NEVER = Date.parse('2200-01-01T00:00:00Z')
/** So many rounds, the newest, are in each state in turns; all before them are finished. */
const IN_WORK = 50
/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535. */
const VALUES_MAX = 20_000

/** Octets of signed documents: of a directive of one message of six ordinary SMS, its order, acknowledgement, return. */
const DOCUMENT = 'd'.repeat(2600)
const ORDER = 'o'.repeat(420)
const ACKNOWLEDGEMENT = 'a'.repeat(700)
const RETURN = 'r'.repeat(2000)

const WRITER: TrailActor = { kind: 'person', id: 'writer', name: 'Người soạn' }
const APPROVER: TrailActor = { kind: 'person', id: 'approver', name: 'Người duyệt' }

export function operatorIds(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `operator-${at}`)
}

export async function fillCountry(database: Database, options: CountryOptions): Promise<void> {
  await migrate(database, MIGRATIONS)
  if (database.kind === 'sqlite') await hurry(database)
  const { rounds, times = TIMES } = options
  const operators = operatorIds(options.operators)
  await insertOperators(database, operators, options.keys ?? [])
  const content = { ...CONTENT, operators }
  const estimate = estimateOf(content, await operatorRows(openStore(database)).operators())
  const campaigns = Array.from({ length: options.campaigns }, (_, at) => uuidOf('campaign', at))
  await insert(database, 'campaign', campaigns.map(campaignRow(times)))
  const filling = new Filling(database, { operators, campaigns, rounds, times, content, estimate })
  for (let at = 0; at < rounds; at++) await filling.round(at)
  await filling.end()
  if (database.kind === 'sqlite') await settle(database)
}

/** Nobody misses it if the power fails meanwhile. For this connection alone. */
async function hurry({ kysely }: Database): Promise<void> {
  for (const pragma of ['synchronous = off', 'cache_size = -200000', 'wal_autocheckpoint = 50000'])
    await sql.raw(`pragma ${pragma}`).execute(kysely)
}

/** All of it is on the disk: nobody who measures afterwards waits for what is still being written. */
async function settle({ kysely }: Database): Promise<void> {
  for (const pragma of ['synchronous = full', 'wal_checkpoint(truncate)'])
    await sql.raw(`pragma ${pragma}`).execute(kysely)
}

async function insertOperators(
  database: Database,
  operators: readonly string[],
  keys: NonNullable<CountryOptions['keys']>,
): Promise<void> {
  await openStore(database).write(async store => {
    for (const [at, id] of operators.entries()) {
      const key = keys[at]
      const unheld = { public: { kty: 'OKP', crv: 'Ed25519', x: 'x'.repeat(43) }, id } as const
      await operatorRows(store).insertOperator({
        id,
        name: `Nhà mạng ${id}`,
        state: 'enrolled',
        key: key === undefined ? unheld : { public: key.publicKey, id: key.keyId },
        code: null,
        serialLast: 1_000_000,
        hello: HELLO,
        clockSkewMs: 0,
        heardAt: START,
        flags: [],
        createdAt: START,
        clockSince: null,
      })
    }
  })
}

interface Country {
  readonly operators: readonly string[]
  readonly campaigns: readonly string[]
  readonly rounds: number
  readonly times: Times
  readonly content: RoundContent
  readonly estimate: Estimate
}

type Filled = Tables & RoundsTables
type Row<Name extends keyof Filled> = Filled[Name]

/** Round after round; rows wait until there are as many as one statement takes. */
class Filling {
  readonly #database: Database
  readonly #country: Country
  readonly #content: string
  readonly #estimate: string
  readonly #rows = {
    round: [] as Row<'round'>[],
    round_version: [] as Row<'round_version'>[],
    round_operator: [] as Row<'round_operator'>[],
    directive: [] as Row<'directive'>[],
    trail: [] as Row<'trail'>[],
  }
  #entries = 0
  #hash = '0'.repeat(64)

  constructor(database: Database, country: Country) {
    this.#database = database
    this.#country = country
    this.#content = JSON.stringify(country.content)
    this.#estimate = JSON.stringify(country.estimate)
  }

  async round(at: number): Promise<void> {
    const { operators, campaigns, times } = this.#country
    const id = uuidOf('round', at)
    const state = stateOf(at, this.#country.rounds)
    const time = times.startMs + at * times.everyMs
    const subject = { kind: 'round', id }
    this.#rows.round.push({
      id,
      state,
      title: CONTENT.title,
      purpose: 'live',
      version: 1,
      digest: DIGEST,
      stop_ordered: 0,
      campaign_id: campaigns[at % campaigns.length],
      number: Math.floor(at / campaigns.length) + 1,
      subscribers: this.#country.estimate.subscribers,
      segments: this.#country.estimate.segments,
      estimate: this.#estimate,
      approved_version: 1,
      submitted_by: WRITER.id,
      submitted_by_name: WRITER.name,
      created_at: time,
      updated_at: time,
      updated_by: APPROVER.name,
      archived_at: null,
      copy_of: null,
      copy_of_version: null,
      copy_of_title: null,
      taken_back_at: null,
      taken_back_is: null,
      taken_back_by: null,
      taken_back_why: null,
      unsubmitted: 0,
    })
    this.#rows.round_version.push({
      round_id: id,
      version: 1,
      content: this.#content,
      at: time,
      by_id: WRITER.id,
      by_name: WRITER.name,
    })
    for (const operator_id of operators) this.#rows.round_operator.push({ round_id: id, operator_id })
    for (const action of ['round.create', 'round.submit'])
      this.#append(time, WRITER, { action, subject, details: { version: 1 } })
    if (hasGoneOut(state)) this.#sent(at, id, time, state)
    await this.#flush(false)
  }

  #sent(at: number, round: string, time: number, state: Sent): void {
    const subject = { kind: 'round', id: round }
    for (const action of ['round.approve', 'round.schedule'])
      this.#append(time, APPROVER, { action, subject, details: { version: 1 } })
    for (const [i, operator] of this.#country.operators.entries()) {
      const id = uuidOf('directive', at * this.#country.operators.length + i)
      const isOpen = state === 'running' || state === 'paused'
      this.#rows.directive.push(directiveRow({ id, round, operator, at, time, isOpen, state }))
      const node: TrailActor = { kind: 'node', id: operator, name: `Nhà mạng ${operator}` }
      const details = { round, serial: at + 1, sha256: DIGEST }
      for (const action of ['directive.acknowledge', ...(isOpen ? [] : ['directive.return'])])
        this.#append(time, node, { action, subject: { kind: 'directive', id }, details })
    }
    this.#append(time, SYSTEM, { action: `round.${state}`, subject, details: { version: 1 } })
  }

  #append(at: number, actor: TrailActor, { action, subject, details }: Deed): void {
    const entry = {
      sequence: ++this.#entries,
      at: new Date(at).toISOString(),
      actor,
      action,
      subject,
      details,
      previous: this.#hash,
    }
    this.#hash = hashOf(entry)
    this.#rows.trail.push({
      sequence: entry.sequence,
      at,
      action,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      subject_kind: subject.kind,
      subject_id: subject.id,
      details: canonicalJson(details),
      previous: entry.previous,
      hash: this.#hash,
    })
  }

  async end(): Promise<void> {
    await this.#flush(true)
    const head = { entries: this.#entries, hash: this.#hash }
    await this.#database.kysely
      .insertInto('trail_head')
      .values({ id: 1, ...head })
      .execute()
  }

  /** Rounds before what belongs to them. */
  async #flush(all: boolean): Promise<void> {
    const isFull = Object.values(this.#rows).some(rows => rows.length >= FLUSH_ROWS)
    if (!isFull && !all) return
    const entries = this.#rows.trail.map(foundOf)
    for (const name of ['round', 'round_version', 'round_operator', 'directive', 'trail'] as const)
      await insert(this.#database, name, this.#rows[name].splice(0))
    const { kysely, kind } = this.#database
    for (let at = 0; at < entries.length; at += FOUND_AT_ONCE)
      await keepFound(kysely, kind, entries.slice(at, at + FOUND_AT_ONCE))
  }
}

/** Rows of one table that wait, at most about so many. */
const FLUSH_ROWS = 5000
const FOUND_AT_ONCE = 1000

/** In one transaction, as few statements as the databases allow. */
async function insert<Name extends keyof Filled>(
  { kysely }: Database,
  name: Name,
  rows: readonly Row<Name>[],
): Promise<void> {
  if (rows.length === 0) return
  const many = Math.floor(VALUES_MAX / Object.keys(rows[0]).length)
  await kysely
    .withTables<RoundsTables>()
    .transaction()
    .execute(async transaction => {
      for (let at = 0; at < rows.length; at += many)
        await transaction
          .insertInto(name as never)
          .values(rows.slice(at, at + many) as never)
          .execute()
    })
  // An embedded database never lets go of the thread by itself, and a signal would wait for all rows.
  await turn()
}

/** One after the other, as the first rounds of them. */
function campaignRow({ startMs, everyMs }: Times) {
  return (id: string, at: number): Row<'campaign'> => {
    const title = `Chiến dịch số ${at}`
    const note = 'Phòng, chống dịch'
    return {
      id,
      title,
      note,
      search: searchable(`${title}\n${note}`),
      created_at: startMs + at * everyMs,
      created_by: WRITER.name,
      archived_at: null,
    }
  }
}

function directiveRow(of: {
  readonly id: string
  readonly round: string
  readonly operator: string
  readonly at: number
  readonly time: number
  readonly isOpen: boolean
  readonly state: Sent
}): Row<'directive'> {
  const { id, round, operator, at, time, isOpen, state } = of
  return {
    id,
    serial: at + 1,
    round_id: round,
    operator_id: operator,
    purpose: 'live',
    version: 1,
    issued_at: time,
    expires_at: time,
    silent_after: NEVER,
    declared: HELLO.subscribers,
    document: DOCUMENT,
    sha256: DIGEST,
    state,
    is_open: Number(isOpen),
    refusal: null,
    note: null,
    wish: 'run',
    order_sequence: 1,
    order_document: ORDER,
    obeyed_sequence: 1,
    subscribers: HELLO.subscribers,
    audience_sha256: DIGEST,
    segments_expected: 6 * HELLO.subscribers,
    acknowledgement: ACKNOWLEDGEMENT,
    tally: TALLY,
    told_at: time,
    heard_at: time,
    return_document: isOpen ? null : RETURN,
    returned_at: isOpen ? null : time,
    flags: '[]',
  }
}

/** A state of a round, and of its directives. */
type Sent = RoundState & Row<'directive'>['state']

function hasGoneOut(state: RoundState): state is Sent {
  return state === 'finished' || state === 'stopped' || state === 'running' || state === 'paused'
}

function stateOf(at: number, rounds: number): RoundState {
  return at < rounds - IN_WORK ? 'finished' : roundState.options[at % roundState.options.length]
}

/** The same each time, so that two runs fill the same country. */
function uuidOf(kind: 'campaign' | 'round' | 'directive', at: number): string {
  const prefix = { campaign: 'c', round: 'd', directive: 'e' }[kind]
  // Spread, as random ones are: neighbours in time are none in the index.
  const spread = ((at * 2_654_435_761) >>> 0).toString(16).padStart(8, '0')
  return `${spread}-0000-4000-8000-${prefix}${at.toString(16).padStart(11, '0')}`
}

const CONTENT: RoundContent = {
  ...PLAIN_CONTENT,
  messages: [{ variants: [{ language: 'vi', text: 'Rửa tay thường xuyên. '.repeat(17) }] }],
  operators: [],
}
const DIGEST = digestOf(CONTENT)

const TALLY = JSON.stringify(NOTHING satisfies DirectiveTally)

const HELLO: HelloBody = {
  version: '1',
  clock: '2020-02-01T00:00:00Z',
  subscribers: 4_000_000,
  audienceSha256: 'a'.repeat(64),
  provinces: provincesOn('2026-01-01').map(({ code }) => ({ code, asOf: '2026-01-01', subscribers: 100_000 })),
  excludes: [],
  languages: [],
  exercise: null,
  lanes: 4,
  segmentsPerSecond: 0,
  serialMax: 0,
  roster: null,
}

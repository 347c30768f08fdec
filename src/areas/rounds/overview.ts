/**
 * What rounds and operators say for the page where one lands: rounds that send, windows to
 * come, operators that are away or whose returns do not add up, what was sent this month. An engineer is told of their operator alone.
 */
import { type Actor, ownOperator } from '../../authority/actor.ts'
import {
  instantOf,
  item,
  type MonthFigure,
  NONE,
  type OverviewItem,
  type OverviewPart,
  overlaps,
  type RunningItem,
  type Some,
  type Span,
  some,
} from '../../authority/overview.ts'
import type { SetUpFacts } from '../../authority/set-up.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import type { Found } from '../../authority/waiting.ts'
import type { OperatorSummary } from '../operators/model.ts'
import { asksNobody } from '../operators/node-word.ts'
import { operatorRows } from '../operators/store.ts'
import { summaryFor } from './directed.ts'
import { directiveSummary } from './directive-view.ts'
import type { RoundState } from './model.ts'
import { isGivenUp } from './round-states.ts'
import { endedWell, summary } from './round-view.ts'
import { type ListedRound, type PlannedRound, roundRows, type StoredDirective } from './store.ts'
import { overviewWords as words } from './words-overview.ts'
import type { RoundsWork } from './work.ts'

/** Rounds whose picture is drawn: more at a time are no picture. */
const RUNNING_MAX = 6
/** In one span, the newest: a calendar shows no more. */
const PLANNED_MAX = 400
/** Of a month: more than a country sends. */
const MONTH_MAX = 2000
/** Of an authority that never sent anything for real. */
const EXERCISES_MAX = 500
/** Rounds that are over, whose sums are remembered: they change no more. */
const OVER_MAX = 5000

const SENDING: readonly RoundState[] = ['running', 'paused']
const PLANNED: readonly RoundState[] = [
  ...(['draft', 'submitted', 'returned', 'approved', 'scheduled'] as const),
  ...(['running', 'paused', 'finished', 'stopped'] as const),
]
/** What an operator was given, it was given from the directive on. */
const ISSUED: readonly RoundState[] = ['scheduled', 'running', 'paused', 'finished', 'stopped']

export function roundsOverview(work: RoundsWork): OverviewPart {
  const { store } = work
  const rows = roundRows(store)
  const known = new RoundCache()
  return {
    kinds: {
      round: { what: words.round, names: async ids => await rows.titles(ids) },
      'node-roster': { what: words.operator, names: async () => await operatorNames(store) },
      'node-lanes': { what: words.operator, names: async () => await operatorNames(store) },
    },
    runs: async ({ actor, now }) => (mayFollow(actor) ? await runs(work, actor, now) : NONE),
    comes: async ({ actor }, span) => (mayFollow(actor) ? await comes(work, known, { actor, span }) : NONE),
    unwell: async ({ actor, now }) => (mayFollow(actor) ? await unwell(work, actor, now) : NONE),
    found: async () => await lacking(work),
    month: async ({ actor }, span) => (mayFollow(actor) ? await month(work, known, { actor, span }) : []),
    setUp: async () => await setUp(work, known),
  }
}

/** Whoever is on duty for health checks has no part in rounds. */
function mayFollow({ role }: Actor): boolean {
  return role !== 'duty'
}

async function operatorNames(store: Reading): Promise<ReadonlyMap<string, string>> {
  return new Map((await operatorRows(store).operators()).map(({ id, name }) => [id, name]))
}

/** What a node that has said hello lacks, for its engineers and for administrators. */
async function lacking(work: RoundsWork): Promise<readonly Found[]> {
  const isRoster = (await newestRoster(work.store)) !== null
  const all = await work.operators()
  return all.flatMap(({ id, state, hello }) => {
    if (state !== 'enrolled' || hello === null) return []
    const lacks = [
      ...(isRoster && (hello.roster ?? null) === null ? (['roster'] as const) : []),
      ...((hello.exercise ?? null) === null ? (['lanes'] as const) : []),
    ]
    return lacks.map(does => ({
      subject: { kind: `node-${does}`, id },
      standing: {
        is: 'left',
        does,
        roles: ['engineer', 'administrator'],
        people: [],
        by: '',
        page: `/operators/${id}`,
        isUrgent: does === 'roster',
        operator: id,
      },
    }))
  })
}

async function runs(work: RoundsWork, actor: Actor, now: number): Promise<Some<RunningItem>> {
  const directedTo = ownOperator(actor)
  const running = (await sending(work, directedTo)).map(({ round, title, directives }) => {
    const parts = directives.map(partOf)
    const rate = work.samples.rate({ round: round.id, purpose: 'live' }, directedTo, now)
    return {
      ...item({
        ...named({ ...round, title }),
        says: words[round.state],
        page: `/rounds/${round.id}/live`,
        from: instantOf(Math.min(...directives.map(({ issuedAt }) => issuedAt), round.updatedAt)),
      }),
      share: {
        done: parts.reduce((sum, { done }) => sum + done, 0),
        of: parts.reduce((sum, part) => sum + part.of, 0),
        unit: words.turns,
      },
      rate: rate === null ? null : { value: Math.round(rate), unit: words.perSecond },
      parts: [...some(parts).items],
    }
  })
  const all = { states: SENDING, directedTo }
  return { items: running, total: await roundRows(work.store).countRounds(all) }
}

/** The newest that send or are paused, with the directives that the reader may see. */
async function sending(work: RoundsWork, directedTo: string | null) {
  const rows = roundRows(work.store)
  const query = { campaign: null, operator: null, cursor: null, limit: RUNNING_MAX }
  const { items } = await rows.rounds({ ...query, states: SENDING, directedTo })
  return await Promise.all(
    items.map(async round => ({
      round,
      title: (await shownTo(work, round, directedTo)).title,
      directives: (await rows.directives(round.id, 'live')).filter(
        ({ operator }) => directedTo === null || operator === directedTo,
      ),
    })),
  )
}

function partOf({ operatorName: name, state, note, tally }: StoredDirective): RunningItem['parts'][number] {
  const known = note === null || !PART[state].isWell ? PART[state] : NOTES.get(note)
  const { says, isWell } = known ?? OTHER
  const turns = tally?.turns
  const of = turns?.audience ?? 0
  const done = turns === undefined ? 0 : of - turns.unsent - turns.sending
  return { name, says, done, of, isWell }
}

const PART = {
  issued: { says: words['part.waits'], isWell: true },
  acknowledged: { says: words['part.waits'], isWell: true },
  'waiting-to-start': { says: words['part.waits'], isWell: true },
  running: { says: words['part.sends'], isWell: true },
  paused: { says: words['part.paused'], isWell: true },
  'waiting-for-receipts': { says: words['part.ended'], isWell: true },
  finished: { says: words['part.ended'], isWell: true },
  stopped: { says: words['part.ended'], isWell: true },
  'window-over': { says: words['part.ended'], isWell: true },
  returned: { says: words['part.ended'], isWell: true },
  interrupted: { says: words['part.interrupted'], isWell: false },
  refused: { says: words['part.refused'], isWell: false },
  failed: { says: words['part.failed'], isWell: false },
} as const satisfies Record<StoredDirective['state'], object>

/** What a node complains of, or why it is paused by itself. */
const NOTES: ReadonlyMap<string, Pick<RunningItem['parts'][number], 'says' | 'isWell'>> = new Map([
  ['throttled', { says: words['note.throttled'], isWell: false }],
  ['outside-hours', { says: words['note.outside-hours'], isWell: true }],
  ['not-bound', { says: words['note.not-bound'], isWell: false }],
  ['canary', { says: words['note.canary'], isWell: true }],
])
const OTHER = { says: words['note.other'], isWell: false }

interface Asked {
  readonly actor: Actor
  readonly span: Span
}

async function comes({ store }: RoundsWork, known: RoundCache, { actor, span }: Asked): Promise<Some<OverviewItem>> {
  const own = ownOperator(actor)
  const around = await roundRows(store).roundsAround({
    fromMs: span.from,
    untilMs: span.until,
    issuedTo: own,
    limit: PLANNED_MAX,
    states: own === null ? PLANNED : ISSUED,
  })
  const issued = await known.issued(store, around)
  const items = around.flatMap(round => {
    const hours = hoursOf(round, issued.get(round.id) ?? null)
    if (hours === null || !overlaps(hours, span)) return []
    return [
      item({
        ...named(round),
        says: isGivenUp(round) ? words.takenBack : words[round.state],
        page: `/rounds/${round.id}`,
        from: instantOf(hours.from),
        until: instantOf(hours.until),
        // What others have is not an engineer's to read.
        figures: own === null ? [{ value: round.subscribers, unit: words.subscribers }] : [],
      }),
    ]
  })
  return { items, total: items.length }
}

/** Null: nobody has said when. What was issued without a beginning began then; what is over was over when it was last touched. */
export function hoursOf(
  round: Pick<PlannedRound, 'window' | 'state' | 'updatedAt'>,
  issuedAt: number | null,
): { readonly from: number; readonly until: number | null } | null {
  const { window, state, updatedAt } = round
  const planned = window.notBefore === null ? null : Date.parse(window.notBefore)
  const from = planned === null ? issuedAt : Math.max(planned, issuedAt ?? planned)
  if (from === null) return null
  const end = window.notAfter === null ? null : Date.parse(window.notAfter)
  const isOver = state === 'finished' || state === 'stopped'
  return { from, until: isOver ? Math.max(from, Math.min(updatedAt, end ?? updatedAt)) : end }
}

async function unwell(work: RoundsWork, actor: Actor, now: number): Promise<Some<OverviewItem>> {
  const own = ownOperator(actor)
  const operators = (await work.operators()).filter(
    ({ id, state }) => state === 'enrolled' && (own === null || id === own),
  )
  const isRoster = (await newestRoster(work.store)) !== null
  const doubtful = (await sending(work, own)).flatMap(({ round, title, directives }) => {
    const flags = directives.flatMap(each => directiveSummary(each, now).flags)
    const of = { ...named({ ...round, title }), page: `/rounds/${round.id}/live` }
    return flags.length === 0 ? [] : [item({ ...of, says: words.flagged, figures: points(flags) })]
  })
  return some([...operators.flatMap(operator => faultsOf(operator, { isOwn: own !== null, isRoster })), ...doubtful])
}

/** What is so of operators and of what was ever sent, for the set-up of a new authority. */
async function setUp(work: RoundsWork, known: RoundCache): Promise<SetUpFacts> {
  const { store } = work
  const operators = await work.operators()
  const hasSent = await known.hasSent(store)
  return {
    operators: operators.map(({ id, name, state, isConnected, hello }) => ({
      id,
      name,
      state,
      isConnected,
      subscribers: hello?.subscribers ?? null,
      roster: hello?.roster,
      canExercise: hello !== null && hello.roster !== undefined && hello.exercise !== null,
    })),
    hasSent,
    // Of one that is past its first hour nobody asks any more.
    ...(!hasSent && { exercise: await exerciseOf(store) }),
  }
}

async function exerciseOf(store: Reading): Promise<'none' | 'running' | 'well'> {
  const all = await roundRows(store).exercises(EXERCISES_MAX)
  if (all.some(endedWell)) return 'well'
  return all.some(({ isOpen }) => isOpen) ? 'running' : 'none'
}

function points({ length: value }: readonly unknown[]): OverviewItem['figures'] {
  return [{ value, unit: words.points }]
}

/** One that was enrolled and never came has not gone away. `isRoster`: one is in force. */
export function faultsOf(
  operator: OperatorSummary,
  { isOwn, isRoster }: { readonly isOwn: boolean; readonly isRoster: boolean },
): readonly OverviewItem[] {
  const { id, name, hello, isConnected, heardAt, openDirectives, lastReturn, flags, alarms } = operator
  const of = { what: words.operator, name, page: `/operators/${id}` }
  const faults: OverviewItem[] = []
  if (!isConnected && heardAt !== null)
    faults.push(item({ ...of, says: isOwn ? words.awayOwn : words.away, from: heardAt, isUrgent: openDirectives > 0 }))
  // A node that was enrolled before the first one holds none by itself.
  if (isConnected && isRoster && hello?.roster === null)
    faults.push(item({ ...of, says: words.withoutRoster, isUrgent: true }))
  if (isConnected && isRoster && asksNobody(operator))
    faults.push(item({ ...of, says: words.asksNobody, isUrgent: true }))
  // What a node that is away said last is on its page. One line of a kind, from the first on.
  const told = isConnected ? alarms.filter(({ is }) => is !== 'away') : []
  for (const is of new Set(told.map(alarm => alarm.is))) {
    const since = told.flatMap(alarm => (alarm.is === is && alarm.since ? [alarm.since] : []))
    faults.push(
      item({ ...of, says: words[`alarm.${is}`], from: since.toSorted()[0] ?? null, isUrgent: URGENT.has(is) }),
    )
  }
  if (lastReturn !== null && lastReturn.flags.length > 0)
    faults.push(item({ ...of, says: words.returnDiffers, from: lastReturn.at, figures: points(lastReturn.flags) }))
  if (flags.length > 0) faults.push(item({ ...of, says: words.flagged, figures: points(flags) }))
  return faults
}

/** Nothing goes out there, or not through a centre. */
const URGENT: ReadonlySet<string> = new Set(['disk', 'log-away', 'broken', 'centre-lost'])

/** Rounds whose directives were issued in the month; the report counts them by their first message. */
async function month(
  { store }: RoundsWork,
  known: RoundCache,
  { actor, span }: Asked,
): Promise<readonly MonthFigure[]> {
  if (ownOperator(actor) !== null) return []
  const touched = await roundRows(store).touched({
    fromMs: span.from,
    untilMs: span.until,
    limit: MONTH_MAX,
    states: ISSUED,
  })
  const at = await known.issued(store, touched)
  const issued = touched.filter(({ id }) => {
    const began = at.get(id)
    return began !== undefined && span.from <= began && began < span.until
  })
  const sum = await known.submitted(store, issued)
  return [
    { what: words.issued, value: issued.length, unit: words.rounds, page: '/rounds' },
    { what: words.sent, value: sum, unit: words.segments, page: '/rounds' },
  ]
}

type Listed = Pick<ListedRound, 'id' | 'state'>

/** Figures of rounds that never change again, each read once: when a round was issued, and the segments that were sent of one that is over. */
class RoundCache {
  readonly #issued = new Map<string, number>()
  readonly #submitted = new Map<string, number>()
  #hasSent = false

  /** Whether anything was ever sent off for real. */
  async hasSent(store: Reading): Promise<boolean> {
    this.#hasSent ||= await roundRows(store).hasIssued('live')
    return this.#hasSent
  }

  async issued(store: Reading, rounds: readonly Listed[]): Promise<ReadonlyMap<string, number>> {
    const unknown = rounds.filter(({ id, state }) => ISSUED.includes(state) && !this.#issued.has(id))
    for (const [id, at] of await roundRows(store).issued(unknown.map(({ id }) => id))) keep(this.#issued, id, at)
    return new Map(this.#issued)
  }

  async submitted(store: Reading, rounds: readonly Listed[]): Promise<number> {
    const unknown = rounds.filter(({ id }) => !this.#submitted.has(id))
    const found = await roundRows(store).submitted(unknown.map(({ id }) => id))
    const sum = rounds.reduce((whole, { id }) => whole + (this.#submitted.get(id) ?? found.get(id) ?? 0), 0)
    for (const { id, state } of unknown)
      if (state === 'finished' || state === 'stopped') keep(this.#submitted, id, found.get(id) ?? 0)
    return sum
  }
}

function keep(known: Map<string, number>, id: string, value: number): void {
  known.set(id, value)
  if (known.size <= OVER_MAX) return
  const [oldest] = known.keys()
  known.delete(oldest)
}

function named({ title, purpose }: Pick<ListedRound, 'title' | 'purpose'>) {
  return { what: words.round, name: title, isExercise: purpose === 'exercise' }
}

/** As it was given to the operator; with all that is written, to everyone else. */
async function shownTo(
  { store }: RoundsWork,
  round: ListedRound,
  operator: string | null,
): Promise<{ readonly title: string }> {
  return operator === null ? round : await summaryFor(store, summary(round), operator)
}

/**
 * Plays one round as the authority's people do: write, submit, be refused to approve one's own, approve, exercise, send,
 * watch, pause, return. Does the mishaps of mishaps.ts on the way.
 *
 * Knows the API (authority-client.ts) and the processes (host.ts); shows nothing by itself: a Watcher is told.
 */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Children } from '../src/app/children/children.ts'
import type { DirectiveSummary, RoundDetail, RoundLive } from '../src/areas/rounds/model.ts'
import type { Tally } from '../src/round/tally.ts'
import { type AuthorityClient, Refused } from './authority-client.ts'
import { approveBy, resumeBy, scheduleBy, submitBy } from './deeds.ts'
import { demoFailure } from './failures.ts'
import type { TownHost } from './host.ts'
import { DEMO_MESSAGE } from './message.ts'
import type { Turn } from './mishaps.ts'
import type { DemoOperator } from './operators.ts'
import { contentOf, FIRST_DRAFT, RETURN_REASON, scriptOf } from './story.ts'
import { silent, untilThere } from './waiting.ts'

/** A node is killed, and a round paused, when so much of it is submitted. */
const KILL_AT = 0.4
const PAUSE_AT = 0.3
/** A round of which nothing is heard for so long is given up. */
const STALL_MS = 180_000

/** What is known of a killed node's round before it is started again. */
export interface Killed {
  readonly submitted: number
  readonly uncertain: number
  readonly unsent: number
}

/** What is said of a round, in order. */
export type Moment =
  | { readonly is: 'returned'; readonly reason: string }
  | { readonly is: 'own-approval-refused'; readonly vi: string; readonly en: string }
  | { readonly is: 'approved'; readonly subscribers: number; readonly segments: number }
  | { readonly is: 'exercised'; readonly numbers: number }
  | { readonly is: 'canary'; readonly turns: number }
  | { readonly is: 'paused'; readonly obeyedMs: number }
  | { readonly is: 'killed'; readonly operator: DemoOperator; readonly killed: Killed }

export interface Cast {
  readonly editor: AuthorityClient
  readonly approver: AuthorityClient
}

export interface Play {
  readonly round: number
  readonly campaign: string
  readonly operators: readonly DemoOperator[]
  readonly turns: ReadonlyMap<string, Turn>
  readonly cast: Cast
  readonly host: TownHost
  readonly children: Children
  readonly stop: AbortSignal
  readonly onMoment: (moment: Moment) => void
  readonly onDirective: (directive: DirectiveSummary) => void
}

export interface Played {
  readonly id: string
  readonly live: RoundLive
  readonly killed: ReadonlyMap<string, Killed>
}

/** Fails with demoTurnFailed, demoSilent, and demoStopped when `stop` says so. */
export async function playRound(play: Play): Promise<Played> {
  const id = await writeAndApprove(play)
  if (scriptOf(play.round).hasExercise) await exercise(play, id)
  await scheduleBy(play.cast.approver, id)
  const killed = await new Watch(play, id).untilReturned()
  const live = await play.cast.approver.get<RoundLive>(`/api/v1/rounds/${id}/live`)
  return { id, live, killed }
}

/** The id of the round, approved. */
async function writeAndApprove({ cast, round, campaign, operators, onMoment }: Play): Promise<string> {
  const { editor, approver } = cast
  const script = scriptOf(round)
  const draft = contentOf(round, operators, script.isReturnedFirst ? FIRST_DRAFT : DEMO_MESSAGE)
  let now = await editor.post<RoundDetail>(`/api/v1/campaigns/${campaign}/rounds`, { content: draft })
  const path = `/api/v1/rounds/${now.id}`
  const submit = async () => {
    now = await submitBy(editor, now.id)
  }
  await submit()
  if (script.isReturnedFirst) {
    await approver.post(`${path}/return`, { version: now.version, reason: RETURN_REASON })
    onMoment({ is: 'returned', reason: RETURN_REASON })
    const content = contentOf(round, operators)
    now = await editor.put(`${path}/content`, { version: now.version, content })
    await submit()
  }
  if (round === 1) {
    const refused = await refusal(() => approveBy(editor, now.id))
    onMoment({ is: 'own-approval-refused', ...refused.sentences })
  }
  const { subscribers, segments } = await approveBy(approver, now.id)
  onMoment({ is: 'approved', subscribers, segments })
  return now.id
}

async function refusal(act: () => Promise<unknown>): Promise<Refused> {
  try {
    await act()
  } catch (error) {
    if (error instanceof Refused && error.status === 403) return error
    throw error
  }
  throw silent('HTTP 403')
}

async function exercise({ cast, stop, onMoment }: Play, id: string): Promise<void> {
  await cast.approver.post(`/api/v1/rounds/${id}/exercise`)
  const ended = await untilThere({ vi: 'kết quả diễn tập', en: 'an exercise' }, async () => {
    if (stop.aborted) throw demoFailure('demoStopped')
    const round = await cast.approver.get<RoundDetail>(`/api/v1/rounds/${id}`)
    if (round.exercise === 'failed') throw silent({ vi: 'kết quả diễn tập', en: 'an exercise' })
    return round.exercise === 'well' ? round : null
  })
  const live = await cast.approver.get<RoundLive>(`/api/v1/rounds/${ended.id}/live`)
  onMoment({ is: 'exercised', numbers: live.sum.turns.delivered })
}

/** Follows the live directives of a round and acts on what it sees. */
class Watch {
  readonly #play: Play
  readonly #id: string
  readonly #now = new Map<string, DirectiveSummary>()
  readonly #killed = new Map<string, Killed>()
  #hasCanaryGone = false
  #hasPaused = false
  #isActing: Promise<void> = Promise.resolve()

  constructor(play: Play, id: string) {
    this.#play = play
    this.#id = id
  }

  async untilReturned(): Promise<ReadonlyMap<string, Killed>> {
    const { stop, cast } = this.#play
    const over = new AbortController()
    const timer = setTimeout(() => over.abort(), STALL_MS)
    const signal = AbortSignal.any([stop, over.signal])
    try {
      for await (const { event, data } of cast.approver.events(`/api/v1/rounds/${this.#id}/events`, signal)) {
        timer.refresh()
        if (event === 'snapshot') for (const each of (JSON.parse(data) as RoundLive).directives) await this.#see(each)
        if (event === 'directive') await this.#see(JSON.parse(data) as DirectiveSummary)
        if (this.#isOver()) break
      }
    } catch (error) {
      if (stop.aborted) throw demoFailure('demoStopped')
      if (over.signal.aborted) throw silent({ vi: `đợt ${this.#play.round}`, en: `round ${this.#play.round}` })
      throw error
    } finally {
      clearTimeout(timer)
    }
    await this.#isActing
    if (!this.#isOver()) throw silent({ vi: `đợt ${this.#play.round}`, en: `round ${this.#play.round}` })
    return this.#killed
  }

  #isOver(): boolean {
    const all = [...this.#now.values()]
    return all.length === this.#play.operators.length && all.every(hasEnded)
  }

  async #see(directive: DirectiveSummary): Promise<void> {
    const { operators, turns, host, round } = this.#play
    if (directive.purpose !== 'live') return
    this.#now.set(directive.operator, directive)
    this.#play.onDirective(directive)
    await host.assertRunning(operators)
    const operator = operators.find(({ id }) => id === directive.operator)
    if (operator === undefined) return
    const isToDie = turns.get(operator.id)?.mishap === 'killed' && !this.#killed.has(operator.id)
    if (isToDie && submittedShare(directive) >= KILL_AT) await this.#kill(operator, directive)
    const script = scriptOf(round)
    if (script.canary > 0 && !this.#hasCanaryGone) this.#watchCanary()
    if (script.isPaused && !this.#hasPaused) this.#watchPause()
  }

  async #kill(operator: DemoOperator, { id }: DirectiveSummary): Promise<void> {
    const { host, children, onMoment } = this.#play
    await host.killNode(operator)
    const rounds = join(host.nodeData(operator), 'rounds', id)
    const [leg] = (await readdir(rounds)).sort()
    const status = await children.loa(['round', 'status', join(rounds, leg), '--json']).exit
    const { subscribers, segments } = JSON.parse(status.stdout) as Tally
    const { uncertain, unsent } = subscribers
    const killed = { submitted: segments.submitted, uncertain, unsent }
    this.#killed.set(operator.id, killed)
    onMoment({ is: 'killed', operator, killed })
    host.restartNode(operator)
  }

  /** Every node has paused by itself: the approver looks, and lets it go on. */
  #watchCanary(): void {
    const all = [...this.#now.values()]
    const { operators, cast, onMoment } = this.#play
    if (all.length < operators.length || !all.every(hasPausedItself)) return
    this.#hasCanaryGone = true
    const turns = all.reduce((sum, { tally }) => sum + reached(tally), 0)
    this.#isActing = resumeBy(cast.approver, this.#id).then(() => {})
    onMoment({ is: 'canary', turns })
  }

  #watchPause(): void {
    const all = [...this.#now.values()]
    const share = all.reduce((sum, each) => sum + submittedShare(each), 0) / all.length
    if (share < PAUSE_AT) return
    this.#hasPaused = true
    this.#isActing = this.#pauseAndResume()
  }

  async #pauseAndResume(): Promise<void> {
    const { cast, onMoment } = this.#play
    const path = `/api/v1/rounds/${this.#id}`
    const asked = performance.now()
    await cast.approver.post(`${path}/pause`)
    await untilThere({ vi: 'mọi nút tạm dừng', en: 'every node to pause' }, async () => {
      const { directives } = await cast.approver.get<RoundLive>(`${path}/live`)
      const hasObeyed = directives.every(each => each.obeyedSequence >= each.orderSequence || hasEnded(each))
      return hasObeyed ? true : null
    })
    onMoment({ is: 'paused', obeyedMs: performance.now() - asked })
    await resumeBy(cast.approver, this.#id)
  }
}

function submittedShare({ tally }: DirectiveSummary): number {
  return tally === null || tally.segments.expected === 0 ? 0 : tally.segments.submitted / tally.segments.expected
}

function hasEnded({ state, returnedAt }: DirectiveSummary): boolean {
  return returnedAt !== null || state === 'refused'
}

function hasPausedItself(directive: DirectiveSummary): boolean {
  return hasEnded(directive) || (directive.state === 'paused' && directive.note === 'canary')
}

function reached(tally: DirectiveSummary['tally']): number {
  return tally === null ? 0 : tally.turns.audience - tally.turns.unsent
}

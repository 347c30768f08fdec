/**
 * The demo's change of level: data proposes, people decide, and what follows is a draft on each channel that two people sign.
 *
 *   plan, by two ─► the province at a first level ─► twenty days of made-up cases ─► proposal
 *        └─► rehearsed: the same change as an exercise, and nothing live has moved
 *        └─► the change: what it starts, stops, leaves ─► by two ─┬─► a bulletin, released
 *                                                                 ├─► loudspeakers: a cluster of the province plays it
 *                                                                 ├─► a round: approved by two, and not sent
 *                                                                 ├─► the list of what is free, signed
 *                                                                 └─► tasks for people
 *
 * The exercise is before: it begins with what is live, so that afterwards the same change would change nothing. Knows the API and the
 * device program; shows nothing by itself.
 */

import type { Bulletin, KeptSound } from '../src/areas/bulletins/model.ts'
import { saidOf } from '../src/areas/bulletins/said.ts'
import type { FreeDraft, FreeOverview } from '../src/areas/free/model.ts'
import { saidOfList } from '../src/areas/free/said.ts'
import type { ClusterCode, Play } from '../src/areas/loudspeakers/model.ts'
import type {
  Awaited,
  ChangeDetail,
  DeedView,
  EffectGroup,
  ImportResult,
  PlanDetail,
  ProposalView,
  SituationView,
} from '../src/areas/plan/model.ts'
import { saidOfChange, saidOfPlan } from '../src/areas/plan/said.ts'
import type { RoundDetail } from '../src/areas/rounds/model.ts'
import type { Page } from '../src/authority/paging.ts'
import type { Purpose } from '../src/directive/documents.ts'
import { type AreaId, areaName } from '../src/plan/areas.ts'
import type { Action, Both, Plan } from '../src/plan/plan.ts'
import { instantName } from '../src/report/months.ts'
import { type AuthorityClient, Refused } from './authority-client.ts'
import type { BothCounts } from './bulletin.ts'
import { toneWav } from './bulletin-content.ts'
import { approveBy, submitBy } from './deeds.ts'
import { demoFailure } from './failures.ts'
import type { TownHost } from './host.ts'
import type { DemoOperator } from './operators.ts'
import { AFTER, BEFORE, casesCsv, demoPlan, notYetFree, POPULATION, provinceOn } from './plan-content.ts'
import { PLAN_CLUSTER, PLAN_PLACE, type Speakers } from './speakers.ts'
import { answerFrom, silent, untilThere, type Wait } from './waiting.ts'

export type ActionKind = Action['kind']
type Counted = Pick<EffectGroup, 'is' | 'kind' | 'effects'>

/** What a change does to what runs. */
export interface PlannedSums {
  readonly starts: number
  readonly stops: number
  readonly replaced: number
  readonly stays: number
}

/** What is said of it as it goes, in order. */
export type PlanMoment =
  | { readonly is: 'data'; readonly rows: number; readonly taken: number }
  | {
      readonly is: 'proposed'
      readonly area: string
      readonly before: Both
      readonly level: Both
      readonly value: number
      readonly days: number
    }
  | {
      readonly is: 'diff'
      readonly sums: PlannedSums
      readonly sms: number | null
      /** The first minute. */
      readonly first: Both
    }
  | { readonly is: 'rehearsed'; readonly effects: number; readonly equal: boolean }
  | { readonly is: 'approved'; readonly version: number }
  | { readonly is: 'signed'; readonly bulletins: number; readonly listVersion: number; readonly subscribers: number }
  | { readonly is: 'played'; readonly cluster: string; readonly plays: number }

export interface PlanProved {
  readonly plan: string
  readonly change: string
  readonly area: string
  readonly before: Both
  readonly level: Both
  /** Of the change, kind by kind: never added up. */
  readonly kinds: readonly (PlannedSums & { readonly kind: ActionKind })[]
  readonly sms: number | null
  readonly deeds: ChangeDetail['deeds']
  /** What waits for people still. */
  readonly left: readonly { readonly kind: ActionKind; readonly awaits: Awaited; readonly count: number }[]
  readonly exercise: { readonly change: string; readonly effects: number; readonly done: number }
  /** Live before and after the exercise; the device and the server. */
  readonly counts: readonly BothCounts[]
  readonly equal: boolean
  readonly seconds: number
}

export interface PlanPlay {
  readonly host: TownHost
  readonly speakers: Speakers
  /** Has a list of the province. */
  readonly operator: DemoOperator
  readonly administrator: AuthorityClient
  readonly editor: AuthorityClient
  readonly approver: AuthorityClient
  readonly stop: AbortSignal
  readonly onMoment: (moment: PlanMoment) => void
}

/** Fails with demoSilent, demoStopped, and what the server refuses. */
export async function raiseLevel(play: PlanPlay): Promise<PlanProved> {
  const plan = await demoPlan()
  return await new LevelDemo(play, plan).play()
}

class LevelDemo {
  readonly #p: PlanPlay
  readonly #plan: Plan
  readonly #area: AreaId
  readonly #path: string

  constructor(play: PlanPlay, plan: Plan) {
    this.#p = play
    this.#plan = plan
    this.#area = provinceOn(Date.now(), plan)
    this.#path = `/api/v1/plans/${plan.id}`
  }

  async play(): Promise<PlanProved> {
    const began = performance.now()
    await Promise.all([this.#placeSpeaker(), this.#approvePlan()])
    const first = await this.#propose('live', BEFORE, 'Bắt đầu theo dõi')
    await this.#decide(first.id)
    await this.#sign(first.id)
    await this.#data()
    const reason = 'Theo đề xuất từ số liệu (giả định)'
    const { exercise, counts } = await this.#rehearse(reason)
    const proposed = await this.#propose('live', AFTER, reason)
    const { diff } = proposed
    if (diff === null) throw silent('level change')
    const { sms } = diff.totals
    const starting = diff.groups.filter(({ is }) => is === 'starts' || is === 'replaced')
    this.#p.onMoment({
      is: 'diff',
      sums: sumsOf(diff.groups),
      sms,
      first: instantName(starting.map(each => each.first).toSorted()[0] ?? proposed.from, this.#plan.timeZone),
    })
    await this.#decide(proposed.id)
    this.#p.onMoment({ is: 'approved', version: this.#plan.version })
    this.#p.onMoment({ is: 'signed', ...(await this.#sign(proposed.id)) })
    const played = await this.#played()
    const { deeds } = await this.#change(proposed.id)
    const all = [...counts, ...played]
    return {
      plan: this.#plan.id,
      change: proposed.id,
      area: areaName(this.#area, 'vi'),
      before: this.#level(BEFORE),
      level: this.#level(AFTER),
      sms,
      deeds,
      exercise,
      kinds: kindsOf(diff.groups),
      left: await this.#left(proposed.id),
      counts: all,
      equal: all.every(({ theirs, server }) => theirs === server),
      seconds: (performance.now() - began) / 1000,
    }
  }

  async #until<T>(what: Wait, act: () => Promise<T | null>): Promise<T> {
    return await untilThere(what, async () => {
      if (this.#p.stop.aborted) throw demoFailure('demoStopped')
      return await act()
    })
  }

  #level(level: string): Both {
    return this.#plan.levels.find(({ id }) => id === level)?.name ?? { vi: level, en: level }
  }

  async #placeSpeaker(): Promise<void> {
    const { administrator, host, speakers } = this.#p
    const { id: cluster, commune, name } = PLAN_CLUSTER
    await administrator.put('/api/v1/loudspeakers/communes', {
      communes: [{ code: commune, name, places: [PLAN_PLACE], windows: null }],
    })
    const clusters = [{ cluster, commune, name, purpose: 'live' }]
    await administrator.post('/api/v1/loudspeakers/clusters', { clusters })
    const path = `/api/v1/loudspeakers/clusters/${cluster}/code`
    const { code } = await administrator.post<ClusterCode>(path)
    await speakers.enrol(PLAN_CLUSTER, host.url, code)
    speakers.start(PLAN_CLUSTER)
  }

  async #approvePlan(): Promise<void> {
    const { editor, approver } = this.#p
    await editor.put('/api/v1/zero-rating/draft', { revision: 0, content: await notYetFree() })
    const saved = { revision: 0, content: this.#plan }
    const { draft } = await editor.put<PlanDetail>(`${this.#path}/draft`, saved)
    const { revision, sha256, faults } = draft
    if (sha256 === null) throw silent(faults[0]?.code ?? 'plan')
    const said = { revision, sha256 }
    const signed = async (by: AuthorityClient, does: 'submit' | 'approve') =>
      await by.sign(saidOfPlan(this.#plan, sha256, does))
    await editor.post(`${this.#path}/draft/submit`, { ...said, signature: await signed(editor, 'submit') })
    await approver.post(`${this.#path}/draft/approve`, {
      ...said,
      doubts: faults.length,
      signature: await signed(approver, 'approve'),
    })
  }

  async #data(): Promise<void> {
    const { editor, onMoment } = this.#p
    await editor.put('/api/v1/plan-populations', {
      source: 'Giả định',
      populations: [{ area: this.#area, population: POPULATION }],
    })
    const csv = casesCsv(Date.now(), this.#plan)
    const brought = await editor.postOctets<ImportResult>(`${this.#path}/data`, csv, 'text/csv')
    onMoment({ is: 'data', rows: brought.import.rows, taken: brought.import.taken })
    const path = `${this.#path}/proposals?state=open`
    const { items } = await editor.get<Page<ProposalView>>(path)
    const proposal = items.find(({ area }) => area === this.#area)
    const days = proposal?.evidence?.evidence.days ?? []
    const [measure] = this.#plan.measures
    const value = days.at(-1)?.measures[measure.id]
    if (proposal?.level !== AFTER || value === undefined || value === null) throw silent('proposal')
    onMoment({
      is: 'proposed',
      area: areaName(this.#area, 'vi'),
      value,
      days: days.length,
      before: this.#level(BEFORE),
      level: this.#level(AFTER),
    })
  }

  // Changes --------------------------------------------------------------------------------------------------------------

  async #change(id: string): Promise<ChangeDetail> {
    return await this.#p.editor.get(`/api/v1/level-changes/${id}`)
  }

  async #propose(purpose: Purpose, level: string, reason: string): Promise<ChangeDetail> {
    return await this.#p.editor.post(`${this.#path}/changes`, {
      purpose,
      from: null,
      takesBackId: null,
      reason,
      decisions: [{ area: this.#area, level }],
    })
  }

  /** By two; then everything of it is a draft or a task, or has failed. */
  async #decide(id: string): Promise<ChangeDetail> {
    const { editor, approver } = this.#p
    const { content, sha256, purpose } = await this.#change(id)
    const signed = async (by: AuthorityClient, does: 'submit' | 'approve') =>
      await by.sign(saidOfChange(content, sha256, does))
    const path = `/api/v1/level-changes/${id}`
    await editor.post(`${path}/submit`, { sha256, signature: await signed(editor, 'submit') })
    const { diff } = await approver.get<ChangeDetail>(path)
    await approver.post(`${path}/approve`, {
      sha256,
      effectsSha256: diff?.effectsSha256,
      purpose,
      signature: await signed(approver, 'approve'),
    })
    return await this.#until({ vi: 'việc của lần chuyển', en: 'what follows the change' }, async () => {
      const change = await this.#change(id)
      const { planned, failed } = change.deeds
      if (failed > 0) throw silent(await this.#whyFailed(id))
      return planned === 0 ? change : null
    })
  }

  async #deeds(id: string): Promise<readonly DeedView[]> {
    const path = `/api/v1/level-changes/${id}/deeds?limit=100`
    return (await this.#p.editor.get<Page<DeedView>>(path)).items
  }

  async #whyFailed(id: string): Promise<string> {
    const failed = (await this.#deeds(id)).find(({ failure }) => failure !== null)
    return failed?.failure?.en ?? 'deeds'
  }

  /** The same change as an exercise, ended when it is seen: what is live is counted before and after. */
  async #rehearse(reason: string): Promise<Pick<PlanProved, 'exercise' | 'counts'>> {
    const { editor, onMoment } = this.#p
    const before = await this.#liveNow()
    const { id } = await this.#propose('exercise', AFTER, reason)
    const { diff, deeds } = await this.#decide(id)
    const after = await this.#liveNow()
    await editor.post(`${this.#path}/exercise/end`)
    const counts = Object.entries(before).map(([what, theirs]) => ({
      what: `exercise: ${what}`,
      theirs,
      server: after[what] ?? -1,
    }))
    const { starts = 0, stops = 0, replaced = 0 } = diff?.totals ?? {}
    const effects = starts + stops + replaced
    const equal = counts.every(({ theirs, server }) => theirs === server)
    onMoment({ is: 'rehearsed', effects, equal })
    return { exercise: { change: id, effects, done: deeds.done }, counts }
  }

  async #liveNow(): Promise<Readonly<Record<string, number>>> {
    const { editor, host } = this.#p
    const running = await editor.get<readonly EffectGroup[]>(`${this.#path}/running?purpose=live`)
    const situation = await editor.get<SituationView>(`${this.#path}/situation?purpose=live`)
    const page = '/api/v1/bulletins?limit=100&purpose=live'
    const bulletins = await editor.get<Page<unknown>>(page)
    const read = await answerFrom(`${host.url}/bulletins.json`)
    const { items } = (await read.json()) as { items: readonly unknown[] }
    const free = await editor.get<FreeOverview>('/api/v1/zero-rating')
    return {
      'running effects': running.reduce((sum, { effects }) => sum + effects, 0),
      'areas at the level': situation.areas.filter(({ level }) => level === AFTER).length,
      'live bulletins': bulletins.items.length,
      'public bulletins': items.length,
      'versions of the free list': free.versions.length,
      plays: (await this.#plays()).length,
    }
  }

  // What came of it, signed ------------------------------------------------------------------------------------------------

  async #sign(change: string): Promise<{ bulletins: number; listVersion: number; subscribers: number }> {
    let [bulletins, listVersion, subscribers] = [0, 0, 0]
    for (const { thing, awaits, does } of await this.#deeds(change)) {
      if (thing === null || does === 'end') continue
      if (thing.is === 'bulletin') {
        await this.#signBulletin(thing.id)
        bulletins++
      }
      if (thing.is === 'round') subscribers += (await this.#signRound(thing.id)).subscribers
      if (thing.is === 'free-list' && listVersion === 0) listVersion = await this.#signList()
      if (thing.is === 'task' && awaits === 'task') await this.#doTask(thing.id)
    }
    return { bulletins, listVersion, subscribers }
  }

  async #signBulletin(id: string): Promise<void> {
    const { editor, approver } = this.#p
    const path = `/api/v1/bulletins/${id}`
    const { version, sha256, faults } = await this.#withSound(await editor.get<Bulletin>(path))
    if (sha256 === null) throw silent(faults[0]?.at ?? 'bulletin')
    const said = { version, sha256 }
    const signed = async (by: AuthorityClient, does: 'submit' | 'approve') =>
      await by.sign(saidOf({ id, version, sha256 }, does))
    await editor.post(`${path}/submit`, { ...said, signature: await signed(editor, 'submit') })
    await approver.post(`${path}/approve`, { ...said, purpose: 'live', signature: await signed(approver, 'approve') })
  }

  /** A server without a voice, or busy with others, has left it out: a tone takes its place. */
  async #withSound(bulletin: Bulletin): Promise<Bulletin> {
    const { draft, id, version } = bulletin
    const { renditions, correction } = draft
    const spoken = [...renditions.loudspeakers, ...correction.loudspeakers]
    if (spoken.every(({ sound }) => sound !== null)) return bulletin
    const { editor } = this.#p
    const { sound } = await this.#until({ vi: 'tệp âm thanh', en: 'sounds' }, async () => await this.#tone())
    const filled = <Said extends object>(said: readonly Said[]) => said.map(each => ({ ...each, sound }))
    return await editor.put<Bulletin>(`/api/v1/bulletins/${id}`, {
      version,
      draft: {
        ...draft,
        renditions: { ...renditions, loudspeakers: filled(renditions.loudspeakers) },
        correction: { ...correction, loudspeakers: filled(correction.loudspeakers) },
      },
    })
  }

  /** Null: the server is busy with others. */
  async #tone(): Promise<KeptSound | null> {
    const upload = '/api/v1/bulletin-sounds?by=upload'
    try {
      return await this.#p.editor.postOctets<KeptSound>(upload, toneWav(520), 'audio/wav')
    } catch (error) {
      if (error instanceof Refused && error.code === 'soundsBusy') return null
      throw error
    }
  }

  /** To the one operator that has a list of the province. It is approved and not scheduled: the month has its rounds. */
  async #signRound(id: string): Promise<RoundDetail> {
    const { editor, approver, operator } = this.#p
    const path = `/api/v1/rounds/${id}`
    const { version, content } = await editor.get<RoundDetail>(path)
    const own = { ...content, operators: [operator.id] }
    await editor.put(`${path}/content`, { version, content: own })
    await submitBy(editor, id)
    return await approveBy(approver, id)
  }

  async #signList(): Promise<number> {
    const { editor, approver } = this.#p
    const path = '/api/v1/zero-rating/draft'
    const draft = await editor.get<FreeDraft>(path)
    const { revision, digest, services, version } = draft
    await editor.post(`${path}/submit`, { revision, signature: await editor.sign(saidOfList(draft, 'submit')) })
    const signature = await approver.sign(saidOfList(draft, 'approve'))
    // A begin that has gone by meanwhile is a doubt: the second before it there was none.
    await this.#until({ vi: 'phê duyệt danh mục', en: 'the approval of a list' }, async () => {
      const { faults } = await approver.get<FreeDraft>(path)
      const doubts = faults.filter(({ severity }) => severity === 'doubt').length
      const approval = { revision, digest, services, doubts, signature }
      try {
        return await approver.post<FreeDraft>(`${path}/approve`, approval)
      } catch (error) {
        if (error instanceof Refused && error.code === 'doubtsUnseen') return null
        throw error
      }
    })
    return version
  }

  async #doTask(id: string): Promise<void> {
    const note = 'Đã làm (giả định)'
    await this.#p.editor.post(`/api/v1/plan-tasks/${id}/done`, { note })
  }

  async #left(change: string): Promise<PlanProved['left']> {
    const open = (await this.#deeds(change)).flatMap(({ kind, awaits }) => (awaits === null ? [] : [{ kind, awaits }]))
    const alike = Map.groupBy(open, ({ kind, awaits }) => `${kind} ${awaits}`)
    return [...alike.values()].map(deeds => ({ ...deeds[0], count: deeds.length }))
  }

  // The cluster of the province ------------------------------------------------------------------------------------------------

  async #plays(): Promise<readonly Play[]> {
    return await this.#p.editor.get(`/api/v1/loudspeakers/clusters/${PLAN_CLUSTER.id}/plays`)
  }

  /** Once it is heard of, the device ends: its journal and the server have to say the same. */
  async #played(): Promise<readonly BothCounts[]> {
    const { speakers, onMoment } = this.#p
    await this.#until(PLAN_CLUSTER.name, async () => {
      const plays = await this.#plays()
      const isOver = plays.every(({ outcome }) => outcome !== 'open')
      return plays.some(({ outcome }) => outcome === 'played') && isOver ? true : null
    })
    await speakers.endOne(PLAN_CLUSTER)
    const own = await speakers.count(PLAN_CLUSTER)
    const server = (await this.#plays()).reduce(
      (sum, { outcome, plays }) => (outcome === 'played' ? sum + plays : sum),
      0,
    )
    onMoment({ is: 'played', cluster: PLAN_CLUSTER.name, plays: server })
    return [
      { what: `${PLAN_CLUSTER.id} played`, theirs: own.played, server },
      { what: `${PLAN_CLUSTER.id} wav`, theirs: own.files, server },
    ]
  }
}

function sumsOf(groups: readonly Counted[]): PlannedSums {
  const sums = { starts: 0, stops: 0, replaced: 0, stays: 0 }
  for (const { is, effects } of groups) sums[is] += effects
  return sums
}

function kindsOf(groups: readonly Counted[]): PlanProved['kinds'] {
  const kinds = Map.groupBy(groups, ({ kind }) => kind)
  return [...kinds].map(([kind, of]) => ({ kind, ...sumsOf(of) }))
}

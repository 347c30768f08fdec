/**
 * The demo from its beginning to its end: lists, audiences, the authority with its people, a node and a centre for each
 * operator, five rounds, the month's account. Shows nothing by itself: what happens is told to a `Watcher`.
 *
 * Invariant: when it returns or throws, no child of its runs any more, and what it put into `directory` is there only
 * if that was asked for.
 */

import { open, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Children, lastSentence } from '../src/app/children/children.ts'
import type { OperatorSummary } from '../src/areas/operators/model.ts'
import type { Campaign, DirectiveSummary } from '../src/areas/rounds/model.ts'
import { loadPlan } from '../src/audience/numbering.ts'
import { Failure, reason } from '../src/base/failure.ts'
import { baseFailure } from '../src/base/failures.ts'
import type { DirectiveTally } from '../src/directive/documents.ts'
import { shapeOf } from '../src/round/shape.ts'
import type { MessageFacts } from '../src/round/tally.ts'
import { split } from '../src/text/split.ts'
import type { Count } from '../tools/smsc/count.ts'
import { arrive } from './arrival.ts'
import type { AuthorityClient, Signed } from './authority-client.ts'
import { type BriefingHeld, type BriefingMoment, holdBriefing, planBriefing } from './briefing.ts'
import { type BulletinMoment, type BulletinProved, placeSpeakers, releaseBulletin } from './bulletin.ts'
import { Citizens } from './citizens.ts'
import { Controllers } from './controllers.ts'
import { type Account, accountOf, sumOf } from './counts.ts'
import { submitBy } from './deeds.ts'
import { checkAtTheDoor, type DoorChecked, type DoorMoment } from './door.ts'
import { demoFailure } from './failures.ts'
import { TownHost } from './host.ts'
import { leftOver } from './left-over.ts'
import { LIST_HEADER, listPieces, numbersOf, ROW_BYTES } from './lists.ts'
import { DEMO_MESSAGE } from './message.ts'
import { LAST_MISHAP, type Mishap, paceOf, turnOf } from './mishaps.ts'
import { type DemoOperator, operatorsOf } from './operators.ts'
import { type DemoAccount, demoAccounts, withNames } from './people.ts'
import { type PlanMoment, type PlanProved, raiseLevel } from './plan.ts'
import { PROVINCE } from './plan-content.ts'
import { type Killed, type Moment, playRound } from './play.ts'
import { RINGING } from './ring-systems.ts'
import { fillRooms, type RoomsFilled } from './rooms.ts'
import { Speakers } from './speakers.ts'
import { contentOf, receiptsEach, scriptOf } from './story.ts'
import { moves, silent, untilThere } from './waiting.ts'

export interface TurnAccount extends Account {
  /** From 1. */
  readonly round: number
  readonly mishap: Mishap
  /** As the operator's signed return gave it. */
  readonly tally: DirectiveTally
  readonly flags: DirectiveSummary['flags']
  readonly count: Count
  readonly killed: Killed | null
}

export interface OperatorMonth {
  readonly operator: DemoOperator
  /** Of its subscriber list. */
  readonly list: { readonly duplicates: number; readonly rejected: number }
  readonly turns: readonly TurnAccount[]
  readonly sum: Account
}

export interface Month {
  readonly scale: number
  readonly message: MessageFacts
  readonly operators: readonly OperatorMonth[]
  readonly sum: Account
  /** What a visitor finds in the rooms that nothing is counted in. */
  readonly rooms: RoomsFilled
  readonly door: DoorChecked
  readonly briefing: BriefingHeld
  readonly plan: PlanProved
  readonly bulletin: BulletinProved
  /** Open, and in nobody’s hands: there is nothing. */
  readonly leftOver: readonly string[]
  readonly seconds: number
}

export interface Plans {
  readonly operators: readonly DemoOperator[]
  readonly message: MessageFacts
  /** Disk that will be taken at the most, and that is free. */
  readonly bytesNeeded: number
  readonly bytesFree: number
}

export interface Watcher {
  /** The console can be opened. */
  opened(url: string, accounts: readonly DemoAccount[]): void
  roundBegins(round: number): void
  inRound(round: number, moment: Moment): void
  /** An operator's directive as it stands. */
  directive(operator: DemoOperator, directive: DirectiveSummary): void
  turnEnds(operator: DemoOperator, turn: TurnAccount): void
  roundEnds(round: number, turns: readonly TurnAccount[], seconds: number): void
  begins(part: Part): void
  moment<Of extends Part>(part: Of, moment: Moments[Of]): void
}

/** What happens beside the rounds and after them. */
export interface Moments {
  readonly door: DoorMoment
  readonly briefing: BriefingMoment
  readonly plan: PlanMoment
  readonly bulletin: BulletinMoment
}
export type Part = keyof Moments

export interface DemoOptions {
  readonly scale: number
  readonly rounds: number
  readonly directory: string
  /** Where the authority listens. */
  readonly listen: string
  /** Leave lists, audiences, nodes and the authority's data where they are. */
  readonly keep: boolean
  /** After the month everything runs on for a visitor until this is done. */
  readonly visit: ((month: Month, url: string, visit: Visit) => Promise<void>) | null
  readonly stop: AbortSignal
}

export interface Visit {
  readonly accounts: readonly DemoAccount[]
  /** Links into a briefing that waits. */
  readonly briefing: { readonly chair: string; readonly site: string }
}

/** Lists that are made at the same time. */
const AT_ONCE = 2

/** Files of a round that have the same size however small it is. */
const ROUND_BYTES_MIN = 6 << 20

/** Fails with demoNoSpace. */
export async function planDemo(options: Pick<DemoOptions, 'scale' | 'rounds' | 'directory'>): Promise<Plans> {
  const operators = operatorsOf(await loadPlan('VN'), options.scale)
  const { encoding, units, segments } = split(DEMO_MESSAGE)
  const bytesNeeded = operators
    .map(({ subscribers }) => {
      const { entry } = shapeOf({ subscribers, segments, receipts: 'all' })
      // Number and ledger entry, and journals of at most about as much again.
      const round = subscribers * (4 + entry + 4) + ROUND_BYTES_MIN
      return subscribers * (ROW_BYTES + 8) + options.rounds * round
    })
    .reduce((sum, bytes) => sum + bytes, 0)
  const { bavail, bsize } = await statfs(options.directory)
  const bytesFree = bavail * bsize
  if (bytesFree < bytesNeeded)
    throw demoFailure('demoNoSpace', {
      directory: options.directory,
      needed: gigabytes(bytesNeeded),
      free: gigabytes(bytesFree),
    })
  return { operators, message: { encoding, units, segments }, bytesNeeded, bytesFree }
}

/** With one digit after the point. */
export function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1)
}

/** Fails with demoTurnFailed, demoSilent, demoStopped, fileUnwritable. */
export async function runDemo(plans: Plans, options: DemoOptions, watcher: Watcher): Promise<Month> {
  const started = performance.now()
  const children = new Children()
  const accounts = withNames(demoAccounts(plans.operators))
  const { directory, listen } = options
  const citizens = await Citizens.open(directory)
  const controllers = await Controllers.open(directory, plans.operators)
  const { flags: serveFlags } = citizens
  const isVisited = options.visit !== null
  const host = new TownHost({ directory, listen, children, accounts, serveFlags, isVisited })
  const onStop = () => void children.endAll()
  options.stop.addEventListener('abort', onStop)
  try {
    const parts = { children, accounts, host, citizens, controllers }
    const stage = new CountryDemo({ plans, options, watcher, ...parts })
    const { operators, rooms, door, briefing, plan, bulletin } = await stage.play()
    const month = {
      scale: options.scale,
      message: plans.message,
      operators,
      sum: sumOf(operators.map(each => each.sum)),
      rooms,
      door,
      briefing,
      plan,
      bulletin,
      leftOver: await leftOver(host.authorityData),
      seconds: (performance.now() - started) / 1000,
    }
    if (options.visit !== null) {
      const links = await stage.prepareVisit()
      await options.visit(month, host.url, { accounts, briefing: links })
    }
    return month
  } catch (error) {
    throw options.stop.aborted ? demoFailure('demoStopped') : error
  } finally {
    options.stop.removeEventListener('abort', onStop)
    await host.end()
    citizens.close()
    await controllers.close()
  }
}

interface Props {
  readonly plans: Plans
  readonly options: DemoOptions
  readonly watcher: Watcher
  readonly children: Children
  readonly accounts: readonly DemoAccount[]
  readonly host: TownHost
  readonly citizens: Citizens
  readonly controllers: Controllers
}

/** Numbers of the staff of each operator that an exercise goes to. */
const STAFF_NUMBERS = 5
/** Of each operator, that live in the province whose level goes up. */
const PROVINCE_NUMBERS = 40
/** What a visitor approves and watches goes slowly: the largest operator takes about so long. */
const VISIT_SECONDS = 120

type Played = Pick<Month, 'operators' | 'rooms' | 'door' | 'briefing' | 'plan' | 'bulletin'>

class CountryDemo {
  readonly #p: Props
  #clients: Signed = new Map()
  #campaign = ''

  constructor(props: Props) {
    this.#p = props
  }

  async play(): Promise<Played> {
    const { plans, host } = this.#p
    const { operators } = plans
    const [lists] = await Promise.all([
      allOf(operators, operator => this.#buildAudience(operator)),
      this.#openAuthority(),
      host.startRehearsal(),
    ])
    await this.#enrolOperators()
    await this.#startCentres(1)
    await this.#startNodes()
    const hardest = Promise.withResolvers<void>()
    const [turns, rest] = await Promise.all([this.#playRounds(hardest.resolve), this.#playTheRest(hardest.promise)])
    const played = operators.map((operator, i) => ({
      operator,
      list: lists[i],
      turns: turns.map(round => round[i]),
      sum: sumOf(turns.map(round => round[i])),
    }))
    return { operators: played, ...rest }
  }

  /** Those in which something breaks are over when `onHardest` is told. */
  async #playRounds(onHardest: () => void): Promise<readonly (readonly TurnAccount[])[]> {
    const { rounds } = this.#p.options
    const played: (readonly TurnAccount[])[] = []
    for (let round = 1; round <= rounds; round++) {
      played.push(await this.#round(round))
      if (round === Math.min(LAST_MISHAP, rounds)) onHardest()
    }
    return played
  }

  /**
   * Beside the rounds: a level changes, people are measured, devices come and citizens ask while the briefing waits for its people. The
   * bulletin goes to the nodes of operators as well: no more of them is killed then.
   */
  async #playTheRest(hardest: Promise<void>): Promise<Omit<Played, 'operators'>> {
    const { options, host, citizens } = this.#p
    const speakers = new Speakers(options.directory, this.#p.children)
    const [briefing, door, plan] = await Promise.all([
      this.#holdBriefing(),
      this.#checkAtTheDoor(),
      this.#raiseLevel(speakers),
      placeSpeakers({ host, speakers, administrator: this.#client('administrator') }),
      citizens.subscribe(host.url),
    ])
    const rooms = await fillRooms({
      administrator: this.#client('administrator'),
      editor: this.#client('editor'),
      approver: this.#client('approver'),
    })
    await hardest
    return { rooms, door, briefing, plan, bulletin: await this.#releaseBulletin(speakers) }
  }

  async #checkAtTheDoor(): Promise<DoorChecked> {
    const { watcher, host } = this.#p
    watcher.begins('door')
    return await checkAtTheDoor({
      url: host.url,
      administrator: this.#client('administrator'),
      duty: this.#client('duty'),
      onMoment: moment => watcher.moment('door', moment),
    })
  }

  async #raiseLevel(speakers: Speakers): Promise<PlanProved> {
    const { watcher, host, options, plans } = this.#p
    watcher.begins('plan')
    return await raiseLevel({
      host,
      speakers,
      operator: plans.operators[0],
      administrator: this.#client('administrator'),
      editor: this.#client('editor'),
      approver: this.#client('approver'),
      stop: options.stop,
      onMoment: moment => watcher.moment('plan', moment),
    })
  }

  async #releaseBulletin(speakers: Speakers): Promise<BulletinProved> {
    const { watcher, host, options, plans, citizens, controllers } = this.#p
    watcher.begins('bulletin')
    return await releaseBulletin({
      host,
      speakers,
      citizens,
      controllers,
      operators: plans.operators,
      administrator: this.#client('administrator'),
      editor: this.#client('editor'),
      approver: this.#client('approver'),
      stop: options.stop,
      onMoment: moment => watcher.moment('bulletin', moment),
    })
  }

  async #holdBriefing(): Promise<BriefingHeld> {
    const { watcher, host, options } = this.#p
    watcher.begins('briefing')
    return await holdBriefing({
      url: host.url,
      editor: this.#client('editor'),
      approver: this.#client('approver'),
      stop: options.stop,
      onMoment: moment => watcher.moment('briefing', moment),
    })
  }

  /** Centres that run on, a round that waits for the visitor to approve it, a briefing to be joined. */
  async prepareVisit(): Promise<Visit['briefing']> {
    const { plans, host, options } = this.#p
    const { operators, message } = plans
    const next = options.rounds + 1
    await this.#startCentres(next)
    const segments = Math.max(...operators.map(each => each.subscribers)) * message.segments
    const content = contentOf(next, operators)
    const slow = Math.max(1, Math.round(segments / VISIT_SECONDS))
    const editor = this.#client('editor')
    const round = await editor.post<{ id: string }>(`/api/v1/campaigns/${this.#campaign}/rounds`, {
      content: { ...content, sending: { ...content.sending, segmentsPerSecondMax: slow } },
    })
    await submitBy(editor, round.id)
    await host.assertRunning(operators)
    const [chair, site] = await planBriefing({ editor })
    return { chair: chair.url, site: site.url }
  }

  #file(name: string): string {
    return join(this.#p.options.directory, name)
  }

  #client(role: DemoAccount['role']): AuthorityClient {
    const client = this.#clients.get(role)
    if (client === undefined) throw silent(role)
    return client
  }

  /** The first administrator by the one-time link, the others by the administrator's invitations. */
  async #openAuthority(): Promise<void> {
    const { host, accounts, plans, watcher } = this.#p
    const setup = await host.startAuthority()
    const { operators } = plans
    this.#clients = await arrive(host.url, setup, { accounts, operators })
    watcher.opened(host.url, accounts)
    const campaign = await this.#client('editor').post<Campaign>('/api/v1/campaigns', {
      title: 'Phòng, chống dịch, tháng 2/2020',
      note: 'Khuyến cáo của Bộ Y tế gửi tới mọi thuê bao, năm đợt',
    })
    this.#campaign = campaign.id
  }

  async #enrolOperators(): Promise<void> {
    const { plans, host } = this.#p
    await allOf(plans.operators, async operator => {
      const { code } = await this.#client('administrator').post<{ code: string }>(
        `/api/v1/operators/${operator.id}/enrolment`,
      )
      await host.enrol(operator, code)
    })
  }

  async #startCentres(round: number): Promise<void> {
    const { plans, host } = this.#p
    const { segments } = plans.message
    await Promise.all(plans.operators.map(each => host.startCentre(each, turnOf(each, round, segments))))
  }

  /** Nodes are there when all have said hello. Their centres have a port by then. */
  async #startNodes(): Promise<void> {
    const { plans, host, options, controllers } = this.#p
    const { segments } = plans.message
    for (const [at, operator] of plans.operators.entries())
      host.startNode(operator, paceOf(operator, segments), {
        flags: [
          ...(at < RINGING ? ['--announcements'] : []),
          ...controllers.flags(operator),
          ...(at === 0 ? ['--province', `${PROVINCE}=${host.inProvince(operator)}`] : []),
        ],
      })
    await untilThere({ vi: 'nút của các nhà mạng', en: 'the nodes of the operators' }, async () => {
      if (options.stop.aborted) throw demoFailure('demoStopped')
      await host.assertRunning(plans.operators)
      const operators = await this.#client('administrator').get<readonly OperatorSummary[]>('/api/v1/operators')
      return operators.every(each => each.isConnected && each.hello !== null) ? true : null
    })
  }

  async #round(round: number): Promise<readonly TurnAccount[]> {
    const { plans, options, watcher, host, children } = this.#p
    const { operators, message } = plans
    const started = performance.now()
    watcher.roundBegins(round)
    const turns = new Map(operators.map(each => [each.id, turnOf(each, round, message.segments)]))
    if (round > 1) await this.#startCentres(round)
    const { live, killed } = await playRound({
      round,
      operators,
      turns,
      host,
      children,
      campaign: this.#campaign,
      cast: { editor: this.#client('editor'), approver: this.#client('approver') },
      stop: options.stop,
      onMoment: moment => watcher.inRound(round, moment),
      onDirective: directive => {
        moves.see(directive.id, JSON.stringify(directive.tally))
        const operator = operators.find(({ id }) => id === directive.operator)
        if (operator !== undefined) watcher.directive(operator, directive)
      },
    })
    const receipts = receiptsEach(scriptOf(round), message.segments)
    const played = await Promise.all(
      operators.map(async operator => {
        const count = await host.endCentre(operator)
        const directive = live.directives.find(each => each.operator === operator.id)
        const { tally, flags } = directive ?? { tally: null, flags: [] }
        if (tally === null) throw silent(operator.name)
        const turn: TurnAccount = {
          ...accountOf(tally, count, { segments: message.segments, receipts }),
          round,
          tally,
          flags,
          count,
          mishap: turns.get(operator.id)?.mishap ?? 'none',
          killed: killed.get(operator.id) ?? null,
        }
        watcher.turnEnds(operator, turn)
        return turn
      }),
    )
    watcher.roundEnds(round, played, (performance.now() - started) / 1000)
    return played
  }

  /** A list as its database exports it, then `loa audience build` of it. */
  async #buildAudience(operator: DemoOperator): Promise<OperatorMonth['list']> {
    const { children, options, host } = this.#p
    const list = this.#file(`${operator.id}.csv`)
    await this.#writeList(operator, list)
    const write = async (path: string, count: number) => {
      const some: string[] = []
      for (const number of numbersOf(operator)) if (some.push(number) === count) break
      await writeFile(path, `${some.join('\n')}\n`, { mode: 0o600 })
    }
    await write(host.staff(operator), STAFF_NUMBERS)
    await write(host.inProvince(operator), PROVINCE_NUMBERS)
    const build = children.loa([...['audience', 'build', host.audience(operator), '--from', list, '--json']])
    const { code, stdout, stderr } = await build.exit
    if (options.stop.aborted) throw demoFailure('demoStopped')
    if (code !== 0)
      throw demoFailure('demoTurnFailed', {
        operator: operator.name,
        code: code ?? 'SIGKILL',
        why: lastSentence(stderr),
      })
    if (!options.keep) await rm(list)
    const { duplicates, rejected } = JSON.parse(stdout) as OperatorMonth['list']
    return { duplicates, rejected }
  }

  async #writeList(operator: DemoOperator, path: string): Promise<void> {
    try {
      const file = await open(path, 'wx', 0o600)
      try {
        await file.write(LIST_HEADER)
        for (const piece of listPieces(operator)) {
          if (this.#p.options.stop.aborted) throw demoFailure('demoStopped')
          await file.write(piece)
        }
      } finally {
        await file.close()
      }
    } catch (error) {
      if (error instanceof Failure) throw error
      throw baseFailure('fileUnwritable', { file: path, why: reason(error) })
    }
  }
}

/** All of them, at most AT_ONCE at a time, in order; the first failure, but only once all begun have ended. */
async function allOf<T, Item>(items: readonly Item[], act: (item: Item) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  let failed: { error: unknown } | null = null
  const worker = async () => {
    while (next < items.length && failed === null) {
      const i = next++
      try {
        results[i] = await act(items[i])
      } catch (error) {
        failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  if (failed !== null) throw (failed as { error: unknown }).error
  return results
}

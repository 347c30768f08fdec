/**
 * The demo as people watch it, on standard error: on a terminal one line that is rewritten, elsewhere a plain line for what happens,
 * and one now and then where nothing is said. Either has the round, how far it is, and what is waited for.
 *
 *   1:07 Đợt 3/5 █████████░░░░░░░ 58,2 % · 213 371 bản tin/giây │ VinaPhone: nút bị dừng đột ngột và đang khởi động lại
 *
 * Keeps all that was said, for the tables' file. Knows tallies, no process.
 */

import { cut, wrapped } from '../src/app/columns.ts'
import { span } from '../src/app/progress.ts'
import { decimal, figure } from '../src/app/terminal.ts'
import type { DirectiveSummary } from '../src/areas/rounds/model.ts'
import type { Language } from '../src/base/failure.ts'
import { BRIEFING_WORDS } from './briefing-words.ts'
import { BULLETIN_WORDS } from './bulletin-words.ts'
import type { Moments, Part, Plans, TurnAccount, Watcher } from './country.ts'
import { isEqual, sumOf } from './counts.ts'
import { Course } from './course.ts'
import { DOOR_WORDS } from './door-words.ts'
import type { DemoOperator } from './operators.ts'
import type { DemoAccount } from './people.ts'
import { PLAN_WORDS } from './plan-words.ts'
import type { Moment } from './play.ts'
import { awaitedFor } from './waiting.ts'
import { WORDS, type Words } from './words.ts'

export interface Show extends Watcher {
  say(sentence: string): void
  /** All that was said, each with its time since the beginning. */
  readonly course: readonly string[]
  stop(): void
}

const DRAWN_MS = 200
const SILENT_MS = 5000
/** What is waited for longer than this is named. */
const AWAITED_MS = 3000
const BAR_SIZE = 16
/** ECMA-48, EL. */
const CLEAR_TO_END = '\x1b[K'

const PARTS: {
  readonly [Of in Part]: Readonly<Record<Language, { begins: string; moment: (moment: Moments[Of]) => string }>>
} = { door: DOOR_WORDS, briefing: BRIEFING_WORDS, plan: PLAN_WORDS, bulletin: BULLETIN_WORDS }

interface ShowOptions {
  readonly plans: Plans
  readonly rounds: number
  readonly language: Language
  readonly stream: NodeJS.WriteStream
}

export function showDemo(options: ShowOptions): Show {
  return new Shown(options)
}

class Shown implements Show {
  readonly course: string[] = []
  readonly #o: ShowOptions
  readonly #words: Words
  readonly #began = performance.now()
  readonly #of: ReadonlyMap<string, Course>
  readonly #timer: NodeJS.Timeout
  #round = 0
  #last = { sentence: '', at: performance.now() }

  constructor(options: ShowOptions) {
    this.#o = options
    this.#words = WORDS[options.language]
    this.#of = new Map(options.plans.operators.map(({ id }) => [id, new Course()]))
    const { isTTY } = options.stream
    this.#timer = setInterval(() => this.#draw(), isTTY ? DRAWN_MS : SILENT_MS)
  }

  opened(url: string, accounts: readonly DemoAccount[]): void {
    this.say(this.#words.opened(url, accounts.length))
    this.say(this.#words.signed(accounts.filter(({ signingKey }) => signingKey).length))
  }

  roundBegins(round: number): void {
    this.#round = round
    for (const course of this.#of.values()) course.begin()
  }

  inRound(round: number, moment: Moment): void {
    this.say(this.#words.moment(round, moment))
  }

  directive({ id }: DemoOperator, directive: DirectiveSummary): void {
    this.#of.get(id)?.take(directive)
  }

  turnEnds(operator: DemoOperator, turn: TurnAccount): void {
    for (const sentence of turnSentences(operator, turn, this.#words)) this.say(sentence)
  }

  roundEnds(round: number, turns: readonly TurnAccount[], seconds: number): void {
    const { accepted } = sumOf(turns).centre
    const told = decimal(seconds, 1, this.#o.language)
    this.say(this.#words.roundEnded(round, accepted, turns.every(isEqual), told))
  }

  begins(part: Part): void {
    this.say(PARTS[part][this.#o.language].begins)
  }

  moment<Of extends Part>(part: Of, moment: Moments[Of]): void {
    this.say(PARTS[part][this.#o.language].moment(moment))
  }

  /** On a terminal in rows of its own until the rounds begin, then in the one line. */
  say(sentence: string): void {
    const { stream } = this.#o
    this.course.push(`${span((performance.now() - this.#began) / 1000).padStart(5)}  ${sentence}`)
    this.#last = { sentence, at: performance.now() }
    if (!stream.isTTY) stream.write(`loa: ${sentence}\n`)
    else if (this.#round === 0) stream.write(`\r${this.#rows(sentence)}`)
    else this.#draw()
  }

  stop(): void {
    clearInterval(this.#timer)
    if (this.#o.stream.isTTY) this.#o.stream.write(`\r${CLEAR_TO_END}`)
  }

  get #columns(): number {
    return (this.#o.stream.columns ?? 80) - 1
  }

  #rows(sentence: string): string {
    return wrapped(sentence, this.#columns)
      .map(row => `${row}${CLEAR_TO_END}\n`)
      .join('')
  }

  #draw(): void {
    const { stream, language } = this.#o
    const { sentence, at } = this.#last
    const isQuiet = performance.now() - at >= AWAITED_MS
    const awaited = isQuiet ? awaitedFor(AWAITED_MS, language) : null
    const waits = awaited === null ? [] : [this.#words.waits(awaited)]
    if (!stream.isTTY) {
      if (performance.now() - at < SILENT_MS) return
      const parts = [...this.#far({ hasBar: false }), ...waits]
      if (parts.length > 0) stream.write(`loa: ${parts.join(' · ')}\n`)
      return
    }
    const elapsed = span((performance.now() - this.#began) / 1000)
    const far = [elapsed, ...this.#far({ hasBar: true })].join(' · ')
    const told = this.#round === 0 ? waits : [...waits, sentence].slice(0, 1)
    stream.write(`\r${cut([far, ...told].join(' │ '), this.#columns)}${CLEAR_TO_END}`)
  }

  /** The round, its share of all subscribers, and the pace of those that still send. */
  #far({ hasBar }: { hasBar: boolean }): readonly string[] {
    const { plans, rounds, language } = this.#o
    if (this.#round === 0) return []
    const all = [...this.#of.values()]
    const subscribers = plans.operators.reduce((sum, each) => sum + each.subscribers, 0)
    const done = plans.operators.reduce(
      (sum, each) => sum + each.subscribers * (this.#of.get(each.id)?.doneShare ?? 0),
      0,
    )
    const share = done / subscribers
    const perSecond = all.reduce((sum, each) => sum + (each.hasEnded ? 0 : each.perSecond), 0)
    const full = Math.floor(share * BAR_SIZE)
    const bar = hasBar ? `${'█'.repeat(full)}${'░'.repeat(BAR_SIZE - full)} ` : ''
    return [
      this.#words.round(this.#round, rounds),
      `${bar}${decimal(share * 100, 1, language)} %`,
      ...(perSecond > 0 ? [`${figure(perSecond)} ${this.#words.perSecond}`] : []),
    ]
  }
}

function turnSentences(operator: DemoOperator, turn: TurnAccount, words: Words): string[] {
  return [
    ...(turn.mishap === 'dropped' ? [words.dropped(operator.name, turn)] : []),
    ...(turn.mishap === 'killed' ? [killSentence(operator, turn, words)] : []),
    ...turn.flags.map(({ code }) => words.flagged(operator.name, code)),
  ]
}

function killSentence({ name }: DemoOperator, turn: TurnAccount, words: Words): string {
  return turn.killed === null ? words.notKilled(name) : words.killed(name, turn)
}

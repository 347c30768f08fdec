/**
 * The demo as people watch it, on standard error: on a terminal one bar an operator, above them what happened; elsewhere
 * a plain line for each operator's round, and one now and then.
 *
 * Knows tallies, no process. Draws a few times a second at most.
 */
import cliProgress from 'cli-progress'
import type { DirectiveSummary } from '../../areas/rounds/model.ts'
import type { Language } from '../../base/failure.ts'
import { wrapped } from '../columns.ts'
import { decimal, figure } from '../terminal.ts'
import type { BriefingMoment } from './briefing.ts'
import { BRIEFING_WORDS } from './briefing-words.ts'
import type { BulletinMoment } from './bulletin.ts'
import { BULLETIN_WORDS } from './bulletin-words.ts'
import type { Plans, TurnAccount, Watcher } from './country.ts'
import { isEqual, sumOf } from './counts.ts'
import { Courses, telling } from './course.ts'
import type { DoorMoment } from './door.ts'
import { DOOR_WORDS } from './door-words.ts'
import type { DemoOperator } from './operators.ts'
import type { DemoAccount } from './people.ts'
import type { PlanMoment } from './plan.ts'
import { PLAN_WORDS } from './plan-words.ts'
import type { Moment } from './play.ts'
import { WORDS, type Words } from './words.ts'

export interface Show extends Watcher {
  say(sentence: string): void
  stop(): void
}

const BARS_A_SECOND = 5
const LINE_MS = 5000
/** A terminal with fewer rows gets plain lines. */
const ROWS_SPARE = 4
const NAME_WIDTH = 14
/** ECMA-48, EL. */
const CLEAR_TO_END = '\x1b[K'
/** From here on the bars are longer. */
const WIDE_COLUMNS = 96

export function showDemo(options: {
  plans: Plans
  rounds: number
  language: Language
  stream: NodeJS.WriteStream
}): Show {
  const { stream, plans } = options
  const fits = (stream.rows ?? 24) >= plans.operators.length + ROWS_SPARE
  return stream.isTTY && fits ? new Bars(options) : new Lines(options)
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

function roundSentence(
  round: number,
  turns: readonly TurnAccount[],
  seconds: number,
  language: Language,
): string {
  const { centre } = sumOf(turns)
  const told = decimal(seconds, 1, language)
  return WORDS[language].roundEnded(round, centre.accepted, turns.every(isEqual), told)
}

interface ShowOptions {
  readonly plans: Plans
  readonly rounds: number
  readonly language: Language
  readonly stream: NodeJS.WriteStream
}

class Bars implements Show {
  readonly #o: ShowOptions
  readonly #words: Words
  readonly #courses: Courses
  readonly #bars: cliProgress.MultiBar
  #lines: readonly { operator: DemoOperator; bar: cliProgress.SingleBar }[] = []
  readonly #head: { bar: cliProgress.SingleBar | null } = { bar: null }
  readonly #barSize: number
  readonly #timer: NodeJS.Timeout
  #round = 0

  constructor(options: ShowOptions) {
    this.#o = options
    this.#words = WORDS[options.language]
    this.#courses = new Courses(options.plans.operators)
    this.#barSize = this.#columns >= WIDE_COLUMNS ? 22 : 12
    this.#bars = new cliProgress.MultiBar(
      {
        format: '{name} {bar} {share} {line}',
        stream: options.stream,
        hideCursor: true,
        clearOnComplete: true,
        fps: BARS_A_SECOND * 2,
        barsize: this.#barSize,
      },
      cliProgress.Presets.shades_classic,
    )
    this.#timer = setInterval(() => this.#draw(), 1000 / BARS_A_SECOND)
  }

  get #columns(): number {
    return this.#o.stream.columns ?? 80
  }

  roundBegins(round: number): void {
    this.#round = round
    for (const course of this.#courses.all) course.begin()
    this.#head.bar ??= this.#bars.create(
      1,
      0,
      { name: '', share: '', line: '' },
      { format: '{line}' },
    )
    if (this.#lines.length === 0)
      this.#lines = this.#o.plans.operators.map(operator => ({
        operator,
        bar: this.#bars.create(1, 0, { name: '', share: '', line: '' }),
      }))
    this.#draw()
  }

  opened(url: string, accounts: readonly DemoAccount[]): void {
    this.say(this.#words.opened(url, accounts.length))
    this.say(this.#words.signed(accounts.filter(({ signingKey }) => signingKey).length))
  }

  moment(round: number, moment: Moment): void {
    this.say(this.#words.moment(round, moment))
  }

  directive(operator: DemoOperator, directive: DirectiveSummary): void {
    this.#courses.of(operator).take(directive)
  }

  turnEnds(operator: DemoOperator, turn: TurnAccount): void {
    for (const sentence of turnSentences(operator, turn, this.#words)) this.say(sentence)
  }

  roundEnds(round: number, turns: readonly TurnAccount[], seconds: number): void {
    this.say(roundSentence(round, turns, seconds, this.#o.language))
  }

  doorBegins(): void {
    this.say(DOOR_WORDS[this.#o.language].begins)
  }

  door(moment: DoorMoment): void {
    this.say(DOOR_WORDS[this.#o.language].moment(moment))
  }

  briefingBegins(): void {
    this.say(BRIEFING_WORDS[this.#o.language].begins)
  }

  briefing(moment: BriefingMoment): void {
    this.say(BRIEFING_WORDS[this.#o.language].moment(moment))
  }

  planBegins(): void {
    this.say(PLAN_WORDS[this.#o.language].begins)
  }

  plan(moment: PlanMoment): void {
    this.say(PLAN_WORDS[this.#o.language].moment(moment))
  }

  bulletinBegins(): void {
    this.say(BULLETIN_WORDS[this.#o.language].begins)
  }

  bulletin(moment: BulletinMoment): void {
    this.say(BULLETIN_WORDS[this.#o.language].moment(moment))
  }

  /**
   * Above the bars, whose library clears no more than the first row that it writes over. The last column stays free:
   * what stands in it would be cleared too.
   */
  say(sentence: string): void {
    const rows = wrapped(sentence, this.#columns - 1).map(row => `${row}${CLEAR_TO_END}\n`)
    if (this.#lines.length === 0) this.#o.stream.write(rows.join(''))
    else this.#bars.log(rows.join(''))
  }

  stop(): void {
    clearInterval(this.#timer)
    // What was said last is still to be written; `stop` would forget it.
    if (this.#lines.length > 0) this.#bars.update()
    this.#bars.stop()
  }

  #draw(): void {
    const all = this.#courses.all
    const rate = all.reduce((sum, { perSecond, hasEnded }) => sum + (hasEnded ? 0 : perSecond), 0)
    this.#head.bar?.update(0, {
      line: `${this.#words.round(this.#round, this.#o.rounds)} · ${figure(rate)} ${this.#words.perSecond}`,
    })
    for (const { operator, bar } of this.#lines) {
      const course = this.#courses.of(operator)
      const share = `${decimal(course.doneShare * 100, 1, this.#o.language).padStart(5)} %`
      const room = this.#columns - NAME_WIDTH - this.#barSize - share.length - 4
      bar.update(course.doneShare, {
        name: operator.name.padEnd(NAME_WIDTH),
        share,
        line: telling(course, this.#words, room),
      })
    }
  }
}

class Lines implements Show {
  readonly #o: ShowOptions
  readonly #words: Words
  readonly #courses: Courses
  readonly #timer: NodeJS.Timeout
  #round = 0

  constructor(options: ShowOptions) {
    this.#o = options
    this.#words = WORDS[options.language]
    this.#courses = new Courses(options.plans.operators)
    this.#timer = setInterval(() => this.#line(), LINE_MS)
  }

  roundBegins(round: number): void {
    this.#round = round
    for (const course of this.#courses.all) course.begin()
  }

  opened(url: string, accounts: readonly DemoAccount[]): void {
    this.say(this.#words.opened(url, accounts.length))
    this.say(this.#words.signed(accounts.filter(({ signingKey }) => signingKey).length))
  }

  moment(round: number, moment: Moment): void {
    this.say(this.#words.moment(round, moment))
  }

  directive(operator: DemoOperator, directive: DirectiveSummary): void {
    this.#courses.of(operator).take(directive)
  }

  turnEnds(operator: DemoOperator, turn: TurnAccount): void {
    const { segments, turns: s } = turn.tally
    const words = this.#words
    this.say(words.turnEnded(operator.name, segments.accepted, s.delivered, s.audience))
    for (const sentence of turnSentences(operator, turn, words)) this.say(sentence)
  }

  roundEnds(round: number, turns: readonly TurnAccount[], seconds: number): void {
    this.say(roundSentence(round, turns, seconds, this.#o.language))
  }

  doorBegins(): void {
    this.say(DOOR_WORDS[this.#o.language].begins)
  }

  door(moment: DoorMoment): void {
    this.say(DOOR_WORDS[this.#o.language].moment(moment))
  }

  briefingBegins(): void {
    this.say(BRIEFING_WORDS[this.#o.language].begins)
  }

  briefing(moment: BriefingMoment): void {
    this.say(BRIEFING_WORDS[this.#o.language].moment(moment))
  }

  planBegins(): void {
    this.say(PLAN_WORDS[this.#o.language].begins)
  }

  plan(moment: PlanMoment): void {
    this.say(PLAN_WORDS[this.#o.language].moment(moment))
  }

  bulletinBegins(): void {
    this.say(BULLETIN_WORDS[this.#o.language].begins)
  }

  bulletin(moment: BulletinMoment): void {
    this.say(BULLETIN_WORDS[this.#o.language].moment(moment))
  }

  say(sentence: string): void {
    this.#o.stream.write(`loa: ${sentence}\n`)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** All operators' rounds together. */
  #line(): void {
    const all = this.#courses.all.filter(course => !course.hasEnded)
    if (this.#round === 0 || all.length === 0) return
    const shares = this.#o.plans.operators.map(
      operator => operator.subscribers * this.#courses.of(operator).doneShare,
    )
    const subscribers = this.#o.plans.operators.reduce((sum, each) => sum + each.subscribers, 0)
    const done = (shares.reduce((sum, each) => sum + each, 0) / subscribers) * 100
    const rate = all.reduce((sum, { perSecond }) => sum + perSecond, 0)
    this.say(
      `${this.#words.round(this.#round, this.#o.rounds)} · ${decimal(done, 1, this.#o.language)} % · ${figure(rate)} ${this.#words.perSecond}`,
    )
  }
}

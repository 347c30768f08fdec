/** The month's account for people: two counts side by side for each operator and in sum, outcomes, what happened. */
import { basename, extname } from 'node:path'
import { columns, wrapped } from '../src/app/columns.ts'
import { figure } from '../src/app/terminal.ts'
import type { Language } from '../src/base/failure.ts'
import { BRIEFING_WORDS } from './briefing-words.ts'
import { bulletinTables } from './bulletin-table.ts'
import type { Month, OperatorMonth } from './country.ts'
import { type Account, FIGURES, isEqual, outcomesSum } from './counts.ts'
import { DOOR_WORDS } from './door-words.ts'
import type { MonthFiles } from './month-report.ts'
import { PLAN_WORDS, planTables } from './plan-words.ts'
import { WORDS, type Words } from './words.ts'

/** Sentences are wrapped at `size` letters. */
export function monthTable(month: Month, language: Language, size: number): string {
  const words = WORDS[language]
  const [planTitle, planTable] = planTables(month.plan, language)
  return [
    words.tables.bothTitle(month.operators[0].turns.length),
    bothCounts(month, words, size),
    words.tables.detailTitle,
    details(month.sum, words),
    words.tables.outcomesTitle,
    outcomes(month, words),
    words.tables.happenedTitle,
    happened(month, words)
      .flatMap(sentence => wrapped(sentence, size))
      .join('\n'),
    DOOR_WORDS[language].title,
    wrapped(DOOR_WORDS[language].checked(month.door), size).join('\n'),
    BRIEFING_WORDS[language].title,
    BRIEFING_WORDS[language]
      .held(month.briefing)
      .flatMap(sentence => wrapped(sentence, size))
      .join('\n'),
    planTitle,
    [planTable, ...PLAN_WORDS[language].done(month.plan).flatMap(sentence => wrapped(sentence, size))].join('\n'),
    ...bulletinTables(
      month.bulletin,
      language,
      month.operators.map(({ operator }) => operator),
    ),
    monthVerdict(month, language),
  ]
    .map((part, i) => (i % 2 === 0 && i > 0 ? `\n${part}` : part))
    .join('\n')
}

/** What matters of the month, and where the rest is, in rows of at most `size` letters where the words allow it. */
export function monthInShort(
  month: Month,
  { language, size, files }: { language: Language; size: number; files: MonthFiles },
): string {
  const { tables } = WORDS[language]
  const [report, where] = tables.written
  const [first, ...forms] = Object.values(files.report)
  const endings = forms.map(extname).join(', ')
  const rows = [...tables.short(month), [report, where(first, endings, basename(files.tables))]]
  const heading = Math.max(...rows.map(([name]) => name.length)) + 2
  return [
    ...rows.flatMap(([name, said]) =>
      wrapped(said, size - heading).map((row, at) => `${(at === 0 ? name : '').padEnd(heading)}${row}`),
    ),
    monthVerdict(month, language),
  ].join('\n')
}

function monthVerdict({ operators, seconds }: Month, language: Language): string {
  const equal = operators.filter(each => isEqual(each.sum)).length
  return WORDS[language].tables.verdict(equal, operators.length, seconds.toFixed(0))
}

/** A terminal that is narrower is not shown by operator what arrived; the details have it in sum. */
const WIDE = 104

function bothCounts({ operators, sum }: Month, { tables: t }: Words, size: number): string {
  const shown = size >= WIDE ? (['received', 'accepted', 'delivered'] as const) : (['accepted', 'delivered'] as const)
  const heads = { received: t.arrived, accepted: t.accepted, delivered: t.delivered }
  const line = (name: string, subscribers: number, { sender, centre }: Account) => [
    name,
    figure(subscribers),
    ...shown.flatMap(each => [figure(sender[each]), figure(centre[each])]),
    isEqual({ sender, centre }) ? t.equal : t.differs,
  ]
  return columns([
    ['', '', ...shown.flatMap(each => [heads[each], ''])],
    [t.operator, t.subscribers, ...shown.flatMap(() => [t.sender, t.centre])],
    ...operators.map(each => line(each.operator.name, each.operator.subscribers, each.sum)),
    line(t.all, subscribersOf(operators), sum),
  ])
}

function details(sum: Account, { tables: t }: Words): string {
  const rows = FIGURES.map(name => [
    t.details[name],
    figure(sum.sender[name]),
    figure(sum.centre[name]),
    sum.sender[name] === sum.centre[name] ? t.equal : t.differs,
  ])
  return columns([
    ['', t.sender, t.centre, ''],
    ...rows,
    [t.unanswered, figure(sum.unanswered)],
    [t.secondCopies, '', figure(sum.secondCopies)],
  ])
}

const OUTCOMES = ['delivered', 'failed', 'expired', 'accepted', 'uncertain', 'unsent'] as const

function outcomes({ operators, sum }: Month, { tables: t }: Words): string {
  const line = (name: string, account: Account) => [
    name,
    ...OUTCOMES.map(outcome =>
      figure(account.outcomes[outcome] + (outcome === 'unsent' ? account.outcomes.sending : 0)),
    ),
    figure(outcomesSum(account)),
    account.outcomes.resent > 0 ? `(${t.outcomes.resent} ${figure(account.outcomes.resent)})` : '',
  ]
  return columns([
    [t.operator, ...OUTCOMES.map(outcome => t.outcomes[outcome]), t.outcomes.sum, ''],
    ...operators.map(each => line(each.operator.name, each.sum)),
    line(t.all, sum),
  ])
}

function happened({ operators }: Month, words: Words): string[] {
  const sentences = operators.flatMap(({ operator, turns, sum }) => [
    ...turns.flatMap(turn => {
      if (turn.mishap === 'dropped') return [words.dropped(operator.name, turn)]
      if (turn.mishap === 'none') return []
      return [turn.killed === null ? words.notKilled(operator.name) : words.killed(operator.name, turn)]
    }),
    ...(sum.centre.temporary > 0 ? [words.throttled(operator.name, sum.centre.temporary)] : []),
  ])
  return sentences.length === 0 ? [words.tables.quiet] : sentences.map(each => `- ${each}`)
}

export function subscribersOf(operators: readonly OperatorMonth[]): number {
  return operators.reduce((sum, each) => sum + each.operator.subscribers, 0)
}

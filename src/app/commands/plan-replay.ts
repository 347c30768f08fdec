/** `loa plan replay`: a plan run over days that are over: proposals, levels, effects, as a table and as a picture. */
import type { Command } from 'commander'
import { baseFailure } from '../../base/failures.ts'
import { language } from '../terminal.ts'

const EXAMPLE = `
DATA is CSV: date,area and the plan's inputs, for example date,area,cases. An area is the code valid on that day. DECISIONS is a
situation as for loa plan effects: what people decided. Without it every proposal is followed from the next midnight on, which
shows the plan, not what happened. Nothing is sent: a replay is an exercise.

Examples:
  loa plan replay plan.json --data cases.csv
  loa plan replay plan.json --data cases.csv --decisions decisions.json --from 2021-04-27 --until 2021-10-31 --picture replay.svg
  loa plan replay plan.json --data cases.csv --figures figures.csv --json

Rejected rows are named on standard error. Exit code 1 if nothing could be read.`

interface ReplayFlags {
  readonly data: string
  readonly decisions?: string
  readonly from?: string
  readonly until?: string
  readonly figures?: string
  readonly picture?: string
  readonly json?: true
}

export function registerPlanReplay(group: Command): void {
  group
    .command('replay')
    .description('a plan on past days: proposals, levels and effects')
    .argument('<plan>', 'the plan as JSON')
    .requiredOption('--data <file>', 'measured data, as CSV; - is standard input')
    .option('--decisions <file>', 'decisions made; without this every proposal is followed')
    .option('--from <day>', 'the first day, for example 2020-01-01 (default: from the data)', day)
    .option('--until <day>', 'the last day (default: from the data)', day)
    .option('--figures <file>', 'figures of the areas')
    .option('--picture <file>', 'a picture as SVG')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(replay)
}

const DATA_OCTETS_MAX = 40_000_000
/** Rows that are told on standard error; the rest is counted. */
const TOLD_MAX = 10

async function replay(planPath: string, flags: ReplayFlags): Promise<void> {
  const { figuresIn, onceFromStdin, planIn, situationText, textOf } = await import('../plan-files.ts')
  const { readCsv } = await import('../../plan/data.ts')
  const { rejectionSentence } = await import('../../plan/data-words.ts')
  const { readSituation } = await import('../../plan/files.ts')
  const { asExercise } = await import('../../plan/situation.ts')
  const { Costs, figuresOf } = await import('../../plan/cost.ts')
  const { replayed } = await import('../../plan/replay.ts')
  onceFromStdin([planPath, flags.data, flags.decisions, flags.figures])
  const spoken = language()
  const plan = await planIn(planPath)
  const read = readCsv(await textOf(flags.data, DATA_OCTETS_MAX), {
    inputs: plan.inputs,
    until: flags.until ?? LAST_DAY,
  })
  for (const rejected of read.rejected.slice(0, TOLD_MAX))
    process.stderr.write(`${flags.data}:${rejected.row}: ${rejectionSentence(rejected, spoken)}\n`)
  if (read.rejectedCount > TOLD_MAX)
    process.stderr.write(`${flags.data}: ${read.rejectedCount} ${WORDS[spoken].rejected}\n`)
  const from = flags.from ?? read.series.from
  const until = flags.until ?? read.series.until
  if (from === null || until === null) throw baseFailure('listEmpty', { file: flags.data })
  if (until < from) throw baseFailure('usage', { vi: '--until ở trước --from', en: '--until is before --from' })
  const figures = figuresOf(await figuresIn(flags.figures, from))
  const days = replayed({
    plan,
    series: read.series,
    population: area => figures(area)?.population ?? null,
    costs: new Costs(figures),
    from,
    until,
    decided: flags.decisions === undefined ? null : asExercise(readSituation(await situationText(flags.decisions))),
  })
  const policy = flags.decisions === undefined ? 'follow' : 'decided'
  if (flags.picture !== undefined) {
    const { replayPicture } = await import('../../plan/picture.ts')
    const { writeOver } = await import('../../base/new-file.ts')
    writeOver(flags.picture, replayPicture({ plan, days, policy }, spoken))
  }
  const { replayDocument, replayText } = await import('../plan-replay-text.ts')
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(replayDocument(days, { plan, read, policy }))}\n`
      : replayText(days, { plan, policy, language: spoken, isColoured: process.stdout.isTTY === true }),
  )
}

/**
 * Data of days that are still to come is none: whoever replays says until when, or has data of the past. A day behind it, and some days
 * that are looked at behind that one, still have years of four digits.
 */
const LAST_DAY = '9998-12-31'

function day(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text) || text > LAST_DAY)
    throw baseFailure('usage', {
      vi: `'${text}' không phải ngày như 2021-07-09`,
      en: `'${text}' is not a date, for example 2021-07-09`,
    })
  return text
}

const WORDS = { vi: { rejected: 'giá trị hoặc dòng bị loại' }, en: { rejected: 'values or rows rejected' } } as const

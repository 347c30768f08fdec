/** `loa plan effects`: what a change of level does, before anybody approves it. */
import type { Command } from 'commander'
import { baseFailure } from '../../base/failures.ts'
import { instant } from '../options.ts'
import { language } from '../terminal.ts'

const EXAMPLE = `
A situation is JSON: {"format":1,"timeZone":"Asia/Ho_Chi_Minh","purpose":"live","changes":[{"content":{"change":"c1","plan":{"id":"…",
"version":1},"from":"2021-07-19T00:00:00+07:00","decisions":[{"area":"79","level":"directive-16"}],"takesBack":null},
"submitted":"…","approved":"…"}]}. An area is VN, a code of that day, or a code with the year of its list (79.2004). FIGURES is
CSV: area,population,subscribers,english,clusters; an empty field is not known.

Examples:
  loa plan effects plan.json --from before.json --to after.json
  loa plan effects plan.json --from before.json --to after.json --running running.json --figures figures.csv --json

--at is the time for comparing both situations: by default the last change of --to. With --json, "running" in the
document lists what runs afterwards, for --running of the next. Exit code 1 if a level would be lowered and nobody
told.`

interface EffectsFlags {
  readonly from: string
  readonly to: string
  readonly running?: string
  readonly at?: number
  readonly figures?: string
  readonly json?: true
}

export function registerPlanEffects(group: Command): void {
  group
    .command('effects')
    .description('what starts, stops, changes and stays when levels change, and its cost')
    .argument('<plan>', 'the plan as JSON')
    .requiredOption('--from <file>', 'the current situation')
    .requiredOption('--to <file>', 'the situation after the change')
    .option('--running <file>', 'effects running now')
    .option('--at <instant>', 'the time of the change, with an offset', instant)
    .option('--figures <file>', 'figures of the areas')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(effects)
}

async function effects(planPath: string, flags: EffectsFlags): Promise<void> {
  const { figuresIn, onceFromStdin, planIn, situationText, textOf } = await import('../plan-files.ts')
  const { readRunning, readSituation } = await import('../../plan/files.ts')
  const { applied, diffOf } = await import('../../plan/effects.ts')
  const { BLOCKING } = await import('../../plan/remarks.ts')
  const { Costs, figuresOf } = await import('../../plan/cost.ts')
  const { diffDocument, diffText } = await import('../plan-diff.ts')
  const { wallDate } = await import('../../base/wall-time.ts')
  onceFromStdin([planPath, flags.from, flags.to, flags.running, flags.figures])
  const plan = await planIn(planPath)
  const before = readSituation(await situationText(flags.from))
  const after = readSituation(await situationText(flags.to))
  const at = flags.at ?? after.instants().at(-1)
  if (at === undefined)
    throw baseFailure('usage', {
      vi: '--to không có thay đổi nào, nên cần --at',
      en: '--to has no change, so --at is needed',
    })
  const running =
    flags.running === undefined
      ? new Map()
      : readRunning(await textOf(flags.running, RUNNING_OCTETS_MAX), after.purpose)
  const diff = diffOf({ plan, before, after, running, at })
  const costs = new Costs(figuresOf(await figuresIn(flags.figures, wallDate(at, plan.timeZone))))
  if (diff.remarks.some(({ code }) => BLOCKING.includes(code))) process.exitCode = 1
  const spoken = language()
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ ...diffDocument(diff, { plan, costs }), running: [...applied(diff).values()] })}\n`
      : diffText(diff, { plan, costs, language: spoken }),
  )
}

/** All areas with hundreds of actions each. */
const RUNNING_OCTETS_MAX = 100_000_000

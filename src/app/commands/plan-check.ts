/** `loa plan check`: everything that is wrong with plans, each with its place and a sentence. */
import type { Command } from 'commander'
import { baseFailure } from '../../base/failures.ts'
import { language } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa plan check plan.json
  loa plan check docs/examples/plans/*.json --json

One line per error: file, place, code, sentence. A plan with an error cannot be approved; a person must look at a warning. The
digest is of the plan's canonical form: two people sign it. Exit code 0 if no plan has an error, 1 if one has.`

export function registerPlanCheck(group: Command): void {
  group
    .command('check')
    .description('errors and warnings in plans: texts, criteria, actions, dates')
    .argument('<file...>', 'plans as JSON; - is standard input')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(check)
}

async function check(files: readonly string[], { json }: { json?: true }): Promise<void> {
  if (files.filter(file => file === '-').length > 1) throw baseFailure('standardInputTwice')
  const { checkPlan } = await import('../../plan/check.ts')
  const { faultSentence } = await import('../../plan/fault-words.ts')
  const { PLAN_OCTETS_MAX, planText } = await import('../../plan/plan.ts')
  const { sha256Of } = await import('../../directive/signing.ts')
  const { readAtMost } = await import('../octets-file.ts')
  const spoken = language()
  const checked = []
  for (const file of files) {
    const octets = await readAtMost(file, PLAN_OCTETS_MAX)
    const { plan, faults } = checkPlan(octets === null ? undefined : jsonOf(octets.toString('utf8')))
    checked.push({
      file,
      plan: plan && {
        id: plan.id,
        version: plan.version,
        levels: plan.levels.length,
        actions: plan.actions.length,
        sha256: sha256Of(planText(plan)),
      },
      faults: faults.map(fault => ({ ...fault, sentence: faultSentence(fault, spoken) })),
    })
  }
  const isFaulty = checked.some(({ faults }) => faults.some(({ severity }) => severity === 'fault'))
  if (isFaulty) process.exitCode = 1
  if (json) return void process.stdout.write(`${JSON.stringify(checked)}\n`)
  const words = WORDS[spoken]
  for (const { file, plan, faults } of checked) {
    for (const { place, code, severity, sentence } of faults) {
      const kind = severity === 'doubt' ? `${words.doubt}: ` : ''
      process.stdout.write(`${file}: ${place || words.whole}: ${code}: ${kind}${sentence}\n`)
    }
    if (plan !== null)
      process.stdout.write(
        `${file}: ${plan.id} ${words.version} ${plan.version}, ${plan.levels} ${words.levels}, ${plan.actions} ${words.actions}${faults.length === 0 ? `. ${words.none}` : ''}\n  sha256 ${plan.sha256}\n`,
      )
  }
}

/** Undefined, which no plan is, where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const WORDS = {
  vi: {
    version: 'phiên bản',
    levels: 'cấp độ',
    actions: 'hành động',
    none: 'Không có lỗi.',
    doubt: 'cần xem lại',
    whole: 'kế hoạch',
  },
  en: { version: 'version', levels: 'levels', actions: 'actions', none: 'No errors.', doubt: 'warning', whole: 'plan' },
} as const

/** `loa plan`: the communication plan as files, for those who plan and for tests. A file for each subcommand. */
import type { Command } from 'commander'
import { registerPlanCheck } from './plan-check.ts'
import { registerPlanEffects } from './plan-effects.ts'
import { registerPlanReplay } from './plan-replay.ts'

export function registerPlan(program: Command): void {
  const group = program
    .command('plan')
    .description('the communication plan for epidemic levels: errors, effects, replay')
  registerPlanCheck(group)
  registerPlanEffects(group)
  registerPlanReplay(group)
}

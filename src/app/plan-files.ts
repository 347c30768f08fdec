/** Files of `loa plan`, read with their limits. What is in them is read by src/plan. */
import { baseFailure } from '../base/failures.ts'
import type { AreaFigures } from '../plan/diff.ts'
import { readFigures, readPlan } from '../plan/files.ts'
import { PLAN_OCTETS_MAX, type Plan } from '../plan/plan.ts'
import { displayed, readAtMost } from './octets-file.ts'

const SITUATION_OCTETS_MAX = 20_000_000
const FIGURES_OCTETS_MAX = 100_000

export async function planIn(path: string): Promise<Plan> {
  return readPlan(await textOf(path, PLAN_OCTETS_MAX))
}

export async function situationText(path: string): Promise<string> {
  return await textOf(path, SITUATION_OCTETS_MAX)
}

export async function figuresIn(path: string | undefined, day: string): Promise<ReadonlyMap<string, AreaFigures>> {
  if (path === undefined) return new Map()
  return readFigures(await textOf(path, FIGURES_OCTETS_MAX), day)
}

/** Fails with fileUnreadable where it is longer, or no UTF-8. */
export async function textOf(path: string, max: number): Promise<string> {
  const octets = await readAtMost(path, max)
  if (octets === null) throw baseFailure('fileUnreadable', { file: displayed(path), why: `longer than ${max} octets` })
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    throw baseFailure('fileUnreadable', { file: displayed(path), why: 'not UTF-8' })
  }
}

/** Only one of them may be standard input. */
export function onceFromStdin(paths: readonly (string | undefined)[]): void {
  if (paths.filter(path => path === '-').length > 1) throw baseFailure('standardInputTwice')
}

/** What is not well with an operator's machine, worst first, as the authority knows it. Pure. */
import type { OperatorSummary } from '../../model.ts'

/** away: enrolled, and not connected. alone: it goes on without the log that it has in common with the operator's others. */
export type Alarm = 'away' | 'clock' | 'alone'

export function alarmsOf(
  operator: Pick<OperatorSummary, 'state' | 'isConnected'> & {
    readonly flags: readonly { readonly code: string }[]
    readonly hello: Pick<NonNullable<OperatorSummary['hello']>, 'alone'> | null
  },
): readonly Alarm[] {
  const { state, isConnected, flags, hello } = operator
  return [
    ...(state === 'enrolled' && !isConnected ? ['away' as const] : []),
    ...(flags.some(({ code }) => code === 'clock-skew') ? ['clock' as const] : []),
    ...(hello?.alone === true ? ['alone' as const] : []),
  ]
}

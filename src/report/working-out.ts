/** A figure's value out of its parts, and whether it is still that. Pure; small, for browsers that check what they show. */

interface Part {
  readonly value: number
}

/** How the parts make the value. `count`: how many parts there are; `largest`: the largest of them. */
export const OPERATIONS = ['sum', 'count', 'largest'] as const
export type Operation = (typeof OPERATIONS)[number]

/** As much of a figure as says where its value comes from. */
interface Derived {
  readonly value: number
  readonly derivation:
    | { readonly is: 'cited'; readonly citations: readonly Part[] }
    | { readonly is: 'counted'; readonly operation: Operation; readonly parts: readonly Part[] }
}

/** Whether the value is what its derivation gives. */
export function isSound({ value, derivation }: Derived): boolean {
  return derivation.is === 'cited'
    ? derivation.citations[0].value === value
    : valueFrom(derivation.operation, derivation.parts) === value
}

export function valueFrom(operation: Operation, parts: readonly Part[]): number {
  const values = parts.map(({ value }) => value)
  if (operation === 'count') return values.length
  if (operation === 'largest') return values.reduce((most, value) => Math.max(most, value), 0)
  const sum = values.reduce((sum, value) => sum + value, 0)
  if (!Number.isSafeInteger(sum)) throw new RangeError('a sum beyond exact numbers')
  return sum
}

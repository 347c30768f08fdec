/** A figure's value out of its parts, and whether it is still that. Pure; small, for browsers that check what they show. */
import type { Figure, Operation, Part } from './figure.ts'

/** Whether the value is what its derivation gives. */
export function isSound({ value, derivation }: Pick<Figure, 'value' | 'derivation'>): boolean {
  return derivation.is === 'cited'
    ? derivation.citations[0].value === value
    : valueFrom(derivation.operation, derivation.parts) === value
}

export function valueFrom(operation: Operation, parts: readonly Pick<Part, 'value'>[]): number {
  const values = parts.map(({ value }) => value)
  if (operation === 'count') return values.length
  if (operation === 'largest') return values.reduce((most, value) => Math.max(most, value), 0)
  const sum = values.reduce((sum, value) => sum + value, 0)
  if (!Number.isSafeInteger(sum)) throw new RangeError('a sum beyond exact numbers')
  return sum
}

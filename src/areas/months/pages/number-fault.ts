/** A subscriber's number has no place at the authority. The server names its place by a path; here it is said at its field. */
import { asProblem } from '../../../web/problem.ts'

/** Null: the failure is another one, or of no field. */
export function numberField<Field>(
  error: unknown,
  paths: Readonly<Record<string, Field>>,
): Field | null {
  const { code, details } = asProblem(error)
  if (code !== 'subscriberNumber' || typeof details.path !== 'string') return null
  return paths[details.path] ?? null
}

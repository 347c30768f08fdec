/**
 * What stands in the trail, by the names the server writes: those that have words. A new name that has none yet is shown as
 * it was written: nothing of the trail is ever left out. Pure.
 */
import { shell } from '../../../web/words/shell.ts'

/** The first word of an action: what it was done to. The server finds all of them by it. */
export const KINDS = [
  'round',
  'campaign',
  'directive',
  'list',
  'audit',
  'month',
  'operator',
  'person',
  'session',
  'key',
  'authority',
  'screening',
] as const
type Kind = (typeof KINDS)[number]

export type Action =
  Extract<keyof typeof shell, `trail.${Kind}.${string}`> extends `trail.${infer Name}`
    ? Name
    : never

/** In the order of their words. */
export function actionsOf(kind: Kind): readonly Action[] {
  const isOfKind = (key: string): key is `trail.${Action}` => key.startsWith(`trail.${kind}.`)
  return Object.keys(shell)
    .filter(isOfKind)
    .map(key => key.slice('trail.'.length) as Action)
}

/** Any value of a detail as text, so that nothing is hidden. */
export function spelled(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(spelled).join(', ')
  return JSON.stringify(value)
}

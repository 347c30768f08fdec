/**
 * Words of an entry of the trail: who, what in both languages, to what, and what was written about it. An alert of a health check is
 * for those on duty alone: nothing of it is found.
 */
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { wordsOf } from '../folding.ts'

export interface InBoth {
  readonly vi: string
  readonly en: string
}
/** What an action is called; null: it has no words. */
export type Deeds = (action: string) => InBoth | null

const HIDDEN = ['alert']
/** Of what was written about it. */
const TEXTS_MAX = 60

/** Null: it is not found. */
export function wordsOfEntry(entry: TrailEntry, deeds: Deeds): readonly string[] | null {
  const { actor, action, subject, details } = entry
  if (HIDDEN.includes(subject.kind)) return null
  const deed = deeds(action)
  return wordsOf([
    ...[actor.name, deed?.vi ?? '', deed?.en ?? '', action, subject.id],
    ...textsIn(details),
  ])
}

function textsIn(details: unknown, into: string[] = []): string[] {
  if (into.length >= TEXTS_MAX) return into
  if (typeof details === 'string') into.push(details)
  else if (typeof details === 'object' && details !== null)
    for (const each of Object.values(details)) textsIn(each, into)
  return into
}

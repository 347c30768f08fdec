/**
 * What somebody looks for in the trail, as the store is asked for it: words of what is told of an entry, and of what was done as each
 * area says it in both languages. Pure.
 */
import type { z } from 'zod'
import { hasWords, plainWords } from '../../authority/plain-words.ts'
import type { TrailQuery } from '../../authority/store.ts'
import type { trailLookedFor } from './contract.ts'

/** What each action is called, by its name: in Vietnamese and in English. */
export type ActionNames = ReadonlyMap<string, { readonly vi: string; readonly en: string }>

type LookedFor = z.output<typeof trailLookedFor>

export function queryOf(asked: LookedFor, names: ActionNames): TrailQuery {
  const { action, actor, subject, text, from, until } = asked
  return {
    action: action ?? null,
    actor: actor ?? null,
    subject: subject ?? null,
    text: plainWords(text ?? '').map(word => ({ word, actions: actionsOf(word, names) })),
    fromMs: from === undefined ? null : Date.parse(from),
    untilMs: until === undefined ? null : Date.parse(until),
  }
}

function actionsOf(word: string, names: ActionNames): readonly string[] {
  return [...names]
    .filter(([, { vi, en }]) => hasWords(vi, [word]) || hasWords(en, [word]))
    .map(([action]) => action)
}

/** Nothing but days, or nothing at all: what is found is a stretch of the trail, and each entry holds the hash of the one before. */
export function isStretch({ action, actor, subject, text = [] }: TrailQuery): boolean {
  return action === null && actor === null && subject === null && text.length === 0
}

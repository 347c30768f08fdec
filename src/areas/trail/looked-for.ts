/**
 * What somebody looks for in the trail, as the store is asked for it: words of what is told of an entry, and of what was done as each
 * area says it in both languages. Pure.
 */
import type { z } from 'zod'
import { plainWords } from '../../authority/plain-words.ts'
import type { TextWord, TrailQuery } from '../../authority/store.ts'
import type { trailLookedFor } from './contract.ts'

/** What each action is called, by its name: in Vietnamese and in English. */
export type ActionNames = ReadonlyMap<string, { readonly vi: string; readonly en: string }>

/** A word, with the actions that say it. */
export interface SaidOfActions {
  /** Of them a word begins so. */
  beginning(word: string): TextWord
  whole(word: string): TextWord
}

/** Their words are read once. */
export function saidOf(names: ActionNames): SaidOfActions {
  const said = [...names].map(([action, { vi, en }]) => [action, [...new Set(plainWords(`${vi} ${en}`))]] as const)
  const actions = (says: (words: readonly string[]) => boolean) =>
    said.filter(([, words]) => says(words)).map(([action]) => action)
  return {
    beginning: word => ({ word, actions: actions(words => words.some(each => each.startsWith(word))) }),
    whole: word => ({ word, isWhole: true, actions: actions(words => words.includes(word)) }),
  }
}

type LookedFor = z.output<typeof trailLookedFor>

export function queryOf(asked: LookedFor, said: SaidOfActions): TrailQuery {
  const { action, actor, subject, text, from, until } = asked
  return {
    action: action ?? null,
    actor: actor ?? null,
    subject: subject ?? null,
    text: plainWords(text ?? '').map(word => said.beginning(word)),
    fromMs: from === undefined ? null : Date.parse(from),
    untilMs: until === undefined ? null : Date.parse(until),
  }
}

/** Nothing but days, or nothing at all: what is found is a stretch of the trail, and each entry holds the hash of the one before. */
export function isStretch({ action, actor, subject, text = [] }: TrailQuery): boolean {
  return action === null && actor === null && subject === null && text.length === 0
}

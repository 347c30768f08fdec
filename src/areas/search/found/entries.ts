/**
 * Entries of the trail: asked of the trail itself by who did it, what was done as it is said in both languages, to what, and what was
 * written about it. An alert of a health check is for those on duty alone: nothing of it is found.
 */
import type { TrailQuery } from '../../../authority/store.ts'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import type { ActionNames, SaidOfActions } from '../../trail/looked-for.ts'
import type { Wanted } from '../folding.ts'
import type { Found } from '../model.ts'

const HIDDEN = ['alert']

export function entriesAsked({ whole, beginning }: Wanted, said: SaidOfActions): TrailQuery {
  const text = [...whole.map(word => said.whole(word)), said.beginning(beginning)]
  return {
    action: null,
    actor: null,
    subject: null,
    hidden: HIDDEN,
    text: text.map(word => ({ ...word, orActor: true })),
  }
}

export function foundEntry({ sequence, at, actor, action, subject }: TrailEntry, names: ActionNames): Found {
  const { vi, en } = names.get(action) ?? { vi: action, en: action }
  const search = new URLSearchParams({ action, subject: subject.id })
  return {
    kind: 'trail',
    id: String(sequence),
    title: actor.name,
    within: null,
    state: null,
    did: { vi, en },
    at,
    page: `/trail?${search}`,
  }
}

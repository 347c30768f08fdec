/**
 * A draft between an editor and the authority: what is saved, what is not yet, and what to do when someone else saved
 * meanwhile. Pure: a hook sends, waits and stores.
 *
 *   saved ──edit──► changed ──send──► sending ──► saved
 *     ▲               ▲  ▲              │  │
 *     │               │  └──── failed ◄─┘  └──► conflict ──keep mine──► changed
 *     └───────────────┴────────────── take theirs ◄──┘
 *
 * Invariants: `mine` is never lost but by the editor's own choice; an edit while a save is under way is not taken for
 * saved; nothing is sent over a version that the editor has not seen.
 */
import { hashKey } from '@tanstack/react-query'
import type { RoundContent } from '../model.ts'

export interface Saved {
  readonly version: number
  readonly content: RoundContent
  readonly by: string
  readonly at: string
}

export interface Draft {
  readonly mine: RoundContent
  /** As the authority last told it. */
  readonly saved: Saved
  readonly status: DraftStatus
}

export type DraftStatus =
  | { readonly is: 'saved' }
  | { readonly is: 'changed' }
  | { readonly is: 'sending'; readonly content: RoundContent }
  | { readonly is: 'failed' }
  | { readonly is: 'conflict'; readonly theirs: Saved }

export type DraftEvent =
  | { readonly is: 'edited'; readonly content: RoundContent }
  | { readonly is: 'sent' }
  | { readonly is: 'stored'; readonly saved: Saved }
  | { readonly is: 'failed' }
  /** The authority has this now: it refused a save over it, or told of it. */
  | { readonly is: 'arrived'; readonly theirs: Saved }
  | { readonly is: 'keptMine' }
  | { readonly is: 'tookTheirs' }

/** `kept` is what this browser kept of an earlier visit, with the version that it was written over. */
export function draftOf(saved: Saved, kept: Kept | null): Draft {
  if (kept === null || sameContent(kept.content, saved.content))
    return { mine: saved.content, saved, status: { is: 'saved' } }
  if (kept.version === saved.version) return { mine: kept.content, saved, status: { is: 'changed' } }
  return { mine: kept.content, saved, status: { is: 'conflict', theirs: saved } }
}

export function step(draft: Draft, event: DraftEvent): Draft {
  switch (event.is) {
    case 'edited':
      return edited(draft, event.content)
    case 'sent':
      return { ...draft, status: { is: 'sending', content: draft.mine } }
    case 'stored':
      if (draft.status.is !== 'sending') return arrived(draft, event.saved)
      return settled({ ...draft, saved: event.saved }, draft.status.content)
    case 'failed':
      return draft.status.is === 'sending' ? { ...draft, status: { is: 'failed' } } : draft
    case 'arrived':
      return arrived(draft, event.theirs)
    case 'keptMine':
      if (draft.status.is !== 'conflict') return draft
      return { ...draft, saved: draft.status.theirs, status: { is: 'changed' } }
    case 'tookTheirs': {
      if (draft.status.is !== 'conflict') return draft
      const { theirs } = draft.status
      return { mine: theirs.content, saved: theirs, status: { is: 'saved' } }
    }
  }
}

/** Whether leaving now would leave something unsaved behind. */
export function isUnsaved({ status }: Draft): boolean {
  return status.is !== 'saved'
}

export function sameContent(a: RoundContent, b: RoundContent): boolean {
  // A key of TanStack is the same for the same value, whatever the order of its fields.
  return hashKey([a]) === hashKey([b])
}

/** What goes to the browser's own store, to be there again after a reload. */
export interface Kept {
  readonly version: number
  readonly content: RoundContent
}

/** Null where nothing needs keeping. */
export function toKeep(draft: Draft): Kept | null {
  return isUnsaved(draft) ? { version: draft.saved.version, content: draft.mine } : null
}

function edited(draft: Draft, content: RoundContent): Draft {
  const { status } = draft
  if (status.is === 'conflict' || status.is === 'sending') return { ...draft, mine: content }
  const is = sameContent(content, draft.saved.content) ? 'saved' : 'changed'
  return { ...draft, mine: content, status: { is } }
}

function arrived(draft: Draft, theirs: Saved): Draft {
  if (theirs.version <= draft.saved.version) return draft
  // News of the editor's own save may come before the answer to it.
  if (draft.status.is === 'sending' && sameContent(theirs.content, draft.status.content))
    return settled({ ...draft, saved: theirs }, draft.status.content)
  const known = sameContent(theirs.content, draft.mine)
  if (known || draft.status.is === 'saved') return { mine: theirs.content, saved: theirs, status: { is: 'saved' } }
  return { ...draft, status: { is: 'conflict', theirs } }
}

/** What the editor wrote while the save was under way is still to be saved. */
function settled(draft: Draft, sent: RoundContent): Draft {
  const isSame = sameContent(draft.mine, sent) || sameContent(draft.mine, draft.saved.content)
  // The authority may have normalised what it stored: what it says it holds is what the editor sees.
  if (isSame) return { ...draft, mine: draft.saved.content, status: { is: 'saved' } }
  return { ...draft, status: { is: 'changed' } }
}

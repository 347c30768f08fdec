/**
 * Unsaved drafts in the browser's own store, one a round, so that a reload or a dead battery costs nothing.
 * A browser that keeps nothing is no error: the draft then lives as long as the page.
 */
import type { Kept } from './draft.ts'

export function readKept(round: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(round)) ?? 'null')
    return isKept(kept) ? kept : null
  } catch {
    return null
  }
}

/** Null: nothing needs keeping any more. */
export function keep(round: string, draft: Kept | null): void {
  try {
    if (draft === null) localStorage.removeItem(key(round))
    else localStorage.setItem(key(round), JSON.stringify(draft))
  } catch {
    // Full, or forbidden: the page warns before it is left, as it does anyway.
  }
}

function key(round: string): string {
  return `loa-draft-${round}`
}

/** Ours, but of an older console perhaps: what the editor needs must be there. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const { version, content } = value as Partial<Kept>
  return (
    typeof version === 'number' &&
    typeof content === 'object' &&
    content !== null &&
    Array.isArray(content.messages) &&
    Array.isArray(content.operators) &&
    typeof content.window === 'object' &&
    typeof content.sending === 'object' &&
    typeof content.audience === 'object'
  )
}

/** What all use cases of health checks share: the store, the time, the trail, who listens, who can be told. */
import type { Channel, ScreeningChange } from './model.ts'
import { SETTINGS_DEFAULT, type Settings } from './settings.ts'
import type { ScreeningRows, ScreeningStore, StoredSubscription } from './store.ts'

/** Who does something: a person, or a program with a key. */
export interface Doer {
  readonly id: string
  readonly name: string
}

export interface Deeds {
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly details: Record<string, unknown>
}

export interface Office<Actor extends Doer> {
  readonly store: ScreeningStore
  readonly tellers: readonly Teller[]
  /** Milliseconds since 1970. */
  now(): number
  /** Into the authority's trail. Never a temperature, a badge or a count of people. */
  record(actor: Actor | 'system', deed: Deeds): Promise<void>
  tell(change: ScreeningChange): void
}

/** What the duty officer is told. No temperature and no badge: it goes over other people's machines. */
export interface Notice {
  readonly kind: 'high-twice' | 'missed'
  readonly door: string
  readonly atMs: number
}

/** One way of telling. Never throws: what failed is counted. */
export interface Teller {
  readonly channel: Channel
  tell(notice: Notice, subscriptions: readonly StoredSubscription[]): Promise<Told>
}

export interface Told {
  readonly reached: number
  readonly failed: number
  /** Endpoints that do not exist any more. */
  readonly gone: readonly string[]
}

export async function settingsOf(rows: Pick<ScreeningRows, 'settings'>): Promise<Settings> {
  return (await rows.settings()) ?? SETTINGS_DEFAULT
}

export function instantOf(ms: number): string {
  return new Date(ms).toISOString()
}

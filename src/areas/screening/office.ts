/** What all use cases of health checks share: the unit of work, how entries come in, who can be told. */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Channel } from './model.ts'
import { SETTINGS_DEFAULT, type Settings } from './settings.ts'
import type { Intake, ScreeningReading, StoredSubscription } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** What of the health checks has changed and should be fetched again. */
    screening: { readonly what: 'counts' | 'alerts' | 'kiosks' }
  }
}

export interface Office {
  readonly work: UnitOfWork
  readonly intake: Intake
  readonly tellers: readonly Teller[]
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
  tell(notice: Notice, subscriptions: readonly StoredSubscription[]): Promise<DeliveryResult>
}

/** How many recipients a notice reached, and how many it did not. */
export interface DeliveryResult {
  readonly reached: number
  readonly failed: number
  /** Endpoints that do not exist any more. */
  readonly gone: readonly string[]
}

export async function settingsOf(rows: Pick<ScreeningReading, 'settings'>): Promise<Settings> {
  return (await rows.settings()) ?? SETTINGS_DEFAULT
}

export function instantOf(ms: number): string {
  return new Date(ms).toISOString()
}

/** What all use cases of the office share: the unit of work, the live room, the mail, and how a change is made and told. */
import type { Actor } from '../../../authority/actor.ts'
import { notFound } from '../../../authority/failures.ts'
import type { Mailer } from '../../../authority/mailer.ts'
import type { Reading } from '../../../authority/store.ts'
import { type TrailActor, trailActor } from '../../../authority/trail.ts'
import type { UnitOfWork } from '../../../authority/unit-of-work.ts'
import { setStanding } from '../../../authority/waiting.ts'
import { briefingFailure } from '../failures.ts'
import type { Hall } from '../hall/port.ts'
import type { BriefingContent, GivenInstruction, Instruction } from '../model.ts'
import {
  type BriefingReading,
  type BriefingWriting,
  briefingRows,
  type StoredBriefing,
  type StoredSite,
} from '../store.ts'

export interface Office {
  readonly work: UnitOfWork
  readonly hall: Hall
  /** Null: nobody is told by mail. */
  readonly mailer: Mailer | null
  /** Where people open the console. */
  readonly origin: string
  readonly instructions: InstructionViews
}

/** Instructions as people and their sites see them. */
interface InstructionViews {
  of(store: Reading, briefing: string, reader: Reader): Promise<readonly Instruction[]>
  /** Open ones of other briefings, to sites of this one's roster. */
  earlier(
    store: Reading,
    briefing: { readonly id: string; readonly content: BriefingContent },
    reader: Reader,
  ): Promise<readonly Instruction[]>
  to(store: Reading, site: string, nowMs: number): Promise<readonly GivenInstruction[]>
}

export interface Reader {
  readonly actor: Actor
  readonly now: number
}

/** One transaction, with its entry of the trail. `about`: what has changed; null: the sites. */
export interface Act {
  readonly rows: BriefingWriting
  readonly store: Reading
  readonly now: number
  record(action: string, details: Readonly<Record<string, unknown>>): Promise<void>
  /** Once it is kept. */
  afterCommit(act: () => void): void
}

/** Its sites are invited, or nobody is. */
const TAKEN_UP: ReadonlySet<string> = new Set(['link', 'cancel'])

export async function changed<Result>(
  { work, hall }: Pick<Office, 'work' | 'hall'>,
  by: Actor | TrailActor,
  about: string | null,
  act: (of: Act) => Promise<Result>,
): Promise<Result> {
  const who = 'role' in by ? trailActor(by) : by
  const result = await work.transaction(async tx => {
    const { store, now, record, publish, afterCommit } = tx
    const subject = about === null ? { kind: 'site', id: 'sites' } : { kind: 'briefing', id: about }
    const answer = await act({
      rows: briefingRows(store),
      store,
      now,
      afterCommit,
      record: async (action, details) => {
        // Of one that a decision has planned: somebody has looked at it.
        if (TAKEN_UP.has(action)) await setStanding(tx, subject, null)
        await record(who, { action: `briefing.${action}`, subject, details })
      },
    })
    publish({ is: 'briefing', briefing: about })
    return answer
  })
  if (about !== null) hall.changed(about)
  return result
}

export async function briefingBy(rows: BriefingReading, id: string): Promise<StoredBriefing> {
  const briefing = await rows.briefing(id)
  if (briefing === null) throw notFound('briefing')
  return briefing
}

/** That has neither ended nor was cancelled. */
export async function livingBriefing(rows: BriefingReading, id: string): Promise<StoredBriefing> {
  const briefing = await briefingBy(rows, id)
  if (briefing.state === 'ended') throw briefingFailure('briefingEnded')
  if (briefing.state === 'cancelled') throw briefingFailure('briefingCancelled')
  return briefing
}

export type SiteMap = ReadonlyMap<string, StoredSite>

export async function sitesOf(rows: BriefingReading): Promise<SiteMap> {
  return new Map((await rows.sites()).map(site => [site.id, site]))
}

export function instantOf(ms: number): string
export function instantOf(ms: number | null): string | null
export function instantOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

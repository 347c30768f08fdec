/** What briefings need of a store: an area's rows of `authority/store.ts`, with its promises. */
import type { Writer } from '../../authority/actor.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import { rowsOf } from '../../authority/store.ts'
import type { Attestation } from '../../directive/statement.ts'
import type { LogEntry, LogKind, NewEntry } from './hall/log.ts'
import type {
  BriefingContent,
  BriefingState,
  InstructionContent,
  InstructionState,
  MinuteContent,
  SiteContent,
  Verdict,
} from './model.ts'

export const briefingRows = rowsOf<BriefingReading, BriefingWriting>('briefing')

export interface BriefingReading {
  /** In their order. */
  sites(): Promise<readonly StoredSite[]>
  site(id: string): Promise<StoredSite | null>
  /** By their beginnings, the newest first. */
  briefings(query: BriefingQuery): Promise<Page<StoredBriefing>>
  briefing(id: string): Promise<StoredBriefing | null>
  /** Those that are open: a server that starts anew goes on with them. */
  openBriefings(): Promise<readonly StoredBriefing[]>
  places(briefing: string): Promise<readonly StoredPlace[]>
  placeByLink(sha256: string): Promise<StoredPlace | null>
  placeByToken(sha256: string): Promise<StoredPlace | null>
  /** Oldest first; `kinds`: those alone. */
  log(briefing: string, kinds?: readonly LogKind[]): Promise<readonly LogEntry[]>
  documents(briefing: string): Promise<readonly StoredDocument[]>
  /** Octets of all pictures of a briefing's documents. */
  picturesSize(briefing: string): Promise<number>
  /** Octets of what all briefings together have: pictures, which are in the database, and files of recordings. */
  sizes(): Promise<{ readonly pictures: number; readonly recordings: number }>
  document(id: string): Promise<StoredDocument | null>
  page(document: string, page: number): Promise<StoredPage | null>
  /** In the order in which they were said. */
  minutes(briefing: string): Promise<readonly StoredMinute[]>
  minute(id: string): Promise<StoredMinute | null>
  recordings(briefing: string): Promise<readonly StoredRecording[]>

  instruction(id: string): Promise<StoredInstruction | null>
  instructionsOf(briefing: string): Promise<readonly StoredInstruction[]>
  /** How many were issued, by briefing; those that are missing have none. */
  issuedCounts(briefings: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Issued, and neither done nor withdrawn, by their due days. `sites`: to those alone. */
  openInstructions(sites?: readonly string[]): Promise<readonly StoredInstruction[]>
  /** To a site, issued at any time, newest first. */
  instructionsTo(site: string, limit: number): Promise<readonly StoredInstruction[]>
  /** Issued or still on the way, that changed since then, the last changed first: what is beyond the limit is the oldest. */
  instructionsSince(atMs: number, limit: number): Promise<readonly StoredInstruction[]>

  /** Briefings that began in the span, with what was issued in it: for the month's report. */
  briefingsBegun(fromMs: number, untilMs: number): Promise<readonly StoredBriefing[]>
  /** Planned to begin in the span, whatever became of them, by their beginnings; at most `limit`. */
  briefingsPlanned(fromMs: number, untilMs: number, limit: number): Promise<readonly StoredBriefing[]>
  instructionsIssued(fromMs: number, untilMs: number): Promise<readonly StoredInstruction[]>
}

export interface BriefingWriting extends BriefingReading {
  putSite(site: StoredSite): Promise<void>
  putBriefing(briefing: StoredBriefing): Promise<void>
  putPlace(place: StoredPlace): Promise<void>
  removePlace(briefing: string, site: string): Promise<void>
  /** Gives it the next sequence of its briefing. */
  append(briefing: string, entry: NewEntry): Promise<LogEntry>
  addDocument(document: Omit<StoredDocument, 'ready'>): Promise<void>
  removeDocument(id: string): Promise<void>
  putPicture(document: string, page: number, of: { type: string; picture: Uint8Array }): Promise<void>
  putText(document: string, page: number, text: string): Promise<void>
  putMinute(minute: StoredMinute): Promise<void>
  removeMinute(id: string): Promise<void>
  addRecording(recording: StoredRecording): Promise<void>
  putInstruction(instruction: StoredInstruction): Promise<void>
}

export type BriefingQuery = PageQuery & { readonly states: readonly BriefingState[] | null }

export interface StoredSite {
  readonly id: string
  readonly position: number
  readonly version: number
  readonly content: SiteContent
  readonly verdict: Verdict | null
  readonly updatedAt: number
  readonly updatedBy: Writer
}

export interface StoredBriefing {
  readonly id: string
  readonly version: number
  readonly state: BriefingState
  readonly content: BriefingContent
  readonly beganAt: number | null
  readonly endedAt: number | null
  readonly closedAt: number | null
  readonly createdAt: number
  readonly createdBy: Writer
  readonly updatedAt: number
  readonly updatedBy: Writer
}

export interface StoredPlace {
  readonly briefing: string
  readonly site: string
  readonly linkSha256: string | null
  readonly linkExpiresAt: number | null
  readonly tokenSha256: string | null
  readonly tokenAt: number | null
  readonly verdict: Verdict | null
}

export interface StoredDocument {
  readonly id: string
  readonly briefing: string
  readonly name: string
  readonly pages: number
  /** Pages with a picture. */
  readonly ready: number
  readonly addedAt: number
  readonly addedBy: Writer
}

export interface StoredPage {
  readonly type: string | null
  readonly picture: Uint8Array | null
  readonly text: string
}

export interface StoredMinute {
  readonly id: string
  readonly briefing: string
  readonly version: number
  readonly content: MinuteContent
  readonly at: number
  readonly updatedAt: number
  readonly updatedBy: Writer
}

export interface StoredRecording {
  readonly briefing: string
  readonly number: number
  /** In the briefing's folder. */
  readonly file: string
  readonly octets: number
  readonly sha256: string
  readonly beganAt: number
  readonly durationMs: number
  readonly gaps: readonly { readonly fromMs: number; readonly untilMs: number }[]
}

/** What two people signed of it, and by which roster. */
export interface InstructionSignatures {
  readonly submitted: Attestation
  readonly approved: Attestation | null
}

export interface StoredAnswer {
  readonly at: number
  readonly by: string
  readonly note: string
}

export interface StoredInstruction {
  readonly id: string
  readonly briefing: string
  readonly site: string
  readonly state: InstructionState
  readonly version: number
  readonly content: InstructionContent
  readonly sha256: string
  readonly writers: readonly Writer[]
  readonly submittedBy: Writer | null
  readonly approvedBy: Writer | null
  readonly signatures: InstructionSignatures | null
  readonly document: string | null
  readonly issuedAt: number | null
  readonly acknowledged: StoredAnswer | null
  readonly done: StoredAnswer | null
  readonly withdrawnAt: number | null
  readonly reason: string | null
  readonly updatedAt: number
  readonly updatedBy: Writer
}

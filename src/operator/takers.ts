/**
 * What a node takes beside rounds, a kind of signed jobs each: the lists of what is free, announcements, broadcasts, and the kinds that are
 * declared for it. Here each is made and has one face to the node, which knows none by its name.
 *
 * A serial is of one row for all kinds: what one of them has used up no other takes.
 */
import type { Journal } from '../base/journal.ts'
import type { HelloBody } from '../directive/documents.ts'
import type { Link } from './addresses.ts'
import type { JoinedAgenda } from './agendas.ts'
import { AnnouncementTaker } from './announcement-taker.ts'
import { BroadcastTaker, type BroadcastTakerOptions } from './broadcast-taker.ts'
import type { Document } from './courier.ts'
import { operatorFailure } from './failures.ts'
import { FreeListTaker, type FreeListTakerOptions } from './free-list-taker.ts'
import { isAnnouncementEntry } from './held-announcements.ts'
import { type BroadcastEntry, HeldBroadcasts, isBroadcastEntry, mayBeOnAir } from './held-broadcasts.ts'
import { isFreeListEntry } from './held-free-lists.ts'
import type { JobParts } from './job-handler.ts'
import { isJobEntry, type JobAtNode } from './job-taker.ts'

export interface Taker {
  /** Whose documents it brings: `broadcast` of a `broadcastCount`. */
  readonly kind: string
  /** What it has the node say of itself. */
  hello(): Partial<HelloBody>
  /** Of all that it was ever given. */
  serialMax(): number
  /** Another directive than that of this digest, which was carried out, had it. */
  hasSerial(serial: number, sha256: string): boolean
  start(): void
  /** The whole of what any address of the authority wants. */
  take(agenda: JoinedAgenda): void
  /** The authority has it. */
  taken(document: Document): Promise<void>
  /** After a hello by this link: what the authority has lost. */
  giveBack?(answer: unknown, link: Link): Promise<void>
  close(): Promise<void>
}

export interface TakerKinds {
  /** Whether the operator's systems play announcements before the ring from this node's files; none are taken where not. */
  readonly takesAnnouncements?: boolean | undefined
  /** Of further kinds, with what carries them out here. */
  readonly jobs?: readonly JobAtNode[] | undefined
}

export interface TakerParts extends JobParts, TakerKinds {
  readonly directory: string
  readonly journal: Pick<Journal, 'append'>
  /** All of the journal's. */
  readonly entries: readonly object[]
  readonly rosters: FreeListTakerOptions['rosters']
  readonly bring: (document: Document) => void
  /** A round's directive had it. */
  readonly hasRound: (serial: number) => boolean
  /** Null: no broadcast is taken. */
  readonly broadcasting: Pick<BroadcastTakerOptions, 'cells' | 'air' | 'cap'> | null
}

/** Entries of the journal that are of one of these kinds, whether it is taken now or not. */
export function isTakersEntry(entry: object): boolean {
  return [isFreeListEntry, isAnnouncementEntry, isBroadcastEntry, isJobEntry].some(isOf => isOf(entry))
}

/** Fails with cellsMissing where broadcasts would be left on the air. */
export function takersOf(parts: TakerParts): readonly Taker[] {
  const { entries, broadcasting, hasRound, jobs = [] } = parts
  const takers: Taker[] = []
  const partsOf = (kind: string) => ({
    ...parts,
    hasOtherSerial: (serial: number) =>
      hasRound(serial) || takers.some(taker => taker.kind !== kind && taker.hasSerial(serial, '')),
  })
  takers.push(freeLists(partsOf('list')), announcements(partsOf('announcement')))
  if (broadcasting === null) takers.push(leftBroadcasts(entries.filter(isBroadcastEntry), parts.clock.wall()))
  else takers.push(broadcasts({ ...partsOf('broadcast'), ...broadcasting }))
  for (const of of jobs) takers.push(declared(of, partsOf(of.kind)))
  return takers
}

type Parts = TakerParts & { readonly hasOtherSerial: (serial: number) => boolean }

function freeLists(parts: Parts): Taker {
  const taker = new FreeListTaker({ ...parts, entries: parts.entries.filter(isFreeListEntry) })
  return {
    ...faceOf('list', taker),
    hello: () => ({ freeList: taker.newest }),
    take: ({ lists }) => taker.take(lists),
    taken: async ({ sha256 }) => await taker.taken(sha256),
    giveBack: async (answer, link) => await taker.giveBack(answer, link),
  }
}

function announcements(parts: Parts): Taker {
  const taker = new AnnouncementTaker({ ...parts, entries: parts.entries.filter(isAnnouncementEntry) })
  return {
    ...faceOf('announcement', taker),
    hello: () => (parts.takesAnnouncements ? { announcements: true } : {}),
    take: agenda => taker.take(agenda.announcements),
    taken: async document => await taker.taken(document),
  }
}

function broadcasts(parts: Parts & Pick<BroadcastTakerOptions, 'cells' | 'air' | 'cap'>): Taker {
  const taker = new BroadcastTaker({ ...parts, entries: parts.entries.filter(isBroadcastEntry) })
  return {
    ...faceOf('broadcast', taker),
    hello: () => {
      const { onAir } = taker
      return onAir.length > 0 ? { broadcasts: true, onAir } : { broadcasts: true }
    },
    take: agenda => taker.take(agenda.broadcasts),
    taken: async document => await taker.taken(document),
    giveBack: async (answer, link) => await taker.giveBack(answer, link),
  }
}

/** Of a node that had cells and has none now: it knows what it was given. Fails with cellsMissing: nobody would take off what is on the air. */
function leftBroadcasts(entries: readonly BroadcastEntry[], now: number): Taker {
  const held = new HeldBroadcasts()
  for (const entry of entries) held.add(entry)
  const { records } = held
  const left = mayBeOnAir(records.all(), now)
  if (left.length > 0) {
    const until = new Date(Math.max(...left.map(({ untilMs }) => untilMs))).toISOString()
    throw operatorFailure('cellsMissing', { count: left.length, until })
  }
  return {
    kind: 'broadcast',
    hello: () => ({}),
    serialMax: () => records.serialMax,
    hasSerial: serial => records.hasSerial(serial),
    start: () => {},
    take: () => {},
    taken: async () => {},
    close: async () => {},
  }
}

function declared({ kind, taker: make }: JobAtNode, parts: Parts): Taker {
  const taker = make({ ...parts, entries: parts.entries.filter(isJobEntry) })
  return {
    ...faceOf(kind, taker),
    // Each says the whole.
    hello: () => ({ jobs: (parts.jobs ?? []).map(job => job.kind) }),
    take: ({ jobs }) => taker.take(jobs),
    taken: async document => await taker.taken(document),
  }
}

/** What is alike of all of them. */
function faceOf(
  kind: string,
  taker: Pick<Taker, 'hasSerial' | 'start' | 'close'> & { readonly serialMax: number },
): Pick<Taker, 'kind' | 'serialMax' | 'hasSerial' | 'start' | 'close'> {
  return {
    kind,
    serialMax: () => taker.serialMax,
    hasSerial: (serial, sha256) => taker.hasSerial(serial, sha256),
    start: () => taker.start(),
    close: async () => await taker.close(),
  }
}

/**
 * Which items of an agenda two people approved, and by what their plays are counted. The authority's key alone lets nothing sound: each
 * item is asked the one proof (directive/proof.ts), over the bulletin that stands beside it.
 *
 *   item ── its sound ──► a spoken text of the signed content ──► KEY = BULLETIN.VERSION.p|c.LANGUAGE, at most one item each
 *
 * The key follows from what was signed and from nothing else: neither another id nor another file of the same sound plays it oftener. What
 * was taken back stays back: beside a correction its message is refused, and an older version beside a newer one, also once that one is
 * gone from the agenda. A stop needs nothing of this: an item that is gone stops.
 */
import type { BulletinContent } from '../directive/bulletin.ts'
import { claimOfBulletin, whenOf } from '../directive/claims.ts'
import type { Purpose } from '../directive/documents.ts'
import { type Claim, type Lack, lackOf } from '../directive/proof.ts'
import type { Roster } from '../directive/roster.ts'
import { CLOCK_SKEW_MAX_MS } from '../directive/signing.ts'
import type { AgendaBody, AgendaItem, AgendaProof } from './agenda.ts'
import { isFor } from './places.ts'
import type { Place } from './wire.ts'

/** Why not. */
export type Unapproved =
  | 'no-proof'
  | 'two-people'
  | 'purpose'
  | 'place'
  | 'sound'
  | 'priority'
  | 'plays'
  | 'twice'
  | 'time'
  | 'gap'
  | 'older'

/** How far a bulletin is: a version, and whether it was corrected. What comes later takes back what was before. */
export interface Edition {
  readonly version: number
  readonly says: 'message' | 'correction'
}

export interface Here {
  readonly purpose: Purpose
  readonly places: readonly Place[]
  readonly roster: Roster
  readonly now: number
  /** By bulletin: the newest that was ever proved here. */
  readonly newest: ReadonlyMap<string, Edition>
}

export type Looked =
  | { readonly is: 'approved'; readonly key: string; readonly bulletin: string; readonly edition: Edition }
  | { readonly is: 'refused'; readonly why: Unapproved }

type SpokenText = BulletinContent['renditions']['loudspeakers'][number]

interface Spoken {
  readonly key: string
  readonly edition: Edition
  readonly text: SpokenText
}

interface Found {
  readonly item: AgendaItem
  readonly proof: AgendaProof
  /** Null: its sound is none of those that were signed. */
  readonly spoken: Spoken | null
}

/** By item. Fails with rosterBehind where nothing counts before a newer roster is here. */
export async function approvalsOf(
  { content: { items }, proofs }: AgendaBody,
  here: Here,
): Promise<ReadonlyMap<string, Looked>> {
  const proofOf = new Map(proofs.toReversed().flatMap(proof => proof.items.map(id => [id, proof] as const)))
  const found = items.flatMap((item): Found[] => {
    const proof = proofOf.get(item.id)
    return proof === undefined ? [] : [{ item, proof, spoken: spokenBy(item, proof.content) }]
  })
  const looked = new Map<string, Looked>(items.map(({ id }) => [id, { is: 'refused', why: 'no-proof' }]))
  const known = { keys: new Set<string>(), newest: new Map(here.newest), unsigned: new Set<unknown>() }
  // The newest first: what it takes back is looked at after it.
  for (const one of found.toSorted((a, b) => rankOf(b.spoken) - rankOf(a.spoken)))
    looked.set(one.item.id, await lookedAt(one, here, known))
  return looked
}

/** What the proofs that were checked so far have shown, in this agenda and in those before it. */
interface SeenProofs {
  readonly keys: Set<string>
  readonly newest: Map<string, Edition>
  /** Proofs whose signatures are none: looked at once. */
  readonly unsigned: Set<unknown>
}

async function lookedAt(found: Found, here: Here, known: SeenProofs): Promise<Looked> {
  const { proof, spoken } = found
  if (known.unsigned.has(proof)) return { is: 'refused', why: 'two-people' }
  const lack = await lackOf(claimOfItem(found, here, known), { roster: () => here.roster, now: here.now })
  if (lack?.of === 'who') known.unsigned.add(proof)
  if (lack !== null || spoken === null) return { is: 'refused', why: whyOf(lack, found) }
  const { key, edition } = spoken
  const { bulletin } = proof.content
  known.keys.add(key)
  if (!isOlder(edition, known.newest.get(bulletin))) known.newest.set(bulletin, edition)
  return { is: 'approved', key, bulletin, edition }
}

function claimOfItem({ item, proof, spoken }: Found, here: Here, known: SeenProofs): Claim {
  const { content } = proof
  return claimOfBulletin(proof, {
    what: () => {
      if (content.purpose !== here.purpose) return 'purpose'
      if (!isFor(content, here.places)) return 'place'
      if (spoken === null) return 'sound'
      return item.priority === content.priority ? null : 'priority'
    },
    // Its timetable asks the clock at each play, between two instants that lie within the signed time (`which`); what is over is looked
    // at all the same, so that what was missed while the device was off is told.
    until: Number.POSITIVE_INFINITY,
    // One that was off for a month plays what is still in its time: nobody signs a second time for a loudspeaker.
    beginsWithinMs: null,
    often: () => spoken !== null && (item.perWindow > spoken.text.perWindow || known.keys.has(spoken.key)),
    which: () => {
      const { from, until } = whenOf(proof)
      const isInTime = Date.parse(item.notBefore) >= from - CLOCK_SKEW_MAX_MS && Date.parse(item.notAfter) <= until
      if (!isInTime) return 'time'
      if (spoken === null) return null
      if (item.gapSeconds < spoken.text.gapSeconds) return 'gap'
      return isOlder(spoken.edition, known.newest.get(content.bulletin)) ? 'older' : null
    },
  })
}

function whyOf(lack: Lack | null, { item, spoken }: Found): Unapproved {
  switch (lack?.of) {
    case 'what':
    case 'which':
      return lack.says as Unapproved
    case 'who':
      return 'two-people'
    case 'often':
      return item.perWindow > (spoken?.text.perWindow ?? 0) ? 'plays' : 'twice'
    default:
      return 'time'
  }
}

/** The spoken text that an item is a file of; of several with the same sound, the one whose name it bears. */
function spokenBy({ id, audio }: AgendaItem, content: BulletinContent): Spoken | null {
  const { bulletin, version } = content
  const all = (['message', 'correction'] as const).flatMap(says => {
    const { loudspeakers } = says === 'message' ? content.renditions : content.correction
    return loudspeakers.map((text): Spoken => {
      const kind = says === 'message' ? 'p' : 'c'
      const key = `${bulletin}.${version}.${kind}.${text.language}`
      return { key, edition: { version, says }, text }
    })
  })
  const its = all.filter(
    ({ text: { sound } }) =>
      sound.milliseconds === audio.milliseconds && sound.files.some(({ sha256 }) => sha256 === audio.sha256),
  )
  return its.find(({ key }) => key === id) ?? its[0] ?? null
}

export function isOlder(edition: Edition, than: Edition | undefined): boolean {
  return than !== undefined && rankOf({ edition }) < rankOf({ edition: than })
}

function rankOf(spoken: Pick<Spoken, 'edition'> | null): number {
  if (spoken === null) return 0
  const { version, says } = spoken.edition
  return 2 * version + (says === 'correction' ? 1 : 0)
}

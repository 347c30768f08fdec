/**
 * What a cluster is to play, out of the releases that stand: a pure function of them, the cluster and its commune. Runs in a browser
 * too.
 *
 *   publish ─► the bulletin's spoken texts, from its window's beginning until its end
 *   correct ─► the correction's, from the moment it was released
 *   cancel  ─► nothing: what is gone from an agenda stops
 *   a newer one of the same matter ─► nothing, where that one is said
 */
import type { BulletinContent, SoundForm } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import {
  AGENDA_SIZE_MAX,
  type AgendaItem,
  type AgendaProof,
  ITEMS_MAX,
  type PlayingWindow,
} from '../../speaker/agenda.ts'
import { isFor } from '../../speaker/places.ts'
import type { Place } from '../../speaker/wire.ts'
import type { CurrentRelease, InForce } from '../bulletins/channel.ts'
import { hoursOf } from './model.ts'

export interface Here {
  readonly purpose: Purpose
  readonly places: readonly Place[]
  readonly windows: readonly PlayingWindow[] | null
  /** What its device can decode. */
  readonly decodes: readonly SoundForm[]
  /** Items that its device no longer had when it held a newer agenda than this database knew. */
  readonly withheld: readonly string[]
}

/** The smallest first. */
const FORMS: readonly SoundForm[] = ['opus', 'mp3', 'wav']

type Spoken = BulletinContent['renditions']['loudspeakers'][number]

export interface Wanted {
  readonly windows: readonly PlayingWindow[]
  readonly items: readonly AgendaItem[]
  readonly proofs: readonly AgendaProof[]
}

export function wantedOf(here: Here, standing: readonly InForce[]): Wanted {
  const parts = standing.flatMap(release => partOf(here, release))
  const chosen = within(parts)
  return {
    windows: hoursOf(here.windows).windows,
    items: chosen.flatMap(({ items }) => items),
    proofs: chosen.flatMap(({ proof }) => proof ?? []),
  }
}

/** Each item with the instant of its release. */
export function releasedItems(
  here: Here,
  standing: readonly CurrentRelease[],
): readonly { readonly id: string; readonly at: string }[] {
  return standing.flatMap(release =>
    partOf(here, release).flatMap(({ items }) => items.map(({ id }) => ({ id, at: release.at }))),
  )
}

/** Of an agenda, what one release brings. */
interface Part {
  readonly release: CurrentRelease
  readonly items: readonly AgendaItem[]
  /** Null: without a roster there is none, and a device plays nothing of it. */
  readonly proof: AgendaProof | null
}

function partOf(here: Here, release: InForce): Part[] {
  const { content, approval, kind, at, publishedAt, replacedIn = [] } = release
  if (content.purpose !== here.purpose || !isFor(content, here.places)) return []
  if (isFor({ provinces: replacedIn }, here.places)) return []
  const from = kind === 'publish' ? (content.window.from ?? publishedAt) : at
  const items = spokenOf(release)
    .flatMap(spoken => itemOf(here, release, spoken, from))
    .filter(({ id }) => !here.withheld.includes(id))
  if (items.length === 0) return []
  const proof = approval && { items: items.map(({ id }) => id), content, approval }
  return [{ release, items, proof }]
}

/** Of the octets of an agenda's proofs: signed, an agenda has a third more, and is not longer than AGENDA_SIZE_MAX. */
const PROOFS_SIZE_MAX = AGENDA_SIZE_MAX / 2
const RANKS = { urgent: 0, priority: 1, normal: 2 } as const

/**
 * An agenda that is too long would be refused whole, urgents with it. What does not fit is left out: the least important, and of those
 * the oldest. In the order of the log.
 */
function within(parts: readonly Part[]): readonly Part[] {
  const rank = ({ release }: Part) => RANKS[release.content.priority]
  const inRank = parts.toSorted((a, b) => rank(a) - rank(b) || b.release.serial - a.release.serial)
  const chosen = new Set<Part>()
  let [items, octets] = [0, 0]
  for (const part of inRank) {
    items += part.items.length
    octets += sizeOf(part.release)
    if (items > ITEMS_MAX || octets > PROOFS_SIZE_MAX) break
    chosen.add(part)
  }
  return parts.filter(part => chosen.has(part))
}

const sizes = new WeakMap<CurrentRelease, number>()

/** Made once, however many communes it is for. */
function sizeOf(release: CurrentRelease): number {
  const known = sizes.get(release)
  if (known !== undefined) return known
  const size = new TextEncoder().encode(JSON.stringify([release.content, release.approval])).length
  sizes.set(release, size)
  return size
}

/** `BULLETIN.VERSION.KIND.LANGUAGE`, where kind is p or c. */
export function itemIdOf(
  { bulletin, version, kind }: Pick<CurrentRelease, 'bulletin' | 'version' | 'kind'>,
  language: string,
): string {
  return `${bulletin}.${version}.${kind === 'correct' ? 'c' : 'p'}.${language}`
}

/** Null: it is no item of a bulletin. */
export function bulletinOfItem(
  item: string,
): { readonly bulletin: string; readonly version: number; readonly kind: 'publish' | 'correct' } | null {
  const found = /^([0-9a-f-]{36})\.(\d+)\.([pc])\./.exec(item)
  if (found === null) return null
  const [, bulletin, version, kind] = found
  return { bulletin, version: Number(version), kind: kind === 'c' ? 'correct' : 'publish' }
}

/** What it says on loudspeakers. */
export function spokenOf({ kind, content }: Pick<CurrentRelease, 'kind' | 'content'>): readonly Spoken[] {
  if (kind === 'publish') return content.renditions.loudspeakers
  return kind === 'correct' && content.renditions.loudspeakers.length > 0 ? content.correction.loudspeakers : []
}

function itemOf(
  { decodes }: Here,
  release: CurrentRelease,
  { language, sound, perWindow, gapSeconds }: Spoken,
  notBefore: string,
): readonly AgendaItem[] {
  const form = FORMS.find(each => decodes.includes(each) && sound.files.some(file => file.form === each))
  const file = sound.files.find(each => each.form === form)
  if (file === undefined) return []
  return [
    {
      id: itemIdOf(release, language),
      priority: release.content.priority,
      audio: { sha256: file.sha256, milliseconds: sound.milliseconds },
      notBefore,
      notAfter: release.content.window.until,
      perWindow,
      gapSeconds,
    },
  ]
}

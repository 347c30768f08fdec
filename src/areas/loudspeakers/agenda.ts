/**
 * What a cluster is to play, out of the releases that stand: a pure function of them, the cluster and its commune. Runs in a browser
 * too.
 *
 *   publish ─► the bulletin's spoken texts, from its window's beginning until its end
 *   correct ─► the correction's, from the moment it was released
 *   cancel  ─► nothing: what is gone from an agenda stops
 */
import type { BulletinContent, SoundForm } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { AgendaItem, AgendaProof, PlayingWindow } from '../../speaker/agenda.ts'
import { isFor } from '../../speaker/places.ts'
import type { Place } from '../../speaker/wire.ts'
import type { Standing } from '../bulletins/channel.ts'
import { DEFAULT_WINDOWS } from './model.ts'

export interface Here {
  readonly purpose: Purpose
  readonly places: readonly Place[]
  readonly windows: readonly PlayingWindow[] | null
  /** What its device can decode. */
  readonly decodes: readonly SoundForm[]
}

/** The smallest first. */
const FORMS: readonly SoundForm[] = ['opus', 'mp3', 'wav']

type Spoken = BulletinContent['renditions']['loudspeakers'][number]

export interface Wanted {
  readonly windows: readonly PlayingWindow[]
  readonly items: readonly AgendaItem[]
  readonly proofs: readonly AgendaProof[]
}

export function wantedOf(here: Here, standing: readonly Standing[]): Wanted {
  const items: AgendaItem[] = []
  const proofs: AgendaProof[] = []
  for (const release of standing) {
    const { content, approval, kind, at, publishedAt } = release
    if (content.purpose !== here.purpose || !isFor(content, here.places)) continue
    const from = kind === 'publish' ? (content.window.from ?? publishedAt) : at
    const own = spokenOf(release).flatMap(spoken => itemOf(here, release, spoken, from))
    items.push(...own)
    // Without a roster there is no proof, and a device plays nothing of it.
    if (own.length > 0 && approval !== null)
      proofs.push({ items: own.map(({ id }) => id), content, approval })
  }
  return { windows: here.windows ?? [...DEFAULT_WINDOWS], items, proofs }
}

/** `BULLETIN.VERSION.KIND.LANGUAGE`, where kind is p or c. */
export function itemIdOf(
  { bulletin, version, kind }: Pick<Standing, 'bulletin' | 'version' | 'kind'>,
  language: string,
): string {
  return `${bulletin}.${version}.${kind === 'correct' ? 'c' : 'p'}.${language}`
}

/** Null: it is no item of a bulletin. */
export function bulletinOfItem(item: string): {
  readonly bulletin: string
  readonly version: number
  readonly kind: 'publish' | 'correct'
} | null {
  const found = /^([0-9a-f-]{36})\.(\d+)\.([pc])\./.exec(item)
  if (found === null) return null
  const [, bulletin, version, kind] = found
  return { bulletin, version: Number(version), kind: kind === 'c' ? 'correct' : 'publish' }
}

function spokenOf({ kind, content }: Standing): readonly Spoken[] {
  if (kind === 'publish') return content.renditions.loudspeakers
  return kind === 'correct' && content.renditions.loudspeakers.length > 0
    ? content.correction.loudspeakers
    : []
}

function itemOf(
  { decodes }: Here,
  release: Standing,
  { language, sound, perWindow, gapSeconds }: Spoken,
  notBefore: string,
): readonly AgendaItem[] {
  const form = FORMS.find(
    each => decodes.includes(each) && sound.files.some(file => file.form === each),
  )
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

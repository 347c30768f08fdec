/**
 * What each slot of a receiver shows: a pure function of who is heard, what is shown, and what its line is given.
 *
 *   place          0        1        2       a site that is heard keeps its place, in the audio and in the main slots
 *   audio slot     0        1        2       so that its voice and its picture are one stream
 *   main slot      0        1        2 or a shared screen
 *   thumbnails     as the room shows them, each in its slot as long as it is shown
 *
 * The slots are the same for everybody, whatever its line is given and whomever it listens to, so that they can be told once for
 * all. Nobody sees or hears itself: whoever stands in a slot has it empty. What the line is not given is given up, in the order of who is heard: the first is the speaker.
 * Who listens to an interpreter hears it in audio slot 0, which is never given up, and no voice of the floor beside it: two
 * voices that say the same at once are not understood. The pictures stay.
 *
 * In a test call a site has itself in all slots, and nobody else in any; but for the last main one, which is filled (`filling.ts`).
 */
import type { LineClass } from '../rtp/downlink.ts'
import { GIVES } from './line.ts'
import { AUDIO_SLOTS, type Kind, MAIN_SLOTS, type Site, THUMBNAIL_SLOTS } from './transport.ts'

export interface Wanted {
  readonly site: Site
  readonly kind: Kind
  readonly isGivenUp: boolean
}

export interface Scene {
  /** The speaker first, whose voice nobody gives up. */
  readonly heard: readonly Site[]
  /** Where each of them stands; null: a free place. */
  readonly places: readonly (Site | null)[]
  /** Whose thumbnails are shown, the foremost first. */
  readonly thumbnails: readonly Site[]
  /** In which slot each of the first of them is. */
  readonly thumbnailPlaces: readonly (Site | null)[]
  readonly screen: Site | null
}

export const SILENT: Scene = {
  heard: [],
  places: Array.from({ length: AUDIO_SLOTS }, () => null),
  thumbnails: [],
  thumbnailPlaces: Array.from({ length: THUMBNAIL_SLOTS }, () => null),
  screen: null,
}

/** Each that is wanted keeps its place, the others take what is free, in order; who finds none has none. */
export function placed(before: readonly (Site | null)[], wanted: readonly Site[]): (Site | null)[] {
  const kept = before.map(site => (site !== null && wanted.includes(site) ? site : null))
  for (const site of wanted) {
    const free = kept.indexOf(null)
    if (free !== -1 && !kept.includes(site)) kept[free] = site
  }
  return kept
}

/** The speaker first; who stands behind the places that there are has none. */
export function hearing(before: Scene, heard: readonly Site[]): Scene {
  return { ...before, heard, places: placed(before.places, heard.slice(0, AUDIO_SLOTS)) }
}

export function showing(before: Scene, { thumbnails, screen }: Pick<Scene, 'thumbnails' | 'screen'>): Scene {
  const foremost = thumbnails.slice(0, THUMBNAIL_SLOTS)
  const thumbnailPlaces = placed(before.thumbnailPlaces, foremost)
  return { ...before, thumbnails, thumbnailPlaces, screen }
}

const ALWAYS = () => true

export interface Viewer {
  readonly site: Site
  readonly line: LineClass
  /** Of the language that it listens to; null: the floor. */
  readonly interpreter: Site | null
}

/** By slot: audio, main, thumbnails. */
export function arranged(viewer: Viewer, scene: Scene): (Wanted | null)[] {
  const { site, line, interpreter } = viewer
  const gives = GIVES[line]
  const others = scene.heard.filter(other => other !== site && scene.places.includes(other))
  const thumbnails = scene.thumbnails.filter(other => other !== site)
  const want = (of: Site | null, kind: Kind, isGiven: (of: Site) => boolean): Wanted | null =>
    of === null || of === site ? null : { site: of, kind, isGivenUp: !isGiven(of) }
  const voice = (of: Site) => others.indexOf(of) < gives.voices
  const main = (of: Site) => others.indexOf(of) < gives.mains
  const thumbnail = (of: Site) => thumbnails.indexOf(of) < gives.thumbnails
  return [
    ...(interpreter === null
      ? scene.places.map(of => want(of, 'audio', voice))
      : scene.places.map((_, place) => (place === 0 ? want(interpreter, 'audio', ALWAYS) : null))),
    ...scene.places.map((of, place) => {
      const hasScreen = place === MAIN_SLOTS - 1 && scene.screen !== null && scene.screen !== site
      return hasScreen ? want(scene.screen, 'screen', () => gives.screen) : want(of, 'main', main)
    }),
    ...scene.thumbnailPlaces.map(of => want(of, 'thumbnail', thumbnail)),
  ]
}

/** A test call: its voice once, its pictures as often as its line is given pictures, so that the line is tried by them. */
export function echoed({ site, line }: Pick<Viewer, 'site' | 'line'>): (Wanted | null)[] {
  const { mains, thumbnails } = GIVES[line]
  const pictures = (kind: Kind, slots: number, given: number) =>
    Array.from({ length: slots }, (_, place) => ({ site, kind, isGivenUp: place >= given }))
  return [
    ...Array.from({ length: AUDIO_SLOTS }, (_, place): Wanted | null =>
      place === 0 ? { site, kind: 'audio', isGivenUp: false } : null,
    ),
    ...pictures('main', MAIN_SLOTS - 1, mains),
    null,
    ...pictures('thumbnail', THUMBNAIL_SLOTS, thumbnails),
  ]
}

/**
 * What the public has been told of a bulletin, at an instant, by the log of its releases.
 *
 *   publish ──────────── correct ──────────── cancel            releases
 *      ·····├── said ─────┤├── said, the old struck ──┤├── taken back
 *      window opens
 *
 * Where a newer one of the same matter is said everywhere it was, it is replaced (replaced.ts). What was taken back before its window
 * opened was never said: nothing is told of it. What is meant and what is an exercise are
 * two types from here on, so that no function which publishes the one can be given the other. Pure.
 */
import { type Matter, type Priority, type Sound, speaksMs } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { Released } from './channel.ts'
import { type OfMatter, type Replaced, replacedBy } from './replaced.ts'

export interface PublishedText {
  readonly language: string
  readonly title: string
  readonly text: string
}

export interface PublishedSound {
  readonly language: string
  readonly sound: Sound
}

export interface PublishedBulletin<Of extends Purpose = Purpose> extends OfMatter {
  readonly purpose: Of
  readonly bulletin: string
  readonly priority: Priority
  readonly provinces: Released['content']['provinces']
  readonly matter: Matter | null
  /** Over: its time is. Replaced: newer ones say it everywhere. */
  readonly standing: 'current' | 'replaced' | 'takenBack' | 'over'
  readonly replaced: Replaced<PublishedBulletin>
  /** Since when it counts; until when. */
  readonly from: string
  readonly until: string
  /** When the public had it first, and when something of it changed last. Milliseconds since 1970. */
  readonly publishedMs: number
  readonly changedMs: number
  /** Of the release that is said last. */
  readonly serial: number
  /** When it was corrected or taken back; null: it was not. */
  readonly correctedMs: number | null
  readonly takenBackMs: number | null
  /** What is said now; once it was corrected or taken back, the correction. */
  readonly texts: readonly PublishedText[]
  /** What was said before it was corrected or taken back. */
  readonly before: readonly PublishedText[]
  /** Of what is said now. */
  readonly sounds: readonly PublishedSound[]
}

export interface SplitExercises {
  readonly live: readonly PublishedBulletin<'live'>[]
  readonly exercise: readonly PublishedBulletin<'exercise'>[]
}

export interface Spoken<Of = Released> {
  readonly release: Of
  /** Since when the public has it. Milliseconds since 1970. */
  readonly atMs: number
}

/** Of a bulletin's releases in their order, those that the public had by then. */
export function spokenOf<Of extends Pick<Released, 'kind' | 'at' | 'content'>>(
  releases: readonly Of[],
  nowMs: number,
): readonly Spoken<Of>[] {
  const spoken: Spoken<Of>[] = []
  for (const [at, release] of releases.entries()) {
    const atMs = spokenMs(release)
    const nextMs = at + 1 < releases.length ? Date.parse(releases[at + 1].at) : Infinity
    if (atMs > nowMs || nextMs <= atMs) continue
    if (release.kind === 'cancel' && spoken.length === 0) continue
    spoken.push({ release, atMs })
  }
  return spoken
}

/** Of one bulletin; null: the public knows nothing of it. */
export function toldOf(releases: readonly Released[], nowMs: number): PublishedBulletin | null {
  const spoken = spokenOf(releases, nowMs)
  const last = spoken.at(-1)
  if (last === undefined) return null
  const { content, kind } = last.release
  const isReplaced = releases.some(({ serial, at }) => serial > last.release.serial && Date.parse(at) <= nowMs)
  const isOver = isReplaced || nowMs >= Date.parse(content.window.until)
  const corrected = spoken.find(({ release }) => release.kind === 'correct' && release.version === content.version)
  const saysCorrection = kind !== 'publish'
  const first = spoken.find(each => each.release.version === content.version) ?? last
  return {
    purpose: content.purpose,
    bulletin: content.bulletin,
    priority: content.priority,
    provinces: content.provinces,
    matter: content.matter ?? null,
    replaced: { by: [], isWhole: false, provinces: [] },
    standing: kind === 'cancel' ? 'takenBack' : isOver ? 'over' : 'current',
    from: content.window.from ?? first.release.at,
    until: content.window.until,
    publishedMs: spoken[0].atMs,
    changedMs: last.atMs,
    serial: last.release.serial,
    correctedMs: corrected?.atMs ?? null,
    takenBackMs: kind === 'cancel' ? last.atMs : null,
    texts: saysCorrection ? content.correction.page : content.renditions.page,
    before: saysCorrection && wasSaid(spoken, content.version) ? content.renditions.page : [],
    sounds: kind === 'cancel' || isOver ? [] : soundsOf(content, saysCorrection),
  }
}

/**
 * By what else the public has been told: which of these have made way for newer ones. One that is withdrawn afterwards goes on to lead to
 * those: the words of its correction say that it was wrong, and it was not.
 */
export function withReplaced(
  these: readonly PublishedBulletin[],
  all: readonly PublishedBulletin[] = these,
): PublishedBulletin[] {
  return these.map(told => {
    const replaced = replacedBy(told, all)
    if (replaced.by.length === 0) return told
    const sinceMs = Math.max(...replaced.by.map(({ publishedMs }) => publishedMs))
    const changedMs = Math.max(told.changedMs, sinceMs)
    const { standing, takenBackMs, correctedMs, before } = told
    const isCurrent = standing === 'current'
    if (isCurrent && replaced.isWhole) return { ...told, replaced, changedMs, standing: 'replaced', sounds: [] }
    const isWithdrawnAfter = correctedMs === null && takenBackMs !== null && takenBackMs >= sinceMs
    if (standing === 'takenBack' && replaced.isWhole && isWithdrawnAfter)
      return { ...told, replaced, standing: 'replaced', texts: before, before: [] }
    return isCurrent ? { ...told, replaced, changedMs } : { ...told, replaced }
  })
}

/** Newest first. */
export function splitExercises(all: readonly PublishedBulletin[]): SplitExercises {
  const sorted = all.toSorted(newestFirst)
  return { live: sorted.filter(isOf('live')), exercise: sorted.filter(isOf('exercise')) }
}

function newestFirst(a: PublishedBulletin, b: PublishedBulletin): number {
  return b.changedMs - a.changedMs || b.serial - a.serial
}

const RANKS: Readonly<Record<Priority, number>> = { urgent: 0, priority: 1, normal: 2 }

/** What counts now: the urgent first, then the newest. */
export function currentOf<Of extends Purpose>(
  told: readonly PublishedBulletin<Of>[],
): readonly PublishedBulletin<Of>[] {
  return told
    .filter(({ standing }) => standing === 'current')
    .toSorted((a, b) => RANKS[a.priority] - RANKS[b.priority] || newestFirst(a, b))
}

/** When what the public is told changes next by itself; Infinity: it does not. */
export function edgeMs(releases: readonly Released[], nowMs: number): number {
  const edges = releases.flatMap(release => [spokenMs(release), Date.parse(release.content.window.until)])
  return Math.min(Number.POSITIVE_INFINITY, ...edges.filter(edge => edge > nowMs))
}

/** What is said in that language, or else in the first. */
export function inLanguage<Of extends { readonly language: string }>(
  all: readonly Of[],
  language: string,
): Of | undefined {
  return all.find(each => each.language === language) ?? all[0]
}

/** Since when the public is to have it. */
function spokenMs({ kind, at, content }: Pick<Released, 'kind' | 'at' | 'content'>): number {
  return speaksMs(kind, content, Date.parse(at))
}

function soundsOf({ renditions, correction }: Released['content'], saysCorrection: boolean): readonly PublishedSound[] {
  return saysCorrection ? correction.loudspeakers : renditions.loudspeakers
}

function wasSaid(spoken: readonly Spoken[], version: number): boolean {
  return spoken.some(({ release }) => release.kind === 'publish' && release.version === version)
}

function isOf<Of extends Purpose>(purpose: Of) {
  return (told: PublishedBulletin): told is PublishedBulletin<Of> => told.purpose === purpose
}

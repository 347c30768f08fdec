/**
 * What effects cost: ordinary SMS by the one splitter, minutes of loudspeakers by how long a text takes to say. What an area counts is an
 * argument, and what nobody said is null, never a guess. Pure; runs in a browser too.
 */

import { split } from '../text/split.ts'
import { spoken as asSpoken } from '../text/spoken.ts'
import { spokenSeconds } from '../text/spoken-seconds.ts'
import { type AreaId, COUNTRY, LAST_DAY_BEFORE, partsOn } from './areas.ts'
import type { AreaFigures, Cost, Diff } from './diff.ts'
import type { Effect } from './effect.ts'

/** Morning and evening (Circular 39/2020/TT-BTTTT leaves them to the commune). */
export const WINDOWS_A_DAY = 2

export type Figures = (area: AreaId) => AreaFigures | null

/**
 * Of areas that are told one by one. The country is all of them, or what is said of it itself; what came of a merger is all of its parts,
 * where nothing is said of it itself.
 */
export function figuresOf(areas: ReadonlyMap<AreaId, AreaFigures>): Figures {
  const own = areas.get(COUNTRY)
  const country = own ?? (areas.size === 0 ? null : [...areas.values()].reduce(added))
  return area => {
    if (area === COUNTRY) return country
    const parts = areas.has(area) ? [area] : partsOn(area, LAST_DAY_BEFORE)
    const known = parts.flatMap(part => areas.get(part) ?? [])
    return known.length === 0 || known.length < parts.length ? null : known.reduce(added)
  }
}

/** Counts by these figures. Texts that come again are split once. */
export class Costs {
  readonly #figures: Figures
  readonly #segments = new Map<string, number>()
  readonly #seconds = new Map<string, number>()

  constructor(figures: Figures) {
    this.#figures = figures
  }

  of(effect: Effect): Cost {
    const { population, subscribers, english, clusters } = effect.areas
      .map(area => this.#figures(area) ?? UNKNOWN)
      .reduce(added, NOBODY)
    const { sms, spoken } = effect.said
    const segments =
      sms === null || !effect.channels.includes('sms')
        ? null
        : { vi: this.#segmentsOf(sms.vi), en: this.#segmentsOf(sms.en) }
    const inEnglish = subscribers === null ? 0 : Math.min(english, subscribers)
    const messages =
      segments === null || subscribers === null
        ? null
        : segments.vi * (subscribers - inEnglish) + segments.en * inEnglish
    return {
      population,
      subscribers,
      segments,
      sms: segments === null ? 0 : messages,
      loudspeakerMinutes:
        spoken === null || !effect.channels.includes('loudspeakers')
          ? 0
          : times(clusters, (this.#secondsOf(spoken.vi) * playsOf(effect)) / 60),
      clusters,
    }
  }

  #segmentsOf(text: string): number {
    const known = this.#segments.get(text)
    if (known !== undefined) return known
    const { segments } = split(text)
    this.#segments.set(text, segments)
    return segments
  }

  #secondsOf(text: string): number {
    const known = this.#seconds.get(text)
    if (known !== undefined) return known
    const seconds = spokenSeconds(asSpoken(text).spoken)
    this.#seconds.set(text, seconds)
    return seconds
  }
}

/** What is urgent is played in a row once, all else in each of a commune's hours. */
function playsOf({ settings: { perWindow, priority } }: Effect): number {
  return (perWindow ?? 1) * (priority === 'urgent' ? 1 : WINDOWS_A_DAY)
}

const NOBODY: AreaFigures = { population: 0, subscribers: 0, english: 0, clusters: 0 }
const UNKNOWN: AreaFigures = { population: null, subscribers: null, english: 0, clusters: null }

function added(a: AreaFigures, b: AreaFigures): AreaFigures {
  return {
    population: sum(a.population, b.population),
    subscribers: sum(a.subscribers, b.subscribers),
    english: a.english + b.english,
    clusters: sum(a.clusters, b.clusters),
  }
}

/** What is not known of a part is not known of the whole. */
function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}

function times(count: number | null, each: number): number | null {
  return count === null ? null : count * each
}

export interface Totals {
  /** Of all that begins, once; null: some goes to nobody knows how many. */
  readonly sms: number | null
  /** Of all clusters a day; null: of some nobody knows how many there are. */
  readonly loudspeakerMinutes: number | null
}

export function totalsOf(diff: Diff, costs: Costs): Totals {
  const begins = [...diff.starts, ...diff.replaced.map(({ after }) => after)].map(effect => costs.of(effect))
  return {
    sms: begins.reduce<number | null>((all, cost) => sum(all, cost.sms), 0),
    loudspeakerMinutes: begins.reduce<number | null>((all, cost) => sum(all, cost.loudspeakerMinutes), 0),
  }
}

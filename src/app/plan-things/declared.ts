/**
 * What an area counts: subscribers as operators' nodes declare them, those who get English in proportion as rounds estimate them, and clusters
 * of loudspeakers that play. What no operator declares is not known.
 */

import { loudspeakerRows, type StoredCluster } from '../../areas/loudspeakers/store.ts'
import { operatorRows } from '../../areas/operators/store.ts'
import type { Declared } from '../../areas/plan/figures.ts'
import { isSameProvince } from '../../country/vn/provinces.ts'
import type { HelloBody } from '../../directive/documents.ts'
import { areasOn, COUNTRY, datedCodeOf } from '../../plan/areas.ts'

export const declared: Declared = {
  of: async (store, day) => {
    const hellos = (await operatorRows(store).operators())
      .filter(({ state }) => state === 'enrolled')
      .flatMap(({ hello }) => hello ?? [])
    const loudspeakers = loudspeakerRows(store)
    const communes = await loudspeakers.communes()
    const playing = (await loudspeakers.clusters()).filter(isPlaying)
    const places = new Map(communes.map(commune => [commune.code, commune.places]))
    const clustersIn = (place: Dated) =>
      playing.filter(({ commune }) =>
        (places.get(commune) ?? []).some(one => isSameProvince({ code: one.code, asOf: one.from }, place)),
      ).length
    return new Map([
      [COUNTRY, { ...inCountry(hellos), clusters: playing.length }],
      ...areasOn(day).map(area => {
        const place = datedCodeOf(area) ?? { code: '', asOf: day }
        return [area, { ...inProvince(hellos, place), clusters: clustersIn(place) }] as const
      }),
    ])
  },
}

type Dated = { readonly code: string; readonly asOf: string }

function isPlaying({ purpose, enrolledAt, revokedAt }: StoredCluster): boolean {
  return purpose === 'live' && enrolledAt !== null && revokedAt === null
}

function inCountry(hellos: readonly HelloBody[]) {
  return {
    subscribers: hellos.length === 0 ? null : sum(hellos.map(({ subscribers }) => subscribers)),
    english: sum(hellos.map(englishOf)),
  }
}

function inProvince(hellos: readonly HelloBody[], place: Dated) {
  const counts = hellos.flatMap(hello => {
    const list = hello.provinces.find(one => isSameProvince(one, place))
    return list === undefined ? [] : [{ hello, subscribers: list.subscribers }]
  })
  return {
    subscribers: counts.length === 0 ? null : sum(counts.map(({ subscribers }) => subscribers)),
    english: sum(
      counts.map(({ hello, subscribers }) =>
        hello.subscribers === 0 ? 0 : Math.round((englishOf(hello) * subscribers) / hello.subscribers),
      ),
    ),
  }
}

function englishOf({ languages }: HelloBody): number {
  return languages.find(({ language }) => language === 'en')?.subscribers ?? 0
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0)
}

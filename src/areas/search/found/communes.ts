/** Communes, by their names, codes, provinces and the names of their loudspeakers. */

import type { Reading } from '../../../authority/store.ts'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { provinceAt } from '../../../country/vn/provinces.ts'
import { loudspeakerRows, type StoredCluster } from '../../loudspeakers/store.ts'
import { type Source, STAFF } from '../source.ts'

/** Of a cluster, what changes by which it is found. */
const OF_CLUSTERS = ['loudspeakers.cluster', 'loudspeakers.enrol', 'loudspeakers.revoke']

export const foundCommunes: Source = {
  kind: 'commune',
  touched: async (entry, store) => await communeOf(entry, store),
  documents: async (store, code) => {
    const commune = await loudspeakerRows(store).commune(code)
    if (commune === null) return []
    const clusters = await loudspeakerRows(store).clustersOf(code)
    const { name, places } = commune
    const provinces = places.map(({ code: province, from }) => provinceAt(province, from)?.name ?? '')
    return [
      {
        id: code,
        title: name,
        within: provinces.at(-1) ?? null,
        state: stateOf(clusters),
        at: Math.max(0, ...clusters.map(({ enrolledAt }) => enrolledAt ?? 0)),
        page: `/loudspeakers/${code}`,
        text: [code, ...provinces, ...clusters.flatMap(({ id, name: called }) => [id, called])],
        seenBy: STAFF,
      },
    ]
  },
}

async function communeOf({ action, subject }: TrailEntry, store: Reading): Promise<readonly string[]> {
  if (subject.kind === 'commune') return [subject.id]
  if (!OF_CLUSTERS.includes(action)) return []
  const cluster = await loudspeakerRows(store).cluster({ id: subject.id })
  return cluster === null ? [] : [cluster.commune]
}

/** Whether any loudspeakers of it play. */
function stateOf(clusters: readonly StoredCluster[]): string {
  if (clusters.length === 0) return 'none'
  return clusters.some(({ key }) => key !== null) ? 'enrolled' : 'new'
}

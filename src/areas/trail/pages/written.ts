/**
 * What areas write into the trail, by the names the server writes: each area brings its own words when the trail is opened.
 * A name that has none is shown as it was written: nothing of the trail is ever left out.
 */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { useRouteContext } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { takeIn } from '../../../web/i18n.ts'
import { queries } from '../../../web/session.ts'
import type { Words } from '../../../web/words/both.ts'

export interface Written {
  /** The first word of an action: what it was done to. The server finds all of them by it. */
  readonly kind: string
  /** In the order of their words. */
  readonly actions: readonly string[]
}

/** Suspends until the words are there. */
export function useWritten(): readonly Written[] {
  const { areas } = useRouteContext({ from: '__root__' })
  return useSuspenseQuery(writtenQuery(areas)).data
}

export async function readWritten(areas: readonly AreaPages[]): Promise<void> {
  await queries.ensureQueryData(writtenQuery(areas))
}

function writtenQuery(areas: readonly AreaPages[]) {
  return queryOptions({
    queryKey: ['trail-words'],
    queryFn: async () => writtenIn(await wordsOf(areas)),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

async function wordsOf(areas: readonly AreaPages[]): Promise<readonly Words[]> {
  const all = await Promise.all(areas.map(async ({ trail }) => (await trail?.())?.trailWords ?? {}))
  for (const words of all) takeIn('trail', words)
  return all
}

const KIND = 'trail.kind.'

export function writtenIn(all: readonly Words[]): readonly Written[] {
  return all.flatMap(words => {
    const names = Object.keys(words)
    return names
      .filter(name => name.startsWith(KIND))
      .map(name => name.slice(KIND.length))
      .map(kind => ({
        kind,
        actions: names.filter(name => name.startsWith(`trail.${kind}.`)).map(name => name.slice('trail.'.length)),
      }))
  })
}

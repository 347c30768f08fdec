/** The trail, its export and its verification: each row of the contract to its use case. */
import type { Store } from '../../authority/store.ts'
import { verifyTrail } from '../../authority/trail.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { trailContract } from './contract.ts'
import { csvLines, jsonLines } from './exported.ts'
import { trailFailure } from './failures.ts'
import { type ActionNames, queryOf, saidOf } from './looked-for.ts'

export interface TrailNeeds {
  readonly store: Store
  readonly now: () => number
  /** Of the authority, in an export. */
  readonly name: string
  readonly names: ActionNames
}

/** Each reads the trail from end to end. */
const EXPORTS_MAX = 2

export function trailRoutes({ store, now, name, names }: TrailNeeds): Route[] {
  const said = saidOf(names)
  let exports = 0
  const counted = async function* (lines: AsyncIterable<string>) {
    exports++
    try {
      yield* lines
    } finally {
      exports--
    }
  }
  return routesOf(trailContract, {
    listTrail: async ({ query: { cursor, limit, ...asked } }) =>
      await store.trail({ ...queryOf(asked, said), cursor: cursor ?? null, limit }),
    exportTrail: async ({ query: { form, language, ...filter } }) => {
      if (exports >= EXPORTS_MAX) throw trailFailure('trailExports', { most: EXPORTS_MAX })
      const nowMs = now()
      const asked = { filter, query: queryOf(filter, said), of: name, nowMs }
      const lines =
        form === 'csv' ? csvLines(store, asked, { names, language }) : jsonLines(store, asked)
      const day = new Date(nowMs).toISOString().slice(0, '2026-02-03'.length)
      return new Response(streamOf(counted(lines)), {
        headers: {
          'content-type': form === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl',
          'content-disposition': `attachment; filename="trail-${day}.${form}"`,
          'cache-control': 'no-store',
        },
      })
    },
    verifyTrail: async () => await verifyTrail(store),
  })
}

/** As fast as it is read, and no faster; whoever goes away ends it. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async controller => {
      const { value, done } = await lines.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await lines.return(undefined)),
  })
}

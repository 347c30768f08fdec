/** The trail, its export and its verification: each row of the contract to its use case. */
import { trailActor, verifyTrail } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { trailContract } from './contract.ts'
import { csvLines, jsonLines, sizeOf } from './exported.ts'
import { trailFailure } from './failures.ts'
import { type ActionNames, queryOf, saidOf } from './looked-for.ts'

export interface TrailNeeds {
  readonly work: Pick<UnitOfWork, 'store' | 'now' | 'transaction'>
  /** Of the authority, in an export. */
  readonly name: string
  readonly names: ActionNames
}

/** Each reads the trail from end to end. */
const EXPORTS_MAX = 2

export function trailRoutes({ work, name, names }: TrailNeeds): Route[] {
  const { store, now } = work
  const said = saidOf(names)
  let exports = 0
  const counted = async <Answer>(read: () => Promise<Answer>): Promise<Answer> => {
    exports++
    try {
      return await read()
    } finally {
      exports--
    }
  }
  const countedLines = async function* (lines: AsyncIterable<string>) {
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
    exportTrail: async ({ actor, query: { form, language, ...filter } }) => {
      if (exports >= EXPORTS_MAX) throw trailFailure('trailExports', { most: EXPORTS_MAX })
      const nowMs = now()
      const head = await store.trailHead()
      const asked = { filter, query: queryOf(filter, said), of: name, nowMs, head }
      const entries = await counted(async () => await sizeOf(store, asked))
      // Before anything leaves: who took how much of it is in the trail, whatever becomes of the file.
      const { from: fromDay = null, until: untilDay = null, ...words } = filter
      const lookedFor = Object.keys(words).length === 0 ? null : words
      await work.transaction(
        async ({ record }) =>
          await record(trailActor(actor), {
            action: 'trail.export',
            subject: { kind: 'trail', id: String(head.entries) },
            details: { form, entries, fromDay, untilDay, lookedFor },
          }),
      )
      const lines = form === 'csv' ? csvLines(store, asked, { names, language }) : jsonLines(store, asked)
      const day = new Date(nowMs).toISOString().slice(0, '2026-02-03'.length)
      return new Response(streamOf(countedLines(lines)), {
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

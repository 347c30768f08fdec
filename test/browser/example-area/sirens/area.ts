/** Siren orders as an area. */
import type { Area } from '../../authority/area.ts'
import { stepHandlers } from '../../authority/document-steps.ts'
import { OPEN_MAX, openIn } from '../../authority/hands.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import { routesOf } from '../../http/route.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { AtNodes } from '../operators/node-extension.ts'
import { type Finds, ofSubject, STAFF } from '../search/source.ts'
import { sirenKind, sirensContract } from './contract.ts'
import * as model from './model.ts'
import { sirenTables } from './sql.ts'
import { sirenRows } from './store.ts'
import { sirenJobs, sirenUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

export const sirens: Area<AreaTables> & AtNodes & Finds = {
  name: 'sirens',
  contract: sirensContract,
  shapes: { ...model },
  tables: sirenTables,
  trail: trailWords,
  hands: {
    siren: {
      states: model.sirenApproval.hands,
      open: async store => {
        const all = (await sirenRows(store).sirens()).slice(0, OPEN_MAX)
        return all.flatMap(({ id, state }) =>
          openIn(model.sirenApproval.handsIn(state), { subject: { kind: 'siren', id }, page: '/sirens' }),
        )
      },
    },
  },
  atNodes: sirenJobs.atNodes,
  finds: [
    {
      kind: 'siren',
      name: trailWords['trail.kind.siren'],
      may: STAFF,
      touched: ofSubject('siren'),
      documents: async (store, thing) => {
        const found = await sirenRows(store).siren(thing)
        if (found === null) return []
        const { id, state, content, updatedAt: at } = found
        return [{ id, title: content.place, within: null, state, at, page: '/sirens', text: [id], seenBy: STAFF }]
      },
    },
  ],
}

export function openSirensArea({ work }: { readonly work: UnitOfWork }): OpenArea {
  const useCases = sirenUseCases(work)
  return {
    routes: routesOf(sirensContract, {
      listSirens: async ({ actor }) => await useCases.sirens(actor),
      createSiren: async ({ actor, body }) => await useCases.createSiren(actor, body),
      ...stepHandlers(sirenKind, useCases),
      acknowledgeSiren: async ({ node, body }) => await sirenJobs.acknowledge(work, node, body.document),
    }),
    hears: { siren: (change, feed) => feed.toMinistry(change, `siren ${change.siren}`) },
    overview: { kinds: { siren: { what: trailWords['trail.kind.siren'] } } },
  }
}

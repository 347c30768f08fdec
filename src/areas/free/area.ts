/** What is free of charge as an area: the draft, the signed versions, who holds them, audits, the page for everyone. */

import type { Numbering } from '../../audience/numbering.ts'
import type { Area } from '../../authority/area.ts'
import { type AreaHands, openIn } from '../../authority/hands.ts'
import type { Change, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import { PageCache } from '../../http/page-cache.ts'
import type { AreaTables } from '../../sql/store.ts'
import { service, zeroRatingList } from '../../zerorating/list.ts'
import type { AtNodes } from '../operators/node-extension.ts'
import { freeContract } from './contract.ts'
import { freeAtNodes } from './delivery.ts'
import * as model from './model.ts'
import { freeOverviewPart } from './overview.ts'
import { freePages } from './public-page.ts'
import { freeRoutes } from './routes.ts'
import { freeTables } from './sql.ts'
import { freeApproval } from './states.ts'
import { freeRows } from './store.ts'
import type { FreeUseCases } from './use-cases.ts'
import { listSubject } from './view.ts'
import { trailWords } from './words-trail.ts'

/** In whose hands the list of what is free is, state by state, and its draft where it is open. */
const freeHands: AreaHands = {
  list: {
    states: freeApproval.hands,
    open: async store => {
      const rows = freeRows(store)
      const { state } = (await rows.draft()) ?? { state: 'none' }
      const versions = (await rows.lists()).map(({ version }) => version)
      const subject = listSubject(Math.max(0, ...versions) + 1)
      return openIn(freeApproval.handsIn(state), { subject, page: '/zero-rating/draft' })
    },
  },
  audit: null,
}

export const free: Area<AreaTables> & AtNodes = {
  name: 'free',
  contract: freeContract,
  shapes: { ...model, zeroRatingList, service },
  tables: freeTables,
  trail: trailWords,
  hands: freeHands,
  atNodes: freeAtNodes,
}

export function openFreeArea(needs: {
  readonly free: FreeUseCases
  readonly work: UnitOfWork
  readonly subscribe: (listener: (change: Change) => void) => () => void
  /** The authority's, on the page for everyone. */
  readonly name: string
  readonly numbering: Numbering
}): OpenArea {
  const { free: useCases, work, subscribe, name, numbering } = needs
  const cache = new PageCache({ make: async now => await freePages({ free: useCases, name }, now), nowMs: work.now })
  const end = subscribe(({ is }) => {
    if (is === 'free' || is === 'operator' || is === 'rejoined') cache.invalidate()
  })
  return {
    routes: freeRoutes({ free: useCases, cache, numbering }),
    cache,
    overview: freeOverviewPart(useCases),
    hears: { free: (change, feed) => feed.toEveryone(change, 'free') },
    close: end,
  }
}

/** All that can be asked about what is free, over one cache of the versions that were read. */

import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { freeAuditUseCases } from './audits.ts'
import { freeDeliveryUseCases } from './delivery.ts'
import { freeDraftUseCases } from './drafts.ts'
import { FreeLists } from './lists.ts'
import type { FreeUseCases, HeldFree } from './use-cases.ts'
import { freeViewUseCases } from './view.ts'

export function freeUseCases(work: UnitOfWork, held: HeldFree): FreeUseCases {
  const lists = new FreeLists()
  return {
    ...freeDraftUseCases(work, lists, held),
    ...freeViewUseCases(work, lists),
    ...freeDeliveryUseCases(work),
    ...freeAuditUseCases(work),
  }
}

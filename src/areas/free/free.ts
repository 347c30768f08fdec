/** All that can be asked about what is free, over one shelf of the versions that were read. */

import type { House } from '../../authority/unit-of-work.ts'
import { freeAuditUseCases } from './audits.ts'
import { freeDeliveryUseCases } from './delivery.ts'
import { freeDraftUseCases } from './drafts.ts'
import { FreeLists } from './lists.ts'
import type { FreeUseCases, HeldFree } from './use-cases.ts'
import { freeViewUseCases } from './view.ts'

export function freeUseCases(house: House, held: HeldFree): FreeUseCases {
  const lists = new FreeLists()
  return {
    ...freeDraftUseCases(house, lists, held),
    ...freeViewUseCases(house, lists),
    ...freeDeliveryUseCases(house),
    ...freeAuditUseCases(house),
  }
}

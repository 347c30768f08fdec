/** All that can be asked about what is free, over one shelf of the versions that were read. */
import { freeAuditUseCases } from './free-audits.ts'
import { freeDeliveryUseCases } from './free-delivery.ts'
import { freeDraftUseCases } from './free-drafts.ts'
import { FreeLists } from './free-lists.ts'
import type { FreeUseCases } from './free-use-cases.ts'
import { freeViewUseCases } from './free-view.ts'
import type { House } from './house.ts'

export function freeUseCases(house: House): FreeUseCases {
  const lists = new FreeLists()
  return {
    ...freeDraftUseCases(house, lists),
    ...freeViewUseCases(house, lists),
    ...freeDeliveryUseCases(house),
    ...freeAuditUseCases(house),
  }
}

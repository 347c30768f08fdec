/** All use cases of the office together. */
import { briefingUseCases } from './office/briefings.ts'
import { documentUseCases } from './office/documents.ts'
import { linkUseCases } from './office/links.ts'
import { minuteUseCases } from './office/minutes.ts'
import type { Office } from './office/office.ts'
import { siteUseCases } from './office/sites.ts'

export function officeUseCases(office: Office) {
  return {
    ...siteUseCases(office),
    ...briefingUseCases(office),
    ...linkUseCases(office),
    ...documentUseCases(office),
    ...minuteUseCases(office),
  }
}

export type OfficeUseCases = ReturnType<typeof officeUseCases>

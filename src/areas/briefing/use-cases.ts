/** All use cases of the office together. */
import { briefingUseCases } from './briefings.ts'
import { documentUseCases } from './documents.ts'
import { linkUseCases } from './links.ts'
import { minuteUseCases } from './minutes.ts'
import type { Office } from './office.ts'
import { siteUseCases } from './sites.ts'

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

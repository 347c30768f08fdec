/** How a browser at a site proves which place of which briefing it has, and by which name others count it. */

import type { Device } from '../../http/caller.ts'
import { briefingFailure } from './failures.ts'
import type { SiteIdentity } from './model.ts'
import type { OfficeUseCases } from './use-cases.ts'

export function atSite(office: Pick<OfficeUseCases, 'authenticateSite'>): Device {
  return {
    authenticate: async token => await office.authenticateSite(token),
    unknown: () => briefingFailure('placeUnknown'),
    nameOf: identity => {
      // What `authenticate` answers.
      const { briefing, site } = identity as SiteIdentity
      return `${briefing}/${site}`
    },
    isLasting: true,
    scheme: {
      description: 'A browser at a site of a briefing: `loas_` and 43 characters, got for a link that opens once.',
    },
  }
}

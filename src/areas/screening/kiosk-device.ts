/** How a kiosk proves who it is, and by which name others count it. */

import type { Device } from '../../http/caller.ts'
import { screeningFailure } from './failures.ts'
import type { KioskIdentity } from './model.ts'
import type { Screening } from './use-cases.ts'

export function atKiosk(screening: Pick<Screening, 'authenticateKiosk'>): Device {
  return {
    authenticate: async token => await screening.authenticateKiosk(token),
    unknown: () => screeningFailure('kioskUnknown'),
    // What `authenticate` answers.
    nameOf: identity => (identity as KioskIdentity).id,
    isLasting: true,
    scheme: { description: 'A tablet at a door: `loak_` and 43 characters, got for a one-time code.' },
  }
}

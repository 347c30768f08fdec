/** How a loudspeaker device proves who it is, and by which name others count it. */
import type { Device } from '../../http/caller.ts'
import type { DeviceUseCases } from './devices.ts'
import { loudspeakerFailure } from './failures.ts'
import type { ClusterIdentity } from './model.ts'

export function atSpeaker(devices: Pick<DeviceUseCases, 'authenticate'>): Device {
  return {
    authenticate: async token => await devices.authenticate(token),
    unknown: () => loudspeakerFailure('speakerUnknown'),
    // What `authenticate` answers.
    nameOf: identity => (identity as ClusterIdentity).cluster,
    scheme: { bearerFormat: 'JWS', description: 'A token that a loudspeaker device signs anew for each call.' },
  }
}

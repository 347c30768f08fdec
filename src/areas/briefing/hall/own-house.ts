/** The house as live rooms change something in it: nothing, once they are another process's, whatever they still believe. */
import type { House } from '../../../authority/unit-of-work.ts'
import { hallFailure } from './failures.ts'

export function ownHouse(house: House): House {
  return {
    ...house,
    change: async (act, keep) =>
      await house.change(async changing => {
        // Asked when it is this one's turn to write: others wait until it is committed.
        if (!house.shift.isOurs()) throw hallFailure('roomMoved')
        return await act(changing)
      }, keep),
  }
}

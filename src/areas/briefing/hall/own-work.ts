/** The unit of work of live rooms: every transaction fails once another process has the rooms. */
import type { UnitOfWork } from '../../../authority/unit-of-work.ts'
import { hallFailure } from './failures.ts'

export function ownWork(work: UnitOfWork): UnitOfWork {
  return {
    ...work,
    transaction: async (act, keep) =>
      await work.transaction(async tx => {
        // Asked when it is this one's turn to write: others wait until it is committed.
        if (!work.shift.isOurs()) throw hallFailure('roomMoved')
        return await act(tx)
      }, keep),
  }
}

/** Mail that came back: whose address is gone gets nothing any more, and a letter that was accepted is told as one that came back. */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { BounceNote } from '../../channels/mail/bounce-spool.ts'
import { bouncedOnce, endSubscription } from './asking.ts'
import { subscriptionRows } from './store.ts'

/** True: a letter with a bulletin came back for good, and was not told before. The same note twice says the same. */
export async function takeReturned(work: UnitOfWork, note: BounceNote): Promise<boolean> {
  if (note.is === 'delayed') return false
  return await work.transaction(async tx => {
    const { store, now } = tx
    const rows = subscriptionRows(store)
    const letter = await rows.letter(note.mark)
    if (letter === null || letter.state === 'returned') return false
    const { id, subscription, lane } = letter
    // Whoever calls it spam wants no more of it; that it came is not taken back.
    if (note.is === 'complaint') {
      if (subscription !== null) await endSubscription(tx, subscription, 'complained')
      return false
    }
    const why = note.isGone ? 'recipientGone' : 'messageRefused'
    await rows.updateLetters([id], { state: 'returned', why, changedAt: now })
    if (subscription !== null) {
      if (note.isGone) await endSubscription(tx, subscription, 'gone')
      else await bouncedOnce(tx, subscription)
    }
    return lane === 'mail'
  })
}

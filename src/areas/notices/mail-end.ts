/** Mail that came back: whose address is gone is mailed nothing more, which their page says, until they want it again. */
import { SYSTEM } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { BounceNote } from '../../channels/mail/bounce-spool.ts'
import { BOUNCES_MAX } from './limits.ts'
import { noticeRows, type StoredLetter, type StoredPerson } from './store.ts'

/** True: a letter came back for good, and was not told before. The same note twice says the same. */
export async function takeReturnedNotice(work: UnitOfWork, note: BounceNote): Promise<boolean> {
  if (note.is === 'delayed') return false
  return await work.transaction(async tx => {
    const rows = noticeRows(tx.store)
    const letter = await rows.letter(note.mark)
    if (letter === null || letter.lane !== 'mail' || letter.state === 'returned') return false
    const { id, target, person } = letter
    // Whoever calls it spam wants no more of it; that it came is not taken back.
    const isWanted = note.is === 'failed'
    if (isWanted) {
      const why = note.isGone ? 'recipientGone' : 'messageRefused'
      await rows.updateLetters([id], { state: 'returned', why, changedAt: tx.now })
    }
    // Of an address that is theirs no more, or that they never confirmed, nothing is ended.
    const isOld = letter.changedAt < ((await rows.addressOf(person, 'on'))?.askedAt ?? 0)
    if (target !== null || isOld) return false
    if (note.isGone || !isWanted) await endMail(tx, person)
    else await mailReturned(tx, letter)
    return isWanted
  })
}

/** A letter came back that may have been for the moment. */
export async function mailReturned(tx: Transaction, letter: StoredLetter): Promise<void> {
  if (letter.lane !== 'mail' || letter.target !== null) return
  const rows = noticeRows(tx.store)
  const of = await rowOf(tx, letter.person)
  const bounces = of.bounces + 1
  if (bounces >= BOUNCES_MAX) await endMail(tx, letter.person)
  else await rows.putPerson({ ...of, bounces })
}

/** The same one twice is one. */
export async function endMail(tx: Transaction, person: string): Promise<void> {
  const { store, now, record } = tx
  const of = await rowOf(tx, person)
  if (of.mailEndedAt !== null) return
  await noticeRows(store).putPerson({ ...of, mailEndedAt: now })
  await record(SYSTEM, { action: 'notices.mail-end', subject: { kind: 'notices', id: person }, details: {} })
}

/** As they stand, or as nobody has chosen anything. */
export async function rowOf({ store }: Transaction, person: string): Promise<StoredPerson> {
  const blank = { choices: null, asks: 0, askedAt: 0, bounces: 0, mailEndedAt: null }
  return (await noticeRows(store).person(person)) ?? { person, ...blank }
}

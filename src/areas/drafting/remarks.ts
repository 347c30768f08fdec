/**
 * Remarks on a draft: written on the version that was read, as long as it is a draft or waits for its second person; settled by whoever
 * writes or approves, and open again. What somebody wrote is never changed.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, type Role, writerOf } from '../../authority/actor.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { sha256Of } from '../../directive/signing.ts'
import { draftingFailure } from './failures.ts'
import { REMARKS_MAX, type Remark, remarkText } from './model.ts'
import { draftingRows, type StoredRemark, type Subject } from './store.ts'
import type { DraftSubjects } from './subjects.ts'

/** Who writes and who approves: nobody else has a word in it. */
export const DRAFTERS: readonly Role[] = ['editor', 'approver']

export interface RemarkUseCases {
  /** Oldest first. */
  remarks(of: Subject): Promise<readonly Remark[]>
  writeRemark(actor: Actor, of: Subject, input: { version: number; text: string }): Promise<Remark>
  /** The same once more is done already. */
  settleRemark(actor: Actor, id: string, input: { isSettled: boolean }): Promise<Remark>
}

export function remarkUseCases(work: UnitOfWork, subjects: DraftSubjects): RemarkUseCases {
  return {
    remarks: async of => {
      if ((await subjects[of.kind].now(work.store, of.id)) === null) throw notFound(of.kind)
      return (await draftingRows(work.store).remarks(of)).map(shown)
    },

    writeRemark: async (actor, of, { version, text: given }) => {
      mustDraft(actor)
      const text = remarkText.parse(given)
      return await work.transaction(async ({ store, now, record, publish }) => {
        const subject = await subjects[of.kind].now(store, of.id)
        if (subject === null) throw notFound(of.kind)
        if (!subject.isOpen) throw draftingFailure('remarkClosed')
        if (version > subject.version) throw draftingFailure('remarkVersion')
        const rows = draftingRows(store)
        if ((await rows.remarks(of)).length >= REMARKS_MAX) throw draftingFailure('remarksFull', { max: REMARKS_MAX })
        const id = randomUUID()
        const remark = { id, subject: of, version, text, at: now, by: writerOf(actor) }
        await rows.insertRemark({ ...remark, settled: null })
        await record(trailActor(actor), {
          action: 'remark.write',
          subject: of,
          details: { remark: id, version, sha256: sha256Of(text) },
        })
        publish({ is: 'remark', of: of.kind, subject: of.id })
        return shown({ ...remark, settled: null })
      })
    },

    settleRemark: async (actor, id, { isSettled }) => {
      mustDraft(actor)
      return await work.transaction(async ({ store, now, record, publish }) => {
        const rows = draftingRows(store)
        const remark = await rows.remark(id)
        if (remark === null) throw notFound('remark')
        if ((remark.settled !== null) === isSettled) return shown(remark)
        const settled = isSettled ? { at: now, by: actor.name } : null
        await rows.settleRemark(id, settled)
        const { subject, version } = remark
        await record(trailActor(actor), {
          action: isSettled ? 'remark.settle' : 'remark.reopen',
          subject,
          details: { remark: id, version, sha256: sha256Of(remark.text) },
        })
        publish({ is: 'remark', of: subject.kind, subject: subject.id })
        return shown({ ...remark, settled })
      })
    },
  }
}

export function mustDraft(actor: Actor): void {
  if (!DRAFTERS.includes(actor.role)) throw authorityFailure('forbidden')
}

function shown({ id, version, text, at, by, settled }: StoredRemark): Remark {
  return {
    id,
    version,
    text,
    at: new Date(at).toISOString(),
    by: by.name,
    settled: settled && { at: new Date(settled.at).toISOString(), by: settled.by },
  }
}

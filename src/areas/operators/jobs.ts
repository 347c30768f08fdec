/**
 * Signed jobs at operators' nodes: what a node answers is taken alike for every kind; and kinds that are declared (directive/signed-job.ts)
 * are issued and shown by what stands here, so that an area has them in a few lines.
 *
 *   sirens = declaredJobs(job, { rows, due, told })
 *   approved ─► sirens.issueDue: one directive a node that carries this kind out ─► its agenda ─► acknowledge: kept as the node signed it
 *
 * A version of a document is issued to an operator once. After a restore nothing that was open goes out again.
 */
import type { z } from 'zod'
import { approvalOf } from '../../authority/signed.ts'
import type { Reading, RowsOf } from '../../authority/store.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { Change, Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { JOBS_MAX } from '../../directive/documents.ts'
import type { JobAnswer, SignedJob } from '../../directive/signed-job.ts'
import type { DocumentType } from '../../directive/signing.ts'
import { type Issued, issueDirective } from './issuing.ts'
import type { NodeIdentity } from './model.ts'
import type { NodeExtension } from './node-extension.ts'
import { nodeActor, signedBy } from './node-word.ts'
import { operatorOf } from './operators.ts'
import { operatorRows, type StoredOperator } from './store.ts'

/** At one operator. */
interface Job extends Pick<Issued, 'id' | 'serial' | 'operator' | 'sha256'> {
  readonly state: string
  readonly refusal: string | null
}

export interface JobReading<Of> {
  one(id: string): Promise<Of | null>
}

export interface JobWriting<Of> extends JobReading<Of> {
  put(row: Of): Promise<void>
  /** The document by which its operator answered, kept as it came. */
  keepAcknowledgement(id: string, jws: string): Promise<void>
}

export interface AnswerBody {
  readonly directive: string
  readonly operator: string
  readonly sha256: string
}

/** What a kind says of its answers. */
export interface Answered<Of extends Job, Answer extends AnswerBody> {
  /** Of the trail. */
  readonly kind: string
  readonly document: { readonly type: DocumentType; readonly schema: z.ZodType<Answer> }
  readonly rows: RowsOf<JobReading<Of>, JobWriting<Of>>
  /** What an answer changes; null: nothing, or nothing any more. */
  readonly next: (
    found: Of,
    answer: Answer,
  ) => { readonly change: Partial<Of> & Pick<Of, 'state' | 'refusal'>; readonly deed: string } | null
  /** Whose deed it is in the trail, and what that says of it. */
  readonly about: (found: Of) => { readonly id: string; readonly details: Readonly<Record<string, unknown>> }
  readonly told: (found: Of) => Change
}

/** The same one twice is one. */
export async function acknowledge<Of extends Job, Answer extends AnswerBody>(
  work: UnitOfWork,
  of: Answered<Of, Answer>,
  node: NodeIdentity,
  jws: string,
): Promise<void> {
  const { operator, body } = await signedBy(work.store, node, { jws, ...of.document })
  await work.transaction(async tx => await takeAnswer(tx, of, { operator, body, jws }))
}

export async function takeAnswer<Of extends Job, Answer extends AnswerBody>(
  { store, now, record, publish }: Transaction,
  of: Answered<Of, Answer>,
  { operator, body, jws }: { readonly operator: StoredOperator; readonly body: Answer; readonly jws: string },
): Promise<void> {
  const rows = of.rows(store)
  const found = await theirs(rows, operator, body)
  const next = found && of.next(found, body)
  if (found === null || next === null) return
  const { refusal } = next.change
  await rows.put({ ...found, ...next.change, answeredAt: now })
  await rows.keepAcknowledgement(found.id, jws)
  const { id, details } = of.about(found)
  await record(nodeActor(operator), {
    action: `${of.kind}.${next.deed}`,
    subject: { kind: of.kind, id },
    details: { ...details, serial: found.serial, ...(refusal !== null && { reason: refusal }) },
  })
  publish(of.told(found))
  publish({ is: 'agenda', operator: operator.id })
}

/** Null: of before a restore, of another operator, or of another document of the same name. */
export async function theirs<Of extends Job>(
  rows: JobReading<Of>,
  operator: StoredOperator,
  { directive, sha256 }: Pick<AnswerBody, 'directive' | 'sha256'>,
): Promise<Of | null> {
  const found = await rows.one(directive)
  return found?.operator === operator.id && found.sha256 === sha256 ? found : null
}

// Kinds that are declared ------------------------------------------------------------------------------------------

/** A job of a declared kind, as it is kept. Instants in milliseconds since 1970. */
export interface StoredJob extends Job {
  /** The document that two people signed. */
  readonly subject: string
  readonly version: number
  readonly state: 'issued' | 'done' | 'uncertain' | 'refused' | 'expired'
  readonly issuedAt: number
  readonly expiresAt: number
  readonly answeredAt: number | null
  /** Of its device, once it is done. */
  readonly told: object | null
  readonly document: string
}

export interface JobsReading extends JobReading<StoredJob> {
  /** By operator. */
  ofSubject(subject: string): Promise<readonly StoredJob[]>
  /** Those that its node has not answered, oldest first. */
  openAt(operator: string, limit: number): Promise<readonly StoredJob[]>
}

export interface JobsWriting extends JobsReading, JobWriting<StoredJob> {
  /** After a restore. */
  expireOpen(): Promise<void>
}

/** What two people signed, and until when it may be carried out. */
export interface Due<Content> {
  readonly subject: string
  readonly version: number
  readonly content: Content
  readonly untilMs: number
}

/**
 * What a kind has at the authority's side. Its words in the trail are those of `issue`, `done`, `uncertain` and `refused`.
 *
 * @public of areas that have such a kind.
 */
export function declaredJobs<Content, Told extends object>(
  job: SignedJob<Content, Told>,
  its: {
    readonly rows: RowsOf<JobsReading, JobsWriting>
    /** All that may be carried out, now or later. */
    readonly due: (store: Reading, now: number) => Promise<readonly Due<Content>[]>
    readonly told: (subject: string) => Change
  },
) {
  const { kind, directive } = job
  const { rows, due, told } = its
  const answered: Answered<StoredJob, JobAnswer<Told>> = {
    kind,
    document: job.answer,
    rows,
    about: ({ subject: id, version, operator }) => ({ id, details: { version, operator } }),
    told: ({ subject }) => told(subject),
    next: ({ state }, { verdict }) => {
      if (state !== 'issued') return null
      const refusal = verdict.is === 'refused' ? verdict.why : null
      const answer = verdict.is === 'done' ? verdict.told : null
      return { change: { state: verdict.is, refusal, told: answer }, deed: verdict.is }
    },
  }

  // Any other node would not take the field either.
  const takes = ({ state, hello }: Pick<StoredOperator, 'state' | 'hello'>) =>
    state === 'enrolled' && hello?.jobs?.includes(kind) === true

  const issueLacking = async (tx: Transaction, operator: Pick<StoredOperator, 'id' | 'state' | 'hello'>) => {
    const { store, now, record, publish } = tx
    if (!takes(operator)) return
    for (const { subject, version, content, untilMs } of await due(store, now)) {
      const asked = await rows(store).ofSubject(subject)
      if (asked.some(each => each.operator === operator.id && each.version === version)) continue
      const approval = await approvalOf(store, { of: kind, subject, version })
      const issued = await issueDirective(tx, operator.id, {
        type: directive.type,
        expiresAt: untilMs,
        body: async head => ({ ...head, subject, version, content, ...(approval !== null && { approval }) }),
      })
      const open = { state: 'issued', refusal: null, answeredAt: null, told: null } as const
      await rows(store).put({ ...issued, ...open, subject, version })
      const details = { version, operator: operator.id, serial: issued.serial }
      await record(SYSTEM, { action: `${kind}.issue`, subject: { kind, id: subject }, details })
      publish(told(subject))
    }
  }

  const atNodes: NodeExtension = {
    agenda: async (store, operator) => {
      const open = takes(await operatorOf(store, operator)) ? await rows(store).openAt(operator, JOBS_MAX) : []
      return { jobs: open.map(({ document }) => ({ kind, directive: document })) }
    },
    flags: async (_store, flags) => flags,
    heard: async (tx, operator, hello) => await issueLacking(tx, { ...operator, hello }),
    answer: async () => ({}),
    restored: async ({ store }) => await rows(store).expireOpen(),
  }
  return {
    atNodes,
    /** Once something is approved. */
    issue: async (tx: Transaction): Promise<void> => {
      for (const operator of await operatorRows(tx.store).operators()) await issueLacking(tx, operator)
    },
    acknowledge: async (work: UnitOfWork, node: NodeIdentity, jws: string) =>
      await acknowledge(work, answered, node, jws),
  }
}

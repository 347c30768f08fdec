/** Siren orders: written, submitted, approved by a second person, and given at once to the nodes that carry them out. */
import { randomUUID } from 'node:crypto'
import { type Actor, writerOf } from '../../authority/actor.ts'
import { type Approvable, authorsOf, byApproval, sameDigest, whoIs, withWriter } from '../../authority/approving.ts'
import type { StepUseCases } from '../../authority/document-kind.ts'
import { type Acts, stepUseCases } from '../../authority/document-steps.ts'
import { notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { sha256Of } from '../../directive/signing.ts'
import { declaredJobs } from '../operators/jobs.ts'
import { sirenKind } from './contract.ts'
import { sirenFailure } from './failures.ts'
import { sirenJob } from './job.ts'
import { type Siren, type SirenContent, saidOfSiren, sirenApproval, sirenTold } from './model.ts'
import { type StoredSiren, sirenJobRows, sirenRows } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    readonly siren: { readonly siren: string }
  }
}

export interface SirenUseCases extends StepUseCases<typeof sirenKind> {
  sirens(actor: Actor): Promise<Siren[]>
  createSiren(actor: Actor, content: SirenContent): Promise<Siren>
}

export const sirenJobs = declaredJobs(sirenJob, {
  rows: sirenJobRows,
  due: async (store, now) => {
    const approved = (await sirenRows(store).sirens()).filter(({ state }) => state === 'approved')
    const due = approved.map(({ id: subject, version, content }) => {
      return { subject, version, content, untilMs: Date.parse(content.until) }
    })
    return due.filter(({ untilMs }) => untilMs > now)
  },
  told: siren => ({ is: 'siren', siren }),
})

export function sirenUseCases(work: UnitOfWork): SirenUseCases {
  return {
    sirens: async actor => {
      const all = await sirenRows(work.store).sirens()
      return await Promise.all(all.map(async each => await shown(work.store, actor, each)))
    },
    createSiren: async (actor, content) =>
      await work.transaction(async tx => {
        const by = writerOf(actor)
        const of = { id: randomUUID(), version: 1, state: 'draft', content, reason: null, submittedBy: null } as const
        const stored: StoredSiren = { ...of, writers: [by], updatedBy: by, updatedAt: tx.now }
        await sirenRows(tx.store).putSiren(stored)
        const subject = { kind: 'siren', id: stored.id }
        await tx.record(trailActor(actor), { action: 'siren.create', subject, details: { title: content.place } })
        tx.publish({ is: 'siren', siren: stored.id })
        return await shown(tx.store, actor, stored)
      }),
    ...stepUseCases(work, sirenKind, {
      approvable,
      acts,
      shown: async ({ store }, actor, id) => await shown(store, actor, await sirenOf(store, id)),
    }),
  }
}

const acts: Acts<typeof sirenKind, StoredSiren, Partial<StoredSiren>> = {
  save: async ({ known, body: { version, content }, actor }) => {
    return { version: version + 1, content, writers: withWriter(known.writers, writerOf(actor)) }
  },
  submit: async ({ known, body, actor }) => {
    sameDigest(body.sha256, digestOf(known))
    return { submittedBy: writerOf(actor), reason: null }
  },
  approve: async ({ known, body }) => {
    sameDigest(body.sha256, digestOf(known))
    return {}
  },
  return: async ({ body: { reason } }) => ({ submittedBy: null, reason }),
}

type Action = keyof typeof acts

function approvable(id: string): Approvable<Action, StoredSiren['state'], StoredSiren, Partial<StoredSiren>> {
  return {
    ...byApproval(sirenApproval, factsOf, sirenFailure),
    know: async ({ store }) => await sirenOf(store, id),
    versionOf: ({ version }) => version,
    lastWriter: async (_, { updatedBy }) => updatedBy.name,
    said: (action, { version, ...known }) =>
      action === 'submit' || action === 'approve'
        ? saidOfSiren({ id, version, sha256: digestOf(known) }, action)
        : null,
    put: async (tx, known, change, state, actor) => {
      const by = { updatedAt: tx.now, updatedBy: writerOf(actor) }
      await sirenRows(tx.store).putSiren({ ...known, ...change, state, ...by })
      if (state === 'approved') await sirenJobs.issue(tx)
    },
    approves: known => ({ version: known.version, digest: digestOf(known) }),
    entry: (action, known, change) => ({
      action: `siren.${action}`,
      subject: { kind: 'siren', id },
      details: { title: (change.content ?? known.content).place, version: change.version ?? known.version },
    }),
    tell: ({ publish }) => publish({ is: 'siren', siren: id }),
    page: () => '/sirens',
  }
}

function factsOf({ state, writers, submittedBy }: StoredSiren) {
  return { state, authors: authorsOf(writers, submittedBy).map(({ id }) => id) }
}

function digestOf({ content }: Pick<StoredSiren, 'content'>): string {
  return sha256Of(canonicalJson(content))
}

async function sirenOf(store: Reading, id: string): Promise<StoredSiren> {
  const found = await sirenRows(store).siren(id)
  if (found === null) throw notFound({ vi: 'lệnh kéo còi', en: 'siren order' })
  return found
}

async function shown(store: Reading, actor: Actor, stored: StoredSiren): Promise<Siren> {
  const { id, version, state, content, reason, updatedBy } = stored
  const jobs = await sirenJobRows(store).ofSubject(id)
  return {
    id,
    version,
    state,
    content,
    reason,
    sha256: digestOf(stored),
    updatedBy: updatedBy.name,
    actions: sirenApproval.actionsOf(whoIs(actor), factsOf(stored)),
    answers: jobs.map(({ operator, state, refusal, told }) => {
      return { operator, state, refusal, sounded: told === null ? null : sirenTold.parse(told).sounded }
    }),
  }
}

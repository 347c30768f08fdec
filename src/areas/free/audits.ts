/**
 * Audits of charging records, as they were made at the operators: kept as they came, without any subscriber, and shown
 * beside the versions that they were made with.
 */

import { randomUUID } from 'node:crypto'
import { type AuditSummary, auditSummary } from '../../audit/summary.ts'
import { type Actor, personOf, type Role } from '../../authority/actor.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { sha256Of } from '../../directive/signing.ts'
import { operatorOf } from '../operators/operators.ts'
import type { FreeAudit, FreeAuditSummary } from './model.ts'
import type { StoredAudit } from './store.ts'
import { freeRows } from './store.ts'
import type { FreeUseCases } from './use-cases.ts'

export function freeAuditUseCases(work: UnitOfWork) {
  const { store } = work
  return {
    keepAudit: async (actor, { operator, summary: given }) => {
      if (!mayKeepAudit(actor, operator)) throw authorityFailure('forbidden')
      const summary = auditSummary.parse(given)
      return await work.transaction(async tx => await keep(tx, actor, operator, summary))
    },
    audits: async query => {
      const { items, next } = await freeRows(store).audits(query)
      return { items: items.map(shortened), next }
    },
    audit: async id => {
      const audit = await freeRows(store).audit({ id })
      if (audit === null) throw notFound('audit')
      return await shown(store, audit)
    },
  } satisfies Partial<FreeUseCases>
}

/** An engineer brings those of its own operator, others what was handed to the authority. */
function mayKeepAudit(actor: Pick<Actor, 'role' | 'operator'>, operator: string): boolean {
  if (actor.role === 'engineer') return actor.operator === operator
  return KEEPERS.includes(actor.role)
}

const KEEPERS: readonly Role[] = ['editor', 'approver']

async function keep(
  { store, now, record, publish }: Transaction,
  actor: Actor,
  operator: string,
  summary: AuditSummary,
): Promise<FreeAudit> {
  const { name } = await operatorOf(store, operator)
  const sha256 = sha256Of(canonicalJson({ operator, summary }))
  const known = await freeRows(store).audit({ sha256 })
  if (known !== null) return await shown(store, known)
  const by = { id: personOf(actor), name: actor.name }
  const audit = { id: randomUUID(), operator, sha256, summary, at: now, by }
  await freeRows(store).insertAudit(audit)
  await record(trailActor(actor), {
    action: 'audit.keep',
    subject: { kind: 'audit', id: audit.id },
    details: { operator, sha256, records: summary.wrong.records, refund: summary.wrong.refund },
  })
  publish({ is: 'free' })
  return await shown(store, { ...audit, operatorName: name })
}

function shortened(audit: StoredAudit): FreeAuditSummary {
  const { days, currency, amountDecimals, wrong, claimed } = audit.summary
  return {
    id: audit.id,
    operator: audit.operator,
    operatorName: audit.operatorName,
    uploadedAt: new Date(audit.at).toISOString(),
    uploadedBy: audit.by.name,
    days,
    currency,
    amountDecimals,
    wrong: { records: wrong.records, refund: wrong.refund },
    claimed: claimed === null ? null : { records: claimed.records, charged: claimed.charged },
  }
}

async function shown(store: Reading, audit: StoredAudit): Promise<FreeAudit> {
  const ours = new Map((await freeRows(store).lists()).map(({ version, sha256 }) => [version, sha256]))
  const foreign = audit.summary.list.versions
    .filter(({ version, sha256 }) => sha256 === null || ours.get(version) !== sha256)
    .map(({ version }) => version)
  return { ...shortened(audit), summary: audit.summary, foreign }
}

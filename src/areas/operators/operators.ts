/** Operators as an administrator looks after them: named, given an enrolment code, revoked. */

import { randomBytes } from 'node:crypto'
import { type Actor, line } from '../../authority/actor.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import { operatorId } from '../../directive/documents.ts'
import { sha256Of } from '../../directive/signing.ts'
import { operatorsFailure } from './failures.ts'
import type { OperatorSummary } from './model.ts'
import { operatorRows, type StoredOperator } from './store.ts'
import { operatorSummaries } from './summaries.ts'
import type { OperatorsUseCases } from './use-cases.ts'
import type { OperatorsWork } from './work.ts'

const CODE_LIFE_MS = 24 * 60 * 60 * 1000
const CODE_OCTETS = 24
/** So many fit on a page without paging, and in a round. */
const OPERATORS_MAX = 200

export function operatorUseCases(work: OperatorsWork) {
  return {
    createOperator: async (actor, input) => {
      refuseOthers(actor)
      const id = operatorId.parse(input.id)
      const name = line.parse(input.name)
      return await work.transaction(async ({ store, now, record, publish }) => {
        const all = await operatorRows(store).operators()
        if (all.some(operator => operator.id === id || operator.name === name))
          throw operatorsFailure('operatorTaken', { operator: id })
        if (all.length >= OPERATORS_MAX) throw operatorsFailure('operatorsFull', { max: OPERATORS_MAX })
        await operatorRows(store).insertOperator({
          id,
          name,
          state: 'new',
          key: null,
          code: null,
          serialLast: 0,
          hello: null,
          clockSkewMs: null,
          heardAt: null,
          flags: [],
          createdAt: now,
          clockSince: null,
        })
        await record(trailActor(actor), {
          action: 'operator.create',
          subject: { kind: 'operator', id },
          details: { name },
        })
        publish({ is: 'operator', operator: id })
        return await summaryOf(work, store, id)
      })
    },

    operators: async () => await operatorSummaries(work.store, work),

    operator: async id => await summaryOf(work, work.store, id),

    issueEnrolmentCode: async (actor, id) => {
      refuseOthers(actor)
      return await work.transaction(async ({ store, signer, now, record, publish }) => {
        const { state } = await operatorOf(store, id)
        // Another node takes this one's place only once a person has taken it away.
        if (state === 'enrolled') throw operatorsFailure('operatorEnrolled', { operator: id })
        if (state === 'revoked' && actor.kind === 'key') throw authorityFailure('forbidden')
        const secret = `${signer.keyId}.${randomBytes(CODE_OCTETS).toString('base64url')}`
        // Whoever hands over the code vouches for the roster too.
        const roster = await newestRoster(store)
        const code = roster === null ? secret : `${secret}.${roster.sha256}`
        const expiresAt = now + CODE_LIFE_MS
        await operatorRows(store).updateOperator(id, { code: { sha256: sha256Of(secret), expiresAt } })
        await record(trailActor(actor), {
          action: 'operator.code',
          subject: { kind: 'operator', id },
          details: { expiresAt: new Date(expiresAt).toISOString() },
        })
        publish({ is: 'operator', operator: id })
        return { code, expiresAt: new Date(expiresAt).toISOString() }
      })
    },

    revokeOperator: async (actor, id) => {
      refuseOthers(actor)
      return await work.transaction(async ({ store, record, publish }) => {
        const { key } = await operatorOf(store, id)
        await operatorRows(store).updateOperator(id, { state: 'revoked', key: null, code: null })
        await record(trailActor(actor), {
          action: 'operator.revoke',
          subject: { kind: 'operator', id },
          details: { keyId: key?.id ?? null },
        })
        publish({ is: 'operator', operator: id })
        return await summaryOf(work, store, id)
      })
    },
  } satisfies Partial<OperatorsUseCases>
}

function refuseOthers({ role }: Actor): void {
  if (role !== 'administrator') throw authorityFailure('forbidden')
}

export async function operatorOf(store: Reading, id: string): Promise<StoredOperator> {
  const operator = await operatorRows(store).operator(id)
  if (operator === null) throw notFound('operator')
  return operator
}

async function summaryOf(work: OperatorsWork, store: Reading, id: string): Promise<OperatorSummary> {
  const all = await operatorSummaries(store, work)
  const summary = all.find(operator => operator.id === id)
  if (summary === undefined) throw notFound('operator')
  return summary
}

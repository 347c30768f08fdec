/** Nodes: how one enrols, proves who it is, changes its key, is told what is wanted of it, and says what it has and how it fares. */

import { z } from 'zod'
import type { Reading } from '../../authority/store.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { ConditionBody, ToldAlarm } from '../../directive/condition.ts'
import { type HelloBody, helloBody, instant, JOBS_MAX, operatorId } from '../../directive/documents.ts'
import { directiveFailure } from '../../directive/failures.ts'
import { publicJwk } from '../../directive/public-key.ts'
import { CLOCK_SKEW_MAX_MS, fingerprint, sha256Of, tokenBody, verify } from '../../directive/signing.ts'
import type { Flag, NodeIdentity } from './model.ts'
import { nodeActor, signedBy } from './node-word.ts'
import { operatorOf } from './operators.ts'
import { operatorRows, type StoredOperator } from './store.ts'
import { withFlag } from './summaries.ts'
import type { OperatorsUseCases } from './use-cases.ts'
import type { OperatorsWork } from './work.ts'

/*
 * How nodes fare, as they say it: kept for who looks after them. Nothing is decided by it. An alarm that a machine says again keeps the
 * instant since which it was said.
 */

/** Of an operator with several. One more has the place of the one that was silent for the longest. */
const MACHINES_MAX = 8

async function takeAlarms(
  { store, now, publish }: Transaction,
  { operator }: NodeIdentity,
  { alarms, machine = '' }: ConditionBody,
): Promise<void> {
  const rows = operatorRows(store)
  const known = await rows.conditions(operator)
  const before = known.find(condition => condition.machine === machine)
  if (before === undefined && known.length >= MACHINES_MAX) {
    const [silent] = known.toSorted((a, b) => a.toldAt - b.toldAt)
    await rows.forgetCondition(operator, silent.machine)
  }
  const kept = alarms.map(alarm => sinceFirst(alarm, before?.alarms ?? []))
  await rows.keepCondition({ operator, machine, toldAt: now, alarms: kept })
  if (JSON.stringify(kept) !== JSON.stringify(before?.alarms ?? [])) publish({ is: 'operator', operator })
}

/** A node that was started anew says an alarm as if it were new. */
function sinceFirst(alarm: ToldAlarm, before: readonly ToldAlarm[]): ToldAlarm {
  const same = before.find(({ is, centre }) => is === alarm.is && centre === alarm.centre)
  return same !== undefined && same.since < alarm.since ? { ...alarm, since: same.since } : alarm
}

/** A clock that is off by more than this is shown. */
const SKEW_SHOWN_MS = 5000

export const rotationBody = z.strictObject({ operator: operatorId, nextKey: publicJwk, at: instant })

export function nodeUseCases(work: OperatorsWork) {
  return {
    enrol: async ({ code, publicKey }) => {
      const key = { public: publicJwk.parse(publicKey), id: await fingerprint(publicKey) }
      return await work.transaction(async ({ store, now, record, publish }) => {
        const operator = await operatorRows(store).operatorByCode(sha256Of(secretOf(code)))
        if (operator?.code == null || operator.code.expiresAt <= now) throw directiveFailure('enrolmentCodeWrong')
        const { id, name } = operator
        await refuseTaken(store, id, key.id)
        await operatorRows(store).updateOperator(id, {
          state: 'enrolled',
          key,
          code: null,
          heardAt: now,
          ...(operator.state === 'revoked' && {
            flags: withFlag(operator.flags, { code: 'node-replaced', expected: '-', found: key.id }),
          }),
        })
        await record(nodeActor(operator), {
          action: 'operator.enrol',
          subject: { kind: 'operator', id },
          details: { keyId: key.id, before: operator.key?.id ?? null },
        })
        publish({ is: 'operator', operator: id })
        return { operator: id, name }
      })
    },

    authenticate: async token => {
      const operator = await operatorRows(work.store).operator(claimedOperator(token))
      if (operator?.state !== 'enrolled' || operator.key === null) throw directiveFailure('nodeUnknown')
      const body = await verify(token, { type: 'token', key: operator.key.public, schema: tokenBody })
      const now = work.now()
      const wrong = directiveFailure('signatureWrong', { document: 'token' })
      if (body.operator !== operator.id || body.audience !== work.signer.keyId) throw wrong
      refuseSkew(body.issuedAtMs, now)
      if (!(await work.store.used.use(`node ${operator.id}`, body.id, now))) throw wrong
      work.heard.at(operator.id, now)
      return { operator: operator.id, keyId: operator.key.id }
    },

    rotateKey: async (node, rotation) =>
      await work.transaction(async ({ store, now, record, publish }) => {
        const { operator, body } = await signedBy(store, node, {
          jws: rotation,
          type: 'rotation',
          schema: rotationBody,
        })
        refuseSkew(Date.parse(body.at), now)
        const next = { public: body.nextKey, id: await fingerprint(body.nextKey) }
        if (next.id === operator.key?.id) return
        await refuseTaken(store, operator.id, next.id)
        await operatorRows(store).updateOperator(operator.id, { key: next })
        await record(nodeActor(operator), {
          action: 'operator.rotate',
          subject: { kind: 'operator', id: operator.id },
          details: { keyId: next.id, before: operator.key?.id ?? null },
        })
        publish({ is: 'operator', operator: operator.id })
      }),

    hello: async (node, given) => {
      const hello = helloBody.parse(given)
      // As it came: how long it waited for its turn says nothing of the node's clock.
      const skew = Date.parse(hello.clock) - work.now()
      await work.transaction(async tx => {
        const { store, now, publish } = tx
        const operator = await operatorOf(store, node.operator)
        const serialLast = await serialBeyond(tx, operator, hello.serialMax)
        await tellAlone(tx, operator, hello)
        await operatorRows(store).updateOperator(operator.id, {
          hello,
          clockSkewMs: skew,
          clockSince: Math.abs(skew) > SKEW_SHOWN_MS ? (operator.clockSince ?? now) : null,
          heardAt: now,
          serialLast,
          flags: await withMore(work, tx.store, hello, flagsOf(operator, skew, hello.serialMax)),
        })
        for (const each of work.extensions) await each.heard(tx, operator, hello)
        publish({ is: 'operator', operator: operator.id })
      })
      const more = await Promise.all(work.extensions.map(each => each.answer(work.store, node.operator, hello)))
      return Object.assign({}, ...more)
    },

    keepHeard: async () => {
      const fresh = work.heard.takeFresh()
      if (fresh.size === 0) return
      await work.store.write(async writing => {
        const rows = operatorRows(writing)
        for (const { id, heardAt } of await rows.operators()) {
          const at = fresh.get(id) ?? 0
          if (at > (heardAt ?? 0)) await rows.updateOperator(id, { heardAt: at })
        }
      }, 'told-again')
    },

    agenda: async ({ operator }) => {
      const parts = await Promise.all(work.extensions.map(async each => await each.agenda(work.store, operator)))
      // Several kinds may have some, and a node that takes none does not know the field.
      const jobs = parts.flatMap(part => part.jobs ?? []).slice(0, JOBS_MAX)
      return Object.assign({ items: [] }, ...parts, ...(jobs.length > 0 ? [{ jobs }] : []))
    },

    condition: async (node, body) => {
      await work.transaction(async tx => {
        await takeAlarms(tx, node, body)
        await work.rounds.told(tx, node, body.sends)
      }, 'told-again')
    },

    connected: async node => {
      const { operator } = node
      const { store, heard } = work
      const presence = work.presence('node')
      heard.at(operator, work.now())
      if (await presence.joined(operator, work.now())) work.publish({ is: 'operator', operator })
      let isOver = false
      const end = async () => {
        heard.at(operator, work.now())
        if (!(await presence.left(operator))) return
        work.publish({ is: 'operator', operator })
        // When it was last heard outlives this process; should that fail, the next word of the node tells it anew.
        const heardAt = heard.of(operator)
        await store.write(async writing => await operatorRows(writing).updateOperator(operator, { heardAt }))
      }
      return () => {
        if (isOver) return
        isOver = true
        end().catch(() => {})
      }
    },
  } satisfies Partial<OperatorsUseCases>
}

/** Without the roster's digest, which is the node's to compare. */
function secretOf(code: string): string {
  return code.split('.').slice(0, 2).join('.')
}

async function withMore(
  { extensions }: OperatorsWork,
  store: Reading,
  hello: HelloBody,
  flags: readonly Flag[],
): Promise<readonly Flag[]> {
  let all = flags
  for (const each of extensions) all = await each.flags(store, all, hello)
  return all
}

async function refuseTaken(store: Reading, operator: string, keyId: string): Promise<void> {
  const holder = await operatorRows(store).operatorByKey(keyId)
  if (holder !== null && holder.id !== operator) throw directiveFailure('signatureWrong', { document: 'key' })
}

/** Read before its signature is checked: it only says whose key that will be checked with. */
function claimedOperator(token: string): string {
  try {
    const [, payload] = token.split('.')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return operatorId.parse((claims as { operator?: unknown }).operator)
  } catch {
    throw directiveFailure('signatureWrong', { document: 'token' })
  }
}

function refuseSkew(theirs: number, now: number): void {
  const skew = Math.abs(theirs - now)
  if (skew > CLOCK_SKEW_MAX_MS) throw directiveFailure('clockSkew', { seconds: Math.round(skew / 1000) })
}

/** What a restored authority may have forgotten of one operator. Beyond it a node errs or lies: it is flagged, not followed. */
const SERIALS_FORGOTTEN_MAX = 1_000_000

/** A node that has carried out what we never issued shows that our database is older than it. */
async function serialBeyond({ record }: Transaction, operator: StoredOperator, serialMax: number): Promise<number> {
  const forgotten = serialMax - operator.serialLast
  if (forgotten <= 0 || forgotten > SERIALS_FORGOTTEN_MAX) return operator.serialLast
  await record(nodeActor(operator), {
    action: 'operator.serial',
    subject: { kind: 'operator', id: operator.id },
    details: { ours: operator.serialLast, theirs: serialMax },
  })
  return serialMax
}

/** Once, where a machine begins to go on without the others. */
async function tellAlone(
  { record }: Transaction,
  operator: StoredOperator,
  { alone, machine }: HelloBody,
): Promise<void> {
  const { hello: before } = operator
  if (alone !== true || (before?.alone === true && before.machine === machine)) return
  await record(nodeActor(operator), {
    action: 'operator.alone',
    subject: { kind: 'operator', id: operator.id },
    details: { machine: machine ?? null },
  })
}

function flagsOf(operator: StoredOperator, skew: number, serialMax: number): readonly Flag[] {
  let flags: readonly Flag[] = operator.flags.filter(({ code }) => code !== 'clock-skew')
  if (Math.abs(skew) > SKEW_SHOWN_MS)
    flags = withFlag(flags, { code: 'clock-skew', expected: `<= ${SKEW_SHOWN_MS} ms`, found: `${skew} ms` })
  if (serialMax > operator.serialLast)
    flags = withFlag(flags, {
      code: 'unknown-directive',
      expected: `<= ${operator.serialLast}`,
      found: String(serialMax),
    })
  return flags
}

/**
 * What every kind of directive has when it goes out: a name, its operator's next serial, until when its node may take it, the head of the
 * trail, and the authority's signature; and the order that says what is wanted of it.
 *
 * A serial is one more than the last of its operator, drawn in the transaction that stores the directive, so that there is neither a gap
 * nor a double, whatever kinds are issued side by side.
 */
import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { TrailHead } from '../../directive/documents.ts'
import { type DocumentType, sha256Of } from '../../directive/signing.ts'
import { asksNobody } from './node-word.ts'
import { operatorOf } from './operators.ts'
import { operatorRows } from './store.ts'

export interface DirectiveHead {
  readonly directive: string
  readonly serial: number
  readonly operator: string
  readonly issuedAt: string
  /** A node that has not taken it by then refuses it. */
  readonly expiresAt: string
  readonly trail: TrailHead
}

/** As it is kept; instants in milliseconds since 1970. */
export interface Issued {
  readonly id: string
  readonly serial: number
  readonly operator: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** Of the JWS. */
  readonly sha256: string
  readonly document: string
}

/** `body`: what is signed of this kind beside its head. Whoever issues it stores it. */
export async function issueDirective(
  { store, signer, now, publish }: Transaction,
  operator: string,
  of: {
    readonly type: DocumentType
    readonly expiresAt: number
    readonly body: (head: DirectiveHead) => Promise<object>
  },
): Promise<Issued> {
  const { type, expiresAt } = of
  // Asked for anew: the one before it drew a serial too.
  const serial = (await operatorOf(store, operator)).serialLast + 1
  const head: DirectiveHead = {
    directive: randomUUID(),
    serial,
    operator,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    trail: await store.trailHead(),
  }
  const document = await signer.sign(type, await of.body(head))
  await operatorRows(store).updateOperator(operator, { serialLast: serial })
  publish({ is: 'agenda', operator })
  return { id: head.directive, serial, operator, issuedAt: now, expiresAt, sha256: sha256Of(document), document }
}

/** Of a directive: the newest order counts, and of equal ones the first. */
export interface Ordered<Wish extends string> {
  readonly directive: string
  readonly operator: string
  readonly sequence: number
  readonly wish: Wish
}

export async function signedOrder<Wish extends string>(
  { store, signer, now }: Transaction,
  type: DocumentType,
  ordered: Ordered<Wish>,
): Promise<string> {
  const said = { ...ordered, at: new Date(now).toISOString() }
  // A stop or a pause of what a node of version 0.1.0 has begun is in the words that it reads.
  const isPlain = ordered.wish !== 'run' && asksNobody(await operatorOf(store, ordered.operator))
  return await signer.sign(type, isPlain ? said : { ...said, trail: await store.trailHead() })
}

/**
 * What can be asked about operators and their nodes: one interface, which `area.ts` joins and the routes call.
 *
 * Each use case that changes something takes the actor, checks its role, writes the change and its entry of the trail in one transaction,
 * and tells the listeners after the commit. Failures are `Failure`s with these codes: forbidden, notFound, operatorTaken, operatorsFull,
 * operatorEnrolled, nodeUnknown, enrolmentCodeWrong, signatureWrong, clockSkew.
 */
import type { Actor } from '../../authority/actor.ts'
import type { ConditionBody } from '../../directive/condition.ts'
import type { Agenda, HelloBody } from '../../directive/documents.ts'
import type { PublicJwk } from '../../directive/public-key.ts'
import type { NodeIdentity, OperatorSummary } from './model.ts'
import type { HelloMore } from './node-extension.ts'

export interface OperatorsUseCases {
  createOperator(actor: Actor, input: { id: string; name: string }): Promise<OperatorSummary>
  operators(): Promise<readonly OperatorSummary[]>
  operator(id: string): Promise<OperatorSummary>
  /** A code that enrols one node once, within a day. Told once; only its digest is kept. */
  issueEnrolmentCode(actor: Actor, id: string): Promise<{ code: string; expiresAt: string }>
  revokeOperator(actor: Actor, id: string): Promise<OperatorSummary>

  enrol(input: { code: string; publicKey: PublicJwk }): Promise<{ operator: string; name: string }>
  /** Who calls, by a token that its key signed. Fails with nodeUnknown, signatureWrong, clockSkew. */
  authenticate(token: string): Promise<NodeIdentity>
  /** A rotation signed by the present key names the next one; from then on only that one counts. */
  rotateKey(node: NodeIdentity, rotation: string): Promise<void>
  /** What else the node is told. */
  hello(node: NodeIdentity, hello: HelloBody): Promise<HelloMore>
  /** While its event stream is open. Returns what ends that. */
  connected(node: NodeIdentity): Promise<() => void>
  /** When nodes were heard, for other processes. */
  keepHeard(): Promise<void>
  /** The whole of what the authority wants of it, from all areas. */
  agenda(node: NodeIdentity): Promise<Agenda>
  /** How the node fares; the newest counts. */
  condition(node: NodeIdentity, body: ConditionBody): Promise<void>
}

/**
 * People who sign, for this room's tests (a file of no test, named so that it is not shipped): keys made here, rosters
 * that name them, and what they say by signing.
 */
import { createHash, generateKeyPairSync, sign as signWith } from 'node:crypto'
import { makePersonJwk, type PersonKey, personKeyOf } from '../../town/person-key.ts'
import { canonicalJson } from '../base/canonical.ts'
import type { Timekeeper } from '../base/clock.ts'
import type { AnnouncementDirectiveBody } from '../directive/announcement.ts'
import { challengeOf, readRoster, statementOfRoster } from '../directive/attest.ts'
import { type BulletinContent, saidOfBulletin } from '../directive/bulletin.ts'
import { digestOfDirective } from '../directive/claims.ts'
import type { DirectiveBody, ListDirectiveBody, OrderBody, RoundApproval } from '../directive/documents.ts'
import { type Approval, type Approved, lackOf } from '../directive/proof.ts'
import type { RosterBody, SignedRoster, SignerRole, SigningKey } from '../directive/roster.ts'
import { sha256Of } from '../directive/signing.ts'
import type { Attestation, Statement } from '../directive/statement.ts'
import { approvedDigest } from '../zerorating/approved.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import type { Rosters } from './rosters.ts'

export interface Person {
  readonly id: string
  readonly role: SignerRole
  readonly key: { readonly key: SigningKey; sign: PersonKey['sign'] }
}

export async function person(id: string, role: SignerRole): Promise<Person> {
  return { id, role, key: await personKeyOf(await makePersonJwk()) }
}

const RELYING_PARTY = { id: 'loa.example', origins: ['https://loa.example'] }
const PRESENT_AND_VERIFIED = 0x05

/** With an authenticator of a few lines: Web Authentication Level 3, 6.1 and 5.8.1; its COSE key by hand (RFC 9053, 7.1.1). */
export function personWithPasskey(id: string, role: SignerRole): Person {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(String(x), 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(String(y), 'base64url'),
  ])
  const keyId = Buffer.from(`passkey of ${id}`).toString('base64url')
  const sign: PersonKey['sign'] = async statement => {
    const challenge = challengeOf(statement)
    const [origin] = RELYING_PARTY.origins
    const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }))
    const relyingParty = createHash('sha256').update(RELYING_PARTY.id).digest()
    const data = Buffer.concat([relyingParty, Buffer.from([PRESENT_AND_VERIFIED, 0, 0, 0, 0])])
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return {
      by: 'passkey',
      key: keyId,
      authenticatorData: data.toString('base64url'),
      clientDataJson: clientData.toString('base64url'),
      signature: signWith('sha256', signed, privateKey).toString('base64url'),
    }
  }
  const key: SigningKey = { is: 'passkey', id: keyId, publicKey: cose.toString('base64url') }
  return { id, role, key: { key, sign } }
}

export const [editor, approver, second, admin, otherAdmin, stranger] = await Promise.all([
  person('editor', 'editor'),
  person('approver', 'approver'),
  person('second', 'approver'),
  person('admin', 'administrator'),
  person('other-admin', 'administrator'),
  /** On no roster. */
  person('stranger', 'approver'),
])
export const PEOPLE: readonly Person[] = [editor, approver, second, admin, otherAdmin]

/** The first version, where nothing else is said. */
export function rosterOf(people: readonly Person[], more: Partial<RosterBody> = {}): RosterBody {
  return {
    number: 1,
    previousSha256: null,
    at: '2026-02-03T00:00:00.000Z',
    relyingParty: RELYING_PARTY,
    people: people.map(({ id, role, key }) => ({ id, name: id, role, keys: [key.key] })),
    ...more,
  }
}

/** As it is kept and sent. */
export async function signedBy(
  by: readonly Person[],
  body: RosterBody,
  at = new Date().toISOString(),
): Promise<SignedRoster & { readonly sha256: string }> {
  const text = canonicalJson(body)
  const roster = readRoster(text)
  const statement = statementOfRoster(text, at)
  const signatures = await Promise.all(by.map(async who => await said(who, statement)))
  return { text, signatures, sha256: roster.sha256 }
}

/** The version after this one. */
export async function nextRoster(before: SignedRoster, people: readonly Person[], by: readonly Person[]) {
  const { body, sha256 } = readRoster(before.text)
  return await signedBy(by, rosterOf(people, { number: body.number + 1, previousSha256: sha256 }))
}

/** A node that holds this one alone. */
export function holding(
  body: RosterBody,
  clock: Pick<Timekeeper, 'wall'>,
): Pick<Rosters, 'behind' | 'lackOf' | 'newest' | 'roster' | 'settled' | 'since'> {
  const roster = readRoster(canonicalJson(body))
  return {
    roster,
    newest: { number: body.number, sha256: roster.sha256 },
    since: Date.parse(body.at),
    lackOf: async claim => await lackOf(claim, { roster: () => roster, now: clock.wall() }),
    behind: async error => {
      throw error
    },
    settled: async () => {},
  }
}

export async function said(by: Person, statement: Statement): Promise<Attestation> {
  return { person: by.id, statement, signature: await by.key.sign(statement) }
}

export function digestOf(body: DirectiveBody): string {
  const { operators = [], exerciseFirst = false } = body
  return digestOfDirective({ ...body, operators, exerciseFirst })
}

export async function saidOfRound(
  by: Person,
  does: Statement['does'],
  body: DirectiveBody,
  more: Partial<Statement> = {},
): Promise<Attestation> {
  return await said(by, {
    does,
    of: 'round',
    subject: body.round,
    version: body.version,
    sha256: digestOf(body),
    sequence: null,
    at: body.issuedAt,
    ...more,
  })
}

export interface Signers {
  readonly submit: Person
  readonly approve: Person
  readonly schedule: Person | null
}
export const USUAL: Signers = { submit: editor, approve: approver, schedule: second }

export async function approvalBy(
  body: DirectiveBody,
  by: Signers,
  more: Partial<Statement> = {},
): Promise<RoundApproval> {
  const { submit, approve, schedule } = by
  return {
    submitted: await saidOfRound(submit, 'submit', body, more),
    approved: await saidOfRound(approve, 'approve', body, more),
    scheduled: schedule && (await saidOfRound(schedule, 'schedule', body, more)),
  }
}

/** As two people have signed it, and a third for real. */
export async function approvedBy(by: Signers, body: DirectiveBody): Promise<DirectiveBody> {
  return { ...body, approval: await approvalBy(body, by) }
}

/** That this order lets the round go on. */
export async function resumedBy(
  by: Person,
  body: DirectiveBody,
  { sequence, at }: Pick<OrderBody, 'sequence' | 'at'>,
): Promise<Attestation> {
  return await saidOfRound(by, 'resume', body, { sequence, at })
}

/** What a list directive says of who approved the list. */
export async function listApprovedBy(
  by: Pick<Signers, 'submit' | 'approve'>,
  list: ZeroRatingList,
  { isAtOnce = false, at = new Date().toISOString() } = {},
): Promise<Required<Pick<ListDirectiveBody, 'approval' | 'isAtOnce'>>> {
  const { version } = list
  const sha256 = approvedDigest(list, { isAtOnce })
  const approval = await saidTwice(by, { of: 'free-list', subject: 'free-list', version, sha256 }, at)
  return { approval, isAtOnce }
}

export async function contentApprovedBy(
  by: Pick<Signers, 'submit' | 'approve'>,
  content: BulletinContent,
  at = new Date().toISOString(),
): Promise<NonNullable<AnnouncementDirectiveBody['approval']>> {
  return await saidTwice(by, saidOfBulletin(content, sha256Of(canonicalJson(content))), at)
}

/** That one submits this very thing and another approves it. */
export async function saidTwice(
  by: Pick<Signers, 'submit' | 'approve'>,
  of: Approved,
  at = new Date().toISOString(),
): Promise<Approval> {
  const what = { ...of, sequence: null, at }
  return {
    submitted: await said(by.submit, { ...what, does: 'submit' }),
    approved: await said(by.approve, { ...what, does: 'approve' }),
  }
}

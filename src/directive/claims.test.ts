/**
 * What a node believes, and what it does not: each attempt of a server that was taken, of one administrator, of one person
 * who is two, by name.
 */
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomUUID, sign as signWith } from 'node:crypto'
import { test } from 'node:test'
import { makePersonJwk, type PersonKey, personKeyOf } from '../../town/person-key.ts'
import { canonicalJson } from '../base/canonical.ts'
import { Failure } from '../base/failure.ts'
import { challengeOf, checkSignature, follow, readRoster } from './attest.ts'
import { checkResume, digestOfDirective, proveRound } from './claims.ts'
import type { DirectiveBody, OrderBody } from './documents.ts'
import { directVariant } from './octets.ts'
import { type Roster, type RosterBody, type SignerRole, type SigningKey, thresholdOf } from './roster.ts'
import { type Attestation, type PersonSignature, rosterStatement, type Statement } from './statement.ts'

const AT = '2026-02-03T07:00:00.000Z'
const NOW = Date.parse(AT)
const RELYING_PARTY = { id: 'loa.example', origins: ['https://loa.example'] }

interface Person {
  readonly id: string
  readonly role: SignerRole
  readonly key: PersonKey
}

async function person(id: string, role: SignerRole): Promise<Person> {
  return { id, role, key: await personKeyOf(await makePersonJwk()) }
}

const [editor, approver, second, admin, otherAdmin, stranger] = await Promise.all([
  person('editor', 'editor'),
  person('approver', 'approver'),
  person('second', 'approver'),
  person('admin', 'administrator'),
  person('other-admin', 'administrator'),
  person('stranger', 'approver'),
])
const PEOPLE = [editor, approver, second, admin]

function bodyOf(people: readonly Person[], more: Partial<RosterBody> = {}): RosterBody {
  return {
    number: 1,
    previousSha256: null,
    at: AT,
    relyingParty: RELYING_PARTY,
    people: people.map(({ id, role, key }) => ({ id, name: id, role, keys: [key.key] })),
    ...more,
  }
}

const rosterOf = (body: RosterBody): Roster => readRoster(canonicalJson(body))

const ROUND = randomUUID()
const BODY: DirectiveBody = {
  directive: randomUUID(),
  serial: 1,
  operator: 'mot',
  round: ROUND,
  version: 3,
  title: 'Đợt 1',
  purpose: 'live',
  issuedAt: AT,
  expiresAt: '2026-02-05T00:00:00.000Z',
  messages: [{ variants: [directVariant('vi', 'Hãy rửa tay.')] }],
  source: 'BOYTE',
  audience: { provinces: null, excludes: [] },
  window: { notBefore: null, notAfter: null, daily: null, timeZone: 'Asia/Ho_Chi_Minh' },
  sending: {
    receipts: 'last',
    receiptWaitSeconds: 60,
    uncertain: 'hold',
    validitySeconds: null,
    canary: 0,
    segmentsPerSecondMax: 0,
  },
  operators: ['mot', 'hai'],
  exerciseFirst: false,
}

function digestOf(body: DirectiveBody): string {
  const { operators = [], exerciseFirst = false } = body
  return digestOfDirective({ ...body, operators, exerciseFirst })
}

type Does = Statement['does']

async function attested(
  by: Person,
  does: Does,
  body: DirectiveBody,
  more: Partial<Statement> = {},
): Promise<Attestation> {
  const statement: Statement = {
    does,
    of: 'round',
    subject: body.round,
    version: body.version,
    sha256: digestOf(body),
    sequence: null,
    at: AT,
    ...more,
  }
  return { person: by.id, statement, signature: await by.key.sign(statement) }
}

async function approvedBy(
  body: DirectiveBody,
  by: { submit: Person; approve: Person; schedule: Person | null },
): Promise<DirectiveBody> {
  return {
    ...body,
    approval: {
      submitted: await attested(by.submit, 'submit', body),
      approved: await attested(by.approve, 'approve', body),
      scheduled: by.schedule && (await attested(by.schedule, 'schedule', body)),
    },
  }
}

const USUAL = { submit: editor, approve: approver, schedule: approver }
const ROSTER = rosterOf(bodyOf(PEOPLE))

test('what two people signed goes out, whoever of the approvers schedules it', async () => {
  await proveRound(await approvedBy(BODY, USUAL), ROSTER, NOW)
  await proveRound(await approvedBy(BODY, { ...USUAL, schedule: second }), ROSTER, NOW)
  await proveRound(await approvedBy(BODY, { submit: approver, approve: second, schedule: approver }), ROSTER, NOW)
})

test('an exercise needs no third signature', async () => {
  const body = { ...BODY, purpose: 'exercise' } as const
  await proveRound(await approvedBy(body, { ...USUAL, schedule: null }), ROSTER, NOW)
})

const attempts: Readonly<Record<string, () => Promise<{ body: DirectiveBody; roster?: Roster; now?: number }>>> = {
  'no signatures at all': async () => ({ body: BODY }),
  'one person who is both': async () => ({
    body: await approvedBy(BODY, { submit: approver, approve: approver, schedule: approver }),
  }),
  'an editor who approves': async () => ({
    body: await approvedBy(BODY, { submit: approver, approve: editor, schedule: approver }),
  }),
  'an administrator who approves': async () => ({
    body: await approvedBy(BODY, { submit: editor, approve: admin, schedule: approver }),
  }),
  'an administrator who submits': async () => ({
    body: await approvedBy(BODY, { submit: admin, approve: approver, schedule: approver }),
  }),
  'an editor who schedules': async () => ({
    body: await approvedBy(BODY, { submit: editor, approve: approver, schedule: editor }),
  }),
  'a stranger with a good key': async () => ({
    body: await approvedBy(BODY, { submit: editor, approve: stranger, schedule: approver }),
  }),
  'a live round that nobody scheduled': async () => ({ body: await approvedBy(BODY, { ...USUAL, schedule: null }) }),
  'the approval said to be another’s': async () => {
    const body = await approvedBy(BODY, { ...USUAL, approve: second })
    const { approval } = body
    assert.ok(approval)
    return { body: { ...body, approval: { ...approval, approved: { ...approval.approved, person: approver.id } } } }
  },
  'the submission passed off as an approval': async () => {
    const body = await approvedBy(BODY, { submit: second, approve: approver, schedule: approver })
    assert.ok(body.approval)
    return { body: { ...body, approval: { ...body.approval, approved: body.approval.submitted } } }
  },
  'the approval of another round': async () => ({
    body: { ...(await approvedBy({ ...BODY, round: randomUUID() }, USUAL)), round: BODY.round },
  }),
  'the approval of an older version': async () => ({
    body: { ...(await approvedBy({ ...BODY, version: 2 }, USUAL)), version: 3 },
  }),
  'what two people signed as an instruction to a site, over the very same digest': async () => {
    const body = await approvedBy(BODY, USUAL)
    assert.ok(body.approval)
    const of = { of: 'instruction' } as const
    const submitted = await attested(editor, 'submit', BODY, of)
    const approved = await attested(approver, 'approve', BODY, of)
    return { body: { ...body, approval: { ...body.approval, submitted, approved } } }
  },
  'an approver who has become an editor': async () => ({
    body: await approvedBy(BODY, USUAL),
    roster: rosterOf(bodyOf([editor, { ...approver, role: 'editor' }, second, admin])),
  }),
  'a key that was revoked since': async () => ({
    body: await approvedBy(BODY, USUAL),
    roster: rosterOf({
      ...ROSTER.body,
      people: ROSTER.body.people.map(each => (each.id === approver.id ? { ...each, keys: [] } : each)),
    }),
  }),
  'a person who has left': async () => ({
    body: await approvedBy(BODY, USUAL),
    roster: rosterOf(bodyOf([approver, second, admin])),
  }),
  'an empty roster': async () => ({ body: await approvedBy(BODY, USUAL), roster: rosterOf(bodyOf([])) }),
  'an approval kept for eight days': async () => ({ body: await approvedBy(BODY, USUAL), now: NOW + 8 * 86_400_000 }),
  'after the end of its window': async () => {
    const window = { ...BODY.window, notAfter: '2026-02-03T09:00:00.000Z' }
    return { body: await approvedBy({ ...BODY, window }, USUAL), now: NOW + 3 * 3_600_000 }
  },
  'scheduled by a clock two days ahead': async () => ({
    body: await approvedBy(BODY, USUAL),
    now: NOW - 2 * 86_400_000,
  }),
  'an operator that was not among those approved': async () => ({
    body: { ...(await approvedBy(BODY, USUAL)), operator: 'ba' },
  }),
  'an operator put among them afterwards': async () => ({
    body: { ...(await approvedBy(BODY, USUAL)), operator: 'ba', operators: ['mot', 'hai', 'ba'] },
  }),
}

/** Each thing that goes out, changed after both have signed. */
const changed: Readonly<Record<string, (body: DirectiveBody) => DirectiveBody>> = {
  'another text': body => ({ ...body, messages: [{ variants: [directVariant('vi', 'Hãy gửi tiền.')] }] }),
  'a second message': body => ({ ...body, messages: [...body.messages, ...body.messages] }),
  'another language': body => ({ ...body, messages: [{ variants: [directVariant('en', 'Hãy rửa tay.')] }] }),
  'another sender': body => ({ ...body, source: 'BANK' }),
  'another title': body => ({ ...body, title: 'x' }),
  'another audience': body => ({
    ...body,
    audience: { provinces: [{ code: '01', asOf: '2025-07-01' }], excludes: [] },
  }),
  'nobody left out': body => ({ ...body, audience: { provinces: null, excludes: ['x'] } }),
  'another window': body => ({ ...body, window: { ...body.window, notAfter: '2027-01-01T00:00:00.000Z' } }),
  'the uncertain ones sent once more': body => ({ ...body, sending: { ...body.sending, uncertain: 'resend' } }),
  'no pause after the first ones': body => ({ ...body, sending: { ...body.sending, canary: 5 } }),
  'no exercise first': body => ({ ...body, exerciseFirst: true }),
}

for (const [name, attempt] of Object.entries(attempts))
  test(`a directive moves no node: ${name}`, async () => {
    const { body, roster = ROSTER, now = NOW } = await attempt()
    await assert.rejects(proveRound(body, roster, now), isNeedsTwoPeople)
  })
for (const [name, change] of Object.entries(changed))
  test(`a directive that was changed after two people signed it moves no node: ${name}`, async () => {
    const body = change(await approvedBy(BODY, USUAL))
    await assert.rejects(proveRound(body, ROSTER, NOW), isNeedsTwoPeople)
  })

function isNeedsTwoPeople(error: unknown): boolean {
  return error instanceof Failure && error.code === 'needsTwoPeople'
}

const HOUR_MS = 60 * 60 * 1000
const ORDER: OrderBody = { directive: BODY.directive, operator: 'mot', sequence: 4, wish: 'run', at: AT }

test('a paused round goes on by the very order that an approver signed, and by no other', async () => {
  const directive = await approvedBy(BODY, USUAL)
  const resume = await attested(approver, 'resume', BODY, { sequence: 4 })
  await checkResume({ ...ORDER, resume }, directive, { roster: ROSTER, now: NOW })
  await checkResume({ ...ORDER, resume }, directive, { roster: ROSTER, now: NOW + HOUR_MS - 1 })
  await assert.rejects(
    checkResume({ ...ORDER, resume }, directive, { roster: ROSTER, now: NOW + HOUR_MS }),
    isNeedsTwoPeople,
    'an hour later a signature lets nothing go on',
  )
  const refused = [
    ORDER,
    { ...ORDER, sequence: 5, resume },
    { ...ORDER, resume: await attested(editor, 'resume', BODY, { sequence: 4 }) },
    { ...ORDER, resume: await attested(stranger, 'resume', BODY, { sequence: 4 }) },
    { ...ORDER, resume: await attested(approver, 'schedule', BODY, { sequence: 4 }) },
    { ...ORDER, resume: await attested(approver, 'resume', { ...BODY, version: 4 }, { sequence: 4 }) },
  ]
  for (const order of refused)
    await assert.rejects(checkResume(order, directive, { roster: ROSTER, now: NOW }), isNeedsTwoPeople)
})

// Passkeys --------------------------------------------------------------------------------------------------------

const FLAGS = { present: 0x01, verified: 0x04 }

/** An authenticator of a few lines: Web Authentication Level 3, 6.1 and 5.8.1; CBOR by hand (RFC 9053, 7.1.1). */
function authenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(String(x), 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(String(y), 'base64url'),
  ])
  const key: SigningKey = { is: 'passkey', id: 'Y3JlZA', publicKey: cose.toString('base64url') }
  const assert = (
    challenge: string,
    {
      flags = FLAGS.present | FLAGS.verified,
      counter = 7,
      origin = 'https://loa.example',
      rp = 'loa.example',
      type = 'webauthn.get',
      frame = { crossOrigin: false } as object,
    } = {},
  ): PersonSignature => {
    const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, ...frame }))
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const rpHash = createHash('sha256').update(rp).digest()
    const data = Buffer.concat([rpHash, Buffer.from([flags]), count])
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return {
      by: 'passkey',
      key: key.id,
      authenticatorData: data.toString('base64url'),
      clientDataJson: clientData.toString('base64url'),
      signature: signWith('sha256', signed, privateKey).toString('base64url'),
    }
  }
  return { key, assert }
}

test('a passkey signs the statement’s digest, with user verification, on the authority’s own pages', async () => {
  const { key, assert: by } = authenticator()
  const { statement } = await attested(editor, 'submit', BODY)
  const trusted = { key, relyingParty: RELYING_PARTY }
  const challenge = challengeOf(statement)
  const { counter } = await checkSignature(statement, by(challenge), trusted)
  assert.equal(counter, 7)
  const other = challengeOf({ ...statement, version: 4 })
  const wrong: Readonly<Record<string, PersonSignature>> = {
    'for another digest': by(other),
    'on another origin': by(challenge, { origin: 'https://loa.example.evil' }),
    'for another relying party': by(challenge, { rp: 'evil' }),
    'without user verification': by(challenge, { flags: FLAGS.present }),
    'without anybody there': by(challenge, { flags: FLAGS.verified }),
    'in a frame of another site': by(challenge, { frame: { crossOrigin: true } }),
    'in a frame whose page is named': by(challenge, {
      frame: { crossOrigin: false, topOrigin: 'https://loa.example.evil' },
    }),
    'as a registration': by(challenge, { type: 'webauthn.create' }),
    'by another authenticator': authenticator().assert(challenge),
    'signed by a browser’s key': await editor.key.sign(statement),
  }
  for (const [name, signature] of Object.entries(wrong))
    await assert.rejects(checkSignature(statement, signature, trusted), { code: 'signatureOfPersonWrong' }, name)
  for (const seen of [7, 8])
    await assert.rejects(checkSignature(statement, by(challenge), trusted, seen), { code: 'signatureOfPersonWrong' })
})

// The roster ------------------------------------------------------------------------------------------------------

async function signedNext(next: RosterBody, by: readonly Person[]) {
  const text = canonicalJson(next)
  const { body, sha256 } = readRoster(text)
  const statement = rosterStatement({ number: body.number, sha256 }, AT)
  const signatures = await Promise.all(
    by.map(async who => ({ person: who.id, statement, signature: await who.key.sign(statement) })),
  )
  return { text, signatures }
}

test('one administrator signs the next roster while there is one, two from the version on that has two', async () => {
  const first = rosterOf(bodyOf([editor, admin]))
  assert.equal(thresholdOf(first.body), 1)
  const secondBody = bodyOf([editor, approver, admin, otherAdmin], { number: 2, previousSha256: first.sha256 })
  const two = await follow(first, await signedNext(secondBody, [admin]))
  assert.equal(thresholdOf(two.body), 2)
  const third = bodyOf([editor, approver, stranger, admin, otherAdmin], { number: 3, previousSha256: two.sha256 })
  await assert.rejects(follow(two, await signedNext(third, [admin])), { code: 'rosterUnsigned' })
  await assert.rejects(follow(two, await signedNext(third, [admin, admin])), { code: 'rosterUnsigned' })
  await assert.rejects(follow(two, await signedNext(third, [admin, approver])), { code: 'rosterUnsigned' })
  const three = await follow(two, await signedNext(third, [admin, otherAdmin]))
  assert.equal(three.body.number, 3)
})

test('a roster that is a fork, a repetition or leaves a number out is not followed', async () => {
  const first = rosterOf(bodyOf([editor, admin]))
  const next = (more: Partial<RosterBody>) =>
    bodyOf([editor, approver, admin], { number: 2, previousSha256: first.sha256, ...more })
  await follow(first, await signedNext(next({}), [admin]))
  for (const wrong of [{ number: 1 }, { number: 3 }, { previousSha256: null }, { previousSha256: 'ab'.repeat(32) }])
    await assert.rejects(follow(first, await signedNext(next(wrong), [admin])), { code: 'rosterNotNext' })
})

test('a signature for another roster is none for this one', async () => {
  const first = rosterOf(bodyOf([editor, admin]))
  const good = bodyOf([editor, admin], { number: 2, previousSha256: first.sha256 })
  const evil = bodyOf([editor, admin, stranger], { number: 2, previousSha256: first.sha256 })
  const { signatures } = await signedNext(good, [admin])
  await assert.rejects(follow(first, { text: canonicalJson(evil), signatures }), { code: 'rosterUnsigned' })
})

test('a roster on which one key or one person stands twice is none', () => {
  const twice = bodyOf([editor, { ...approver, key: editor.key }])
  assert.throws(() => readRoster(canonicalJson(twice)), { code: 'documentMalformed' })
  assert.throws(() => readRoster(canonicalJson(bodyOf([editor, editor]))), { code: 'documentMalformed' })
  assert.throws(() => readRoster('{'), { code: 'documentMalformed' })
})

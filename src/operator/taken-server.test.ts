/**
 * A server that was taken: whoever has it holds all of the authority's keys, has read all that its people ever signed, and
 * sends any document to a real node whose simulated centres count what is submitted. It holds no key of the people's, and
 * so not one segment goes out. Each attempt by its name.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { isMore } from '../../test/parts.ts'
import type { DirectiveBody, OrderBody, Wish } from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import type { SignedRoster } from '../directive/roster.ts'
import type { Attestation, PersonSignature } from '../directive/statement.ts'
import { COUNT_MAX } from '../directive/values.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import { signList } from '../zerorating/signed.ts'
import {
  admin,
  approvalBy,
  approvedBy,
  approver,
  editor,
  listApprovedBy,
  nextRoster,
  otherAdmin,
  PEOPLE,
  type Person,
  person,
  resumedBy,
  rosterOf,
  saidOfRound,
  second,
  signedBy,
  stranger,
  USUAL,
} from './people.test.ts'
import { NodeFixture, numbers } from './stage.test.ts'
import { OPERATOR, type StubAuthority } from './stub-authority.test.ts'

const DAY_MS = 24 * 3_600_000

/** Whoever has the server can make keys and name them as they like. */
const [evilEditor, evilApprover, evilAdmin, otherEvilAdmin] = await Promise.all([
  person('editor', 'editor'),
  person('approver', 'approver'),
  person('admin', 'administrator'),
  person('other-admin', 'administrator'),
])
const EVIL = { submit: evilEditor, approve: evilApprover, schedule: evilApprover }

type Attempt = (authority: StubAuthority) => Promise<unknown>

/** What two people approved and a third scheduled, as it stands in the database. */
async function approvedOnce(authority: StubAuthority, changes: Partial<DirectiveBody> = {}) {
  return await approvedBy(USUAL, authority.body(changes))
}

/** An exercise for good that two people approved, and a third issued for real by mistake. */
async function rehearsedOnce(authority: StubAuthority) {
  const body = { ...authority.body(), purpose: 'exercise', roundPurpose: 'exercise' } as const
  return { ...body, approval: await approvalBy(body, USUAL) }
}

async function sends(authority: StubAuthority, body: DirectiveBody): Promise<void> {
  await authority.issueAs(body)
}

/** The same approval on what was changed afterwards. */
function altered(change: (body: DirectiveBody) => Partial<DirectiveBody>): Attempt {
  return async authority => {
    const body = await approvedOnce(authority)
    await sends(authority, { ...body, ...change(body) })
  }
}

/** Own rosters, then a directive by the people on them. */
function enthroned(rosters: (pinned: SignedRoster) => Promise<readonly SignedRoster[]>): Attempt {
  return async authority => {
    for (const each of await rosters(authority.rosters[0])) authority.rosters.push(each)
    await sends(authority, await approvedBy(EVIL, authority.body()))
  }
}

/** One of the three signatures is another one. */
function signedInstead(
  which: 'submitted' | 'approved' | 'scheduled',
  by: (body: DirectiveBody) => Promise<Attestation>,
): Attempt {
  return async authority => {
    const body = await approvedOnce(authority)
    const { approval } = body
    assert.ok(approval)
    await sends(authority, { ...body, approval: { ...approval, [which]: await by(body) } })
  }
}

const EVIL_PEOPLE = [evilEditor, evilApprover, evilAdmin, otherEvilAdmin]

const attempts: Readonly<Record<string, Attempt>> = {
  'a directive that nobody has signed': async authority => await sends(authority, authority.body()),
  'a directive as version 0.1.0 wrote them': async authority => {
    const { operators: _, exerciseFirst: __, ...body } = authority.body()
    await sends(authority, body)
  },
  'an exercise that nobody has signed': async authority =>
    await sends(authority, authority.body({ purpose: 'exercise' })),
  'people with the right names and keys of the server’s own': async authority =>
    await sends(authority, await approvedBy(EVIL, authority.body())),
  'the same, with the key ids of the people': async authority => {
    const posing = (who: Person, as: Person): Person => ({
      ...who,
      key: {
        ...who.key,
        sign: async statement => ({
          ...((await who.key.sign(statement)) as Extract<PersonSignature, { by: 'key' }>),
          key: as.key.key.id,
        }),
      },
    })
    const by = {
      submit: posing(evilEditor, editor),
      approve: posing(evilApprover, approver),
      schedule: posing(evilApprover, approver),
    }
    await sends(authority, await approvedBy(by, authority.body()))
  },
  'an approver who was bribed, alone': async authority =>
    await sends(
      authority,
      await approvedBy({ submit: approver, approve: approver, schedule: approver }, authority.body()),
    ),
  'an editor who was bribed, alone': async authority =>
    await sends(authority, await approvedBy({ submit: editor, approve: editor, schedule: editor }, authority.body())),
  'an approver who was bribed, and a submission under a stranger’s name': async authority =>
    await sends(
      authority,
      await approvedBy({ submit: stranger, approve: approver, schedule: approver }, authority.body()),
    ),
  'both administrators who were bribed, without a roster': async authority =>
    await sends(authority, await approvedBy({ submit: admin, approve: otherAdmin, schedule: admin }, authority.body())),
  'a roster of the server’s own people that nobody has signed': enthroned(async pinned => [
    await nextRoster(pinned, EVIL_PEOPLE, []),
  ]),
  'a roster of the server’s own people that they have signed': enthroned(async pinned => [
    await nextRoster(pinned, EVIL_PEOPLE, [evilAdmin, otherEvilAdmin]),
  ]),
  'a roster that one administrator who was bribed has signed': enthroned(async pinned => [
    await nextRoster(pinned, [...EVIL_PEOPLE.slice(0, 2), admin], [admin]),
  ]),
  'a roster that one administrator who was bribed has signed twice': enthroned(async pinned => [
    await nextRoster(pinned, [...EVIL_PEOPLE.slice(0, 2), admin], [admin, admin]),
  ]),
  'a roster that the approvers have signed': enthroned(async pinned => [
    await nextRoster(pinned, EVIL_PEOPLE, [approver, second]),
  ]),
  'a chain of its own, from number 1 on': enthroned(async () => {
    const first = await signedBy([evilAdmin], rosterOf(EVIL_PEOPLE))
    return [first, await nextRoster(first, EVIL_PEOPLE, [evilAdmin, otherEvilAdmin])]
  }),
  'a roster far ahead in number': enthroned(async pinned => [
    await signedBy([evilAdmin, otherEvilAdmin], rosterOf(EVIL_PEOPLE, { number: 999_999, previousSha256: null })),
    pinned,
  ]),
  'the signatures of the real next roster on another one': enthroned(async pinned => {
    const { signatures } = await nextRoster(pinned, PEOPLE, [admin, otherAdmin])
    const evil = await nextRoster(pinned, EVIL_PEOPLE, [])
    return [{ text: evil.text, signatures }]
  }),
  'more rosters than an agenda holds': async authority => {
    const evil = await nextRoster(authority.rosters[0], EVIL_PEOPLE, [])
    for (let i = 0; i < 20; i++) authority.rosters.push(evil)
    await sends(authority, await approvedBy(EVIL, authority.body()))
    authority.rosters.length = 1
    authority.push()
  },
  'what was approved and never scheduled': async authority =>
    await sends(authority, await approvedBy({ ...USUAL, schedule: null }, authority.body())),
  'an exercise that was approved, sent for real': async authority => {
    const exercise = authority.body({ purpose: 'exercise' })
    const body = await approvedBy({ ...USUAL, schedule: null }, exercise)
    await sends(authority, { ...body, purpose: 'live' })
  },
  'a round that is an exercise for good, sent for real': async authority => {
    const body = await rehearsedOnce(authority)
    await sends(authority, { ...body, purpose: 'live' })
  },
  'the same without the word that it is one': async authority => {
    const { roundPurpose: _, ...body } = await rehearsedOnce(authority)
    await sends(authority, { ...body, purpose: 'live' })
  },
  'an exercise for good that is taken for the exercise of a live round': async authority => {
    const { roundPurpose: _, ...body } = await rehearsedOnce(authority)
    await sends(authority, body)
  },
  'a live round that is taken for an exercise': async authority => {
    const body = await approvedOnce(authority)
    await sends(authority, { ...body, purpose: 'exercise', roundPurpose: 'exercise' })
  },
  'another text under the approval': altered(() => ({
    messages: [{ variants: [directVariant('vi', 'Gọi 1900 0000 để nhận quà')] }],
  })),
  'another text under the approval and the approved digest of octets': altered(({ messages }) => {
    const [approved] = messages[0].variants
    const variant = directVariant('vi', 'Gọi 1900 0000 để nhận quà')
    return { messages: [{ variants: [{ ...variant, sha256: approved.sha256 }] }] }
  }),
  'a second message beside the approved one': altered(({ messages }) => ({
    messages: [...messages, { variants: [directVariant('vi', 'Gọi 1900 0000')] }],
  })),
  'a second language beside the approved one': altered(({ messages }) => ({
    messages: [{ variants: [...messages[0].variants, directVariant('en', 'Call 1900 0000')] }],
  })),
  'the approved text in the name of another language': altered(({ messages }) => ({
    messages: [{ variants: [{ ...messages[0].variants[0], language: 'en' }] }],
  })),
  'another sender': altered(() => ({ source: 'NGANHANG' })),
  'another title': altered(() => ({ title: 'Đợt 2' })),
  'hours at night': altered(({ window }) => ({ window: { ...window, daily: { from: '00:00', to: '23:59' } } })),
  'a later end': altered(({ window }) => ({
    window: { ...window, notAfter: new Date(Date.now() + 30 * DAY_MS).toISOString() },
  })),
  'what is uncertain sent once more': altered(({ sending }) => ({ sending: { ...sending, uncertain: 'resend' } })),
  'a pause after fewer or more of the first subscribers': altered(({ sending }) => ({
    sending: { ...sending, canary: 39 },
  })),
  'an operator that was not among those approved': async authority => {
    const body = await approvedOnce(authority, { operators: ['mot', 'hai'] })
    await sends(authority, body)
  },
  'an operator put among those approved': async authority => {
    const body = await approvedOnce(authority, { operators: ['mot', 'hai'] })
    await sends(authority, { ...body, operators: ['mot', 'hai', OPERATOR] })
  },
  'the approval of another round': altered(() => ({ round: randomUUID() })),
  'the approval of an earlier version': altered(() => ({ version: 2 })),
  'an exercise that need not come first': altered(() => ({ exerciseFirst: true })),
  'a round that was scheduled eight days ago and never sent': async authority => {
    const issuedAt = new Date(Date.now() - 8 * DAY_MS).toISOString()
    const body = await approvedOnce(authority, { issuedAt })
    await sends(authority, { ...body, issuedAt: new Date().toISOString() })
  },
  'a round whose window was over': async authority => {
    const { window } = authority.body()
    const notAfter = new Date(Date.now() - 1000).toISOString()
    await sends(authority, await approvedOnce(authority, { window: { ...window, notAfter } }))
  },
  'the same, by a clock that is said to be a month behind': async authority => {
    authority.clockAheadMs = -30 * DAY_MS
    const issuedAt = new Date(Date.now() - 30 * DAY_MS).toISOString()
    await sends(authority, await approvedOnce(authority, { issuedAt }))
    authority.clockAheadMs = 0
  },
  'a round that somebody scheduled for next month': async authority => {
    const issuedAt = new Date(Date.now() + 30 * DAY_MS).toISOString()
    await sends(authority, await approvedOnce(authority, { issuedAt }))
  },
  'the submission in place of the approval': signedInstead(
    'approved',
    async body => await saidOfRound(second, 'submit', body),
  ),
  'the approval in place of the schedule': signedInstead(
    'scheduled',
    async body => await saidOfRound(approver, 'approve', body),
  ),
  'a signature that lets a round go on in place of the schedule': signedInstead(
    'scheduled',
    async body => await resumedBy(approver, body, { sequence: 3, at: body.issuedAt }),
  ),
  'the schedule of another version': signedInstead(
    'scheduled',
    async body => await saidOfRound(approver, 'schedule', { ...body, version: 2 }),
  ),
  'the schedule of another round': signedInstead(
    'scheduled',
    async body => await saidOfRound(approver, 'schedule', { ...body, round: randomUUID() }),
  ),
  'an approval of a list of what is free': signedInstead(
    'approved',
    async body => await saidOfRound(approver, 'approve', body, { of: 'free-list' }),
  ),
  'an approval of an instruction to a site': signedInstead(
    'approved',
    async body => await saidOfRound(approver, 'approve', body, { of: 'instruction' }),
  ),
  'an approval of a roster': signedInstead(
    'approved',
    async body => await saidOfRound(approver, 'approve', body, { of: 'roster' }),
  ),
  'an approval of what is free': signedInstead('approved', async () => {
    const { approval } = await listApprovedBy(USUAL, FEBRUARY)
    assert.ok(approval)
    return approval.approved
  }),
  'a good statement with the signature of another one': signedInstead('approved', async body => {
    const good = await saidOfRound(approver, 'approve', body)
    const { signature } = await saidOfRound(approver, 'approve', { ...body, source: 'KHACH' })
    return { ...good, signature }
  }),
  'another person’s approval under the approver’s name': signedInstead('approved', async body => ({
    ...(await saidOfRound(second, 'approve', body)),
    person: approver.id,
  })),
  'an empty passkey assertion by the approver': signedInstead('approved', async body => ({
    ...(await saidOfRound(approver, 'approve', body)),
    signature: {
      by: 'passkey',
      key: approver.key.key.id,
      authenticatorData: 'AA',
      clientDataJson: 'e30',
      signature: 'AA',
    },
  })),
  'a signature without octets': signedInstead('approved', async body => {
    const good = await saidOfRound(approver, 'approve', body)
    return { ...good, signature: { by: 'key', key: good.signature.key, signature: 'A'.repeat(86) } }
  }),
  'a directive in the form of an order, a return, a list directive': async authority => {
    const body = await approvedOnce(authority)
    for (const kind of ['order', 'return', 'listDirective'] as const)
      await authority.put(randomUUID(), await authority.signer.sign(kind, body))
  },
  'fields that nobody knows': async authority => {
    const body = { ...authority.body(), approved: true, trusted: true, approval: {} }
    await authority.put(body.directive, await authority.signer.sign('directive', body))
  },
  'orders of all kinds, then a directive that nobody has signed': async authority => {
    const body = authority.body()
    const orders: readonly [Wish, Partial<OrderBody>][] = [
      ['stop', { directive: randomUUID() }],
      ['run', { sequence: 1 }],
      ['run', { sequence: 9 }],
      ['run', { sequence: 9, resume: await resumedBy(approver, body, { sequence: 9, at: body.issuedAt }) }],
    ]
    for (const [wish, more] of orders) {
      const order = await authority.order(body.directive, wish, more)
      authority.items.set(randomUUID(), { directive: 'x', order })
      authority.push()
    }
    await sends(authority, body)
    await authority.wish(body.directive, 'run')
  },
  'a directive that was refused, asked for again and again': async authority => {
    const body = authority.body()
    for (let i = 0; i < 5; i++) await sends(authority, { ...body, serial: body.serial + 1000 + i })
  },
  'a directive that was refused, signed by people on a roster that comes later': async authority => {
    const body = await approvedBy({ ...USUAL, approve: stranger }, authority.body())
    await sends(authority, body)
    const evil = await nextRoster(authority.rosters[0], [...PEOPLE, stranger], [stranger, admin])
    await authority.issueRoster(evil)
  },
}

/** `claims.test.ts` refuses the like without a node; `npm test` leaves them to it. */
const OF_CLAIMS: readonly string[] = [
  'an approver who was bribed, alone',
  'an editor who was bribed, alone',
  'what was approved and never scheduled',
  'another text under the approval',
  'a second message beside the approved one',
  'a second language beside the approved one',
  'the approved text in the name of another language',
  'another title',
  'hours at night',
  'a later end',
  'what is uncertain sent once more',
  'a pause after fewer or more of the first subscribers',
  'an operator that was not among those approved',
  'an operator put among those approved',
  'the approval of another round',
  'the approval of an earlier version',
  'an exercise that need not come first',
  'a round whose window was over',
  'the submission in place of the approval',
  'an approval of an instruction to a site',
  'another person’s approval under the approver’s name',
]
for (const name of OF_CLAIMS) assert.ok(name in attempts, name)

test('a server that was taken cannot make a node send one segment', async t => {
  const stage = await NodeFixture.set(t)
  const { authority, centre, exerciseCentre } = stage
  await stage.start()
  const pinned = authority.rosters.slice()
  const expired = { expiresAt: '2020-02-03T00:00:00Z' }
  for (const [name, attempt] of Object.entries(attempts).filter(([each]) => isMore || !OF_CLAIMS.includes(each)))
    await t.test(name, async () => {
      const judged = await authority.issue(expired)
      await authority.until(() => authority.acknowledgementOf(judged.directive) !== undefined, name)
      const before = authority.acknowledgements.length
      const directives = authority.items.size
      await attempt(authority)
      assert.ok(authority.items.size > directives, 'it sends something')
      // What comes after it on an agenda is answered after it was judged.
      const last = await authority.issue({ ...expired, serial: 1_000_000_000 + before })
      await authority.until(() => authority.acknowledgementOf(last.directive) !== undefined, name)
      for (const { verdict } of authority.acknowledgements) assert.equal(verdict.is, 'refused')
      assert.deepEqual([centre.count().submits, centre.count().binds], [0, 0])
      assert.deepEqual([exerciseCentre.count().submits, exerciseCentre.count().binds], [0, 0])
      assert.equal(stage.authority.hellos.at(-1)?.roster?.number, 1)
      authority.items.clear()
      authority.rosters = pinned.slice()
    })
  await t.test('and what people have signed goes out, at the same node', async () => {
    const { directive } = await authority.issue({ serial: 2_000_000_000 })
    await authority.returned(directive)
    assert.equal(centre.count().accepted, 40)
  })
})

/** Of a round that is on its way and was paused by a person. */
const letOn: Readonly<Record<string, (authority: StubAuthority, body: DirectiveBody) => Promise<Partial<OrderBody>>>> =
  {
    'an order to run that nobody has signed': async () => ({ sequence: 50, resume: undefined }),
    'the order that came with the directive': async () => ({ sequence: 1, resume: undefined }),
    'an order that an editor has signed': async (_, body) => ({
      sequence: 51,
      resume: await resumedBy(editor, body, { sequence: 51, at: body.issuedAt }),
    }),
    'an order signed by an approver whom the server has made up': async (_, body) => ({
      sequence: 52,
      resume: await resumedBy(evilApprover, body, { sequence: 52, at: body.issuedAt }),
    }),
    'an order with the signature for another order': async (_, body) => ({
      sequence: 53,
      resume: await resumedBy(approver, body, { sequence: 2, at: body.issuedAt }),
    }),
    'an order with the signature for another round': async (_, body) => ({
      sequence: 54,
      resume: await resumedBy(approver, { ...body, round: randomUUID() }, { sequence: 54, at: body.issuedAt }),
    }),
    'an order with the approval in place of that it goes on': async (_, body) => ({
      sequence: 55,
      resume: body.approval?.approved,
    }),
    'an order with the schedule in place of that it goes on': async (_, body) => ({
      sequence: 56,
      resume: body.approval?.scheduled ?? undefined,
    }),
  }

async function paused(t: TestContext) {
  const stage = await NodeFixture.set(t, { latencyMs: 2 })
  stage.list('all.csv', numbers(0, 900))
  const shape = { bindsEach: 1, window: 10, tps: 300, uncertainWaitMs: 30_000 }
  const start = async () => await stage.start({ lanes: { purpose: 'live', smscs: [stage.smsc()], ...shape } })
  await start()
  const { authority, centre } = stage
  const body = await authority.issue()
  const progress = () => authority.lastProgress(body.directive)
  await authority.until(() => (progress()?.tally.segments.submitted ?? 0) > 20, 'it sends')
  await authority.wish(body.directive, 'pause')
  await authority.until(() => progress()?.state === 'paused', 'paused')
  // What was on its way when the pause came has gone out once the node has ended.
  const anew = async () => {
    await stage.stop()
    authority.progress.length = 0
    await start()
    await authority.until(() => progress()?.tally.lanes.bound === 1, 'bound again')
  }
  await anew()
  const refused = () =>
    stage.logged.filter(({ event, fields }) => event === 'document refused' && fields.kind === 'order').length
  return { authority, centre, body, progress, refused, anew }
}

test('a server that was taken cannot let go on what a person has paused, over a new start either', async t => {
  const { authority, centre, body, progress, refused, anew } = await paused(t)
  const { directive } = body
  const nothing = { expiresAt: '2020-02-03T00:00:00Z' }
  const before = centre.count().submits
  const item = authority.items.get(directive)
  assert.ok(item)
  for (const [name, made] of Object.entries(letOn))
    await t.test(name, async () => {
      item.order = await authority.order(directive, 'run', await made(authority, body))
      authority.push()
      const last = await authority.issue(nothing)
      await authority.until(() => authority.acknowledgementOf(last.directive) !== undefined, name)
      assert.equal(progress()?.state, 'paused')
      assert.equal(centre.count().submits, before)
    })
  assert.equal(refused(), Object.keys(letOn).length - 1, 'the first order is old, the others told')
  await t.test('the round in a new directive with the people’s old signatures', async () => {
    const again = await authority.issueAs({ ...body, directive: randomUUID(), serial: 1000 })
    await authority.until(() => authority.acknowledgementOf(again.directive) !== undefined, 'again')
    assert.deepEqual(authority.acknowledgementOf(again.directive)?.verdict, { is: 'refused', why: 'replayed' })
  })
  await t.test('all of it again at a node that starts anew', async () => {
    await anew()
    for (const made of Object.values(letOn)) {
      item.order = await authority.order(directive, 'run', await made(authority, body))
      authority.push()
    }
    const last = await authority.issue({ ...nothing, serial: 1001 })
    await authority.until(() => authority.acknowledgementOf(last.directive) !== undefined, 'last')
    assert.equal(progress()?.state, 'paused')
    assert.equal(centre.count().submits, before)
  })
  await t.test('and an approver lets it go on, with a lower sequence than all of these', async () => {
    const at = new Date().toISOString()
    const resume = await resumedBy(approver, body, { sequence: 3, at })
    item.order = await authority.order(directive, 'run', { sequence: 3, at, resume })
    authority.push()
    const returned = await authority.returned(directive)
    assert.equal(returned.state, 'finished')
    assert.equal(centre.count().reached, 900)
  })
})

test('a server that was taken cannot let go on a round that waits after its first subscribers', async t => {
  const stage = await NodeFixture.set(t)
  const { authority, centre } = stage
  await stage.start()
  const { sending } = authority.body()
  const draft = authority.body({ sending: { ...sending, canary: 5 } })
  const body = await approvedBy(USUAL, draft)
  const { directive } = body
  // The order that belongs to it is held back.
  authority.items.set(directive, { directive: await authority.signer.sign('directive', body), order: 'x' })
  authority.push()
  const note = () => authority.lastProgress(directive)?.note
  await authority.until(() => note() === 'canary', 'held')
  assert.equal(centre.count().submits, 5)
  for (const order of [
    await authority.order(directive, 'run', { sequence: 1 }),
    await authority.order(directive, 'pause', { sequence: 2 }),
    await authority.order(directive, 'run', { sequence: 3 }),
    await authority.order(directive, 'run', { sequence: 1 }),
  ]) {
    authority.items.set(directive, { directive: 'x', order })
    authority.push()
  }
  const last = await authority.issue({ expiresAt: '2020-02-03T00:00:00Z' })
  await authority.until(() => authority.acknowledgementOf(last.directive) !== undefined, 'last')
  assert.deepEqual([note(), centre.count().submits], ['canary', 5])
})

test('a server that was taken cannot send a round twice that people have signed once', async t => {
  const stage = await NodeFixture.set(t)
  const { authority, centre } = stage
  await stage.start()
  const body = await authority.issue()
  await authority.returned(body.directive)
  assert.equal(centre.count().submits, 40)
  const again: Readonly<Record<string, Partial<DirectiveBody>>> = {
    'in another directive': { directive: randomUUID(), serial: 100 },
    'in a later directive': { directive: randomUUID(), serial: 101, issuedAt: '2030-01-01T00:00:00Z' },
    'with the serial of an earlier one': { directive: randomUUID() },
    'under its own id': { serial: 102 },
    'as an exercise that becomes live': { directive: randomUUID(), serial: 103, expiresAt: '2031-01-01T00:00:00Z' },
  }
  for (const [name, changes] of Object.entries(again))
    await t.test(name, async () => {
      const count = authority.acknowledgements.length
      const made = { ...body, ...changes }
      await authority.put(randomUUID(), await authority.signer.sign('directive', made))
      await authority.until(() => authority.acknowledgements.length > count, name)
      assert.deepEqual(authority.acknowledgements.at(-1)?.verdict, { is: 'refused', why: 'replayed' })
      assert.equal(centre.count().submits, 40)
    })
  await t.test('at a node that never saw it, later than a week', async () => {
    await stage.stop()
    const fresh = stage.file('fresh')
    let now = Date.now()
    now += 8 * DAY_MS
    authority.items.clear()
    authority.clockAheadMs = 8 * DAY_MS
    const { systemClock } = await import('../base/clock.ts')
    await stage.start({ directory: fresh, clock: { ...systemClock, wall: () => now } })
    const count = authority.acknowledgements.length
    const expiresAt = new Date(now + DAY_MS).toISOString()
    await authority.issueAs({ ...body, directive: randomUUID(), serial: 200, expiresAt })
    await authority.until(() => authority.acknowledgements.length > count, 'answered')
    assert.deepEqual(authority.acknowledgements.at(-1)?.verdict, { is: 'refused', why: 'needs-two-people' })
    assert.equal(centre.count().submits, 40)
  })
})

test('a server that was taken uses up no serial of what people sign later, whatever it signs and stops alone', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  await stage.start()
  const serial = 50
  const junk = await authority.issueAs(authority.body({ serial }))
  await authority.until(() => authority.acknowledgementOf(junk.directive) !== undefined, 'refused')
  const list = await signList(FEBRUARY, authority.signer)
  const nobody = { approval: undefined, isAtOnce: undefined }
  const asked = await authority.issueFreeList(list, { serial: serial + 1, ...nobody })
  await authority.answeredFreeList(asked.directive)
  for (const each of [serial, serial + 1]) {
    const { directive } = await authority.issue({ serial: each })
    assert.equal((await authority.returned(directive)).state, 'finished')
  }
  const { directive } = await authority.issueFreeList(list, { serial: serial + 2 })
  assert.deepEqual((await authority.answeredFreeList(directive)).verdict, { is: 'held' })
  const again = await authority.issueFreeList(list, { serial: serial + 3, ...nobody })
  await authority.answeredFreeList(again.directive)
  const last = await authority.issue({ serial: serial + 3 })
  assert.equal((await authority.returned(last.directive)).state, 'finished')
})

test('a pause with the highest of all sequences, by a server that was taken, takes no stop from the others', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  await stage.start()
  const { directive } = await authority.issue({}, 'pause')
  const item = authority.items.get(directive)!
  const order = await authority.order(directive, 'pause', { sequence: COUNT_MAX })
  authority.items.set(directive, { ...item, order })
  authority.push()
  await authority.until(() => authority.lastProgress(directive)?.orderSequence === COUNT_MAX, 'paused by it')
  const stop = await authority.order(directive, 'stop', { sequence: 2 })
  authority.items.set(directive, { ...item, order: stop })
  authority.push()
  assert.equal((await authority.returned(directive)).state, 'stopped')
})

test('a server that was taken finds nothing at a node that has no roster pinned', async t => {
  const stage = await NodeFixture.set(t)
  const { authority, centre, exerciseCentre } = stage
  const other = await signedBy([], rosterOf([stranger, admin]))
  // The pin is of a roster that the server does not have: it has its own.
  authority.rosters = [other, await nextRoster(other, EVIL_PEOPLE, [admin])]
  await stage.start()
  for (const changes of [{}, { purpose: 'exercise' }] as const) {
    const made = authority.body(changes)
    const { directive } = await authority.issueAs({ ...made, approval: await approvalBy(made, EVIL) })
    await authority.until(() => authority.acknowledgementOf(directive) !== undefined, 'answered')
    assert.deepEqual(authority.acknowledgementOf(directive)?.verdict, { is: 'refused', why: 'needs-two-people' })
  }
  assert.equal(authority.hellos.at(-1)?.roster, null)
  assert.equal(centre.count().submits + exerciseCentre.count().submits, 0)
})

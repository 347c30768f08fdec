import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from '../base/canonical.ts'
import { manualClock } from '../base/clock.ts'
import { baseFailure } from '../base/failures.ts'
import { readRoster } from '../directive/attest.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import { lackOf } from '../directive/proof.ts'
import type { RosterBody } from '../directive/roster.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { Admission } from './admission.ts'
import { operatorFailure } from './failures.ts'
import type { Holdings } from './holdings.ts'
import { type JournalEntry, Memory } from './memory.ts'
import {
  approvalBy,
  approvedBy,
  approver,
  editor,
  PEOPLE,
  personWithPasskey,
  rosterOf,
  type Signers,
  said,
  saidOfRound,
  second,
  stranger,
  USUAL,
} from './people.test.ts'
import type { Prepared } from './prepare.ts'
import { Records } from './records.ts'
import { Untrusted } from './untrusted.ts'

const signer = await signerOf(await makeKey())
const OPERATOR = 'viettel'
const NOW = '2020-02-03T00:00:00Z'
const PREPARED: Prepared = {
  subscribers: 2,
  audienceSha256: 'a'.repeat(64),
  legs: [{ number: 1, message: 1, language: 'vi', subscribers: 2, segmentsEach: 1 }],
}

function bodyOf(serial: number, more: Partial<DirectiveBody> = {}): DirectiveBody {
  const id = (name: number) => `0f8fad5b-d9cb-469f-a165-${String(name).padStart(12, '0')}`
  return {
    directive: id(serial),
    serial,
    operator: OPERATOR,
    round: id(1000 + serial),
    version: 1,
    title: 'Đợt 1',
    purpose: 'live',
    issuedAt: NOW,
    expiresAt: '2020-02-04T00:00:00Z',
    messages: [{ variants: [directVariant('vi', 'Rửa tay thường xuyên')] }],
    source: 'BOYTE',
    audience: { provinces: null, excludes: [] },
    window: { notBefore: null, notAfter: null, daily: null, timeZone: 'UTC' },
    sending: {
      receipts: 'last',
      receiptWaitSeconds: 20,
      uncertain: 'hold',
      validitySeconds: null,
      canary: 0,
      segmentsPerSecondMax: 0,
    },
    operators: [OPERATOR],
    exerciseFirst: false,
    ...more,
  }
}

async function directive(serial: number): Promise<string> {
  return await signer.sign('directive', await approvedBy(USUAL, bodyOf(serial)))
}

const ROSTER = rosterOf(PEOPLE)

/** What happens is written down in order; preparing is what the test says. */
function scene(
  prepare: () => Promise<Prepared> = async () => PREPARED,
  given: { now?: string; people?: () => RosterBody } = {},
) {
  const { now = NOW, people = () => ROSTER } = given
  const clock = manualClock({ wall: Date.parse(now) })
  const happened: string[] = []
  const says: string[] = []
  const say = (event: string, fields: object = {}) => {
    happened.push(`${event} ${'serial' in fields ? fields.serial : ''}`.trim())
    if ('says' in fields) says.push(String(fields.says))
  }
  const log = { info: say, warn: say, error: say }
  const append = async (entry: object) => {
    const { is, ...rest } = entry as JournalEntry
    happened.push(`journal: ${is}`)
    if ('why' in rest) refusals.push(rest.why)
  }
  const refusals: string[] = []
  const side = { audience: { path: '' }, lanes: { smscs: [] } }
  const admission = new Admission({
    link: { authorityKey: signer.publicKey, operator: OPERATOR, signer },
    records: new Records({ memory: new Memory(), journal: { append }, log }),
    outbox: {
      acknowledge: () => happened.push('acknowledged'),
      again: ({ entry }) => happened.push(`told again ${entry.serial}`),
    },
    untrusted: new Untrusted(log),
    heads: { see: () => {} },
    rosters: {
      lackOf: async claim =>
        await lackOf(claim, { roster: () => readRoster(canonicalJson(people())), now: clock.wall() }),
    },
    holdings: {
      operator: OPERATOR,
      sides: { live: { purpose: 'live', ...side }, exercise: { purpose: 'exercise', ...side } },
      lists: { provinces: [], excludes: [], languages: [] },
    } as unknown as Holdings,
    clock,
    log,
    machine: null,
    roundsOf: () => '',
    hasOtherSerial: () => false,
    onAccepted: async ({ serial }) => {
      happened.push(`begun ${serial}`)
    },
    prepare,
  })
  /** As an agenda brings them; resolves once all are decided, or cannot be now. */
  const take = async (directives: readonly string[]) => {
    admission.take(directives, Promise.resolve())
    await admission.settled()
  }
  return { admission, clock, happened, refusals, says, take }
}

const accepted = (serial: number) => [
  'journal: accepted',
  `directive accepted ${serial}`,
  'acknowledged',
  `begun ${serial}`,
]

test('directives are decided in the order of their serials, each in the journal before anything else, and once', async () => {
  const { happened, take } = scene()
  const agenda = [await directive(2), await directive(1)]
  await take(agenda)
  assert.deepEqual(happened, [...accepted(1), ...accepted(2)])
  happened.length = 0
  await take(agenda)
  assert.deepEqual(happened, ['told again 2', 'told again 1'])
})

test('a directive that could not be prepared is prepared again after half a minute, without another agenda', async () => {
  let tries = 0
  const { admission, clock, happened, take } = scene(async () => {
    if (++tries === 1) throw baseFailure('fileUnwritable', { file: 'x', why: 'ENOSPC' })
    return PREPARED
  })
  await take([await directive(1)])
  assert.deepEqual(happened, ['directive not prepared, will retry'])
  clock.advance(29_999)
  await admission.settled()
  assert.equal(tries, 1)
  clock.advance(1)
  await admission.settled()
  assert.deepEqual([tries, happened.at(-1), clock.nextMs], [2, 'begun 1', null])
})

test('a directive that is prepared while the node ends is accepted, and left to the next start', async () => {
  let done: (prepared: Prepared) => void = () => {}
  let asked: () => void = () => {}
  const isAsked = new Promise<void>(tell => {
    asked = tell
  })
  const { admission, happened } = scene(
    async () =>
      await new Promise(prepared => {
        done = prepared
        asked()
      }),
  )
  admission.take([await directive(1), await directive(2)], Promise.resolve())
  await isAsked
  const closed = admission.close()
  done(PREPARED)
  await closed
  assert.deepEqual(happened, ['journal: accepted', 'directive accepted 1', 'acknowledged'])
})

test('a directive with nobody left to go to is refused, in the journal before it is acknowledged', async () => {
  const { happened, take } = scene(async () => ({ ...PREPARED, subscribers: 0, legs: [] }))
  await take([await directive(1)])
  assert.deepEqual(happened, ['journal: refused', 'directive refused 1', 'acknowledged'])
})

const withoutApproverKeys: RosterBody = {
  ...ROSTER,
  people: ROSTER.people.map(each => (each.id === approver.id ? { ...each, keys: [] } : each)),
}
const demoted = rosterOf(PEOPLE.map(who => (who === approver ? { ...who, role: 'editor' } : who)))
const unpinned = () => {
  throw operatorFailure('rosterUnpinned', { file: 'node.key' })
}
const away = () => {
  throw operatorFailure('rosterAway', { file: 'node.key', sha256: 'ab'.repeat(32) })
}

interface Lacking {
  readonly body: () => Promise<DirectiveBody>
  readonly people?: () => RosterBody
  readonly now?: string
  readonly says: RegExp
}

/** All that the authority's key alone can say. */
const lacking: Readonly<Record<string, Lacking>> = {
  'nobody has signed it': { body: async () => bodyOf(1), says: /submit: there is no signature/ },
  'one person is both': {
    body: async () => await approvedBy({ ...USUAL, submit: approver }, bodyOf(1)),
    says: /approve: both signers are the same person/,
  },
  'somebody whom the node does not know approved it': {
    body: async () => await approvedBy({ ...USUAL, approve: stranger }, bodyOf(1)),
    says: /approve: the key is not on the roster/,
  },
  'nobody has said that it goes out': {
    body: async () => await approvedBy({ ...USUAL, schedule: null }, bodyOf(1)),
    says: /schedule: there is no signature/,
  },
  'the approval is of another text': {
    body: async () => {
      const other = { ...bodyOf(1), source: 'KHACH' }
      return { ...bodyOf(1), approval: await approvalBy(other, USUAL) }
    },
    says: /submit: the signature covers other content/,
  },
  'the signature is for another digest than the statement beside it': {
    body: async () => {
      const body = bodyOf(1)
      const approval = await approvalBy(body, USUAL)
      const { signature } = await saidOfRound(approver, 'approve', { ...body, source: 'KHACH' })
      return { ...body, approval: { ...approval, approved: { ...approval.approved, signature } } }
    },
    says: /approve: the key is not on the roster/,
  },
  'the text was altered after it was approved': {
    body: async () => {
      const messages = [{ variants: [directVariant('vi', 'Gọi ngay 1900 0000')] }]
      return { ...(await approvedBy(USUAL, bodyOf(1))), messages }
    },
    says: /submit: the signature covers other content/,
  },
  'a key was revoked between approval and sending': {
    body: async () => await approvedBy(USUAL, bodyOf(1)),
    people: () => withoutApproverKeys,
    says: /approve: the key is not on the roster/,
  },
  'an approver has become an editor': {
    body: async () => await approvedBy(USUAL, bodyOf(1)),
    people: () => demoted,
    says: /approve: the signer does not have that role/,
  },
  'the editor has left': {
    body: async () => await approvedBy(USUAL, bodyOf(1)),
    people: () => rosterOf(PEOPLE.filter(who => who !== editor)),
    says: /submit: the key is not on the roster/,
  },
  'the node was enrolled before people signed': {
    body: async () => await approvedBy(USUAL, bodyOf(1)),
    people: unpinned,
    says: /loa operator trust --key node.key --roster SHA256/,
  },
  'the roster that was pinned has not come': {
    body: async () => await approvedBy(USUAL, bodyOf(1)),
    people: away,
    says: /has not arrived from the authority/,
  },
  'the clock is more than a day behind': {
    body: async () => await approvedBy(USUAL, bodyOf(1)),
    now: '2020-02-01T23:59:59Z',
    says: /schedule: the signing time is not valid/,
  },
  'it is an old approved round in a new directive': {
    body: async () => {
      const expiresAt = '2020-03-04T00:00:00Z'
      return { ...(await approvedBy(USUAL, bodyOf(1))), expiresAt }
    },
    now: '2020-03-03T00:00:00Z',
    says: /schedule: the signing time is not valid/,
  },
  'its window was over': {
    body: async () => {
      const window = { ...bodyOf(1).window, notAfter: '2020-02-03T09:00:00Z' }
      return await approvedBy(USUAL, bodyOf(1, { window }))
    },
    now: '2020-02-03T09:00:00Z',
    says: /schedule: the signing time is not valid/,
  },
  'it is for an operator that was not among those approved': {
    body: async () => {
      const elsewhere = await approvedBy(USUAL, bodyOf(1, { operators: ['mot', 'hai'] }))
      return { ...elsewhere, operator: OPERATOR }
    },
    says: /approve: the signature is for another operator/,
  },
  'an approval of a list of what is free stands in for one': {
    body: async () => {
      const body = bodyOf(1)
      const approval = await approvalBy(body, USUAL)
      const { statement } = approval.approved
      const approved = await said(approver, { ...statement, of: 'free-list' })
      return { ...body, approval: { ...approval, approved } }
    },
    says: /approve: the signature covers other content/,
  },
}

for (const [name, { body, people, now, says }] of Object.entries(lacking))
  test(`a directive that only the authority has signed is refused and nothing is prepared: ${name}`, async () => {
    const prepare = async () => assert.fail('it was prepared')
    const of = { ...(people && { people }), ...(now !== undefined && { now }) }
    const found = scene(prepare, of)
    const jws = await signer.sign('directive', await body())
    await found.take([jws])
    await found.take([jws])
    assert.deepEqual(found.refusals, ['needs-two-people'])
    assert.equal(found.says.length, 1)
    assert.match(found.says[0], says)
    assert.deepEqual(found.happened.slice(0, 3), ['journal: refused', 'directive refused 1', 'acknowledged'])
  })

test('a clock that is not quite a day behind costs nothing', async () => {
  const { happened, take } = scene(async () => PREPARED, { now: '2020-02-02T00:00:01Z' })
  await take([await directive(1)])
  assert.deepEqual(happened, accepted(1))
})

test('an exercise needs two people, and nobody who says that it goes out', async () => {
  const exercise = bodyOf(1, { purpose: 'exercise' })
  const cases: readonly [Signers, readonly string[]][] = [
    [{ ...USUAL, schedule: null }, []],
    [{ ...USUAL, schedule: null, approve: editor }, ['needs-two-people']],
    [{ submit: second, approve: second, schedule: null }, ['needs-two-people']],
  ]
  for (const [by, refusals] of cases) {
    const found = scene()
    await found.take([await signer.sign('directive', await approvedBy(by, exercise))])
    assert.deepEqual(found.refusals, refusals)
    assert.equal(found.happened.at(-1), refusals.length === 0 ? 'begun 1' : 'acknowledged')
  }
})

test('people who sign with passkeys are believed, and an assertion for another digest is not', async () => {
  const [writer, chief] = [personWithPasskey('writer', 'editor'), personWithPasskey('chief', 'approver')]
  const by = { submit: writer, approve: chief, schedule: chief }
  const people = () => rosterOf([writer, chief])
  const body = bodyOf(1)
  const approval = await approvalBy(body, by)
  const found = scene(async () => PREPARED, { people })
  await found.take([await signer.sign('directive', { ...body, approval })])
  assert.deepEqual(found.happened, accepted(1))

  const { signature } = await saidOfRound(chief, 'approve', { ...body, source: 'KHACH' })
  const forged = { ...approval, approved: { ...approval.approved, signature } }
  const refused = scene(async () => assert.fail('it was prepared'), { people })
  await refused.take([await signer.sign('directive', { ...body, approval: forged })])
  assert.deepEqual(refused.refusals, ['needs-two-people'])
  assert.match(refused.says[0], /approve: the key is not on the roster/)
})

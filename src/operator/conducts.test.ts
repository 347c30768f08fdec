import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import type { Purpose } from '../directive/documents.ts'
import { Conducts } from './conducts.ts'
import type { Holdings } from './holdings.ts'
import { SETTLING } from './leg.ts'
import { type Accepted, Memory, NOT_ORDERED } from './memory.ts'
import { Records } from './records.ts'
import { StubAuthority } from './stub-authority.test.ts'

/** Accepted directives without any round on the disk: whoever begins one fails. */
async function scene(purpose: Purpose) {
  const authority = await StubAuthority.start()
  await authority.close()
  const { signer } = authority
  const body = authority.body({ purpose })
  const { directive, serial, round, version } = body
  const entry: Accepted = {
    is: 'accepted',
    at: '',
    directive,
    serial,
    round,
    version,
    purpose,
    sha256: '',
    jws: await signer.sign('directive', body),
    acknowledgement: '',
    subscribers: 1,
    audienceSha256: '',
    legs: [{ number: 1, message: 1, language: 'vi', subscribers: 1, segmentsEach: 1 }],
  }
  const logged: string[] = []
  const say = (event: string) => logged.push(event)
  const log = { info: say, warn: say, error: say }
  const live = { purpose: 'live', lanes: { smscs: [], bindsEach: 1 } }
  const conducts = new Conducts({
    link: { authorityKey: signer.publicKey },
    records: new Records({ memory: new Memory(), journal: { append: async () => assert.fail() }, log }),
    orders: { claim: () => null },
    progress: { tell: () => assert.fail(), forget: () => assert.fail() },
    holdings: { sides: { live, exercise: null } } as unknown as Holdings,
    settling: SETTLING,
    clock: manualClock(),
    random: seeded(1),
    log,
    roundsOf: () => '/nowhere',
    machines: null,
    onAcked: () => assert.fail(),
    onClosed: () => assert.fail(),
  })
  return { conducts, entry, logged }
}

test('a directive whose rounds are damaged stays open, is told, and holds up no other', async () => {
  const { conducts, entry, logged } = await scene('live')
  await conducts.begin(entry, NOT_ORDERED)
  assert.deepEqual(logged, ['directive not started'])
  assert.equal(await conducts.interrupt(), 0)
})

test('an exercise waits where this start has no lanes for it', async () => {
  const { conducts, entry, logged } = await scene('exercise')
  await conducts.begin(entry, NOT_ORDERED)
  assert.deepEqual(logged, ['exercise not started, no exercise lanes'])
})

test('a directive whose signature is looked at while the node ends does not begin', async () => {
  const { conducts, entry, logged } = await scene('live')
  const begun = conducts.begin(entry, NOT_ORDERED)
  assert.equal(await conducts.interrupt(), 0)
  await begun
  assert.deepEqual([[...conducts.all()], logged], [[], []])
})

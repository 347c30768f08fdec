import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { baseFailure } from '../base/failures.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { Admission } from './admission.ts'
import type { Holdings } from './holdings.ts'
import { type JournalEntry, Memory } from './memory.ts'
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

async function directive(serial: number): Promise<string> {
  const id = (name: number) => `0f8fad5b-d9cb-469f-a165-${String(name).padStart(12, '0')}`
  return await signer.sign('directive', {
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
  } satisfies DirectiveBody)
}

/** What happens is written down in order; preparing is what the test says. */
function scene(prepare: () => Promise<Prepared> = async () => PREPARED) {
  const clock = manualClock({ wall: Date.parse(NOW) })
  const happened: string[] = []
  const say = (event: string, fields: object = {}) =>
    happened.push(`${event} ${'serial' in fields ? fields.serial : ''}`.trim())
  const log = { info: say, warn: say, error: say }
  const append = async (entry: object) => {
    happened.push(`journal: ${(entry as JournalEntry).is}`)
  }
  const side = { audience: { path: '' }, lanes: { smscs: [] } }
  const admission = new Admission({
    link: { authorityKey: signer.publicKey, operator: OPERATOR, signer },
    records: new Records({ memory: new Memory(), journal: { append }, log }),
    outbox: {
      acknowledge: () => happened.push('acknowledged'),
      again: ({ entry }) => happened.push(`told again ${entry.serial}`),
    },
    untrusted: new Untrusted(log),
    holdings: {
      operator: OPERATOR,
      sides: { live: { purpose: 'live', ...side }, exercise: null },
      lists: { provinces: [], excludes: [], languages: [] },
    } as unknown as Holdings,
    clock,
    log,
    roundsOf: () => '',
    hasFreeListSerial: () => false,
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
  return { admission, clock, happened, take }
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
  assert.deepEqual(happened, ['a directive could not be prepared; it is tried again'])
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

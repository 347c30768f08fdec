import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import { NOTHING } from '../directive/documents.ts'
import type { Signer } from '../directive/signing.ts'
import type { Closing } from './closing.ts'
import { type Accepted, type JournalEntry, Memory } from './memory.ts'
import { Records } from './records.ts'
import { Returns } from './returns.ts'

const signer = { sign: async () => 'signed' } as unknown as Signer
const ACCEPTED = { is: 'accepted', directive: 'd', sha256: 's', legs: [] } as unknown as Accepted
const CLOSING: Closing = {
  state: 'finished',
  tally: NOTHING,
  startedAt: null,
  endedAt: '2020-02-03T00:00:00Z',
  legs: [],
  isOurs: true,
}

/** What happens is written down in order; the journal fails as often as it is told. */
function scene({ failures }: { failures: number }) {
  const clock = manualClock()
  const happened: string[] = []
  const memory = new Memory()
  memory.add(ACCEPTED)
  let left = failures
  const append = async (entry: object) => {
    if (left-- > 0) throw new Error('no room')
    happened.push(`journal: ${(entry as JournalEntry).is}`)
  }
  const say = (event: string) => happened.push(event)
  const log = { info: say, warn: say, error: say }
  const returns = new Returns({
    link: { operator: 'viettel', signer },
    records: new Records({ memory, journal: { append }, log }),
    outbox: { return: ({ directive }) => happened.push(`on its way: ${directive}`) },
    clock,
    random: seeded(1),
    log,
    onKept: directive => happened.push(`kept: ${directive}`),
  })
  return { clock, happened, memory, returns }
}

/** Lets everything that is under way come to rest. */
const rest = async () => await new Promise(done => setImmediate(done))

test('a return is on its way only when it is in the journal, and a disk that has room again gets it', async () => {
  const { clock, happened, memory, returns } = scene({ failures: 2 })
  returns.make(ACCEPTED, CLOSING)
  for (let tries = 0; tries < 2; tries++) {
    await rest()
    assert.deepEqual(happened, Array(tries + 1).fill('journal write failed'))
    assert.equal(memory.accepted('d')?.returned, null)
    clock.advance(clock.nextMs ?? 0)
  }
  await rest()
  await returns.close()
  assert.deepEqual(happened.slice(2), ['journal: returned', 'directive closed', 'kept: d', 'on its way: d'])
  assert.equal(memory.accepted('d')?.returned?.state, 'finished')
})

test('a return of a directive that another machine sent last waits a little: that one brings the same', async () => {
  const { clock, happened, returns } = scene({ failures: 0 })
  returns.make(ACCEPTED, { ...CLOSING, isOurs: false })
  await rest()
  assert.deepEqual(happened, ['journal: returned', 'directive closed', 'kept: d'])
  clock.advance(3000)
  assert.equal(happened.at(-1), 'on its way: d')
  returns.make(ACCEPTED, { ...CLOSING, isOurs: false })
  await rest()
  await returns.close()
  assert.equal(clock.nextMs, null, 'the next process brings it')
})

test('the end does not wait for room on the disk: the next process closes the directive anew', async () => {
  const { clock, happened, returns } = scene({ failures: Number.POSITIVE_INFINITY })
  returns.make(ACCEPTED, CLOSING)
  await rest()
  await returns.close()
  assert.deepEqual([happened, clock.nextMs], [['journal write failed'], null])
})

/** What the tablet sends, against a server that answers, does not answer, or answers nonsense. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { KioskBatch, Taken } from '../model.ts'
import type { KeptEntry } from './kept.ts'
import { BATCH, Outbox, type Sent } from './outbox.ts'

type Answer = (batch: KioskBatch) => Response | 'cut'

const ok = (batch: KioskBatch, is: Taken['outcomes'][number]['is'] = 'stored'): Response =>
  Response.json({
    now: '2026-11-25T01:00:00.000Z',
    outcomes: batch.entries.map(({ id }) => ({ id, is, next: 'pass', fault: null })),
  } satisfies Taken)

class Tablet {
  entries: KeptEntry[]
  readonly batches: KioskBatch[] = []
  answer: Answer = batch => ok(batch)
  token: string | null = 'loak_x'
  readonly outbox: Outbox

  constructor(count: number) {
    this.entries = Array.from({ length: count }, (_, order) => ({
      order,
      id: String(order),
      at: '2026-11-25T01:00:00.000Z',
      celsius: '36.5',
      badge: null,
      follows: null,
      isRefused: 0,
    }))
    this.outbox = new Outbox({
      unsent: async limit => this.unsent.slice(0, limit),
      counts: async () => ({ unsent: this.unsent.length }),
      settle: async (done, refused) => {
        const gone = new Set(done.map(({ order }) => order))
        const aside = new Set(refused.map(({ order }) => order))
        this.entries = this.entries
          .filter(({ order }) => !gone.has(order))
          .map(entry => (aside.has(entry.order) ? { ...entry, isRefused: 1 } : entry))
      },
      token: () => this.token,
      fetch: async (_, init) => {
        const batch = JSON.parse(String(init.body)) as KioskBatch
        this.batches.push(batch)
        const answer = this.answer(batch)
        if (answer === 'cut') throw new TypeError('network error')
        return answer
      },
      now: () => Date.parse('2026-11-25T01:02:00.000Z'),
      random: () => 0.5,
    })
  }

  get unsent(): KeptEntry[] {
    return this.entries.filter(({ isRefused }) => isRefused === 0)
  }

  async send(times: number): Promise<(Sent | null)[]> {
    const all: (Sent | null)[] = []
    for (let i = 0; i < times; i++) all.push(await this.outbox.sendOne())
    return all
  }
}

test('entries on the tablet go out oldest first, in batches that say how much is left', async () => {
  const tablet = new Tablet(250)
  const [first] = await tablet.send(3)
  assert.deepEqual(
    tablet.batches.map(({ entries, waiting }) => [entries.length, entries[0].id, waiting]),
    [
      [BATCH, '0', 150],
      [BATCH, '100', 50],
      [50, '200', 0],
    ],
  )
  assert.deepEqual(tablet.entries, [])
  assert.ok(first?.is === 'sent' && first.skewMs === 120_000, 'its clock is two minutes fast')
})

test('a tablet with nothing to send only tells that it is there, and without a token sends nothing at all', async () => {
  const tablet = new Tablet(0)
  await tablet.send(1)
  assert.deepEqual(tablet.batches[0].entries, [])
  tablet.token = null
  assert.deepEqual(await tablet.send(1), [null])
})

test('a batch that is not answered is sent again, later each time, up to half a minute', async () => {
  const tablet = new Tablet(1)
  tablet.answer = () => 'cut'
  const waits = (await tablet.send(8)).map(sent => (sent?.is === 'unanswered' ? sent.againMs : -1))
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  tablet.outbox.hopeAgain()
  const [again] = await tablet.send(1)
  assert.deepEqual(again, { is: 'unanswered', againMs: 1000 })
  assert.equal(tablet.unsent.length, 1)
})

test('a tablet lets go of an entry on a good answer and on no other', async () => {
  for (const [what, answer] of [
    ['the server is down', () => new Response('', { status: 503 })],
    ['too many', () => new Response('', { status: 429 })],
    ['a sign-in page of the house', () => new Response('<html>', { status: 200 })],
    ['JSON of somebody else', () => Response.json({ hello: 1 })],
    ['another origin', () => new Response('', { status: 403 })],
    ['an older server', () => new Response('', { status: 404 })],
    ['an answer without outcomes', () => Response.json({ now: '2026-11-25T01:00:00Z', outcomes: [] })],
  ] as const) {
    const tablet = new Tablet(3)
    tablet.answer = answer
    await tablet.send(3)
    assert.equal(tablet.unsent.length, 3, what)
  }
})

test('when the tablet’s token counts no more it is said, and every entry stays', async () => {
  const tablet = new Tablet(3)
  tablet.answer = () => new Response('', { status: 401 })
  assert.deepEqual(await tablet.send(1), [{ is: 'unknown' }])
  assert.equal(tablet.unsent.length, 3)
})

test('one entry that the server never takes holds nobody up, and is kept aside', async () => {
  const tablet = new Tablet(120)
  tablet.answer = batch => (batch.entries.some(({ id }) => id === '7') ? new Response('', { status: 422 }) : ok(batch))
  for (let step = 0; step < 60 && tablet.unsent.length > 0; step++) await tablet.send(1)
  assert.deepEqual(
    tablet.entries.map(({ id, isRefused }) => [id, isRefused]),
    [['7', 1]],
  )
})

test('whatever the server does, each entry is stored once or still there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 260 }),
      fc.array(fc.constantFrom('store', 'store and cut', 'cut', '503', '401', 'half'), { maxLength: 12 }),
      async (count, moods) => {
        const tablet = new Tablet(count)
        const stored = new Set<string>()
        const left = [...moods]
        tablet.answer = batch => {
          const mood = left.shift() ?? 'store'
          if (mood === 'cut') return 'cut'
          if (mood === '503' || mood === '401') return new Response('', { status: Number(mood) })
          const taken = mood === 'half' ? batch.entries.slice(0, batch.entries.length / 2) : batch.entries
          for (const { id } of taken) stored.add(id)
          return mood === 'store and cut' ? 'cut' : ok({ ...batch, entries: taken })
        }
        for (let step = 0; step < 60 && tablet.unsent.length > 0; step++) {
          await tablet.send(1)
          const there = new Set([...stored, ...tablet.unsent.map(({ id }) => id)])
          assert.equal(there.size, count, 'none is lost on the way')
        }
        assert.equal(tablet.unsent.length, 0)
        assert.equal(stored.size, count)
      },
    ),
    { numRuns: 200 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sqlFailure } from '../sql/failures.ts'
import { type AnswerStore, Answers, type KeptAnswer } from './answers.ts'

interface Row {
  request: string
  answer: KeptAnswer | null
  process: string | null
  writes: number
}

type Memory = AnswerStore & { readonly rows: Map<string, Row> }

/** The rows of a database, as one process of several sees them. */
function memory(process = 'a', rows = new Map<string, Row>()): Memory {
  return {
    rows,
    process,
    begin: async ({ key, request }) => {
      const row = rows.get(key)
      if (row !== undefined) return { ...row }
      rows.set(key, { request, answer: null, process, writes: 0 })
      return null
    },
    look: async key => rows.get(key) ?? null,
    takeOver: async (key, from) => {
      const row = rows.get(key)
      if (row?.process !== from || row.writes > 0 || row.answer !== null) return false
      row.process = process
      return true
    },
    carryOut: async (key, act) => {
      const result = await act()
      if (rows.get(key)?.process !== process) throw sqlFailure('overtaken')
      rows.get(key)!.writes++
      return result
    },
    finish: async (key, answer) => void rows.set(key, { ...rows.get(key)!, answer }),
    forget: async key => void rows.delete(key),
  }
}

/** Time passes where it is waited for, and whatever else is to be done is done meanwhile. */
const atOnce = async () => await new Promise<void>(resolve => setImmediate(resolve))
const opened = (store: AnswerStore) => new Answers(store, atOnce)

const asked = { caller: 'a', key: '12345678', request: 'POST /x {}', tellsSecret: false, nowMs: 0 }
const made = async () => ({ status: 201, body: 'made' })
const never = async () => assert.fail('carried out twice')

test('the same request is carried out once, at once and later', async () => {
  const answers = opened(memory())
  let times = 0
  const slow = Promise.withResolvers<void>()
  const act = async () => {
    times++
    await slow.promise
    return await made()
  }
  const both = [answers.once(asked, act), answers.once(asked, act)]
  slow.resolve()
  const [first, second] = await Promise.all(both)
  assert.deepEqual([first.body, second.body, first.isRepeated, second.isRepeated], ['made', 'made', false, true])
  assert.equal(times, 1)
  assert.deepEqual(await answers.once(asked, never), { status: 201, body: 'made', isRepeated: true })
})

test('another request with the same key is refused; another caller has keys of its own', async () => {
  const answers = opened(memory())
  await answers.once(asked, made)
  await assert.rejects(answers.once({ ...asked, request: 'POST /x {1}' }, never), { code: 'idempotencyKeyReused' })
  assert.equal((await answers.once({ ...asked, caller: 'b' }, made)).isRepeated, false)
})

test('what failed is not kept', async () => {
  const answers = opened(memory())
  await assert.rejects(
    answers.once(asked, async () => await Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal((await answers.once(asked, made)).isRepeated, false)
})

test('a process that died before it wrote anything leaves its request to another', async () => {
  const store = memory()
  void opened(store).once(asked, async () => await new Promise(() => {}))
  await atOnce()
  const answer = await opened(memory('b', store.rows)).once(asked, made)
  assert.deepEqual(answer, { status: 201, body: 'made', isRepeated: false })
})

test('where a process wrote and died before it kept its answer, nobody says what it answered', async () => {
  const store = memory()
  const dying = { ...store, finish: async () => await new Promise<void>(() => {}) }
  void opened(dying).once(asked, made)
  await atOnce()
  const other = opened(memory('b', store.rows))
  await assert.rejects(other.once(asked, never), { code: 'idempotencyUnknown' })
})

test('the same request at two processes at once is carried out by one, and both answer the same', async () => {
  const store = memory()
  const slow = Promise.withResolvers<void>()
  const first = opened(store).once(asked, async () => {
    await slow.promise
    return await made()
  })
  await atOnce()
  const second = opened(memory('b', store.rows)).once(asked, never)
  await atOnce()
  slow.resolve()
  assert.deepEqual(
    [await first, await second].map(({ body }) => body),
    ['made', 'made'],
  )
  assert.deepEqual([(await first).isRepeated, (await second).isRepeated], [false, true])
})

test('a process that was overtaken writes nothing, and answers what the other one answers', async () => {
  const store = memory()
  const suspended = Promise.withResolvers<void>()
  const first = opened(store).once(asked, async () => {
    await suspended.promise
    return { status: 201, body: 'of the suspended one' }
  })
  await atOnce()
  await opened(memory('b', store.rows)).once(asked, made)
  suspended.resolve()
  assert.deepEqual(await first, { status: 201, body: 'made', isRepeated: true })
  assert.equal([...store.rows.values()][0].writes, 1)
})

test('a request of before it was kept who is at it is nobody to take over', async () => {
  const store = memory()
  await opened(store).once(asked, made)
  for (const row of store.rows.values()) Object.assign(row, { answer: null, process: null })
  await assert.rejects(opened(store).once(asked, never), { code: 'idempotencyUnknown' })
})

test('what was carried out is answered though its answer cannot be kept at that moment, and kept as soon as it can be', async () => {
  const store = memory()
  let isAway = true
  const failing: AnswerStore = {
    ...store,
    finish: async (key, answer) => {
      if (isAway) throw sqlFailure('databaseUnavailable', { why: 'on purpose' })
      await store.finish(key, answer)
    },
  }
  const answers = opened(failing)
  assert.equal((await answers.once(asked, made)).body, 'made')
  assert.equal((await answers.once(asked, never)).body, 'made')
  isAway = false
  await atOnce()
  await atOnce()
  assert.equal((await opened(memory('b', store.rows)).once(asked, never)).body, 'made')
})

test('what failed and could not be forgotten is carried out when it is asked for again', async () => {
  const store = memory()
  const answers = opened({
    ...store,
    forget: async () => await Promise.reject(sqlFailure('databaseUnavailable', { why: 'away' })),
  })
  await assert.rejects(
    answers.once(asked, async () => await Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal((await answers.once(asked, made)).isRepeated, false)
})

test('a secret is told once and not kept', async () => {
  const store = memory()
  const answers = opened(store)
  await answers.once({ ...asked, tellsSecret: true }, async () => ({ status: 201, body: 'secret' }))
  assert.ok(!JSON.stringify([...store.rows]).includes('secret'))
  await assert.rejects(answers.once({ ...asked, tellsSecret: true }, never), { code: 'idempotencyTold' })
})

test('a key that is too short, too long or no ASCII is none', async () => {
  const answers = opened(memory())
  for (const key of ['', '1234567', 'x'.repeat(129), 'khóa dài đấy'])
    await assert.rejects(answers.once({ ...asked, key }, never), { code: 'idempotencyKeyMissing' })
})

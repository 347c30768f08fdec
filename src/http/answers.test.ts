import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AnswerStore, Answers, type KeptAnswer } from './answers.ts'

function memory(): AnswerStore & {
  rows: Map<string, { request: string; answer: KeptAnswer | null }>
} {
  const rows = new Map<string, { request: string; answer: KeptAnswer | null }>()
  return {
    rows,
    begin: async ({ key, request }) => {
      const row = rows.get(key)
      if (row !== undefined) return row
      rows.set(key, { request, answer: null })
      return null
    },
    finish: async (key, answer) => void rows.set(key, { ...rows.get(key)!, answer }),
    forget: async key => void rows.delete(key),
  }
}

const asked = { caller: 'a', key: '12345678', request: 'POST /x {}', tellsSecret: false, nowMs: 0 }
const made = async () => ({ status: 201, body: 'made' })
const never = async () => assert.fail('carried out twice')

test('the same request is carried out once, at once and later', async () => {
  const answers = new Answers(memory())
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
  assert.deepEqual(
    [first.body, second.body, first.isRepeated, second.isRepeated],
    ['made', 'made', false, true],
  )
  assert.equal(times, 1)
  assert.deepEqual(await answers.once(asked, never), {
    status: 201,
    body: 'made',
    isRepeated: true,
  })
})

test('another request with the same key is refused; another caller has keys of its own', async () => {
  const answers = new Answers(memory())
  await answers.once(asked, made)
  await assert.rejects(answers.once({ ...asked, request: 'POST /x {1}' }, never), {
    code: 'idempotencyKeyReused',
  })
  assert.equal((await answers.once({ ...asked, caller: 'b' }, made)).isRepeated, false)
})

test('what failed is not kept', async () => {
  const answers = new Answers(memory())
  await assert.rejects(
    answers.once(asked, async () => await Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal((await answers.once(asked, made)).isRepeated, false)
})

test('after the server died in between, nobody says that it was done', async () => {
  const store = memory()
  const dying = new Answers(store)
  void dying.once(asked, async () => await new Promise(() => {}))
  await new Promise(setImmediate)
  await assert.rejects(new Answers(store).once(asked, never), { code: 'idempotencyUnknown' })
})

test('a secret is told once and not kept', async () => {
  const store = memory()
  const answers = new Answers(store)
  await answers.once({ ...asked, tellsSecret: true }, async () => ({ status: 201, body: 'secret' }))
  assert.ok(!JSON.stringify([...store.rows]).includes('secret'))
  await assert.rejects(answers.once({ ...asked, tellsSecret: true }, never), {
    code: 'idempotencyTold',
  })
})

test('a key that is too short, too long or no ASCII is none', async () => {
  const answers = new Answers(memory())
  for (const key of ['', '1234567', 'x'.repeat(129), 'khóa dài đấy'])
    await assert.rejects(answers.once({ ...asked, key }, never), { code: 'idempotencyKeyMissing' })
})

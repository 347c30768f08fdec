import assert from 'node:assert/strict'
import test from 'node:test'
import { asProblem, offline, readProblem } from './problem.ts'

test("the server's problem keeps its code, its sentences and its faults", () => {
  const problem = readProblem(422, {
    type: 'urn:loa:inputFaulty',
    status: 422,
    code: 'inputFaulty',
    vi: 'Có chỗ chưa đúng.',
    en: 'Something is wrong.',
    details: { faults: 1 },
    faults: [
      { path: 'name', code: 'missing', vi: 'Thiếu tên.', en: 'No name.' },
      { path: 'broken', code: 7 },
    ],
  })
  assert.equal(problem.code, 'inputFaulty')
  assert.equal(problem.sentence('vi'), 'Có chỗ chưa đúng.')
  assert.equal(problem.sentence('en'), 'Something is wrong.')
  assert.deepEqual(problem.details, { faults: 1 })
  assert.deepEqual(
    problem.faults.map(({ path }) => path),
    ['name'],
  )
})

test('an answer that is no problem of ours still has a sentence in both languages', () => {
  const bodies: unknown[] = [null, 'Bad Gateway', [], { message: 'no' }, { code: 'ODD' }, { vi: 1 }]
  for (const status of [400, 401, 403, 404, 413, 429, 500, 502])
    for (const body of bodies) {
      const problem = readProblem(status, body)
      assert.equal(problem.status, status)
      assert.match(problem.sentence('vi'), /\p{L}.*\.$/u)
      assert.match(problem.sentence('en'), /\p{L}.*\.$/u)
      assert.notEqual(problem.sentence('vi'), problem.sentence('en'))
    }
})

test('whatever is thrown becomes a problem, without its stack', () => {
  const known = offline()
  assert.equal(asProblem(known), known)
  const unknown = asProblem(new TypeError('x is not a function'))
  assert.equal(unknown.code, 'unexpected')
  assert.doesNotMatch(unknown.sentence('en'), /function/)
  assert.equal(asProblem('text').code, 'unexpected')
})

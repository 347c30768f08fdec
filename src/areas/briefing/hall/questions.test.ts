import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decideQuestion,
  QUESTIONS_MAX,
  type QuestionAction,
  type QuestionEntry,
  questionsOf,
  stepsOf,
  WAITING_MAX,
} from './questions.ts'

/** Questions with their log, to which one deed after another is done. */
class Asked {
  log: QuestionEntry[] = []

  act(by: string, action: QuestionAction) {
    const decided = decideQuestion(questionsOf(this.log), action, { by, atMs: this.log.length, chair: 'bo' })
    if (typeof decided !== 'string') this.log.push(...decided)
    return decided
  }

  write(by: string, id: string) {
    return this.act(by, { do: 'write', id, text: `${id}?` })
  }

  get lines() {
    return questionsOf(this.log).map(one => `${one.site} ${one.text} ${one.state} ${one.doneMs}`)
  }
}

test('questions stand in the order in which they were written, each with its text, until they are answered or withdrawn', () => {
  const asked = new Asked()
  asked.write('hue', 'a')
  asked.write('vinh', 'b')
  asked.write('hue', 'c')
  asked.act('bo', { do: 'answer', id: 'b' })
  asked.act('hue', { do: 'withdraw', id: 'a' })
  assert.deepEqual(asked.lines, ['hue a? withdrawn 4', 'vinh b? answered 3', 'hue c? waiting null'])
  assert.deepEqual(
    ['hue', 'vinh', 'bo'].map(site => stepsOf(questionsOf(asked.log), site)),
    [3, 2, 0],
  )
})

test('a question that is sent twice is written once, and nobody writes over another’s', () => {
  const asked = new Asked()
  asked.write('hue', 'a')
  assert.equal(asked.write('hue', 'a'), 'nothing-to-do')
  assert.equal(asked.write('vinh', 'a'), 'no-such-question')
  assert.equal(asked.log.length, 1)
})

test('nobody answers but who has the chair, nobody withdraws but who wrote, and what is done stays so', () => {
  const asked = new Asked()
  asked.write('hue', 'a')
  for (const by of ['hue', 'vinh']) assert.equal(asked.act(by, { do: 'answer', id: 'a' }), 'not-chair')
  for (const by of ['bo', 'vinh']) assert.equal(asked.act(by, { do: 'withdraw', id: 'a' }), 'no-such-question')
  assert.equal(asked.act('bo', { do: 'answer', id: 'z' }), 'no-such-question')
  asked.act('bo', { do: 'answer', id: 'a' })
  assert.equal(asked.act('hue', { do: 'withdraw', id: 'a' }), 'nothing-to-do')
  assert.deepEqual(asked.lines, ['hue a? answered 1'])
})

test('a site has so many questions waiting and no more, and so many in all; another site goes on', () => {
  const asked = new Asked()
  const ids = Array.from({ length: QUESTIONS_MAX }, (_, at) => `q${at}`)
  for (const [at, id] of ids.entries()) {
    if (at >= WAITING_MAX) {
      assert.equal(asked.write('hue', id), 'questions-waiting')
      asked.act('bo', { do: 'answer', id: ids[at - WAITING_MAX] })
    }
    assert.equal(typeof asked.write('hue', id), 'object')
  }
  for (const id of ids.slice(-WAITING_MAX)) asked.act('bo', { do: 'answer', id })
  assert.equal(asked.write('hue', 'more'), 'questions-many')
  assert.equal(typeof asked.write('vinh', 'first'), 'object')
})

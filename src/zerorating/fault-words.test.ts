import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULT_WORDS, faultSentence } from './fault-words.ts'
import { FAULT_CODES } from './faults.ts'

const namesIn = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1]))].sort()

test('every fault is told in both languages, with the same details, as whole sentences', () => {
  for (const code of FAULT_CODES) {
    const { vi, en } = FAULT_WORDS[code]
    assert.deepEqual(namesIn(vi), namesIn(en), code)
    for (const sentence of [vi, en]) {
      assert.match(sentence, /^\p{Lu}.*[^.]\.$/u, code)
      assert.doesNotMatch(sentence, /\s\s| [.,;:]/, code)
      assert.equal(sentence, sentence.normalize('NFC'), code)
    }
    // What is wrong, then what to do.
    for (const sentence of [vi, en]) assert.ok(/[.:] \p{Lu}|: /u.test(sentence), code)
    assert.match(vi, /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]/i, code)
    assert.doesNotMatch(en, /[ăâđêôơư]/i, code)
  }
})

test('a sentence is filled with the service and the values, as they stand in the list', () => {
  const fault = { code: 'end-before-start', severity: 'fault', service: 'a', value: '$&', other: 'B' }
  assert.equal(
    faultSentence(fault as Parameters<typeof faultSentence>[0], 'en'),
    'The service a is free until $&, not after its start at B. Correct one of the two.',
  )
})

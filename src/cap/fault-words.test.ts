import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULT_WORDS, faultSentence } from './fault-words.ts'
import { FAULT_CODES, fault } from './faults.ts'

const namesIn = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1]))].sort()

test('every fault of an alert is told in both languages, with the same details, as whole sentences', () => {
  for (const code of FAULT_CODES) {
    const { vi, en } = FAULT_WORDS[code]
    assert.deepEqual(namesIn(vi), namesIn(en), code)
    for (const sentence of [vi, en]) {
      assert.match(sentence, /^[\p{Lu}“'].*[^.]\.$/u, code)
      assert.doesNotMatch(sentence, /\s\s| [.,;:]/, code)
      assert.equal(sentence, sentence.normalize('NFC'), code)
      // What is wrong, then what to do.
      assert.match(sentence, /[.:] \p{Lu}/u, code)
    }
    assert.match(vi, /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]/i, code)
    assert.doesNotMatch(en, /[ăâđêôơư]/i, code)
  }
})

test('text of the file in a sentence is cut, on one line, and as it stands', () => {
  const [long, odd] = ['a'.repeat(101), '$& {found}\n\u202e\u001b']
  assert.equal(fault('alert', 'root', { found: long }).details.found, `${'a'.repeat(100)}…`)
  assert.equal(
    faultSentence(fault('alert', 'root', { found: odd }), 'en'),
    'The root element is $& {found}\\u{a}\\u{202e}\\u{1b}, not alert. Each file has exactly one alert.',
  )
})

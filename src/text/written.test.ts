import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { oddInLine, oddLetter, oddSentence, unwrittenLetter, written, writtenIn, writtenLine } from './written.ts'

interface Pasted {
  readonly from: string
  readonly text: string
  readonly kept?: string
  readonly refused?: string
}
const PASTED: readonly Pasted[] = JSON.parse(
  readFileSync(new URL('./vectors/pasted-texts.json', import.meta.url), 'utf8'),
)

test('what 200 people paste from word processors, tables, papers and messengers is kept as they meant it, or refused by name', () => {
  assert.equal(PASTED.length, 200)
  for (const { from, text, kept, refused } of PASTED) {
    assert.equal(oddLetter(text)?.name, refused, from)
    if (kept !== undefined) assert.equal(written(text).trim(), kept, `${from}: ${kept}`)
  }
})

test('each end of a line, whatever a program writes for it, is one', () => {
  for (const end of ['\n', '\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029']) {
    const [one, two] = [`Rửa tay.${end}Đeo khẩu trang.`, `a${end}${end}b`]
    assert.equal(written(one), 'Rửa tay.\nĐeo khẩu trang.')
    assert.equal(written(two), 'a\n\nb')
    assert.equal(writtenLine(one), 'Rửa tay. Đeo khẩu trang.')
    assert.equal(oddLetter(one), null)
  }
})

test('no letter of Unicode is both refused and put right, and what is put right stays so', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const letter = String.fromCodePoint(code)
    const text = `a${letter}b`
    const kept = written(text)
    const odd = oddLetter(text)
    if (odd !== null) {
      // A half that stands alone has no other form; nothing else that is refused changes.
      if (kept !== text || odd.position !== 2 || odd.line !== 1) assert.fail(letterOf(code))
      continue
    }
    if (written(kept) !== kept || oddLetter(kept) !== null || unwrittenLetter(kept) !== null)
      assert.fail(letterOf(code))
  }
})

test('what an emoji, a flag or a word of Khmer is made of stays together', () => {
  for (const text of ['👨‍👩‍👧‍👦 👍🏽 ❤️ 🇻🇳 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏃🏾‍♀️', 'សូម​លាង​ដៃ', 'क्‍ष', 'نامه‌ای', 'H₂O, m², ½, 38 °C, 1 000 “liều”…']) {
    assert.equal(written(text), text)
    assert.equal(oddLetter(text), null)
  }
})

test('a letter is refused with its name, its line and its place in it, and what to do, in both languages', () => {
  for (const [text, name, line, position] of [
    ['\u0000', 'U+0000', 1, 1],
    ['Dòng một\r\nDòng\u0007 hai', 'U+0007', 2, 5],
    ['a\u2028b\n😀\u009f', 'U+009F', 2, 2],
    ['nửa \ud83d chữ', 'U+D83D', 1, 5],
    ['\uf0b7 Rửa tay', 'U+F0B7', 1, 1],
    ['a\ufffe', 'U+FFFE', 1, 2],
    ['a\ufdd0', 'U+FDD0', 1, 2],
    ['a\u{10ffff}', 'U+10FFFF', 1, 2],
    ['a\u0378', 'U+0378', 1, 2],
    ['a\ufff9b\ufffac\ufffb', 'U+FFF9', 1, 2],
    ['a\ufffc', 'U+FFFC', 1, 2],
    ['m\ufffdt', 'U+FFFD', 1, 2],
    ['a\u202eb', 'U+202E', 1, 2],
    ['a\u{e0041}b', 'U+E0041', 1, 2],
    [`\u{1f3f4}${'\u{e0061}'.repeat(8)}`, 'U+E0061', 1, 9],
    [`X${'\u0301'.repeat(11)}`, 'U+0301', 1, 12],
    [`X${'\u0301\u00ad'.repeat(11)}`, 'U+0301', 1, 22],
    ['a\u2063b', 'U+2063', 1, 2],
  ] as const) {
    const odd = oddLetter(text) ?? assert.fail(name)
    assert.deepEqual([odd.name, odd.line, odd.position], [name, line, position])
    for (const language of ['vi', 'en'] as const) {
      const sentence = oddSentence(odd, language)
      assert.match(sentence, /\. \p{Lu}.+\.$/u)
      assert.doesNotMatch(sentence, /Rửa/, 'nothing of the text itself')
    }
  }
})

test('a text of one line has no end of a line that a program put there, and soft ones are spaces', () => {
  assert.equal(oddInLine('Rửa\u2028tay\v'), null)
  assert.equal(writtenLine('Rửa\u2028tay'), 'Rửa tay')
  for (const [text, name, position] of [
    ['😀Hoa\r\nBcc: x', 'U+000D', 5],
    ['Hoa\n\ufffe', 'U+000A', 4],
    ['H\ufffea\n', 'U+FFFE', 2],
    ['H\u2028\ufffe\n', 'U+FFFE', 3],
  ] as const) {
    const odd = oddInLine(text) ?? assert.fail()
    assert.deepEqual([odd.name, odd.position], [name, position])
  }
})

test('what is written is written for good, and what can go out can still go out', () => {
  const letters = fc.constantFrom(
    ...'aế\u0301\u0302\u200d\u200b\ufe0f\u00ad\ufeff\u2028\u0085\r\n\v\t \u00a0\u202a\u2066👍🏽🇻',
  )
  fc.assert(
    fc.property(fc.string({ unit: fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 1 })) }), text => {
      const kept = written(text)
      assert.equal(written(kept), kept)
      assert.equal(writtenLine(writtenLine(text)), writtenLine(text))
      assert.doesNotMatch(writtenLine(text), /\n/)
      if (oddLetter(kept) === null) return
      assert.notEqual(oddLetter(text), null, 'taking out what was not asked for makes nothing odd')
    }),
  )
})

test('a text in a document is written wherever it stands', () => {
  assert.deepEqual(writtenIn({ a: ['x\u2028y', 1, null], b: { c: '\ufeffz', d: true } }, writtenLine), {
    a: ['x y', 1, null],
    b: { c: 'z', d: true },
  })
})

function letterOf(code: number): string {
  return `U+${code.toString(16)}`
}

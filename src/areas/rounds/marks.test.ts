import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { split } from '../../text/split.ts'
import { marksIn, piecesByMark, replaceMarks } from './marks.ts'

function check(text: string, expected: readonly string[]) {
  const found = marksIn(text, split(text)).map(
    mark => `${mark.from} ${mark.kind} ${mark.name} -> ${JSON.stringify(mark.replacement)}`,
  )
  assert.deepEqual(found, expected)
}

for (const [name, text, expected] of [
  ['a plain text has nothing to mark', 'Rua tay bang xa phong', []],
  ['the accents of a Vietnamese text are its own', 'Rửa tay bằng xà phòng', []],
  [
    'curly quotes alone force UCS-2 in a text without accents',
    'Hay o nha, giu “khoang cach” 2 met nhe',
    ['15 forcesUcs2 “ (U+201C) -> "\\""', '27 forcesUcs2 ” (U+201D) -> "\\""'],
  ],
  [
    'an emoji forces UCS-2 and nothing agreed stands for it',
    'Hay o nha vi suc khoe cong dong 😀',
    ['32 forcesUcs2 😀 (U+1F600) -> null'],
  ],
  [
    'a Vietnamese name in a text without accents forces UCS-2 with each of its letters',
    'Xin moi cac ban den tham gia tai nha van hoa xa Hồng Hà, huyen Thanh Ha',
    ['49 forcesUcs2 ồ (U+1ED3) -> "o"'],
  ],
  ['a Cyrillic letter looks Latin', 'Bộ Y tế kính báо', ['15 lookAlike о (U+043E) -> "o"']],
  ['an eth was typed for a đ', 'Ðà Nẵng', ['0 lookAlike Ð (U+00D0) -> "Đ"']],
  [
    'full-width digits look like digits',
    'gọi １９',
    ['4 lookAlike １ (U+FF11) -> "1"', '5 lookAlike ９ (U+FF19) -> "9"'],
  ],
  ['a Russian text is no text of look-alikes', 'Мойте руки с мылом', []],
  ['what has no width is shown by its code', 'an\u200btoàn', ['2 invisible U+200B -> ""']],
  ['a no-break space is a space', 'an\u00a0toàn', ['2 invisible U+00A0 -> " "']],
  ['text that runs the other way is marked', 'an\u202etoàn', ['2 invisible U+202E -> ""']],
  [
    'a Cyrillic letter in an address is marked in a Cyrillic text too',
    'Смотрите на сайте mоh.gov.vn или позвоните',
    ['19 lookAlike о (U+043E) -> "o"'],
  ],
  [
    'letters in another style are look-alikes, raised figures are not',
    'Vào 𝐦oh.gov.vn, 5 m²',
    ['4 lookAlike 𝐦 (U+1D426) -> "m"'],
  ],
  [
    'a joiner between letters, a variation of a letter and a tag are invisible',
    'a\u200db c\ufe0fd \u{e0041}',
    ['1 invisible U+200D -> ""', '5 invisible U+FE0F -> ""', '8 invisible U+E0041 -> ""'],
  ],
  ['the joiner inside an emoji is part of it', 'Gia đình 👨‍👩‍👧 vui', []],
  ['a control letter is no text', 'a\u0007bà', ['1 control U+0007 -> ""']],
  ['line ends are text', 'a\r\nbà\tc', []],
  ['a damaged letter has no replacement', 'B\ufffd Y t\u1ebf', ['1 lost � (U+FFFD) -> null']],
] as const) {
  test(name, () => check(text, expected))
}

test('replacing look-alikes leaves all other letters alone', () => {
  const text = 'Bộ Y tế kính báо “số 1”\u200b'
  const marks = marksIn(text, split(text))
  assert.equal(
    replaceMarks(text, marks, mark => mark.kind === 'lookAlike'),
    'Bộ Y tế kính báo “số 1”\u200b',
  )
})

test('pieces joined are the text, and each mark selects its own letter, whatever the text', () => {
  const unit = fc.constantFrom('a', 'ế', 'о', '\u200b', '😀', '“', '\ufffd', '\u0007', 'Ð', ' ')
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 300 }), text => {
      const marks = marksIn(text, split(text))
      assert.equal(
        piecesByMark(text, marks)
          .map(piece => piece.text)
          .join(''),
        text,
      )
      for (const mark of marks) assert.equal(text.slice(mark.from, mark.to), mark.letter)
    }),
  )
})

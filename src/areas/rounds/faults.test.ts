import assert from 'node:assert/strict'
import { test } from 'node:test'
import { provinceAt, provincesOn } from '../../country/vn/provinces.ts'
import { sourceAddress } from '../../smpp/addresses.ts'
import { LETTERS } from '../../text/table-of-letters.test.ts'
import { oddLetter, written } from '../../text/written.ts'
import type { OperatorFacts } from './estimate.ts'
import { faultsOf } from './faults.ts'
import { type RoundContent, roundContent } from './model.ts'
import { PLAIN_CONTENT } from './plain-content.ts'

const NOW = Date.parse('2026-02-03T00:00:00Z')

const operator = (id: string, state: OperatorFacts['state'] = 'enrolled'): OperatorFacts => ({
  id,
  name: `Nhà mạng ${id}`,
  state,
  hello: {
    version: '1',
    clock: '2026-02-03T00:00:00Z',
    subscribers: 1000,
    audienceSha256: 'a'.repeat(64),
    provinces: [{ code: '01', asOf: '2026-01-01', subscribers: 300 }],
    excludes: [{ name: 'opted-out', subscribers: 10 }],
    languages: [],
    exercise: null,
    lanes: 1,
    segmentsPerSecond: 0,
    serialMax: 0,
  },
})

function check(change: Partial<RoundContent>, expected: string, operators = [operator('mot')]): void {
  const faults = faultsOf({ ...PLAIN_CONTENT, ...change }, { operators, now: NOW })
  assert.equal(faults.map(({ path, code }) => `${path}:${code}`).join(' '), expected)
  for (const { vi, en } of faults) {
    assert.doesNotMatch(vi + en, /\{/)
    assert.notEqual(vi, en)
  }
}

const texts = (...texts: string[]) => [
  { variants: texts.map((text, i) => ({ language: ['vi', 'en', 'km'][i], text })) },
]
const window = (change: Partial<RoundContent['window']>) => ({ window: { ...PLAIN_CONTENT.window, ...change } })
const audience = (change: Partial<RoundContent['audience']>) => ({ audience: { ...PLAIN_CONTENT.audience, ...change } })

test('a whole content has no fault', () => check({}, ''))

test('a message that cannot be sent is a fault, in any variant', () => {
  check({ messages: [] }, 'messages:messageMissing')
  check({ messages: [{ variants: [] }] }, 'messages.0.variants:messageMissing')
  check({ messages: texts('') }, 'messages.0.variants.0.text:textEmpty')
  check({ messages: texts('ok', ' \n') }, 'messages.0.variants.1.text:textEmpty')
  check({ messages: texts('ậ'.repeat(67 * 255)) }, '')
  check({ messages: texts('ậ'.repeat(67 * 255 + 1)) }, 'messages.0.variants.0.text:textTooLong')
  check({ messages: texts('\ud83d') }, 'messages.0.variants.0.text:textLoneSurrogate')
  const twice = { variants: [...texts('a', 'b')[0].variants, { language: 'vi', text: 'c' }] }
  check({ messages: [twice] }, 'messages.0.variants.2.language:languageTwice')
})

test('each letter of a message is sent as it is kept, or is a fault at its text', () => {
  for (const letter of LETTERS) {
    const text = `a${letter}b`
    const at = 'messages.0.variants.0.text'
    const code = /\p{Cs}/u.test(letter) ? 'textLoneSurrogate' : 'letter'
    check({ messages: texts(text) }, oddLetter(text) === null ? '' : `${at}:${code}`)
    const kept = roundContent.parse({ ...PLAIN_CONTENT, messages: texts(text) })
    assert.equal(kept.messages[0].variants[0].text, written(text))
  }
})

test('a content that no node would take as one document is a fault', () => {
  const message = (letters: number) => ({
    variants: Array.from({ length: 8 }, (_, i) => ({
      language: `x${String.fromCharCode(97 + i)}`,
      text: 'a'.repeat(letters),
    })),
  })
  const messages = (letters: number) => Array.from({ length: 5 }, () => message(letters))
  check({ messages: messages(10_000) }, '')
  check({ messages: messages(10_001) }, 'messages:messagesTooLarge')
})

test('an exercise begins as all of them do, goes to operators with test numbers, and nothing live looks like one', () => {
  const able = operator('mot')
  const hello = able.hello && { ...able.hello, exercise: { subscribers: 5 } }
  const rehearsed = (messages: RoundContent['messages'], expected: string) =>
    check({ purpose: 'exercise', messages }, expected, [{ ...able, hello }])
  rehearsed(texts('DIỄN TẬP: Rửa tay', 'EXERCISE: Wash your hands'), '')
  rehearsed(texts('DIỄN TẬP: Rửa tay'.normalize('NFD')), '')
  rehearsed(texts('Rửa tay'), 'messages.0.variants.0.text:exerciseUnmarked')
  rehearsed(texts('DIỄN TẬP: Rửa tay', 'Wash your hands'), 'messages.0.variants.1.text:exerciseUnmarked')
  rehearsed(texts(''), 'messages.0.variants.0.text:textEmpty')
  check({ messages: texts('DIỄN TẬP: Rửa tay') }, 'messages.0.variants.0.text:liveMarked')
  check({ purpose: 'exercise', messages: texts('DIỄN TẬP: Rửa tay') }, 'operators.0:operatorNoExercise')
})

test('an exercise first that no chosen operator can hold is no round to submit; whose node has not been heard may turn out to hold one', () => {
  const unable = operator('mot')
  const hello = unable.hello && { ...unable.hello, exercise: { subscribers: 5 } }
  check({ exerciseFirst: true }, 'exerciseFirst:exerciseImpossible')
  check({ exerciseFirst: true }, '', [{ ...unable, hello }])
  check({ exerciseFirst: true }, '', [{ ...unable, hello: null }])
  check({ exerciseFirst: true, operators: ['mot', 'hai'] }, '', [unable, { ...operator('hai'), hello }])
})

test('the sender is what the wire can carry, and nothing else', () => {
  const sources = [
    'BOYTE',
    'BO YTE',
    'a.b-c_d',
    'ABCDEFGHIJK',
    'ABCDEFGHIJKL',
    '1',
    '12',
    '123',
    '12345678',
    '123456789',
    '1'.repeat(20),
    '1'.repeat(21),
    ' ',
    '   ',
    '',
    'BỘ Y TẾ',
    '+84123',
    'A&B',
    '19003228',
  ]
  for (const source of sources) check({ source }, sourceAddress(source) === null ? 'source:sourceBad' : '')
})

test('one cause is one fault, however many operators and places it has, and a city is called one', () => {
  const asOf = '2026-02-03'
  const change = {
    operators: ['mot', 'hai'],
    ...audience({ provinces: ['46', '15', '79', '31'].map(code => ({ code, asOf })) }),
  }
  const known = [operator('mot'), operator('hai')]
  check(change, 'audience.provinces.0:provinceNotAtOperator', known)
  const [fault] = faultsOf({ ...PLAIN_CONTENT, ...change }, { operators: known, now: NOW })
  assert.match(
    fault?.vi ?? '',
    /^Nhà mạng mot, Nhà mạng hai không có danh sách thuê bao của thành phố Huế, tỉnh Lào Cai, thành phố Hồ Chí Minh, thành phố Hải Phòng\./,
  )
})

for (const [source, vi, en] of [
  ['BỘ Y TẾ VIỆT NAM', /^Tên người gửi dài 16 ký tự và có dấu; tối đa 11/, /16 characters long and has/],
  ['Bộ Y tế', /^Tên người gửi có dấu;/, /^The sender has accented letters;/],
  ['ABCDEFGHIJKL', /dài 12 ký tự;/, /is 12 characters long;/],
  ['A&B', /có ký tự “&”;/, /has the character “&”;/],
  ['1'.repeat(21), /là số có 21 chữ số;/, /is a number of 21 digits;/],
  ['  ', /đang để trống;/, /is empty;/],
] as const)
  test(`what is wrong with the sender ${JSON.stringify(source)} is said, not the rule alone`, () => {
    const [fault] = faultsOf({ ...PLAIN_CONTENT, source }, { operators: [operator('mot')], now: NOW })
    assert.match(fault?.vi ?? '', vi)
    assert.match(fault?.en ?? '', en)
  })

test('an operator without an enrolled node is a fault', () => {
  check({ operators: [] }, 'operators:operatorMissing')
  check({ operators: ['hai'] }, 'operators.0:operatorUnknown')
  check({ operators: ['mot', 'mot'] }, 'operators.1:operatorTwice')
  for (const [state, code] of [
    ['new', 'operatorNotEnrolled'],
    ['enrolling', 'operatorNotEnrolled'],
    ['revoked', 'operatorRevoked'],
  ] as const)
    check({}, `operators.0:${code}`, [operator('mot', state)])
})

test('a province is one only on its day, and only where its operators have a list of it', () => {
  const at = (code: string, asOf: string) => audience({ provinces: [{ code, asOf }] })
  check(at('01', '2026-02-03'), '')
  check(at('02', '2026-02-03'), 'audience.provinces.0:provinceUnknown')
  check(at('02', '2020-02-03'), 'audience.provinces.0:provinceNotAtOperator')
  check(at('01', '2004-07-07'), 'audience.provinces.0:provinceUnknown')
  check(audience({ provinces: [] }), 'audience.provinces:provinceMissing')
  // Hà Nội has the same code before and after, but the list is of the one after.
  check(at('01', '2020-02-03'), 'audience.provinces.0:provinceNotAtOperator')
  check(
    audience({
      provinces: [
        { code: '01', asOf: '2026-02-03' },
        { code: '01', asOf: '2026-02-04' },
      ],
    }),
    'audience.provinces.1:provinceTwice',
  )
})

test('an exclusion that an operator does not know is a fault', () => {
  check(audience({ excludes: ['opted-out'] }), '')
  check(audience({ excludes: ['staff'] }), 'audience.excludes.0:listNotAtOperator')
  check(audience({ excludes: ['opted-out', 'opted-out'] }), 'audience.excludes.1:listTwice')
})

test('a window in which nothing can be sent is a fault', () => {
  check(window({ notAfter: '2026-02-03T00:00:00Z' }), 'window.notAfter:windowOver')
  check(window({ notAfter: '2026-02-03T00:00:01Z' }), '')
  check(window({ notBefore: '2026-02-05T00:00:00Z', notAfter: '2026-02-05T00:00:00Z' }), 'window.notAfter:windowEmpty')
  check(window({ daily: { from: '07:00', to: '07:00' } }), 'window.daily:hoursEmpty')
  check(window({ timeZone: 'Asia/Nowhere' }), 'window.timeZone:timeZoneUnknown')
  // 00:00Z is 07:00 in Hà Nội.
  const hour = { notAfter: '2026-02-03T01:00:00Z' }
  check(window({ ...hour, daily: { from: '07:30', to: '21:00' } }), '')
  check(window({ ...hour, daily: { from: '08:00', to: '21:00' } }), 'window.daily:windowWithoutHours')
  check(window({ ...hour, daily: { from: '21:00', to: '07:10' } }), '')
  check(window({ ...hour, daily: { from: '21:00', to: '07:00' } }), 'window.daily:windowWithoutHours')
})

test('the provinces are 63 to the end of June 2025 and 34 after, and some codes changed hands', () => {
  assert.equal(provincesOn('2025-06-30').length, 63)
  assert.equal(provincesOn('2025-07-01').length, 34)
  const changed = ['15', '24', '44', '52', '80', '82', '91']
  for (const code of changed)
    assert.notEqual(provinceAt(code, '2025-06-30')?.name, provinceAt(code, '2025-07-01')?.name)
  for (const { successor } of provincesOn('2025-06-30'))
    assert.ok(successor !== null && provinceAt(successor, '2025-07-01') !== null)
})

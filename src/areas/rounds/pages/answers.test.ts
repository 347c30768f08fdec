import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import type { Language } from '../../../web/words/both.ts'
import { terms } from '../../../web/words/terms.ts'
import { digestOf } from '../digest.ts'
import { type RoundContent, roundContent } from '../model.ts'
import { PLAIN_CONTENT } from '../plain-content.ts'
import { rounds } from '../words.ts'
import { message } from '../words-message.ts'
import { provinces } from '../words-provinces.ts'
import { answersOf } from './answers.ts'
import { descriptionsOf } from './descriptions.ts'

const { audience, window, sending } = PLAIN_CONTENT
const texts = (...variants: readonly (readonly [language: string, text: string])[]) => ({
  messages: [{ variants: variants.map(([language, text]) => ({ language, text })) }],
})

/** Of each field that the digest is over, what else it could be; a field of the schema without a line here is a failure. */
const OTHERWISE: Readonly<Record<string, readonly Partial<RoundContent>[]>> = {
  title: [{ title: 'Đợt 2' }],
  'messages.variants.language': [texts(['en', 'Rửa tay'])],
  'messages.variants.text': [
    texts(['vi', 'Rửa tay.']),
    texts(['vi', 'Rửa tay'], ['en', 'Wash']),
    texts(['en', 'Wash'], ['vi', 'Rửa tay']),
    { messages: [...texts(['vi', 'Rửa tay']).messages, ...texts(['vi', 'Đeo khẩu trang']).messages] },
  ],
  source: [{ source: 'BYT' }],
  operators: [{ operators: ['mot', 'hai'] }],
  'audience.provinces.code': [
    { audience: { ...audience, provinces: [{ code: '01', asOf: '2026-01-01' }] } },
    { audience: { ...audience, provinces: [{ code: '14', asOf: '2026-01-01' }] } },
  ],
  // The same code and name, before and after the provinces were joined.
  'audience.provinces.asOf': [
    { audience: { ...audience, provinces: [{ code: '14', asOf: '2025-06-30' }] } },
    { audience: { ...audience, provinces: [{ code: '14', asOf: '1999-01-01' }] } },
  ],
  'audience.excludes': [{ audience: { ...audience, excludes: ['hotline'] } }],
  'window.notBefore': [
    { window: { ...window, notBefore: '2026-02-03T00:00:00Z' } },
    { window: { ...window, notBefore: '2026-02-03T00:00:30Z' } },
    { window: { ...window, notBefore: '2026-02-03T00:00:30.250Z' } },
  ],
  'window.notAfter': [{ window: { ...window, notAfter: '2026-02-03T00:00:00Z' } }],
  'window.daily.from': [
    { window: { ...window, daily: { from: '07:00', to: '21:00' } } },
    { window: { ...window, daily: { from: '08:00', to: '21:00' } } },
  ],
  'window.daily.to': [{ window: { ...window, daily: { from: '07:00', to: '20:00' } } }],
  'window.timeZone': [
    { window: { ...window, timeZone: 'Asia/Tokyo' } },
    { window: { ...window, timeZone: 'Asia/Bangkok' } },
  ],
  'sending.receipts': [{ sending: { ...sending, receipts: 'all' } }, { sending: { ...sending, receipts: 'none' } }],
  'sending.receiptWaitSeconds': [
    { sending: { ...sending, receiptWaitSeconds: 259_200 } },
    { sending: { ...sending, receiptWaitSeconds: 259_201 } },
  ],
  'sending.uncertain': [{ sending: { ...sending, uncertain: 'resend' } }],
  'sending.validitySeconds': [
    { sending: { ...sending, validitySeconds: 86_400 } },
    { sending: { ...sending, validitySeconds: 86_399 } },
  ],
  'sending.canary': [{ sending: { ...sending, canary: 10_000 } }],
  'sending.segmentsPerSecondMax': [{ sending: { ...sending, segmentsPerSecondMax: 20 } }],
  exerciseFirst: [{ exerciseFirst: true }],
  purpose: [{ purpose: 'exercise' }],
}

test('every field that the digest is over has a line in this test', () => {
  assert.deepEqual(Object.keys(OTHERWISE).toSorted(), leaves(roundContent).toSorted())
})

const everyContent = [
  PLAIN_CONTENT,
  ...Object.values(OTHERWISE).flatMap(changes =>
    changes.map((change): RoundContent => ({ ...PLAIN_CONTENT, ...change })),
  ),
]

for (const language of ['vi', 'en'] as const)
  test(`two contents with two digests are two readings for who approves them (${language})`, () => {
    const readings = new Map<string, RoundContent>()
    for (const content of everyContent) {
      const reading = JSON.stringify(read(content, language))
      const other = readings.get(reading)
      assert.equal(other, undefined, `${JSON.stringify(content)} reads like ${JSON.stringify(other)}: ${reading}`)
      readings.set(reading, content)
    }
    assert.equal(readings.size, new Set(everyContent.map(digestOf)).size)
  })

test('what may reach people twice, how fast, and how long receipts are waited for are said', () => {
  const content: RoundContent = {
    ...PLAIN_CONTENT,
    sending: { ...sending, uncertain: 'resend', segmentsPerSecondMax: 1500, receiptWaitSeconds: 259_200 },
  }
  const said = new Map(read(content, 'vi'))
  assert.match(said.get('Khi chưa rõ kết quả') ?? '', /^Gửi lại một lần.*hai lần/)
  assert.equal(said.get('Tốc độ tối đa'), '1\u202f500 bản tin/giây ở mỗi nhà mạng')
  assert.equal(said.get('Thời gian chờ báo nhận'), '3\u00a0ngày')
})

/** Names and values as the page has them. */
function read(content: RoundContent, language: Language): readonly (readonly [string, string])[] {
  const words = { ...rounds, ...message, ...provinces }
  const filled = (text: string, blanks: Readonly<Record<string, unknown>> = {}) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(blanks[name]))
  const said = {
    t: (key: keyof typeof words, blanks?: Readonly<Record<string, unknown>>) => filled(words[key][language], blanks),
    terms: (key: keyof typeof terms) => terms[key][language],
    spoken: language,
  }
  const answers = answersOf(content, said as never, descriptionsOf(said as never, []))
  return Object.values(answers).flatMap(part =>
    part.map(({ name, value, language: of }) => [name, `${of ?? ''} ${value}`.trim()] as const),
  )
}

/** Paths of all that is no object and no list of objects. */
function leaves(schema: z.core.$ZodType, path: readonly string[] = []): readonly string[] {
  const { def } = (schema as z.ZodType)._zod
  const inner = def as { innerType?: z.core.$ZodType; element?: z.core.$ZodType }
  if (inner.innerType !== undefined) return leaves(inner.innerType, path)
  if (inner.element !== undefined) return leaves(inner.element, path)
  if ('shape' in def)
    return Object.entries(def.shape as Readonly<Record<string, z.core.$ZodType>>).flatMap(([name, field]) =>
      leaves(field, [...path, name]),
    )
  return [path.join('.')]
}

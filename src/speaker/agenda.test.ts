import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { readContent } from './agenda.ts'

const ITEM = {
  id: 'b1',
  priority: 'normal',
  audio: { sha256: 'c'.repeat(64), milliseconds: 95_000 },
  notBefore: '2026-02-03T00:00:00+07:00',
  notAfter: '2026-02-05T00:00:00+07:00',
  perWindow: 1,
  gapSeconds: 10,
}
const AGENDA = {
  serial: 7,
  issuedAt: '2026-02-03T06:00:00+07:00',
  cluster: '00001-3',
  timeZone: 'Asia/Ho_Chi_Minh',
  windows: [
    { from: '05:30', until: '06:30' },
    { from: '06:30', until: '07:30' },
  ],
  items: [ITEM],
}
const withItem = (more: object) => ({ ...AGENDA, items: [{ ...ITEM, ...more }] })
const withWindow = (from: string, until: string) => ({ ...AGENDA, windows: [...AGENDA.windows, { from, until }] })

test('an agenda is read as it stands, with windows that touch and one over midnight', () => {
  assert.deepEqual(readContent(AGENDA), AGENDA)
  assert.deepEqual(readContent(withWindow('22:00', '05:30')), withWindow('22:00', '05:30'))
})

const REFUSED: readonly [what: string, given: unknown, code: string, where?: string][] = [
  ['an id that occurs twice', { ...AGENDA, items: [ITEM, ITEM] }, 'agendaIdTwice'],
  ['an unknown zone', { ...AGENDA, timeZone: 'Asia/Hanoi' }, 'agendaZoneUnknown'],
  ['an unknown priority', withItem({ priority: 'loud' }), 'agendaPriorityUnknown', 'items.0.priority'],
  [
    'a length of nothing',
    withItem({ audio: { ...ITEM.audio, milliseconds: 0 } }),
    'agendaTooShort',
    'items.0.audio.milliseconds',
  ],
  ['no plays', withItem({ perWindow: 0 }), 'agendaPerWindow', 'items.0.perWindow'],
  ['an end before the beginning', withItem({ notAfter: '2026-02-02T23:59:59+07:00' }), 'agendaTimesReversed'],
  [
    'an instant without an offset',
    withItem({ notBefore: '2026-02-03T00:00:00' }),
    'agendaInstant',
    'items.0.notBefore',
  ],
  ['a day that there is not', { ...AGENDA, issuedAt: '2026-02-30T00:00:00+07:00' }, 'agendaInstant', 'issuedAt'],
  ['windows that overlap over midnight', withWindow('22:00', '05:31'), 'agendaWindowsOverlap'],
  ['two whole days at once', withWindow('12:00', '12:00'), 'agendaWindowsOverlap'],
  ['a field that is unknown', withItem({ volume: 11 }), 'agendaMalformed', 'items.0'],
  ['a priority that is missing', withItem({ priority: undefined }), 'agendaMalformed'],
  ['what is no agenda', undefined, 'agendaMalformed', 'JSON'],
]
for (const [what, given, code, where] of REFUSED)
  test(`an agenda with ${what} is refused`, () => {
    assert.throws(
      () => readContent(given),
      (error: Failure) => {
        assert.ok(error instanceof Failure)
        assert.equal(error.code, code)
        if (where !== undefined) assert.equal(error.details.where, where)
        return true
      },
    )
  })

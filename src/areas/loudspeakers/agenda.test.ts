import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { BulletinContent } from '../../directive/bulletin.ts'
import { AGENDA_SIZE_MAX, ITEMS_MAX } from '../../speaker/agenda.ts'
import type { CurrentRelease } from '../bulletins/channel.ts'
import { FIXTURE_SOUND, plainDraft } from '../bulletins/fixtures.test.ts'
import { wantedOf } from './agenda.ts'

const UNTIL = '2026-02-09T00:00:00.000Z'
const AT = '2026-02-03T00:00:00.000Z'
const HERE = { purpose: 'live', places: [], windows: null, decodes: ['wav'], withheld: [] } as const

function standing(serial: number, priority: BulletinContent['priority'], text = ''): CurrentRelease {
  const bulletin = randomUUID()
  const draft = plainDraft(UNTIL)
  const spoken = { language: 'vi', spoken: text, sound: FIXTURE_SOUND, perWindow: 1, gapSeconds: 1 }
  const loudspeakers = [spoken]
  const content = {
    ...draft,
    bulletin,
    version: 1,
    priority,
    window: { from: null, until: UNTIL },
    renditions: { ...draft.renditions, loudspeakers },
    correction: { ...draft.correction, loudspeakers },
  } as unknown as BulletinContent
  const signed = {} as NonNullable<CurrentRelease['approval']>
  return {
    serial,
    bulletin,
    version: 1,
    kind: 'publish',
    sha256: 'a'.repeat(64),
    by: 'x',
    channels: ['loudspeakers'],
    at: AT,
    publishedAt: AT,
    content,
    approval: signed,
  }
}

test('an agenda is never so long that a device refuses it whole: what is urgent and newest stays, in the order of the log', () => {
  const many = Array.from({ length: ITEMS_MAX + 5 }, (_, at) => standing(at + 1, at % 500 === 0 ? 'urgent' : 'normal'))
  const { items, proofs } = wantedOf(HERE, many)
  assert.deepEqual([items.length, proofs.length], [ITEMS_MAX, ITEMS_MAX])
  const ids = new Set(items.map(({ id }) => id.split('.')[0]))
  const left = many.filter(({ bulletin }) => !ids.has(bulletin)).map(({ serial }) => serial)
  assert.deepEqual(left, [2, 3, 4, 5, 6])
  const kept = many.filter(({ bulletin }) => ids.has(bulletin)).map(({ bulletin }) => bulletin)
  assert.deepEqual(
    items.map(({ id }) => id.split('.')[0]),
    kept,
  )
  const long = Array.from({ length: 100 }, (_, at) =>
    standing(at + 1, at === 0 ? 'urgent' : 'normal', 'ơ'.repeat(30_000)),
  )
  const short = wantedOf(HERE, long)
  assert.ok(short.items.length > 10 && short.items.length < 100)
  assert.ok(JSON.stringify(short).length * (4 / 3) < AGENDA_SIZE_MAX)
  assert.ok(short.items[0].id.startsWith(long[0].bulletin))
  assert.deepEqual(short.items.length, short.proofs.length)
})

test('where a newer bulletin of the same matter is said, the older is played no more, and elsewhere it is', () => {
  const place = (code: string) => ({ code, from: '2025-07-01', until: null })
  const provinces = ['01', '25'].map(code => ({ code, asOf: '2026-02-03' }))
  const both = standing(1, 'normal')
  const older = { ...both, content: { ...both.content, provinces } }
  const played = (code: string, replacedIn: typeof provinces) =>
    wantedOf({ ...HERE, places: [place(code)] }, [{ ...older, replacedIn }]).items.length
  assert.deepEqual([played('01', []), played('25', [])], [1, 1])
  assert.deepEqual([played('01', [provinces[1]]), played('25', [provinces[1]])], [1, 0])
})

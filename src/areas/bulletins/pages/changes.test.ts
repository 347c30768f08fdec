import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whatIsSaid } from '../content.ts'
import { fullDraft, ringing } from '../fixtures.test.ts'
import type { BulletinDraft } from '../model.ts'
import { changesBetween } from './changes.ts'
import { changed, withoutText } from './draft.ts'

const DRAFT = fullDraft('2020-02-20T00:00:00Z')

test('nothing differs from itself', () => {
  assert.deepEqual(changesBetween(DRAFT, DRAFT), { texts: [], wholes: [] })
})

test('a word that was changed is told as a word, with its channel, side and language', () => {
  const now = changed(DRAFT, 'correction', 'page', 0, { text: 'Tin hôm qua không đúng.' })
  assert.deepEqual(changesBetween(DRAFT, now).texts, [
    {
      side: 'correction',
      channel: 'page',
      field: 'text',
      language: 'vi',
      parts: [
        { is: 'same', text: 'Tin ' },
        { is: 'removed', text: 'trước' },
        { is: 'added', text: 'hôm qua' },
        { is: 'same', text: ' không đúng.' },
      ],
    },
  ])
})

test('a language that is no longer there is struck out on both sides, and what is no text is named', () => {
  const now = { ...withoutText(DRAFT, 'sms', 'en'), priority: 'urgent' } as const
  const { texts, wholes } = changesBetween(DRAFT, now)
  assert.deepEqual(
    texts.map(({ side, channel, parts }) => [side, channel, parts.map(({ is }) => is)]),
    [
      ['renditions', 'sms', ['removed']],
      ['correction', 'sms', ['removed']],
    ],
  )
  assert.deepEqual(wholes, ['priority'])
})

test('an exercise differs from the same live by its mark on every text that is said first', () => {
  const { texts } = changesBetween(whatIsSaid(DRAFT), whatIsSaid({ ...DRAFT, purpose: 'exercise' }))
  const fields = new Set(texts.map(({ channel }) => channel))
  assert.deepEqual([...fields].toSorted(), ['loudspeakers', 'mail', 'page', 'placements', 'push', 'sms'])
})

test('whatever two versions differ in is told to whoever approves the second', () => {
  const whole = ringing(DRAFT, '2020-02-14T00:00:00Z', '2020-02-15T00:00:00Z')
  const paths = leaves(whole)
  assert.ok(paths.length > 50, 'a draft on every channel')
  for (const path of paths) {
    const { texts, wholes } = changesBetween(whole, otherwise(whole, path))
    assert.ok(texts.length + wholes.length > 0, path.join('.'))
  }
})

type Path = readonly string[]

/** Paths of all that is no object and no list of objects. */
function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (value === null || typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
}

/** The same, but for what is there. */
function otherwise(draft: BulletinDraft, path: Path): BulletinDraft {
  const copy = structuredClone(draft)
  const last = path.length - 1
  const holder = path
    .slice(0, last)
    .reduce<Record<string, unknown>>((inner, name) => inner[name] as Record<string, unknown>, copy)
  holder[path[last]] = typeof holder[path[last]] === 'number' ? -1 : 'khác'
  return copy
}

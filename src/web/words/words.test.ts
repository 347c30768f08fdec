import assert from 'node:assert/strict'
import test from 'node:test'
import { freeOperatorState, freeStanding, freeState } from '../../areas/free/model.ts'
import { free } from '../../areas/free/words.ts'
import { reportState } from '../../areas/months/model.ts'
import { SECTIONS } from '../../areas/months/pages/sections.ts'
import { months } from '../../areas/months/words.ts'
import { directiveSummary, flagCode, roundState } from '../../areas/rounds/model.ts'
import { rounds } from '../../areas/rounds/words.ts'
import { live } from '../../areas/rounds/words-live.ts'
import { kiosk } from '../../areas/screening/kiosk/words.ts'
import { screening } from '../../areas/screening/words.ts'
import { ACTIONS, DETAILS, KINDS } from '../../areas/trail/pages/actions.ts'
import { keyScope, role } from '../../authority/actor.ts'
import { listRefusalReason, refusalReason } from '../../directive/documents.ts'
import { sectionId } from '../../report/document.ts'
import { ENTERED_TITLES } from '../../report/sections/entered.ts'
import { hotline, page } from '../../zerorating/list.ts'
import type { Words } from './both.ts'
import { only } from './both.ts'
import { shell } from './shell.ts'
import { terms } from './terms.ts'

/** A service keeps its id: it is no field that changes. */
const isField = (name: string) => name !== 'id'

const AREAS: Readonly<Record<string, Words>> = {
  shell,
  terms,
  rounds,
  live,
  free,
  screening,
  kiosk,
  months,
}

test('every word is there in both languages, with the same blanks to fill in', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort()
  for (const [area, words] of Object.entries(AREAS))
    for (const [key, { vi, en }] of Object.entries(words)) {
      assert.ok(vi.trim() === vi && vi !== '', `${area}: ${key} in Vietnamese`)
      assert.ok(en.trim() === en && en !== '', `${area}: ${key} in English`)
      assert.deepEqual([...new Set(blanks(vi))], [...new Set(blanks(en))], `${area}: ${key}`)
    }
})

test('Vietnamese is written in composed letters: a combining mark shows as a box on old screens', () => {
  for (const words of Object.values(AREAS))
    for (const { vi } of Object.values(words)) assert.equal(vi, vi.normalize('NFC'))
})

test('no word counts in thousands by a comma or a dot, and none is a joke or a place to fill in later', () => {
  for (const words of Object.values(AREAS))
    for (const { vi, en } of Object.values(words))
      for (const text of [vi, en]) {
        assert.doesNotMatch(text, /\d[.,]\d{3}\b/)
        assert.doesNotMatch(text, /\p{Extended_Pictographic}|TODO|lorem|xxx/iu)
      }
})

test('each role, state, flag, reason, scope and action of the authority has its words', () => {
  const [early, late] = directiveSummary.shape.state.options
  const monthDeeds = ACTIONS.filter(name => name.startsWith('month.')).map(name => name.slice(6))
  const wanted: [Words, string, readonly string[]][] = [
    [terms, 'role.', role.options],
    [terms, 'round.', roundState.options],
    [terms, 'directive.', [...early.options, ...late.options]],
    [terms, 'flag.', flagCode.options],
    [terms, 'refusal.', refusalReason.options],
    [free, 'refusal.', listRefusalReason.options],
    [free, 'state.', freeState.options],
    [free, 'standing.', freeStanding.options],
    [free, 'operators.', freeOperatorState.options],
    [free, 'field.', [...Object.keys(hotline.shape), ...Object.keys(page.shape)].filter(isField)],
    [months, 'state.', reportState.options],
    [months, 'section.', sectionId.options],
    [months, 'history.', monthDeeds],
    [shell, 'keys.scope.', keyScope.options],
    [shell, 'trail.', ACTIONS],
    [shell, 'trail.kind.', KINDS],
    [shell, 'trail.detail.', DETAILS],
  ]
  for (const [words, prefix, names] of wanted)
    for (const name of names) assert.ok(`${prefix}${name}` in words, `${prefix}${name}`)
})

test('the console calls the sections of a report as the report does', () => {
  for (const section of sectionId.options)
    assert.deepEqual(months[`section.${section}`], ENTERED_TITLES[section])
  assert.deepEqual(SECTIONS.toSorted(), sectionId.options.toSorted())
})

test('one language of an area has all of its keys', () => {
  assert.deepEqual(Object.keys(only('en', terms)), Object.keys(terms))
  assert.equal(only('vi', terms)['role.editor'], 'Người soạn')
})

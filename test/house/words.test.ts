import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { AREAS } from '../../src/app/areas.ts'
import { access } from '../../src/areas/access/words.ts'
import {
  attendance,
  briefingState,
  hasDevice,
  instructionState,
  lineClass,
  lineReason,
  placeRole,
} from '../../src/areas/briefing/model.ts'
import { briefing } from '../../src/areas/briefing/words.ts'
import { briefingAfter } from '../../src/areas/briefing/words-after.ts'
import { freeOperatorState, freeStanding, freeState } from '../../src/areas/free/model.ts'
import { free } from '../../src/areas/free/words.ts'
import { reportState } from '../../src/areas/months/model.ts'
import { SECTIONS } from '../../src/areas/months/pages/sections.ts'
import { months } from '../../src/areas/months/words.ts'
import { trailWords as monthTrail } from '../../src/areas/months/words-trail.ts'
import { flagCode } from '../../src/areas/operators/model.ts'
import { directiveSummary, roundState } from '../../src/areas/rounds/model.ts'
import { flags } from '../../src/areas/rounds/words-flags.ts'
import { live } from '../../src/areas/rounds/words-live.ts'
import { keyScope, role } from '../../src/authority/actor.ts'
import { actionsIn } from '../../src/authority/area.ts'
import { listRefusalReason, refusalReason } from '../../src/directive/documents.ts'
import { sectionId } from '../../src/report/document.ts'
import { ENTERED_TITLES } from '../../src/report/sections/entered.ts'
import { filled, type Words } from '../../src/web/words/both.ts'
import { terms } from '../../src/web/words/terms.ts'
import { SINGULAR, unitBeside } from '../../src/web/words/units.ts'
import { hotline, page } from '../../src/zerorating/list.ts'
import { everyFailure } from './failures.ts'
import { everyWords } from './words.ts'

/** A service keeps its id: it is no field that changes. */
const isField = (name: string) => name !== 'id'

const EVERY = await everyWords()

test('every word is there in both languages, with the same blanks to fill in', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort()
  for (const [area, words] of Object.entries(EVERY))
    for (const [key, { vi, en }] of Object.entries(words)) {
      assert.ok(vi.trim() === vi && vi !== '', `${area}: ${key} in Vietnamese`)
      assert.ok(en.trim() === en && en !== '', `${area}: ${key} in English`)
      assert.deepEqual([...new Set(blanks(vi))], [...new Set(blanks(en))], `${area}: ${key}`)
    }
})

/** Verbs and the like that end as a plural does; what is no count; and counts that are never one: limits, the country's provinces. */
const NO_NOUNS = new Set('is was has as its this asks begins belongs does falls leaves says waits'.split(' '))
const NEVER_ONE = new Set(['name', 'by', 'letter', 'outlet', 'versions', 'version', 'min', 'max', 'most', 'room', 'of'])

test('an English noun beside a count has its singular: 1 lane, 2 lanes', () => {
  const beside = /\{\{(\w+)\}\}(?: of \{\{(\w+)\}\})?(?: more| other| earlier| ordinary)? ([a-z]+s|people)\b/g
  for (const [area, words] of Object.entries(EVERY))
    for (const [key, { en }] of Object.entries(words)) {
      const plural = [...en.matchAll(beside)].filter(
        ([, count, all, noun]) => !NO_NOUNS.has(noun) && !NEVER_ONE.has(all ?? count),
      )
      assert.deepEqual(plural.map(String), [], `${area}: ${key}: {{n}} {{n|lane|lanes}}`)
      // Both forms, and of a count that the sentence has.
      for (const [, count] of en.matchAll(/\{\{(\w+)\|[^|}]+\|[^|}]+\}\}/g))
        assert.ok(en.includes(`{{${count}}}`), `${area}: ${key}: ${count}`)
    }
  const said = '{{n}} of {{all}} {{all|operator has|operators have}} paused'
  const check = (all: string | number) => filled(said, { n: 1, all })
  assert.equal(check(1), '1 of 1 operator has paused')
  assert.equal(check('1'), '1 of 1 operator has paused')
  for (const all of [0, 2, '1\u202f001', '1.001', '0,5']) assert.equal(check(all), `1 of ${all} operators have paused`)
})

test('every unit of a figure that has a singular in English is told in it beside one', () => {
  const root = join(import.meta.dirname, '../..')
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const keys = globSync('src/**/*.tsx', { cwd: root }).flatMap(file =>
    [...read(file).matchAll(/<Figure[^>]*?unit=\{(?:t|terms)\('([^']+)'\)\}/g)].map(([, key]) => key),
  )
  const told = globSync('src/areas/*/overview.ts', { cwd: root }).flatMap(file =>
    [...read(file).matchAll(/unit: words\.(\w+)/g)].map(([, key]) => key),
  )
  assert.ok(keys.length > 20 && told.length > 10)
  const isPlural = (en: string) => /[a-z]{2}(?<!s)s$|^people$/.test(en) && en !== 'ordinary SMS'
  const units = Object.entries(EVERY).flatMap(([area, words]) =>
    (area.includes('words-overview') ? told : keys).flatMap(key => words[key]?.en ?? []),
  )
  for (const unit of new Set(units.filter(isPlural))) assert.ok(unit in SINGULAR, unit)
  assert.equal(unitBeside(1, 'rounds'), 'round')
  assert.equal(unitBeside(2, 'rounds'), 'rounds')
  assert.equal(unitBeside(1, 'đợt'), 'đợt')
})

test('Vietnamese is written in composed letters: a combining mark shows as a box on old screens', () => {
  for (const words of Object.values(EVERY))
    for (const { vi } of Object.values(words)) assert.equal(vi, vi.normalize('NFC'))
})

test('no word counts in thousands by a comma or a dot, and none is a joke or a place to fill in later', () => {
  for (const words of Object.values(EVERY))
    for (const { vi, en } of Object.values(words))
      for (const text of [vi, en]) {
        assert.doesNotMatch(text, /(?<![.,\d])\d{1,3}[.,]\d{3}\b/)
        assert.doesNotMatch(text, /\p{Extended_Pictographic}|TODO|lorem|xxx/iu)
      }
})

test('a leg and the replicated log are one Vietnamese word each, in failures and on pages', async () => {
  const failures = Object.values(await everyFailure())
  const said = [...failures, ...Object.values(EVERY).flatMap(words => Object.values(words))]
  const wordOf = [
    { en: /\blegs?\b/i, vi: /chặng/i },
    { en: /replicated log|without the log|servers of the log/i, vi: /nhật ký nhân bản/i },
  ]
  for (const word of wordOf) {
    const found = said.filter(({ en }) => word.en.test(en))
    assert.ok(found.length > 1, `${word.en}`)
    for (const { vi, en } of found) assert.match(vi, word.vi, en)
  }
})

test('each role, state, flag, reason, scope and action of the authority has its words', () => {
  const [early, late] = directiveSummary.shape.state.options
  const monthDeeds = actionsIn(monthTrail).map(name => name.slice('month.'.length))
  const wanted: [Words, string, readonly string[]][] = [
    [terms, 'role.', role.options],
    [terms, 'round.', roundState.options],
    [live, 'directive.', [...early.options, ...late.options]],
    [flags, 'flag.', flagCode.options],
    [flags, 'refusal.', refusalReason.options],
    [free, 'refusal.', listRefusalReason.options],
    [free, 'state.', freeState.options],
    [free, 'standing.', freeStanding.options],
    [free, 'operators.', freeOperatorState.options],
    [free, 'field.', [...Object.keys(hotline.shape), ...Object.keys(page.shape)].filter(isField)],
    [months, 'state.', reportState.options],
    [months, 'section.', sectionId.options],
    [months, 'history.', monthDeeds],
    [access, 'keys.scope.', keyScope.options],
    [briefing, 'state.', briefingState.options],
    [briefing, 'role.', placeRole.options],
    [briefing, 'line.', lineClass.options],
    [briefing, 'verdict.', lineReason.options],
    [briefing, 'device.', hasDevice.options],
    [briefingAfter, 'attendance.', attendance.options],
    [briefingAfter, 'instruction.', instructionState.options],
    [briefingAfter, 'instruction.step.', instructionState.options],
  ]
  for (const [words, prefix, names] of wanted)
    for (const name of names) assert.ok(`${prefix}${name}` in words, `${prefix}${name}`)
})

test('of what any area writes into the trail the kind of thing has its word', () => {
  const told = new Set(Object.values(EVERY).flatMap(words => Object.keys(words)))
  for (const { trail } of AREAS)
    for (const action of actionsIn(trail)) assert.ok(told.has(`trail.kind.${action.split('.')[0]}`), action)
})

test('the console calls the sections of a report as the report does', () => {
  for (const section of sectionId.options) assert.deepEqual(months[`section.${section}`], ENTERED_TITLES[section])
  assert.deepEqual(SECTIONS.toSorted(), sectionId.options.toSorted())
})

/** First steps lead where their role may go, in words of both languages; terms are those of the console. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { role } from '../../authority/actor.ts'
import { STEPS } from './steps.ts'
import { glossary, help, meanings } from './words.ts'

test('each role has first steps, each with its words and no words without a step', () => {
  assert.deepEqual(Object.keys(STEPS).toSorted(), role.options.toSorted())
  const keys = Object.entries(STEPS).flatMap(([who, steps]) => steps.map((_, at) => `${who}.${at + 1}`))
  const told = Object.keys(help).filter(key => /\.\d+$/.test(key))
  assert.deepEqual(keys.toSorted(), told.toSorted())
})

test('a first step leads to a page that its role may open', () => {
  const AREAS = join(import.meta.dirname, '../../areas')
  for (const [path, area] of [
    ['/campaigns', 'rounds'],
    ['/rounds', 'rounds'],
    ['/operators', 'rounds'],
    ['/desk', 'bulletins'],
    ['/reports', 'months'],
    ['/trail', 'trail'],
    ['/people', 'access'],
    ['/signers', 'signers'],
    ['/screening', 'screening'],
  ] as const) {
    const text = readFileSync(join(AREAS, area, 'pages/area.ts'), 'utf8')
    const [, roles] = new RegExp(`path: '${path}',[\\s\\S]*?roles: \\[([^\\]]+)\\]`).exec(text) ?? assert.fail(path)
    for (const [who, steps] of Object.entries(STEPS))
      if (steps.includes(path)) assert.ok(roles.includes(`'${who}'`), `${who}: ${path}`)
  }
})

test('each term has a meaning in both languages', () => {
  assert.deepEqual(Object.keys(meanings), Object.keys(glossary))
  for (const { vi, en } of [...Object.values(glossary), ...Object.values(meanings)])
    assert.equal(vi, vi.normalize('NFC'), en)
})

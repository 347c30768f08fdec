import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { AREAS } from './areas.ts'
import { actionNames, kindNames } from './trail-names.ts'

const WAITING = [
  ...['round', 'bulletin', 'list', 'instruction', 'plan', 'level-change', 'month', 'roster'],
  'level-proposal',
  'operator',
]

test('whatever can wait for two people has a name in both languages where they are told of it, and so has an operator that is away', () => {
  const names = kindNames(AREAS)
  for (const kind of WAITING) {
    assert.ok(names[kind] !== undefined, kind)
    assert.notEqual(names[kind].vi, names[kind].en)
  }
})

test('whatever is written into the trail by its name has words by which it is found', () => {
  const names = actionNames(AREAS)
  const src = join(import.meta.dirname, '..')
  const written = globSync('**/*.ts', { cwd: src })
    .filter(file => !file.endsWith('.test.ts'))
    .flatMap(file => [...readFileSync(join(src, file), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z-]+)'/g)])
    .map(([, action]) => action)
  assert.ok(written.length > 70, String(written.length))
  assert.deepEqual(
    written.filter(action => !names.has(action)),
    [],
  )
})

/** The list of faults that are planted (`test/faults/faults.ts`) does not rot: what each alters is there, and so are the tests that find it. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { FAULTS, foundWith, planted, runElsewhere } from '../faults/faults.ts'

const ROOT = join(import.meta.dirname, '../..')

test('each fault that is planted alters a piece of code that stands there once', () => {
  for (const fault of FAULTS) {
    const text = readFileSync(join(ROOT, fault.file), 'utf8')
    assert.notEqual(planted(text, fault), text, fault.name)
  }
})

test('each fault has a name of its own, and tests that run with the command that is to find it', () => {
  assert.equal(new Set(FAULTS.map(({ name }) => name)).size, FAULTS.length)
  for (const fault of FAULTS) {
    assert.ok(fault.by.length > 0, fault.name)
    for (const file of fault.by) assert.ok(existsSync(join(ROOT, file)), `${fault.name}: there is no ${file}`)
    assert.deepEqual(runElsewhere(fault), [], fault.name)
  }
})

test('faults are planted in every room and every area, nearly all for npm test to find', () => {
  const without = ['src', 'src/areas']
    .flatMap(folder =>
      readdirSync(join(ROOT, folder), { withFileTypes: true })
        .filter(entry => entry.isDirectory() && entry.name !== 'areas')
        .map(({ name }) => `${folder}/${name}/`),
    )
    .filter(room => !FAULTS.some(({ file }) => file.startsWith(room)))
  assert.deepEqual(without, [])
  const short = FAULTS.filter(fault => foundWith(fault) === 'short').length
  assert.ok(FAULTS.length >= 60 && short >= 55, `${FAULTS.length} faults, ${short} of npm test`)
})

/** Nothing is lost between `npm test` and `npm run test:more`: each file of tests runs in one of them, or says itself what of it runs where. */
import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { areaFiles } from '../area.ts'
import { STARTS, whereRuns } from '../parts.ts'

const ROOT = join(import.meta.dirname, '../..')
const OWN = 'test/house/parts.test.ts'
const FILES = globSync('{test,src,town,bench,tools}/**/*.test.ts', { cwd: ROOT }).toSorted()
/** What a file asks that has tests of both. */
const ASKS = /\/parts\.ts'|\bonEachDatabase\(|\blook(?:OnPhone|InEnglish|InTheDark)\(|\blookAtEveryPage\(/

test('each file of tests runs with npm test, with npm run test:more, or in both', t => {
  const counts = Map.groupBy(FILES, whereRuns)
  for (const [where, files] of counts) {
    t.diagnostic(`${where}: ${files.length} files`)
    for (const file of files) if (where !== 'short') t.diagnostic(`  ${where}: ${file}`)
  }
  assert.ok(FILES.length > 0)
})

test('a file that is said to run in both asks which of its tests run where, and no other does', () => {
  const asks = (file: string) => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    return file !== OWN && ASKS.test(text) && !text.includes('isAlwaysBoth')
  }
  const differ = FILES.filter(file => asks(file) !== (whereRuns(file) === 'both'))
  assert.deepEqual(differ, [])
})

test('each rule of where tests run has files', () => {
  assert.deepEqual(
    STARTS.filter(start => !FILES.some(file => file.startsWith(start))),
    [],
  )
})

test('every area has tests that are found by its name', () => {
  const areas = readdirSync(join(ROOT, 'src/areas')).filter(name => !name.includes('.'))
  assert.deepEqual(
    areas.filter(area => areaFiles(area).length === 0),
    [],
  )
})

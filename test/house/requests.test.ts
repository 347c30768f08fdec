import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { codeBelow } from '../../scripts/rooms/imports.ts'
import { AREAS } from '../../src/app/areas.ts'
import { serverContract } from '../../src/http/contract.ts'

const ROOT = join(import.meta.dirname, '../..')
const ROWS = [...AREAS.map(({ contract }) => contract), serverContract].flatMap(Object.values)
const PATHS = new Set(ROWS.map(({ path }) => path))
const KEYS = new Set(ROWS.map(({ method, path }) => `${method.toUpperCase()} ${path}`))

/** Sources of the console, of the kiosk and of the room. */
const SOURCES = ['src/web', 'src/areas']
  .flatMap(folder => codeBelow(ROOT, folder))
  .filter(path => /^src\/(?:web|areas\/[^/]+\/(?:pages|kiosk|room))\//.test(path))
  .filter(path => !/\.test\.ts$/.test(path))
  .map(path => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))

test('every request of the console is a row of a contract, word for word', () => {
  let found = 0
  for (const { path, text } of SOURCES)
    for (const [, method, asked] of text.matchAll(/['`](GET|POST|PUT|PATCH|DELETE) (\/[^'`\s]+)['`]/g)) {
      found++
      const pattern = patternOf(asked)
      const rows = [...KEYS].filter(key => pattern.test(key.slice(method.length + 1)))
      const isRow = rows.some(key => key.startsWith(`${method} `))
      assert.ok(isRow, `${path}: ${method} ${asked} is no row`)
    }
  assert.ok(found > 60, `${found} requests were found`)
})

test('every address that the console asks without `ask` is the path of a row', () => {
  let found = 0
  for (const { path, text } of SOURCES)
    for (const [, asked] of text.matchAll(/['`](\/(?:api|node)\/[^'`\s]*|\/healthz)['`]/g)) {
      found++
      const pattern = patternOf(asked.replace(/\?.*$/, ''), '.+')
      assert.ok(
        [...PATHS].some(each => pattern.test(each)),
        `${path}: ${asked} is no path of a row`,
      )
    }
  assert.ok(found >= 4, `${found} addresses were found`)
})

test('no two rows of all contracts have the same method and path, nor the same name', () => {
  assert.equal(KEYS.size, ROWS.length)
  const names = [...AREAS.map(({ contract }) => contract), serverContract].flatMap(Object.keys)
  assert.equal(new Set(names).size, names.length)
})

/** `${name}` stands for one part of a path, or for what a prefix is followed by. */
function patternOf(asked: string, blank = '[^/]+'): RegExp {
  const parts = asked.split(/\$\{[^}]*\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join(blank)}$`)
}

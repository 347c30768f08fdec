/** What areas bring is put together by name: no two may bring the same, or one of them would silently be gone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AREAS, MIGRATIONS } from '../../src/app/areas.ts'
import { actionsIn } from '../../src/authority/area.ts'
import { serverContract } from '../../src/http/contract.ts'
import { failureTables } from './failures.ts'

function assertOnce(names: readonly string[], what: string): void {
  assert.ok(names.length > 0, `no ${what} is found`)
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  assert.deepEqual(twice, [], `${what} of two`)
}

test('no two areas have one name, one route, one operation, one step of the database, or one name for their rows', () => {
  const rows = [serverContract, ...AREAS.map(({ contract }) => contract)]
  const every = rows.flatMap(contract => Object.entries(contract))
  assertOnce(
    AREAS.map(({ name }) => name),
    'areas',
  )
  assertOnce(
    every.map(([name]) => name),
    'operations',
  )
  assertOnce(
    every.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`),
    'routes',
  )
  assertOnce(
    AREAS.flatMap(({ tables }) => Object.keys(tables.rows)),
    'rows',
  )
  assertOnce(
    MIGRATIONS.map(({ name }) => name.slice(0, 3)),
    'steps',
  )
  assertOnce(
    AREAS.flatMap(({ trail }) => actionsIn(trail)),
    'actions',
  )
})

test('no two rooms have a failure of one code', async () => {
  assertOnce((await failureTables()).flatMap(Object.keys), 'codes')
})

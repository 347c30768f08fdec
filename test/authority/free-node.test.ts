/** A list of what is free on its way through real processes: signed at the authority, files at the operator. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FreeNow, FreeOverview } from '../../src/areas/free/model.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import { readList } from '../../src/zerorating/signed.ts'
import { untilThere } from '../../town/waiting.ts'
import { approveList, listFile } from '../town/free.ts'
import { Town, TWO_OPERATORS } from '../town/town.ts'

const NOW = { ...FEBRUARY_CONTENT, inForceFrom: null }

let town: Town
before(async () => {
  town = await Town.open({ operators: TWO_OPERATORS, pace: 0, media: false })
})
after(async () => await town.close())

async function untilHeld(version: number): Promise<FreeOverview> {
  return await untilThere(`version ${version} at every operator`, async () => {
    const overview = await town.client('auditor').get<FreeOverview>('/api/v1/zero-rating')
    const all = overview.operators.every(each => each.version === version)
    return all ? overview : null
  })
}

test('a list that two people agree to is at every operator as it was signed, and /free tells of it', async () => {
  const signed = await approveList(town, NOW)
  await untilHeld(1)
  const { publicKey } = (await (await fetch(`${town.url}/node/v1/authority`)).json()) as {
    publicKey: Parameters<typeof readList>[1]
  }
  for (const operator of town.operators) {
    const file = await listFile(town, operator, 'list-1.jws')
    assert.equal(file, signed.document)
    assert.equal(await listFile(town, operator, 'current'), file)
    const read = await readList(file as string, publicKey)
    assert.deepEqual([read.trust, read.sha256], ['verified', signed.sha256])
  }
  // What the operator's own programs make of them.
  const folder = join(town.host.nodeData(town.operators[0]), 'zero-rating')
  const { status, stdout } = spawnSync(
    join(import.meta.dirname, '../../loa'),
    ['zerorating', 'check', 'list-1.jws', '--public-key', 'authority.key.pub', '--json'],
    { cwd: folder, encoding: 'utf8' },
  )
  assert.equal(status, 0, stdout)
  const now = (await (await fetch(`${town.url}/free.json`)).json()) as FreeNow
  assert.deepEqual(
    now.operators.map(({ id }) => id),
    ['viettel', 'vinaphone'],
  )
  assert.deepEqual(
    now.free.map(({ id }) => id),
    ['byt-19009095', 'ncov'],
  )
  assert.match(await (await fetch(`${town.url}/free`)).text(), /tel:19009095/)
})

test('a node that was down, and one whose files somebody took, have every version when they are back', async () => {
  const [first, second] = town.operators
  await town.host.killNode(first)
  await town.host.killNode(second)
  const { services } = FEBRUARY_CONTENT
  const two = await approveList(town, { ...NOW, services: services.slice(0, 2) })
  const three = await approveList(town, { ...NOW, services: services.slice(1, 2) })
  await rm(join(town.host.nodeData(second), 'zero-rating'), { recursive: true })
  town.host.restartNode(first)
  town.host.restartNode(second)
  const { operators } = await untilHeld(3)
  assert.ok(operators.every(({ state }) => state === 'holds'))
  for (const operator of town.operators) {
    assert.equal(await listFile(town, operator, 'list-2.jws'), two.document)
    assert.equal(await listFile(town, operator, 'list-3.jws'), three.document)
    assert.equal(await listFile(town, operator, 'current'), three.document)
    assert.notEqual(await listFile(town, operator, 'list-1.jws'), null)
  }
})

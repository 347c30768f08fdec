import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HashRows } from './hash-rows.ts'

const OFFICE = '198.51.100.7'
/** As many networks as anybody likes, all of one /48. */
const line = (at: number) => `2001:db8:7:${at.toString(16)}::1`

function stage() {
  const rows = new HashRows()
  const inside: { readonly name: string; readonly end: () => void }[] = []
  const refused: string[] = []
  const names = () => inside.map(({ name }) => name)
  const settled = async () => await new Promise<void>(resolve => setImmediate(resolve))
  return {
    names,
    refused,
    /** Somebody asks, whose hash is made until `end`. */
    asks: async (name: string, address: string, isKnown = false) => {
      rows
        .enter({ isKnown, address }, async () => {
          await new Promise<void>(end => inside.push({ name, end }))
        })
        .catch(({ code }) => refused.push(`${name}: ${code}`))
      await settled()
    },
    ends: async (name: string) => {
      const [ended] = inside.splice(names().indexOf(name), 1)
      ended.end()
      await settled()
    },
  }
}

test('whoever is known is next, however many strangers there are and even if none of them ever ends', async () => {
  const { names, asks } = stage()
  for (let at = 0; at < 190; at++) await asks(`nobody ${at}`, line(at))
  assert.deepEqual(names(), ['nobody 0'])
  await asks('owner', OFFICE, true)
  assert.deepEqual(names(), ['nobody 0', 'owner'])
})

test('one line has a short row, and the networks of one site are one line', async () => {
  const { refused, asks } = stage()
  for (let at = 0; at < 190; at++) await asks(`nobody ${at}`, line(at))
  assert.deepEqual([refused.length, refused[0]], [169, 'nobody 21: tooManyRequests'])
})

test('a stranger from elsewhere waits for one of a line, and not for all of them', async () => {
  const { names, asks, ends } = stage()
  for (let at = 0; at < 190; at++) await asks(`nobody ${at}`, line(at))
  await asks('owner', OFFICE)
  await ends('nobody 0')
  assert.deepEqual(names(), ['nobody 1'])
  await ends('nobody 1')
  assert.deepEqual(names(), ['owner'])
})

test('where many lines have filled the row, whoever comes from one more is let in, and the longest is cut', async () => {
  const { names, refused, asks, ends } = stage()
  for (let at = 0; at < 210; at++) await asks(`nobody ${at}`, `10.0.${at % 10}.${at}`)
  assert.deepEqual(refused.length, 9)
  await asks('owner', OFFICE)
  assert.deepEqual(refused.length, 10)
  assert.ok(!refused.some(told => told.startsWith('owner')))
  for (let round = 0; !names().includes('owner'); round++) {
    assert.ok(round <= 10, 'it is a turn for each line')
    await ends(names()[0])
  }
})

test('two are at it at once, of whom at most one is a stranger', async () => {
  const { names, asks, ends } = stage()
  await asks('a', OFFICE, true)
  await asks('b', OFFICE, true)
  await asks('c', OFFICE, true)
  await asks('stranger', line(1))
  assert.deepEqual(names(), ['a', 'b'])
  await ends('a')
  assert.deepEqual(names(), ['b', 'c'])
  await ends('b')
  assert.deepEqual(names(), ['c', 'stranger'])
})

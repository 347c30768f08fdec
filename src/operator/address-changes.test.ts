import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { type AddressesEntry, noteAddresses } from './address-changes.ts'

const AT = '2026-02-03T00:00:00.000Z'

test('addresses of the authority that are others than at the last start are told and written down once, and a full disk holds nothing up', async () => {
  const entries: AddressesEntry[] = []
  const told: string[] = []
  const say = (event: string, fields = {}) => void told.push([event, ...Object.values(fields)].join(': '))
  let isFull = false
  const started = async (...urls: string[]) =>
    await noteAddresses(urls, {
      enrolled: ['a'],
      entries,
      clock: manualClock({ wall: Date.parse(AT) }),
      log: { info: say, warn: say, error: say },
      journal: {
        append: async entry => {
          if (isFull) throw new Error('no space')
          entries.push(entry as AddressesEntry)
        },
      },
    })
  await started('a')
  await started('a', 'b')
  await started('a', 'b')
  isFull = true
  await started('a')
  const changed = 'authority addresses changed'
  assert.deepEqual(told, [`${changed}: a: a b`, `${changed}: a b: a`, 'journal write failed: no space'])
  assert.deepEqual(entries, [{ is: 'addresses', at: AT, urls: ['a', 'b'] }])
})

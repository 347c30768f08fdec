import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { opened } from './book.ts'
import { Centre } from './centre.ts'
import { CAUSES } from './elements.ts'

test('a BSC that names another cell every second costs the book a mebibyte or two, and not one for each cell', () => {
  const broadcast = { id: 4371, kind: 'live' as const, text: 'Ở nhà', serial: 16_401 }
  const book = opened({
    is: 'begun',
    at: 0,
    until: 7_200_000,
    repeatMs: 30_000,
    keepAliveMs: 30_000,
    bscs: ['cbsp://10.0.0.5'],
    cells: null,
    broadcasts: [broadcast],
  })
  const addresses = [{ name: '10.0.0.5:48049', calls: true }]
  const centre = new Centre(book, { addresses, now: 0, wall: 0, random: seeded(1) })
  const [bsc] = centre.bscs
  const names = (from: number, count: number, now: number) => {
    const failureList = Array.from({ length: count }, (_, i) => {
      const number = from + i
      const cell = { mcc: '452', mnc: '04', lac: number >> 16, ci: number & 0xffff }
      return { cell: { by: 'cgi' as const, ...cell }, cause: CAUSES.cellBroadcastNotOperational }
    })
    bsc.heard({ message: 'FAILURE', failureList, broadcastMessageType: 0 }, now)
  }
  bsc.opened(0)
  for (let i = 0; i < 4; i++) names(i * 2000, 2000, 0)
  let [entries, octets] = [0, 0]
  for (let second = 1; second <= 600; second++) {
    const now = second * 1000
    names(8000 + second, 1, now)
    const entry = centre.due(now, now)
    if (entry === null) continue
    centre.note(entry, now)
    entries += 1
    octets += JSON.stringify(entry).length
  }
  assert.ok(entries > 0 && octets < 2 * 1024 * 1024, `${entries} entries of ${octets} octets`)
})

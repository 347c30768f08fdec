import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wav } from './fixtures.test.ts'
import { wavOnly } from './wav-only.ts'

async function check(octets: Uint8Array, expected: number | string): Promise<void> {
  const made = wavOnly.master({ type: 'audio/wav', octets })
  if (typeof expected === 'string') await assert.rejects(made, { code: expected })
  else assert.equal((await made).milliseconds, expected)
}

test('a WAV file is as long as its samples last', async () => {
  await check(wav(12_000), 1500)
  const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1')
  await check(wav(800, list), 100)
})

test('what is no WAV file, is cut, is empty or lasts too long is refused', async () => {
  await check(Buffer.from('<html>'), 'soundFaulty')
  await check(Buffer.alloc(0), 'soundFaulty')
  await check(wav(800).subarray(0, 500), 'soundFaulty')
  await check(wav(0), 'soundFaulty')
  await check(wav(8000 * 601), 'soundLong')
  const still = wav(80)
  still.writeUInt32LE(0, 28)
  await check(still, 'soundFaulty')
})

test('ten thousand empty chunks cost a hundred', async () => {
  const chunks = Buffer.concat(Array(10_000).fill(Buffer.from('junk\0\0\0\0', 'latin1')))
  await check(wav(80, chunks), 'soundFaulty')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wavOnly } from './wav-only.ts'

/** So many octets of samples at 8000 in a second, one octet each, with chunks before them. */
function wav(octets: number, before: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + octets + before.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(6, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(octets, 40)
  return Buffer.concat([header.subarray(0, 36), before, header.subarray(36), Buffer.alloc(octets)])
}

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

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { Failure } from '../base/failure.ts'
import { vectorsBeside } from '../base/vectors.test.ts'
import { numberAt } from './audience.ts'
import { audienceOf } from './digest.ts'
import { isAudienceFile, readAudience, refuseTaken, writeAudience } from './file.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-audience-file-'))
after(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'a.loa')

const { vector } = vectorsBeside(import.meta.url)

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'none'
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    return error.code
  }
}

async function readBytes(octets: Uint8Array, options = {}) {
  writeFileSync(path, octets)
  return await readAudience(path, options)
}

for (const [name, numbers, rest] of [
  [
    'vietnam',
    [320_000_000, 834_567_890, 912_345_678],
    { country: 'VN', callingCode: '84', duplicates: 2, rejected: 1 },
  ],
  [
    'two-runs',
    [13_000_000_001, 15_111_111_111, 17_222_222_222],
    { country: 'DE', callingCode: '49', duplicates: 0, rejected: 0 },
  ],
  ['empty', [], { country: 'VN', callingCode: '84', duplicates: 0, rejected: 0 }],
] as const) {
  test(`the file of the documentation, ${name}, is read as it says and written the same`, async () => {
    const octets = vector(name).bytes
    const audience = await readBytes(octets)
    assert.deepEqual(
      Array.from({ length: audience.size }, (_, rank) => numberAt(audience, rank)),
      numbers,
    )
    const { country, callingCode, duplicates, rejected } = audience
    assert.deepEqual({ country, callingCode, duplicates, rejected }, rest)
    const { sha256, ...set } = audience
    assert.equal(audienceOf(set).sha256, sha256)
    rmSync(path)
    await writeAudience(path, audience, audience)
    assert.deepEqual(readFileSync(path), octets)
  })

  test(`any flipped bit of the audience file ${name} is found out`, async () => {
    const octets = vector(name).bytes
    for (let bit = 0; bit < octets.length * 8; bit++) {
      const flipped = Buffer.from(octets)
      flipped[bit >> 3] ^= 1 << (bit & 7)
      const code = await codeOf(readBytes(flipped))
      assert.equal(code, bit < 64 ? 'audienceForeign' : 'audienceDamaged', `bit ${bit}`)
    }
  })

  test(`the audience file ${name}, cut anywhere, is found out`, async () => {
    const octets = vector(name).bytes
    for (let size = 0; size < octets.length; size++) {
      const code = await codeOf(readBytes(octets.subarray(0, size)))
      assert.equal(code, size === 0 ? 'audienceForeign' : 'audienceCut', `${size} octets`)
    }
  })
}

test('octets after the end of an audience file are found out', async () => {
  const octets = Buffer.concat([vector('vietnam').bytes, Buffer.alloc(1)])
  assert.equal(await codeOf(readBytes(octets)), 'audienceDamaged')
})

test('a copy that changed line ends is foreign', async () => {
  const octets = Buffer.from(vector('vietnam').bytes.toString('latin1').replace('\r\n', '\n'), 'latin1')
  assert.equal(await codeOf(readBytes(octets)), 'audienceForeign')
})

test('a set whose digest is right but whose order is not is refused', async () => {
  const low = Uint32Array.of(912_345_678, 834_567_890)
  const set = { country: 'VN', callingCode: '84', size: 2, runs: [{ base: 0, from: 0 }], low }
  await writeAudience(path, audienceOf(set))
  assert.equal(await codeOf(readAudience(path)), 'audienceDamaged')
})

test('a later version is named as such', async () => {
  const octets = vector('vietnam').bytes
  octets.writeUInt32LE(2, 8)
  createHash('sha256').update(octets.subarray(0, 72)).digest().copy(octets, 72)
  assert.equal(await codeOf(readBytes(octets)), 'audienceVersion')
})

test('what is written is read back, shared or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 50 }),
      fc.boolean(),
      async (numbers, shared) => {
        const low = Uint32Array.from(numbers).sort()
        const runs = low.length === 0 ? [] : [{ base: 0, from: 0 }]
        const set = { country: 'VN', callingCode: '84', size: low.length, runs, low }
        await writeAudience(path, audienceOf(set), { duplicates: 5, rejected: 2 ** 40 })
        const read = await readAudience(path, { shared })
        assert.deepEqual([...read.low], [...low])
        assert.equal(read.rejected, 2 ** 40)
        assert.equal(read.low.buffer instanceof SharedArrayBuffer, shared)
      },
    ),
    { numRuns: 20 },
  )
})

test('an audience larger than a chunk survives the journey', async () => {
  const size = howMany(2_500_000, 5_000_000)
  const low = Uint32Array.from({ length: size }, (_, rank) => 320_000_000 + rank * 3)
  const audience = audienceOf({ country: 'VN', callingCode: '84', size, runs: [{ base: 0, from: 0 }], low })
  await writeAudience(path, audience)
  const read = await readAudience(path, { shared: true })
  assert.equal(read.sha256, audience.sha256)
  assert.deepEqual(read.low, audience.low)
  writeFileSync(path, readFileSync(path).fill(1, 2 * size, 2 * size + 1))
  assert.equal(await codeOf(readAudience(path)), 'audienceDamaged')
})

test('only its owner may read an audience, and no draft stays behind', async () => {
  await readBytes(vector('vietnam').bytes)
  rmSync(path)
  await writeAudience(path, await readBytes(vector('vietnam').bytes).finally(() => rmSync(path)))
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(folder), ['a.loa'])
})

test('a folder that does not exist cannot be written to', async () => {
  const audience = await readBytes(vector('vietnam').bytes)
  assert.equal(await codeOf(writeAudience(join(folder, 'none', 'a'), audience)), 'fileUnwritable')
})

test('an audience is known by its beginning', async () => {
  await readBytes(vector('empty').bytes)
  assert.equal(await isAudienceFile(path), true)
  writeFileSync(path, '0912345678\n')
  assert.equal(await isAudienceFile(path), false)
  writeFileSync(path, 'LOA')
  assert.equal(await isAudienceFile(path), false)
  assert.equal(await isAudienceFile(folder), false)
  assert.equal(await isAudienceFile(join(folder, 'none')), false)
})

test('an audience may be replaced, another file may not', async () => {
  await readBytes(vector('empty').bytes)
  assert.equal(await codeOf(refuseTaken(path)), 'none')
  assert.equal(await codeOf(refuseTaken(join(folder, 'none'))), 'none')
  assert.equal(await codeOf(refuseTaken(folder)), 'outTaken')
  writeFileSync(path, '')
  assert.equal(await codeOf(refuseTaken(path)), 'outTaken')
})

for (const [what, code] of [
  [folder, 'fileIsFolder'],
  [join(folder, 'none'), 'fileMissing'],
] as const)
  test(`reading ${code === 'fileMissing' ? 'an audience that is not there' : 'a folder as an audience'} fails with ${code}`, async () =>
    assert.equal(await codeOf(readAudience(what)), code))

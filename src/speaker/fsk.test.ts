import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seeded } from '../base/random.ts'
import { TAG_MS, tagSamples, tagsIn } from './fsk.ts'
import { type HeardTag, readTagLine, shortItem, TAG_OCTETS_MAX, tagLine } from './heard-tag.ts'

const TAG: HeardTag = { cluster: '00001-3', item: shortItem('b1'), counter: 42 }
const LONGEST: HeardTag = { cluster: '0'.repeat(20), item: 'ffffffff', counter: 9_999_999_999 }

const noise = (random: Random) => (random.below(20_001) - 10_000) / 10_000

/** Speech, roughly: a buzz whose pitch and loudness go up and down. */
function speech(seconds: number, rate: number): Float32Array {
  const samples = new Float32Array(seconds * rate)
  let phase = 0
  for (let at = 0; at < samples.length; at++) {
    const time = at / rate
    phase += (150 + 60 * Math.sin(time * 3)) / rate
    const loud = Math.max(0, Math.sin(time * 9)) * 0.3
    for (const over of [1, 3, 7, 9, 14]) samples[at] += (loud / over) * Math.sin(6.283 * phase * over)
  }
  return samples
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** By straight lines: as poor a recorder as any. */
function atRate(samples: Float32Array, from: number, to: number): Float32Array {
  const out = new Float32Array(Math.floor((samples.length * to) / from))
  for (let at = 0; at < out.length; at++) {
    const place = (at * from) / to
    const left = Math.floor(place)
    const part = place - left
    out[at] = samples[left] * (1 - part) + (samples[left + 1] ?? 0) * part
  }
  return out
}

const saidBy = ({ cluster, item, counter }: HeardTag) => ({ cluster, item, counter })

test('a tag says the cluster, the item and the counter in one line, and no letter of it can be altered unseen', () => {
  const line = tagLine(TAG)
  assert.match(line, /^LOA1,00001-3,[0-9a-f]{8},42,[0-9A-F]{4}\n$/)
  assert.deepEqual(readTagLine(line), TAG)
  assert.equal(tagLine(LONGEST).length, TAG_OCTETS_MAX)
  for (let at = 0; at < line.length; at++)
    for (const letter of ['0', '1', ',', 'a'])
      if (line[at] !== letter) assert.equal(readTagLine(line.slice(0, at) + letter + line.slice(at + 1)), null)
})

test('a tag is half a second of sound that no clipping harms, at any rate', () => {
  for (const rate of [8000, 22_050, 24_000, 44_100, 48_000]) {
    const samples = tagSamples(LONGEST, rate)
    assert.equal(samples.length, Math.round((rate * TAG_MS) / 1000))
    assert.ok(samples.every(value => Math.abs(value) <= 0.26))
    assert.deepEqual(tagsIn({ rate, samples }).map(saidBy), [LONGEST], `${rate} Hz`)
  }
})

test('tags are heard between speech, at other rates, with noise, at a distance, and told where they are', () => {
  const random = seeded(7)
  const rate = 24_000
  const second = { ...TAG, counter: 43 }
  const quiet = new Float32Array(rate / 2)
  const played = joined([
    speech(2, rate),
    tagSamples(TAG, rate),
    quiet,
    speech(1, rate),
    tagSamples(second, rate),
    quiet,
  ])
  for (const to of [8000, 11_025, 16_000, 44_100, 48_000])
    for (const loudness of [0.9, 0.1, 0.02]) {
      const heard = atRate(played, rate, to).map(value => loudness * (value + 0.06 * noise(random)))
      const tags = tagsIn({ rate: to, samples: heard })
      assert.deepEqual(tags.map(saidBy), [TAG, second], `${to} Hz at ${loudness}`)
      assert.ok(Math.abs(tags[0].at - 2) < 0.02 && Math.abs(tags[1].at - 4) < 0.02)
    }
})

test('a recorder that runs a little too fast or too slow hears the tag all the same', () => {
  const samples = joined([speech(1, 24_000), tagSamples(LONGEST, 24_000), new Float32Array(9000)])
  for (const speed of [0.985, 0.995, 1.005, 1.015]) {
    const heard = atRate(samples, 24_000, 24_000 * speed)
    assert.deepEqual(tagsIn({ rate: 24_000, samples: heard }).map(saidBy), [LONGEST], `${speed}`)
  }
})

test('nothing is heard in speech, in noise, in a tag that is cut off, or in one that noise has covered', () => {
  const random = seeded(9)
  const rate = 16_000
  const tag = tagSamples(TAG, rate)
  const silent: readonly Float32Array[] = [
    speech(5, rate),
    new Float32Array(5 * rate).map(() => noise(random)),
    new Float32Array(rate),
    new Float32Array(0),
    tag.subarray(0, tag.length / 2),
    tag.subarray(tag.length / 3),
    tag.map(value => value * 0.05 + noise(random)),
  ]
  for (const samples of silent) assert.deepEqual(tagsIn({ rate, samples }), [])
})

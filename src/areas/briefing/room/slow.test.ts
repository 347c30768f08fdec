import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOT_SLOW, SLOW_SECONDS, seen, type WorkSample } from './slow.ts'

const WELL: WorkSample = { ms: 1000, lateMs: 20, isCpuLimited: false, frames: 20, decodeMs: 60 }
const slow = (of: Partial<WorkSample>): WorkSample => ({ ...WELL, ...of })
const LATE = slow({ lateMs: 600 })

/** In which seconds it is said. */
function said(samples: readonly WorkSample[]): string {
  let is = NOT_SLOW
  return samples
    .map(sample => {
      is = seen(is, sample)
      return is.isSlow ? 'S' : '.'
    })
    .join('')
}

const times = (count: number, sample: WorkSample) => Array.from({ length: count }, () => sample)

for (const [why, sample] of [
  ['timers that are late', LATE],
  ['pictures made smaller for the processor', slow({ isCpuLimited: true })],
  ['pictures that take too long to decode', slow({ decodeMs: 20 * 80 })],
] as const)
  test(`a computer is said to be slow for ${why}, after some seconds, until it has been quick for as long`, () => {
    assert.equal(said([...times(8, sample), ...times(7, WELL)]), '....SSSSSSSS...')
  })

for (const [what, samples] of [
  ['a computer that works', times(60, WELL)],
  ['one that hangs for four seconds', [...times(4, LATE), ...times(20, WELL)]],
  ['one that hangs now and then', times(60, WELL).map((well, at) => (at % 3 === 0 ? LATE : well))],
  // Of a lid that was closed one sample tells, of whatever length.
  ['one that slept for an hour', [slow({ ms: 3_600_000, lateMs: 3_599_000 }), ...times(9, WELL)]],
  ['one that decodes nothing, or next to it', times(60, slow({ frames: 2, decodeMs: 900 }))],
] as const)
  test(`nothing is said of ${what}`, () => {
    assert.ok(!said(samples).includes('S'))
  })

test('once it is said, a quick second between slow ones does not take it back', () => {
  const samples = Array.from({ length: 40 }, (_, at) => (at % 3 === 2 ? WELL : LATE))
  const when = said(samples)
  assert.ok(when.indexOf('S') >= SLOW_SECONDS)
  assert.ok(!when.slice(when.indexOf('S')).includes('.'))
})

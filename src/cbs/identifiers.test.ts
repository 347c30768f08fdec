import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  alertIdentifier,
  type ExerciseIdentifier,
  emergencyIdentifier,
  exerciseIdentifier,
  type LiveIdentifier,
  liveIdentifier,
  twinOf,
} from './identifiers.ts'

/** What rehearses: it cannot be given any other identifier. */
function rehearse(identifier: ExerciseIdentifier): number {
  return identifier
}
function alarm(identifier: LiveIdentifier): number {
  return identifier
}

test('an exercise that looks live (Hawaii): by type it can hold no live identifier, and a live message none of an exercise', () => {
  const live = liveIdentifier(4371)
  const exercise = exerciseIdentifier(4381)
  const emergency = emergencyIdentifier(4370)
  assert.ok(live !== null && exercise !== null && emergency !== null)
  assert.equal(rehearse(exercise), 4381)
  assert.equal(alarm(live), 4371)
  // @ts-expect-error: a live identifier is none of an exercise
  rehearse(live)
  // @ts-expect-error: nor is one that no phone can switch off
  rehearse(emergency)
  // @ts-expect-error: nor a number that nobody has looked at
  rehearse(4381)
  // @ts-expect-error: an identifier of an exercise is no live one
  alarm(exercise)
  // @ts-expect-error: what cannot be switched off has a gate of its own
  alarm(emergency)
  const second: ExerciseIdentifier | null = twinOf(exercise)
  // @ts-expect-error: the second language of an exercise is an exercise
  const other: LiveIdentifier | null = second
  assert.equal(other, 4394)
})

test('each number is of one kind, and the exercises are 4380, 4381, 4398 and their second languages', () => {
  const exercises: number[] = []
  const emergencies: number[] = []
  for (let number = 0; number <= 0xffff; number++) {
    const kinds = [liveIdentifier(number), exerciseIdentifier(number), emergencyIdentifier(number)]
    assert.equal(kinds.filter(one => one !== null).length, 1, String(number))
    if (kinds[1] !== null) exercises.push(number)
    if (kinds[2] !== null) emergencies.push(number)
  }
  assert.deepEqual(exercises, [4380, 4381, 4393, 4394, 4398, 4399])
  assert.deepEqual(emergencies, [4370, 4383])
  for (const number of [-1, 65536, 4371.5, Number.NaN]) assert.equal(liveIdentifier(number), null)
})

test('alerts have identifiers by severity, urgency and certainty, 4371 to 4378', () => {
  const found: number[] = []
  for (const severity of ['extreme', 'severe'] as const)
    for (const urgency of ['immediate', 'expected'] as const)
      for (const certainty of ['observed', 'likely'] as const)
        found.push(alertIdentifier({ severity, urgency, certainty }))
  assert.deepEqual(found, [4371, 4372, 4373, 4374, 4375, 4376, 4377, 4378])
})

test('what is only to be read is EU-Alert level 4, however soon and however sure it is, and has a second language', () => {
  for (const urgency of ['immediate', 'expected'] as const)
    for (const certainty of ['observed', 'likely'] as const) {
      const advisory = alertIdentifier({ severity: 'advisory', urgency, certainty })
      assert.deepEqual([advisory, twinOf(advisory)], [4396, 4397])
    }
})

test('each has its twin for the second language', () => {
  for (const [number, twin] of [
    [4371, 4384],
    [4378, 4391],
    [4396, 4397],
    [50, null],
    [4384, null],
  ] as const) {
    const identifier = liveIdentifier(number)
    assert.ok(identifier !== null)
    assert.equal(twinOf(identifier), twin, String(number))
  }
  for (const [number, twin] of [
    [4380, 4393],
    [4381, 4394],
    [4398, 4399],
  ] as const) {
    const identifier = exerciseIdentifier(number)
    assert.ok(identifier !== null)
    assert.equal(twinOf(identifier), twin)
  }
  const emergency = emergencyIdentifier(4370)
  assert.equal(emergency === null ? null : twinOf(emergency), 4383)
})

/** What is exported, held to a FHIR validator that nobody here wrote, and to the profile it does not know. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fhir, Versions } from 'fhir'
import { ParseConformance } from 'fhir/parseConformance.js'
import { bundleOf, idOfEvent, type Observed, observationOf } from './observation.ts'
import { profileFaults } from './profile.ts'

const OBSERVED: Observed = {
  id: '0d1f7c1e-6b3a-4f7e-9a55-3d2c1b0a9f8e',
  atMs: Date.parse('2026-11-25T00:30:00Z'),
  receivedAtMs: Date.parse('2026-11-25T00:30:01Z'),
  tenths: 376,
  isHigh: true,
  isAmended: false,
  badge: 'c0ffee00c0ffee00c0ffee00c0ffee00',
  device: '11111111-1111-4111-8111-111111111111',
  secondOf: null,
}

const validator = new Fhir(new ParseConformance(true, Versions.R4))

/** The document as it goes over the wire. */
const wire = (resource: object) => JSON.parse(JSON.stringify(resource)) as Record<string, unknown>

function errorsOf(resource: object): readonly string[] {
  const { messages } = validator.validate(wire(resource), { errorOnUnexpected: true })
  return messages
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ location, message }) => `${location}: ${message}`)
}

const VARIANTS: readonly [string, Partial<Observed>][] = [
  ['a high one of a badge', {}],
  ['a visitor', { badge: null }],
  ['a normal one', { tenths: 366, isHigh: false }],
  ['one that was amended', { isAmended: true }],
  ['a second measurement', { secondOf: OBSERVED.device }],
]

test('every kind of entry is a valid FHIR R4 Observation that keeps the profile bodytemp', () => {
  for (const [what, change] of VARIANTS) {
    const observation = observationOf({ ...OBSERVED, ...change })
    assert.deepEqual(errorsOf(observation), [], what)
    assert.deepEqual(profileFaults(wire(observation)), [], what)
  }
})

test('an Observation has its temperature, code, unit, time, subject and device where the profile bodytemp wants them', () => {
  const observation = wire(observationOf(OBSERVED))
  assert.deepEqual(observation.valueQuantity, {
    value: 37.6,
    unit: '°C',
    system: 'http://unitsofmeasure.org',
    code: 'Cel',
  })
  assert.equal(observation.effectiveDateTime, '2026-11-25T00:30:00.000Z')
  assert.match(JSON.stringify(observation.code), /"http:\/\/loinc.org","code":"8310-5"/)
  assert.match(JSON.stringify(observation.category), /"code":"vital-signs"/)
  assert.match(JSON.stringify(observation.subject), /c0ffee/)
  assert.deepEqual(observation.device, { reference: `urn:uuid:${OBSERVED.device}` })
})

test('a Bundle with doors and devices is valid, and every reference in it leads somewhere', () => {
  const door = '22222222-2222-4222-8222-222222222222'
  const bundle = wire(
    bundleOf({
      atMs: OBSERVED.atMs,
      observations: VARIANTS.map(([, change], at) =>
        observationOf({ ...OBSERVED, ...change, id: idOfEvent('key', String(at)) }),
      ),
      devices: [{ id: OBSERVED.device, name: 'Máy 1', door }],
      doors: [{ id: door, name: 'Cửa chính' }],
    }),
  )
  assert.deepEqual(errorsOf(bundle), [])
  const text = JSON.stringify(bundle)
  const urls = new Set([...text.matchAll(/"fullUrl":"([^"]+)"/g)].map(([, url]) => url))
  for (const [, url] of text.matchAll(/"reference":"([^"]+)"/g)) assert.ok(urls.has(url), url)
  assert.equal(urls.size, VARIANTS.length + 2)
})

test('a Bundle of a span in which nothing was measured has no empty array', () => {
  const bundle = wire(bundleOf({ atMs: OBSERVED.atMs, observations: [], devices: [], doors: [] }))
  assert.deepEqual(Object.keys(bundle), ['resourceType', 'type', 'timestamp'])
  assert.deepEqual(errorsOf(bundle), [])
})

test('a broken Observation is found by the validator, or by our own check where the validator lets it pass', () => {
  const broken = (path: string, value: unknown) => {
    const resource = wire(observationOf(OBSERVED))
    const steps = path.split('.')
    const last = steps.pop()!
    const parent = steps.reduce<Record<string, unknown>>(
      (inner, step) => inner[step] as Record<string, unknown>,
      resource,
    )
    if (value === undefined) delete parent[last]
    else parent[last] = value
    return resource
  }
  for (const [path, value, fault, isSeenByValidator] of [
    ['status', undefined, 'status', true],
    ['status', 'done', 'status', true],
    ['code', undefined, 'code', true],
    ['code.coding.0.code', '8867-4', 'code', false],
    ['category', undefined, 'category', false],
    ['category.0.coding.0.code', 'laboratory', 'category', false],
    ['subject', undefined, 'subject', false],
    ['effectiveDateTime', undefined, 'effectiveDateTime', false],
    ['effectiveDateTime', '25/11/2026', 'effectiveDateTime', false],
    ['effectiveDateTime', '2026-11-25T00:30:00', 'effectiveDateTime', false],
    ['valueQuantity', undefined, 'valueQuantity', false],
    ['valueQuantity.value', '37.6', 'valueQuantity.value', true],
    ['valueQuantity.value', 98.6, 'valueQuantity.value', false],
    ['valueQuantity.unit', undefined, 'valueQuantity.unit', false],
    ['valueQuantity.system', 'http://loinc.org', 'valueQuantity.system', false],
    ['valueQuantity.code', '[degF]', 'valueQuantity.code', false],
    ['valueQuantity.code', 'C', 'valueQuantity.code', false],
    ['temperature', 37.6, null, true],
  ] as const) {
    const resource = broken(path, value)
    const what = `${path} = ${value}`
    assert.deepEqual(profileFaults(resource), fault === null ? [] : [fault], what)
    assert.equal(errorsOf(resource).length > 0, isSeenByValidator, `${what}, by the validator`)
  }
})

test('one event of a camera has one id, however often it comes, and no two events share one', () => {
  const ids = ['1', '2', '10'].flatMap(event => ['a', 'b'].map(key => idOfEvent(key, event)))
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(idOfEvent('a', '1'), idOfEvent('a', '1'))
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

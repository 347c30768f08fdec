/**
 * One measurement as a FHIR R4 Observation of the profile bodytemp, and many as a Bundle.
 *
 * Sources: https://hl7.org/fhir/R4/observation.html, https://hl7.org/fhir/R4/bodytemp.html, https://loinc.org/8310-5.
 * Observation has no element for a place, so the Bundle holds each door as a Location and each device as a Device that
 * stands there. The subject is a pseudonym of a badge, or a visitor; no name, no badge number. Pure.
 */
import { createHash } from 'node:crypto'
import { celsiusOf } from './temperature.ts'

export const BODY_TEMPERATURE_PROFILE = 'http://hl7.org/fhir/StructureDefinition/bodytemp'
export const UCUM = 'http://unitsofmeasure.org'
export const LOINC = 'http://loinc.org'
export const CATEGORIES = 'http://terminology.hl7.org/CodeSystem/observation-category'
const INTERPRETATIONS = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation'
const BADGES = 'urn:loa:screening:badge'

export interface Observed {
  readonly id: string
  readonly atMs: number
  readonly receivedAtMs: number
  readonly tenths: number
  readonly isHigh: boolean
  readonly isAmended: boolean
  readonly badge: string | null
  readonly device: string
  readonly secondOf: string | null
}

export interface Observation {
  readonly resourceType: 'Observation'
  readonly id: string
  readonly status: 'final' | 'amended'
  readonly [element: string]: unknown
}

export function observationOf(observed: Observed): Observation {
  const { id, tenths, badge } = observed
  return {
    resourceType: 'Observation',
    id,
    meta: { profile: [BODY_TEMPERATURE_PROFILE] },
    status: observed.isAmended ? 'amended' : 'final',
    category: [coded(CATEGORIES, 'vital-signs', 'Vital Signs')],
    code: { ...coded(LOINC, '8310-5', 'Body temperature'), text: 'Thân nhiệt' },
    subject:
      badge === null
        ? { type: 'Patient', display: 'Khách' }
        : { type: 'Patient', identifier: { system: BADGES, value: badge } },
    effectiveDateTime: new Date(observed.atMs).toISOString(),
    issued: new Date(observed.receivedAtMs).toISOString(),
    valueQuantity: { value: celsiusOf(tenths), unit: '°C', system: UCUM, code: 'Cel' },
    interpretation: [observed.isHigh ? coded(INTERPRETATIONS, 'H', 'High') : coded(INTERPRETATIONS, 'N', 'Normal')],
    device: { reference: urn(observed.device) },
    ...(observed.secondOf === null
      ? {}
      : { note: [{ text: `Lần đo thứ hai / second measurement of ${observed.secondOf}` }] }),
  }
}

export interface Bundled {
  readonly atMs: number
  readonly observations: readonly Observation[]
  readonly devices: readonly { readonly id: string; readonly name: string; readonly door: string }[]
  readonly doors: readonly { readonly id: string; readonly name: string }[]
}

export function bundleOf({ atMs, observations, devices, doors }: Bundled): object {
  const resources = [
    ...doors.map(({ id, name }) => ({ resourceType: 'Location', id, status: 'active', name })),
    ...devices.map(({ id, name, door }) => ({
      resourceType: 'Device',
      id,
      deviceName: [{ name, type: 'user-friendly-name' }],
      location: { reference: urn(door) },
    })),
    ...observations,
  ]
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: new Date(atMs).toISOString(),
    // FHIR has no empty arrays (R4, JSON): what there is none of is left out.
    ...(resources.length > 0 && { entry: resources.map(resource => ({ fullUrl: urn(resource.id), resource })) }),
  }
}

/** A camera's own name of a measurement as a UUID (RFC 9562, version 8): the same name of the same key is the same. */
export function idOfEvent(key: string, event: string): string {
  const hex = createHash('sha256').update(`${key}\n${event}`).digest('hex')
  const variant = ((Number.parseInt(hex[16], 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function coded(system: string, code: string, display: string) {
  return { coding: [{ system, code, display }] }
}

function urn(id: string): string {
  return `urn:uuid:${id}`
}

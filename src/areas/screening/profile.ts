/**
 * Whether an Observation keeps the FHIR R4 profile bodytemp, element by element: what a general validator lets pass (a
 * wrong unit, say) is found here. https://hl7.org/fhir/R4/bodytemp.html, with vital signs' own rules above it.
 *
 * Answers what is broken, by the profile's own element ids. Stricter than the profile in one thing: only Celsius.
 */
import { z } from 'zod'
import { CATEGORIES, LOINC, UCUM } from './observation.ts'
import { TENTHS_MAX, TENTHS_MIN } from './temperature.ts'

const coding = z.object({ system: z.string().optional(), code: z.string().optional() })
const concept = z.object({ coding: z.array(coding).optional() })

function has(given: z.infer<typeof concept>, system: string, code: string): boolean {
  return given.coding?.some(one => one.system === system && one.code === code) === true
}

const bodyTemperature = z.object({
  resourceType: z.literal('Observation'),
  status: z.enum([
    'registered',
    'preliminary',
    'final',
    'amended',
    'corrected',
    'cancelled',
    'entered-in-error',
    'unknown',
  ]),
  category: z.array(concept).refine(all => all.some(one => has(one, CATEGORIES, 'vital-signs')), 'VSCat'),
  code: concept.refine(one => has(one, LOINC, '8310-5'), 'BodyTempCode'),
  subject: z.object({ reference: z.string().optional(), type: z.string().optional() }),
  // vs-1: at least to the day; an instant needs its offset.
  effectiveDateTime: z.union([z.iso.datetime({ offset: true }), z.iso.date()]),
  valueQuantity: z.object({
    value: z
      .number()
      .min(TENTHS_MIN / 10)
      .max(TENTHS_MAX / 10),
    unit: z.string().min(1),
    system: z.literal(UCUM),
    code: z.literal('Cel'),
  }),
})

/** Paths of what is broken, as `valueQuantity.code`; empty: the profile is kept. */
export function profileFaults(resource: unknown): readonly string[] {
  const { error } = bodyTemperature.safeParse(resource)
  return (error?.issues ?? []).map(({ path }) => path.join('.') || 'resource')
}

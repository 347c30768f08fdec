/** The sections of a report, in its order. */
import type { SectionId } from '../../../report/document.ts'

export const SECTIONS = [
  'sms',
  'briefings',
  'free-services',
  'channels',
  'plan',
  'screening',
  'network-security',
  'ict-industry',
  'other',
  'directions',
] as const satisfies readonly SectionId[]

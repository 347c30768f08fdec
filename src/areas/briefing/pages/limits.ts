/**
 * What the model and the contract allow, and who is expected, as numbers and names alone: the schemas that hold them are not
 * loaded with a page. `limits.test.ts` holds both together.
 */
import type { PlaceRole } from '../model.ts'

export const EXPECTED: readonly PlaceRole[] = ['deputy', 'site']
export const PLACES_MAX = 60
export const AGENDA_MAX = 40
export const BRIEFING_MINUTES = { min: 5, max: 720 } as const
export const ITEM_MINUTES = { min: 1, max: 600 } as const
export const DOCUMENT_PAGES_MAX = 300
export const PAGE_SIZE_MAX = 700 * 1024
export const LINE_MAX = 200
export const SHORT_MAX = 16
export const PARAGRAPH_MAX = 2000
export const QUESTION_MAX = 500

/**
 * How often a message is on the air, as a BSC is told: in slots of the cell broadcast channel, one page each.
 *
 *   twelve-bits     high (8)             spare (4)  low (4)       as TS 48.049 draws it
 *   sixteen-bits    the number (16)                               as osmo-bsc reads it
 *
 * Below 16 slots (28 s) both are the same octets.
 *
 * Source: 3GPP TS 48.049 sections 8.2.8 (repetition period) and 8.2.9 (number of broadcasts requested).
 */

/** Eight multiframes of 51 frames: what one page takes on the air. 3GPP TS 45.002 section 6.5.4. */
export const SLOT_MS = 1883
/** The field has 12 bits. */
export const SLOTS_MAX = 4095
const BROADCASTS_MAX = 0xffff

export type PeriodForm = 'twelve-bits' | 'sixteen-bits'

/** The two octets of a repetition period, as one number of 16 bits. */
export function periodOctets(slots: number, form: PeriodForm = 'sixteen-bits'): number {
  return form === 'sixteen-bits' ? slots : ((slots >> 4) << 8) | (slots & 0x0f)
}

/** The period rounded up to whole slots, and to as many as the pages take. Null: the field cannot say so many. */
export function slotsOf(periodMs: number, pages: number): number | null {
  const slots = Math.max(Math.ceil(periodMs / SLOT_MS), pages)
  return slots <= SLOTS_MAX ? slots : null
}

/** For so long. Never 0, which would be for ever, and which some BSCs end after one; never more than the field can say. */
export function broadcastsIn(ms: number, slots: number): number {
  return Math.min(BROADCASTS_MAX, Math.max(1, Math.ceil(ms / (slots * SLOT_MS))))
}

/** The sites of the demo's briefing: the ministry and 23 hospitals with numbers for names, and what each of them does. */
import type { RosterEntry, SiteContent } from '../src/areas/briefing/model.ts'

/** As many as the ministry's online system had in the reference month. */
const HOSPITALS = 23

/** By their places in the roster; the chair's is 0. */
export const CHAIR = 0
export const DEPUTY = 1
/** Ask for the floor, and are given it, one after the other. */
export const SPEAKERS = [2, 3] as const
/** Sends sound and pictures without the floor, all the time. */
export const CHEAT = 4
/** Its line breaks, and it comes back. */
export const DROPS = 5
/** Its line carries voices, and no more. */
export const POOR = 6
/** Never comes. */
export const ABSENT = 7

export interface DemoSite {
  readonly content: SiteContent
  readonly role: RosterEntry['role']
}

export const DEMO_SITES: readonly DemoSite[] = Array.from({ length: 1 + HOSPITALS }, (_, at): DemoSite => {
  const number = String(at).padStart(2, '0')
  const isChair = at === CHAIR
  return {
    role: isChair ? 'chair' : at === DEPUTY ? 'deputy' : 'site',
    content: {
      name: isChair ? 'Điểm cầu trung tâm' : `Bệnh viện ${number}`,
      short: isChair ? 'Trung tâm' : `BV ${number}`,
      responsible: { name: isChair ? 'Chủ trì (giả định)' : `Trực ban ${number} (giả định)`, title: null, mail: null },
      isRetired: false,
    },
  }
})

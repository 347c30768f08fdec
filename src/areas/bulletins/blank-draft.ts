/** A draft in which nothing is said yet: live, normal, for the whole country, on the page alone. Runs in a browser too. */
import type { BulletinDraft } from './model.ts'

export function blankDraft(until: string): BulletinDraft {
  return {
    purpose: 'live',
    priority: 'normal',
    provinces: null,
    window: { from: null, until },
    renditions: {
      page: [{ language: 'vi', title: '', text: '' }],
      cap: null,
      sms: [],
      loudspeakers: [],
      mail: [],
      push: [],
      ring: null,
      placements: [],
    },
    correction: { page: [{ language: 'vi', title: '', text: '' }], sms: [], loudspeakers: [], mail: [], push: [] },
  }
}

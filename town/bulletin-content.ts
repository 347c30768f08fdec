/** The demo's bulletin on every channel, with the correction that would take it back; and a sound for a machine that has no voice. */
import { blankDraft } from '../src/areas/bulletins/blank-draft.ts'
import type { BulletinDraft } from '../src/areas/bulletins/model.ts'
import type { BroadcastTerms, Sound } from '../src/directive/bulletin.ts'
import { writeWav } from '../src/speaker/wav.ts'
import { AREA } from './controllers.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** How often loudspeakers play it in a row: the cluster without power has begun the first and misses the second. */
export const PLAYS = 2
/** The tag that is heard has half a second. */
const GAP_SECONDS = 1

export const SPOKEN = 'Bộ Y tế khuyến cáo, hãy rửa tay.'
export const SPOKEN_CORRECTION = 'Đính chính, tin vừa phát là tin diễn thử.'

/** What phones in reach of a cell are shown: a broadcast for each language. */
export type BroadcastTexts = BroadcastTerms['texts']
export const BROADCAST: BroadcastTexts = [
  { language: 'vi', text: 'Bộ Y tế: rửa tay bằng xà phòng, đeo khẩu trang nơi đông người. Ho, sốt: gọi y tế.' },
  { language: 'en', text: 'Ministry of Health: wash your hands with soap, in crowds wear a mask.' },
]
export const BROADCAST_CORRECTION: BroadcastTexts = [
  { language: 'vi', text: 'Đính chính: tin trước là tin chạy thử.' },
  { language: 'en', text: 'Correction: the broadcast before was of a demo.' },
]
const PERIOD_SECONDS = 30

export interface DemoSounds {
  readonly bulletin: Sound
  readonly correction: Sound
}

export function bulletinDraft(now: number, sounds: DemoSounds): BulletinDraft {
  const iso = (at: number) => new Date(at).toISOString()
  const until = iso(now + DAY_MS - (now % MINUTE_MS))
  const page = (language: string, title: string, text: string) => ({ language, title, text })
  const said = (spoken: string, sound: Sound, perWindow: number) => ({
    language: 'vi',
    spoken,
    sound,
    perWindow,
    gapSeconds: GAP_SECONDS,
  })
  return {
    ...blankDraft(until),
    priority: 'urgent',
    renditions: {
      page: [
        page('vi', TITLE, 'Rửa tay bằng xà phòng, đeo khẩu trang nơi đông người.'),
        page('en', 'Wash your hands, wear a mask', 'With soap; in crowds wear a mask.'),
      ],
      cap: {
        category: 'Health',
        eventCode: 'OET-062',
        urgency: 'Expected',
        severity: 'Severe',
        certainty: 'Likely',
        response: ['Prepare'],
      },
      sms: [{ language: 'vi', text: 'BYT: hãy rửa tay, đeo khẩu trang.' }],
      loudspeakers: [said(SPOKEN, sounds.bulletin, PLAYS)],
      mail: [{ language: 'vi', subject: TITLE, text: 'Hãy rửa tay, đeo khẩu trang.' }],
      push: [{ language: 'vi', title: TITLE, text: 'Hãy rửa tay, đeo khẩu trang.' }],
      ring: { sound: sounds.bulletin, from: iso(now), until },
      broadcast: {
        texts: [...BROADCAST],
        level: { severity: 'severe', urgency: 'expected', certainty: 'likely' },
        isEmergency: false,
        periodSeconds: PERIOD_SECONDS,
        until,
        polygons: [[...AREA]],
      },
      placements: [{ language: 'vi', kind: 'press', text: 'Hãy rửa tay, đeo khẩu trang.' }],
    },
    correction: {
      page: [
        page('vi', CORRECTED, CORRECTED_TEXT),
        page('en', 'Correction: of a demo', 'The message before was of a demo.'),
      ],
      sms: [{ language: 'vi', text: 'BYT: tin trước là của một lần chạy thử.' }],
      loudspeakers: [said(SPOKEN_CORRECTION, sounds.correction, 1)],
      mail: [{ language: 'vi', subject: CORRECTED, text: CORRECTED_TEXT }],
      push: [{ language: 'vi', title: CORRECTED, text: CORRECTED_TEXT }],
      broadcast: [...BROADCAST_CORRECTION],
    },
  }
}

export const TITLE = 'Rửa tay, đeo khẩu trang'
export const CORRECTED = 'Đính chính: tin chạy thử'
export const CORRECTED_TEXT = 'Tin trước là của một lần chạy thử.'
export const CANCELLED = 'Buổi chạy thử đã xong'

const RATE = 16_000
const SECONDS = 2

/** Two tones, one after the other: what a machine without a voice lets sound. */
export function toneWav(firstHz: number): Buffer<ArrayBuffer> {
  const samples = Float32Array.from({ length: RATE * SECONDS }, (_, at) => {
    const hz = at < (RATE * SECONDS) / 2 ? firstHz : firstHz * 1.5
    return 0.4 * Math.sin((2 * Math.PI * hz * at) / RATE)
  })
  return Buffer.from(writeWav({ rate: RATE, samples }))
}

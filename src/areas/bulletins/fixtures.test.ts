/** Drafts of bulletins for the tests: one that uses every channel, and one that uses the page alone; a sound file. */
import { canonicalJson } from '../../base/canonical.ts'
import type { Sound } from '../../directive/bulletin.ts'
import { blankDraft } from './blank-draft.ts'
import type { BulletinDraft } from './model.ts'
import type { SoundMaker } from './sound-maker.ts'

export const FIXTURE_SOUND: Sound = {
  by: 'recording',
  milliseconds: 12_000,
  files: [{ form: 'wav', sha256: 'a'.repeat(64), octets: 192_044 }],
}

const spoken = (language: string, text: string, sound: Sound | null) => ({
  language,
  spoken: text,
  sound,
  perWindow: 2,
  gapSeconds: 30,
})

/** On every channel, in Vietnamese and English. `sound`: that is kept. */
export function fullDraft(until: string, sound: Sound = FIXTURE_SOUND): BulletinDraft {
  const page = (title: string, text: string, language: string) => ({ language, title, text })
  return {
    ...blankDraft(until),
    provinces: [{ code: '26', asOf: '2020-02-13' }],
    renditions: {
      page: [
        page('Đeo khẩu trang nơi đông người', 'Đeo khẩu trang. Rửa tay. Gọi 1900 9095.', 'vi'),
        page('Wear a mask in crowds', 'Wear a mask. Wash your hands.', 'en'),
      ],
      cap: {
        category: 'Health',
        eventCode: 'OET-062',
        urgency: 'Expected',
        severity: 'Moderate',
        certainty: 'Likely',
        response: ['Prepare'],
      },
      sms: [
        { language: 'vi', text: 'BYT: hãy đeo khẩu trang nơi đông người.' },
        { language: 'en', text: 'MOH: wear a mask in crowds.' },
      ],
      loudspeakers: [spoken('vi', 'Bà con hãy đeo khẩu trang nơi đông người.', sound)],
      mail: [{ language: 'vi', subject: 'Đeo khẩu trang', text: 'Hãy đeo khẩu trang.' }],
      push: [{ language: 'vi', title: 'Đeo khẩu trang', text: 'Hãy đeo khẩu trang.' }],
      ring: { sound, from: null, until: null },
      placements: [{ language: 'vi', kind: 'crawl', text: 'Đeo khẩu trang nơi đông người.' }],
    },
    correction: {
      page: [
        page('Đính chính: đeo khẩu trang', 'Tin trước không đúng.', 'vi'),
        page('Correction: masks', 'The message before was wrong.', 'en'),
      ],
      sms: [
        { language: 'vi', text: 'BYT: tin trước không đúng.' },
        { language: 'en', text: 'MOH: the message before was wrong.' },
      ],
      loudspeakers: [spoken('vi', 'Tin trước không đúng.', sound)],
      mail: [{ language: 'vi', subject: 'Đính chính', text: 'Tin trước không đúng.' }],
      push: [{ language: 'vi', title: 'Đính chính', text: 'Tin trước không đúng.' }],
    },
  }
}

/** With a ring that lasts from one instant to the other. */
export function ringing(draft: BulletinDraft, from: string, until: string): BulletinDraft {
  const { ring } = draft.renditions
  return { ...draft, renditions: { ...draft.renditions, ring: ring && { ...ring, from, until } } }
}

/** On the air until that instant, in each language of its page, at most two. */
export function broadcasting(draft: BulletinDraft, until: string): BulletinDraft {
  const texts = draft.renditions.page
    .slice(0, 2)
    .map(({ language }) => ({
      language,
      text: language === 'vi' ? 'BYT: hãy ở trong nhà đến khi có tin mới.' : 'MOH: stay indoors.',
    }))
  const { cap } = draft.renditions
  return {
    ...draft,
    // As loud as they are.
    priority: 'urgent',
    renditions: {
      ...draft.renditions,
      cap: cap && { ...cap, severity: 'Severe', certainty: 'Observed' },
      broadcast: {
        texts,
        level: { severity: 'severe', urgency: 'expected', certainty: 'observed' },
        isEmergency: false,
        periodSeconds: 60,
        until,
        polygons: [],
      },
    },
    correction: {
      ...draft.correction,
      broadcast: texts.map(({ language }) => ({
        language,
        text: language === 'vi' ? 'BYT: tin trước không đúng.' : 'MOH: the last was wrong.',
      })),
    },
  }
}

/** On the page alone, in Vietnamese. */
export function plainDraft(until: string): BulletinDraft {
  const page = { language: 'vi', title: 'Rửa tay', text: 'Hãy rửa tay thường xuyên.' }
  const correction = { ...page, title: 'Đính chính: rửa tay', text: 'Tin trước không đúng.' }
  const blank = blankDraft(until)
  return {
    ...blank,
    renditions: { ...blank.renditions, page: [page] },
    correction: { ...blank.correction, page: [correction] },
  }
}

/** That these sounds are kept, and nobody can tell by rule what is said in them. */
export function keepsSounds(...kept: readonly Sound[]) {
  const known = new Set(kept.map(sound => canonicalJson(sound)))
  return (sound: Sound) => (known.has(canonicalJson(sound)) ? null : undefined)
}

/** Makes nothing: a file of `wav` is handed on as it came, and nothing is spoken. */
export const AS_BROUGHT: SoundMaker = {
  master: async ({ octets }) => ({
    milliseconds: Math.floor((octets.byteLength - 44) / 8),
    files: [{ form: 'wav', octets }],
  }),
  speak: async () => {
    throw new Error('nothing is spoken here')
  },
}

/** A WAV file of so many octets of samples, 8000 in a second and one octet each: 500 Hz in A-law, so that it is not silent. */
export function wav(octets: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + octets, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(6, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(octets, 40)
  const samples = Uint8Array.from({ length: octets }, (_, at) => ((at >> 3) % 2 ? 0xaa : 0x2a))
  return Buffer.concat([header, samples])
}

/** An effect as the draft of a bulletin: its renditions on each channel, and the correction that would take it back. Pure. */

import type { BulletinDraft } from '../../areas/bulletins/model.ts'
import { readOut } from '../../areas/bulletins/spoken-asks.ts'
import type { Begun } from '../../areas/plan/carrier.ts'
import type { Language } from '../../base/failure.ts'
import { usualBroadcast, usualEnd } from '../../directive/broadcast-level.ts'
import { type CapTerms, type Matter, type Priority, type Sound, TITLE_MAX } from '../../directive/bulletin.ts'
import { COUNTRY } from '../../plan/areas.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { Both, Channel } from '../../plan/plan.ts'
import { placesOf } from './places.ts'

const LANGUAGES: readonly Language[] = ['vi', 'en']
const PUSH_MAX = 240
const GAP_SECONDS = 30
const NO_LONGER: Both = { vi: 'Thông báo này không còn hiệu lực.', en: 'This announcement is no longer in force.' }
const CORRECTED = { vi: 'Đính chính: ', en: 'Correction: ' } as const

/** What a machine has spoken; null: nobody has yet. */
export interface Voices {
  readonly spoken: Sound | null
  readonly correction: Sound | null
}

/** As a voice reads it, in Vietnamese; null: nothing is spoken. */
export function spokenOf({ said }: EffectDocument): { readonly spoken: string | null; readonly correction: string } {
  return {
    spoken: said.spoken === null ? null : readAloud(said.spoken.vi),
    correction: readAloud((said.correction ?? NO_LONGER).vi),
  }
}

/** By rule; what nobody knows how to read stays as it is, and asks whoever finishes the draft. */
function readAloud(text: string): string {
  return readOut(text, 'vi')?.spoken ?? text
}

export function draftOf({ effect, from, until, now }: Begun, voices: Voices): BulletinDraft {
  const { purpose, settings, said } = effect
  const channels = new Set<Channel>(effect.channels)
  const title = said.title ?? effect.title
  const text = said.text ?? said.spoken ?? title
  const aloud = spokenOf(effect)
  const correction = said.correction ?? NO_LONGER
  const priority = settings.priority ?? 'normal'
  const begins = from > now ? new Date(from).toISOString() : null
  const ends = new Date(until).toISOString()
  const on = <Entry>(channel: Channel, entries: (language: Language) => Entry): Entry[] =>
    channels.has(channel) ? LANGUAGES.map(entries) : []
  const played = (spoken: string | null, sound: Sound | null) =>
    channels.has('loudspeakers') && spoken !== null
      ? [{ language: 'vi', spoken, sound, perWindow: settings.perWindow ?? 1, gapSeconds: GAP_SECONDS }]
      : []
  const { sms, broadcast } = said
  const isOnAir = channels.has('broadcast') && broadcast !== undefined
  const matter = matterOf(effect, from)
  const cap = channels.has('cap') ? termsOf(priority) : null
  return {
    purpose,
    priority,
    window: { from: begins, until: ends },
    provinces: placesOf(effect),
    ...(matter !== null && { matter }),
    renditions: {
      page: LANGUAGES.map(language => ({ language, title: title[language], text: text[language] })),
      cap,
      sms: sms === null ? [] : on('sms', language => ({ language, text: sms[language] })),
      loudspeakers: played(aloud.spoken, voices.spoken),
      mail: on('mail', language => ({ language, subject: title[language], text: text[language] })),
      push: on('push', language => ({ language, title: title[language], text: shortened((sms ?? text)[language]) })),
      ring: channels.has('ring')
        ? { sound: voices.spoken, from: new Date(Math.max(from, now)).toISOString(), until: ends }
        : null,
      ...(isOnAir && {
        broadcast: {
          texts: on('broadcast', language => ({ language, text: broadcast[language] })),
          ...usualBroadcast({ priority, cap }, settings.warning),
          until: new Date(usualEnd(Math.max(from, now), until)).toISOString(),
          polygons: [],
        },
      }),
      placements: on('placements', language => ({ language, kind: 'press' as const, text: text[language] })),
    },
    correction: {
      page: LANGUAGES.map(language => ({
        language,
        title: correctedTitle(title, language),
        text: correction[language],
      })),
      sms: sms === null ? [] : on('sms', language => ({ language, text: correction[language] })),
      loudspeakers: aloud.spoken === null ? [] : played(aloud.correction, voices.correction),
      mail: on('mail', language => ({
        language,
        subject: correctedTitle(title, language),
        text: correction[language],
      })),
      push: on('push', language => ({
        language,
        title: correctedTitle(title, language),
        text: shortened(correction[language]),
      })),
      ...(isOnAir && { broadcast: on('broadcast', language => ({ language, text: correction[language] })) }),
    },
  }
}

/**
 * What is said on entering or leaving a level, in the areas that are at it, is of their level; what is said while it lasts is of its action.
 * What is said elsewhere, as to neighbours, is of none: another area's would else take its place.
 */
function matterOf({ plan, change, action, when, areas, sources }: EffectDocument, from: number): Matter | null {
  const isOwn = areas.length === sources.length && areas.every((area, at) => area === sources[at])
  const isOfCountry = when === 'while' && areas.length === 1 && areas[0] === COUNTRY
  if (!isOwn && !isOfCountry) return null
  const since = new Date(from).toISOString()
  return { plan: plan.id, action: when === 'while' ? action : null, change, since }
}

function correctedTitle(title: Both, language: Language): string {
  return `${CORRECTED[language]}${title[language]}`.slice(0, TITLE_MAX)
}

function shortened(text: string): string {
  return text.length <= PUSH_MAX ? text : `${text.slice(0, PUSH_MAX - 1)}…`
}

/** A plan knows no disease and no flood: what it does not say is not guessed. */
function termsOf(priority: Priority): CapTerms {
  return {
    category: 'Other',
    eventCode: null,
    severity: 'Unknown',
    certainty: 'Unknown',
    urgency: URGENCIES[priority],
    response: [],
  }
}

const URGENCIES = { normal: 'Future', priority: 'Expected', urgent: 'Immediate' } as const

/** What a person who works here is told of, by which way, and when not. Shapes; run in a browser too. */
import { z } from 'zod'
import type { Role } from '../../authority/actor.ts'
import { instant, sha256 } from '../../directive/values.ts'

export const noticeWay = z.enum(['mail', 'push'])
export type NoticeWay = z.infer<typeof noticeWay>

/** waits: for this person to decide. sentBack: what they wrote. proposed: by data or a person, to be made something of. left: decided, and this person goes on with it. away: an operator's node, and that it is back. */
export const noticeKind = z.enum(['waits', 'sentBack', 'proposed', 'left', 'away'])
export type NoticeKind = z.infer<typeof noticeKind>

const KINDS_OF: Readonly<Partial<Record<Role, readonly NoticeKind[]>>> = {
  editor: ['sentBack', 'proposed', 'left'],
  approver: ['waits', 'sentBack', 'proposed', 'left'],
  // A roster waits for administrators.
  administrator: ['waits', 'left', 'away'],
  engineer: ['left'],
}

/** Of which there is something to tell people in this role. */
export function kindsOf(role: Role): readonly NoticeKind[] {
  return KINDS_OF[role] ?? []
}

const ways = z
  .array(noticeWay)
  .max(noticeWay.options.length)
  .refine(given => new Set(given).size === given.length)
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)

export const noticeChoices = z
  .strictObject({
    ways: z.strictObject({
      waits: ways,
      sentBack: ways,
      // Whoever chose before there was anything to choose here.
      proposed: ways.default(['mail', 'push']),
      left: ways.default(['mail', 'push']),
      away: ways,
    }),
    language: z.enum(['vi', 'en']),
    /** From one time of day up to another, over midnight where that is earlier. Null: never quiet. */
    quiet: z
      .strictObject({ from: clock, until: clock })
      .refine(({ from, until }) => from !== until)
      .nullable(),
  })
  .meta({ id: 'NoticeChoices' })
export type NoticeChoices = z.infer<typeof noticeChoices>

/** Of whoever has chosen nothing. */
export const USUAL_CHOICES: NoticeChoices = {
  ways: {
    waits: ['mail', 'push'],
    sentBack: ['mail', 'push'],
    proposed: ['mail', 'push'],
    left: ['mail', 'push'],
    away: ['mail', 'push'],
  },
  language: 'vi',
  quiet: { from: '22:00', until: '06:00' },
}

export const noticeSettings = z
  .strictObject({
    /** Those that there are for this person's role. */
    kinds: z.array(noticeKind),
    choices: noticeChoices,
    mail: z.strictObject({
      /** Whether this server sends mail. */
      isOpen: z.boolean(),
      /** Where it goes; null: nowhere, since it came back. */
      to: z.string().nullable(),
      /** The account's own address. */
      account: z.string(),
      /** One that waits for its confirmation. */
      asked: z.string().nullable(),
      /** It came back for good at that time. */
      endedAt: instant.nullable(),
    }),
    push: z.strictObject({
      /** The key that browsers subscribe with; null: this server sends none. */
      key: z.string().nullable(),
      /** SHA-256 of its endpoint, by which a browser knows itself. */
      browsers: z.array(z.strictObject({ id: z.uuid(), since: instant, endpoint: sha256 })),
    }),
  })
  .meta({ id: 'NoticeSettings' })
export type NoticeSettings = z.infer<typeof noticeSettings>

export type ThingStands = 'waits' | 'sentBack' | 'proposed' | 'left' | 'rest' | 'away' | 'back'

/**
 * waits ─► intent ─► accepted ─► returned      by a bounce
 *            │   ─► refused, unknown, expired
 *   superseded: nothing of what it was to say is so any more
 */
export type LetterState =
  | 'waits'
  | 'intent'
  | 'accepted'
  | 'refused'
  | 'returned'
  | 'unknown'
  | 'expired'
  | 'superseded'

/**
 * A round's content as an editor begins it and changes it: pure steps, each gives a new content.
 *
 * Knows no screen. Does not judge: what is faulty is the authority's to say.
 */
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { MESSAGES_MAX, type Purpose, VARIANTS_MAX } from '../../../directive/documents.ts'
import { markOf } from '../../../directive/exercise-mark.ts'
import { type LastRound, purposeOf, type RoundContent } from '../model.ts'

type Message = RoundContent['messages'][number]
type Variant = Message['variants'][number]

/** Public information keeps decent hours. */
export const DECENT_HOURS = { from: '07:00', to: '21:00' } as const
const RECEIPT_WAIT_SECONDS = 72 * 3600

export function newContent(of: {
  readonly title: string
  readonly source: string
  readonly operators: readonly string[]
  /** Default: one of them can hold an exercise. */
  readonly canExercise?: boolean
  readonly purpose?: Purpose
  /** As somebody has used them before; what may reach people twice is never among them. */
  readonly sending?: LastRound['sending'] | undefined
}): RoundContent {
  const { purpose = 'live', canExercise = true } = of
  return {
    title: of.title,
    messages: [{ variants: [begun('vi', purpose)] }],
    source: of.source,
    operators: [...of.operators],
    audience: { provinces: null, excludes: [] },
    window: { notBefore: null, notAfter: null, daily: { ...DECENT_HOURS }, timeZone: TIME_ZONE },
    sending: {
      receipts: 'last',
      receiptWaitSeconds: RECEIPT_WAIT_SECONDS,
      uncertain: 'hold',
      validitySeconds: null,
      canary: 0,
      segmentsPerSecondMax: 0,
      ...of.sending,
    },
    exerciseFirst: purpose === 'live' && canExercise,
    ...(purpose === 'live' ? {} : { purpose }),
  }
}

/** A text that is still to be written: of an exercise it begins as all of them do. */
function begun(language: string, purpose: Purpose): Variant {
  return { language, text: purpose === 'exercise' ? `${markOf(language)} ` : '' }
}

export function withText(content: RoundContent, place: Place, text: string): RoundContent {
  return withVariant(content, place, variant => ({ ...variant, text }))
}

export function withLanguage(content: RoundContent, place: Place, language: string): RoundContent {
  return withVariant(content, place, variant => ({ ...variant, language }))
}

/** All texts of a message. */
export function withVariants(content: RoundContent, message: number, variants: readonly Variant[]): RoundContent {
  return withMessage(content, message, () => ({ variants: variants.map(each => ({ ...each })) }))
}

/** Which text of a round. */
export interface Place {
  readonly message: number
  readonly variant: number
}

export function addMessage(content: RoundContent): RoundContent {
  if (content.messages.length >= MESSAGES_MAX) return content
  const language = content.messages[0].variants[0].language
  return { ...content, messages: [...content.messages, { variants: [begun(language, purposeOf(content))] }] }
}

/** The last message stays: a round without one is none. */
export function removeMessage(content: RoundContent, message: number): RoundContent {
  if (content.messages.length === 1) return content
  return { ...content, messages: content.messages.toSpliced(message, 1) }
}

/** One more language for those who understand it; the first variant stays everyone else's. */
export function addVariant(content: RoundContent, message: number, language: string): RoundContent {
  return withMessage(content, message, ({ variants }) =>
    variants.length >= VARIANTS_MAX ? { variants } : { variants: [...variants, begun(language, purposeOf(content))] },
  )
}

/** The first variant stays. */
export function removeVariant(content: RoundContent, { message, variant }: Place): RoundContent {
  if (variant === 0) return content
  return withMessage(content, message, ({ variants }) => ({ variants: variants.toSpliced(variant, 1) }))
}

function withMessage(content: RoundContent, at: number, change: (message: Message) => Message): RoundContent {
  return { ...content, messages: content.messages.with(at, change(content.messages[at])) }
}

function withVariant(
  content: RoundContent,
  { message, variant }: Place,
  change: (variant: Variant) => Variant,
): RoundContent {
  return withMessage(content, message, ({ variants }) => ({
    variants: variants.with(variant, change(variants[variant])),
  }))
}

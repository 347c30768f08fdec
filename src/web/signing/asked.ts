/**
 * What the console and the signing page say to each other, window to window. Shapes alone; neither believes the other further than these
 * go, and each looks at the origin that a message came from.
 *
 *   console ── opens ──► page ── ready ──► console ── sign, or make ──► page ── signed, made, or refused ──► console
 */
import { z } from 'zod'
import { givenSignature } from '../../authority/said.ts'
import { madeKey } from '../../directive/made-key.ts'
import { ROSTER_SIZE_MAX } from '../../directive/roster.ts'
import { personId, signingKeyId, statement } from '../../directive/statement.ts'

/** Of a round: as many texts as it has, and of anything a text as long as the longest that is signed. */
const MESSAGES_MAX = 200
const TEXT_MAX = 8 * ROSTER_SIZE_MAX
const KEYS_MAX = 100

const language = z.enum(['vi', 'en'])

export const askToSign = z.strictObject({
  is: z.literal('sign'),
  language,
  /** All that is said but for when. */
  said: statement.omit({ at: true }),
  /** Canonical JSON, whose digest is in the statement. */
  text: z.string().max(TEXT_MAX),
  /** The texts that a round names by the digests of their octets. */
  messages: z.array(z.string().max(TEXT_MAX)).max(MESSAGES_MAX),
  /** Of whoever signs, by the roster. */
  keys: z.array(signingKeyId).min(1).max(KEYS_MAX),
  /** The authority's clock before this device's. */
  aheadMs: z.number(),
})
export type AskToSign = z.infer<typeof askToSign>

export const askToMake = z.strictObject({
  is: z.literal('make'),
  language,
  person: z.strictObject({ id: personId, name: z.string().min(1).max(200) }),
  /** Keys that there are: a device makes one beside them, and not a second one. */
  known: z.array(signingKeyId).max(KEYS_MAX),
})
export type AskToMake = z.infer<typeof askToMake>

export const asked = z.discriminatedUnion('is', [askToSign, askToMake])

export const pageSays = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('ready') }),
  z.strictObject({ is: z.literal('signed'), given: givenSignature }),
  z.strictObject({ is: z.literal('made'), key: madeKey }),
  /** The page has said why, and goes on saying it. */
  z.strictObject({ is: z.literal('refused') }),
])
export type PageSays = z.infer<typeof pageSays>

/**
 * Whether what the console asks to have signed is what its text says: the digest made here, the text in its one spelling, so that nothing
 * in it is read otherwise than it is shown, and of a round the words behind each digest of octets. Pure but for WebCrypto.
 */
import { canonicalJson } from '../../base/canonical.ts'
import { SIGNED_AGE_MAX_MS } from '../../directive/statement.ts'
import type { AskToSign } from '../signing/asked.ts'
import { digestOf } from '../signing/digest.ts'
import { octetsDigest } from '../signing/octets.ts'

export type Why = 'digest' | 'spelling' | 'messages' | 'clock'
export type Checked =
  | { readonly is: 'refused'; readonly why: Why }
  /** `words`: of a round, by the digest of the octets. */
  | { readonly is: 'whole'; readonly content: unknown; readonly words: ReadonlyMap<string, string> }

export async function checked(ask: AskToSign): Promise<Checked> {
  const refused = (why: Why) => ({ is: 'refused', why }) as const
  const { said, text, messages, aheadMs } = ask
  if ((await digestOf(text)) !== said.sha256) return refused('digest')
  const content = parsed(text)
  if (content === undefined || canonicalJson(content) !== text) return refused('spelling')
  const words = new Map<string, string>()
  for (const message of messages) words.set((await octetsDigest(message)) ?? '', message)
  if (said.of === 'round' && !octetsIn(content).every(octets => words.has(octets))) return refused('messages')
  if (Math.abs(aheadMs) > SIGNED_AGE_MAX_MS) return refused('clock')
  return { is: 'whole', content, words: said.of === 'round' ? words : new Map() }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Wherever they stand. */
function octetsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(octetsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, field]) => (name === 'octets' ? [String(field)] : octetsIn(field)))
}

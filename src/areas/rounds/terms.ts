/** What of a round's content is approved, each text by the digest of its octets. Runs in a browser too. */
import type { RoundTerms } from '../../directive/claims.ts'
import type { RoundContent } from './model.ts'

export function termsOf(content: RoundContent, octetsOf: (text: string) => string): RoundTerms {
  return {
    ...content,
    messages: content.messages.map(({ variants }) => ({
      variants: variants.map(({ language, text }) => ({ language, octets: octetsOf(text) })),
    })),
  }
}

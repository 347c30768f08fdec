/** The letter that asks whether an address is of somebody who wants bulletins. Says nothing that whoever asked has written. Pure. */
import type { Content } from '../../channels/provider.ts'
import { CONFIRM_WITHIN_MS } from './limits.ts'
import type { Choices } from './model.ts'
import { SUBSCRIPTION_WORDS } from './page-words.ts'

export function confirmationOf(
  { wanted, language: present }: Choices & { readonly wanted: Choices | null },
  of: {
    readonly site: { readonly name: string; readonly origin: string }
    readonly link: string
  },
): Content {
  const { site, link } = of
  const language = wanted?.language ?? present
  const words = SUBSCRIPTION_WORDS[language]
  return {
    title: words.letterTitle(site.name),
    text: words.letter(site.name),
    language,
    link: `${site.origin}/bulletins/confirm/${link}`,
    unsubscribe: null,
    isUrgent: false,
    lifeSeconds: CONFIRM_WITHIN_MS / 1000,
  }
}

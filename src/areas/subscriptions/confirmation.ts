/**
 * What asks whether an address, or a browser, is of somebody who wants bulletins: a letter with a link, a first push that the browser
 * itself answers. Says nothing that whoever asked has written. Pure.
 */
import type { Content } from '../../channels/provider.ts'
import { CONFIRM_WITHIN_MS } from './limits.ts'
import type { Choices, SubscriptionChannel } from './model.ts'
import { subscribePath } from './page.ts'
import { SUBSCRIPTION_WORDS } from './page-words.ts'

export function confirmationOf(
  {
    channel,
    wanted,
    language: present,
  }: Choices & { readonly channel: SubscriptionChannel; readonly wanted: Choices | null },
  of: { readonly site: { readonly name: string; readonly origin: string }; readonly link: string },
): Content {
  const { site, link } = of
  const language = wanted?.language ?? present
  const words = SUBSCRIPTION_WORDS[language]
  const confirmAt = `${site.origin}/bulletins/confirm/${link}`
  const content =
    channel === 'mail'
      ? { title: words.letterTitle(site.name), text: words.letter(site.name), link: confirmAt }
      : {
          title: words.firstPushTitle(site.name),
          text: words.firstPush,
          link: site.origin + subscribePath(language),
          confirmAt,
        }
  return { ...content, language, unsubscribe: null, isUrgent: false, lifeSeconds: CONFIRM_WITHIN_MS / 1000 }
}

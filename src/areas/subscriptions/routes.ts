/**
 * Subscriptions over HTTP: pages, forms and links for whoever wants bulletins; counts and two decisions for people who work here.
 * No answer and no line of the log holds an address.
 */

import { wallDate } from '../../base/wall-time.ts'
import { domainOf, mailboxOf } from '../../channels/mail/address.ts'
import type { PushChannel } from '../../channels/push/push.ts'
import { provincesOn } from '../../country/vn/provinces.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { PageLanguage } from '../../directive/public-words.ts'
import { Crowd, type Whole } from '../../http/crowd.ts'
import { httpFailure } from '../../http/failures.ts'
import type { SharedLimits } from '../../http/rate.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { Asking } from './asking.ts'
import { subscriptionContract } from './contract.ts'
import { subscriptionFailure } from './failures.ts'
import { type FormFault, readForm } from './form.ts'
import { ASKS_OF_ALL, ASKS_OF_DOMAIN, ASKS_OF_NETWORK, LETTERS_TO_MAILBOX } from './limits.ts'
import type { Choices, SubscriptionChannel } from './model.ts'
import type { SubscriptionOffice } from './office.ts'
import { askedPage, confirmedPage, confirmPage, endedPage, endPage, formPage, oldPage } from './page.ts'

export interface SubscriptionRouteNeeds {
  readonly asking: Asking
  readonly office: SubscriptionOffice
  readonly site: { readonly name: string; readonly origin: string }
  readonly isMailOpen: boolean
  readonly push: Pick<PushChannel, 'publicKey' | 'services'> | null
  readonly sharedLimits: SharedLimits
  /** What a text is known by, and nobody can read. */
  readonly markOf: (text: string) => string
  readonly nowMs: () => number
  readonly holdsNumber: (text: string) => boolean
}

export function subscriptionRoutes(needs: SubscriptionRouteNeeds): Route[] {
  const { asking, office, site, isMailOpen, push, sharedLimits, markOf, nowMs, holdsNumber } = needs
  const today = () => wallDate(nowMs(), TIME_ZONE)
  const form = (
    language: PageLanguage,
    of: { readonly fault?: FormFault | 'tooMany'; readonly choices?: Choices | null } = {},
  ) => formPage({ language, site }, { day: today(), byMail: isMailOpen, pushKey: push?.publicKey ?? null, ...of })
  const crowd = new Crowd(sharedLimits, nowMs)
  /** Counts one; false: too many came from there, or from everywhere. */
  const mayAsk = async (channel: SubscriptionChannel, address: string, ...wholes: Whole[]) => {
    const name = `subscribe ${channel}`
    const all = { name, rule: ASKS_OF_ALL }
    return await crowd.take({ name, address }, ASKS_OF_NETWORK, [...wholes, all])
  }

  const ask =
    (language: PageLanguage) =>
    async ({ body, address }: { readonly body: Buffer; readonly address: string }) => {
      const filled = readForm(body, { day: today(), holdsNumber })
      if (!isMailOpen) return html(form(language), 404)
      if (filled.is === 'faulty') return html(form(language, filled), 422)
      const { choices } = filled
      const tooMany = () => html(form(language, { fault: 'tooMany', choices }), 429)
      const name = `subscribe mail at ${markOf(domainOf(filled.address))}`
      if (!(await mayAsk('mail', address, { name, rule: ASKS_OF_DOMAIN }))) return tooMany()
      const letter = `subscribe letter ${markOf(mailboxOf(filled.address))}`
      // Whoever asks is told the same: who has had letters is nobody's to know.
      if ((await sharedLimits.take(letter, LETTERS_TO_MAILBOX, nowMs())) > 0) return html(askedPage({ language, site }))
      const became = await asking.byMail(filled.address, choices)
      if (became !== 'written') await sharedLimits.giveBack(letter)
      return became === 'full' ? tooMany() : html(askedPage({ language, site }))
    }

  return routesOf(subscriptionContract, {
    getSubscribePage: async ({ query: { lang = 'vi' } }) => html(form(lang)),
    getSubscribePageInEnglish: async ({ query: { lang = 'en' } }) => html(form(lang)),
    askForBulletins: ask('vi'),
    askForBulletinsInEnglish: ask('en'),

    getConfirmPage: async ({ params: { link }, language }) => {
      const asked = await asking.asked(link)
      if (asked === null) return html(oldPage({ language, site }), 410)
      return html(confirmPage({ language: asked.language, site }, link))
    },
    confirmSubscription: async ({ params: { link }, language }) => {
      const confirmed = await asking.confirm(link)
      const endLink = asking.endLink(link)
      if (confirmed === null || endLink === null) return html(oldPage({ language, site }), 410)
      return html(confirmedPage({ language: confirmed.language, site }, endLink))
    },

    getEndPage: async ({ params: { link }, language }) => {
      const ending = await asking.ending(link)
      if (ending === false) return html(oldPage({ language, site }), 404)
      return html(ending === null ? endedPage({ language, site }) : endPage({ language: ending.language, site }, link))
    },
    endSubscription: async ({ params: { link }, language }) => {
      const ending = await asking.ending(link)
      if (!(await asking.end(link))) return html(oldPage({ language, site }), 404)
      const own = ending === null || ending === false ? language : ending.language
      return html(endedPage({ language: own, site }))
    },

    subscribeBrowser: async ({ body, address }) => {
      if (push === null) throw subscriptionFailure('pushClosed')
      const { endpoint, keys, choices } = body
      if (!push.services.take(endpoint))
        throw subscriptionFailure('browserServiceUnknown', { host: new URL(endpoint).host })
      const day = today()
      const known = new Set(provincesOn(day).map(({ code }) => code))
      if (choices.provinces.some(code => !known.has(code))) throw subscriptionFailure('provinceNotToday')
      const provinces = [...new Set(choices.provinces)].map(code => ({ code, asOf: day }))
      const became =
        (await mayAsk('push', address)) &&
        (await asking.byPush({ endpoint, keys }, { ...choices, provinces: provinces.length === 0 ? null : provinces }))
      if (became === false || became === 'full')
        throw httpFailure('tooManyRequests', { seconds: ASKS_OF_NETWORK.seconds })
    },
    getBrowser: async ({ body }) => ({ is: await asking.browser(body.endpoint) }),
    endBrowser: async ({ body }) => await asking.endPush(body.endpoint),

    getSubscriptions: async () => await office.counts(),
    resumeLetters: async ({ actor, body }) => await office.resume(actor, body.lane),
    resendLetters: async ({ actor, params, body }) => ({
      letters: await office.resend(actor, params.id, body.channel),
    }),
  })
}

function html(body: string, status = 200): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/**
 * The pages for whoever wants bulletins: the form, and what comes of a link in a letter. Written on the server; only web push
 * needs a script. A link shows a page with a button and does nothing: programs that look at mail before people do follow links.
 */

import { escaped } from '../../authority/for-citizens.ts'
import { provincesOn } from '../../country/vn/provinces.ts'
import { pagePath } from '../../directive/public-place.ts'
import type { PageLanguage } from '../../directive/public-words.ts'
import { straight } from '../../text/written.ts'
import { STYLE } from '../bulletins/public-style.ts'
import { PUBLIC_WORDS } from '../bulletins/public-words.ts'
import type { FormFault } from './form.ts'
import { type Choices, level } from './model.ts'
import { SUBSCRIPTION_WORDS } from './page-words.ts'

export interface Around {
  readonly language: PageLanguage
  readonly site: { readonly name: string; readonly origin: string }
}

export const subscribePath = (language: PageLanguage) => `${pagePath('live', language)}/subscribe`

/** `day`: whose provinces can be chosen. */
export function formPage(
  around: Around,
  of: {
    readonly day: string
    readonly byMail: boolean
    /** The key that browsers subscribe with; null: this server sends no push messages. */
    readonly pushKey: string | null
    readonly fault?: FormFault | 'tooMany'
    readonly choices?: Choices | null
  },
): string {
  const { language } = around
  const words = SUBSCRIPTION_WORDS[language]
  const { byMail, pushKey, fault } = of
  if (!byMail && pushKey === null) return document(around, words.title, `<p class="x">${words.none}</p>`)
  const isOfAddress = fault === 'addressWrong' || fault === 'addressNumber'
  const body = [
    `<p class="x">${words.lead}</p>`,
    fault === undefined ? '' : `<p class="k2" id="fault" role="alert">${words[fault]}</p>`,
    `<form method="post" action="${subscribePath(language)}">`,
    choicesFields(language, of),
    byMail
      ? `<h2>${words.byMail}</h2><p><label for="a">${words.address}</label><br><input id="a" name="address" type="email" autocomplete="email" maxlength="254" required${isOfAddress ? ' aria-invalid="true" aria-describedby="fault"' : ''}></p><p><button>${words.ask}</button></p>`
      : '',
    '</form>',
    pushKey === null ? '' : pushPart(language, pushKey),
    `<p class="q">${words.privacy}</p>`,
  ]
  return document(around, words.title, body.join(''))
}

export function askedPage(around: Around): string {
  const words = SUBSCRIPTION_WORDS[around.language]
  return document(around, words.askedTitle, `<p class="x">${words.asked}</p>`)
}

export function confirmPage(around: Around, link: string): string {
  const words = SUBSCRIPTION_WORDS[around.language]
  return document(
    around,
    words.confirmTitle,
    `<p class="x">${words.confirmWhat}</p>${button(`/bulletins/confirm/${link}`, words.confirm)}`,
  )
}

export function confirmedPage(around: Around, endLink: string): string {
  const words = SUBSCRIPTION_WORDS[around.language]
  return document(
    around,
    words.confirmedTitle,
    `<p class="x">${words.confirmed}</p><p><a href="/bulletins/end/${endLink}">${words.endTitle}</a></p>`,
  )
}

/** Of a link that is too old, or none of ours. */
export function oldPage(around: Around): string {
  const words = SUBSCRIPTION_WORDS[around.language]
  return document(around, words.confirmTitle, `<p class="x">${words.old}</p>${again(around)}`)
}

export function endPage(around: Around, link: string): string {
  const words = SUBSCRIPTION_WORDS[around.language]
  return document(
    around,
    words.endTitle,
    `<p class="x">${words.endWhat}</p>${button(`/bulletins/end/${link}`, words.end)}`,
  )
}

export function endedPage(around: Around): string {
  const words = SUBSCRIPTION_WORDS[around.language]
  return document(around, words.endedTitle, `<p class="x">${words.ended}</p>${again(around)}`)
}

function again({ language }: Around): string {
  return `<p><a href="${subscribePath(language)}">${SUBSCRIPTION_WORDS[language].again}</a></p>`
}

function button(action: string, words: string): string {
  return `<form method="post" action="${action}"><p><button>${words}</button></p></form>`
}

function choicesFields(
  language: PageLanguage,
  { day, choices }: { readonly day: string; readonly choices?: Choices | null },
): string {
  const words = SUBSCRIPTION_WORDS[language]
  const chosen = {
    language: choices?.language ?? language,
    level: choices?.level ?? 'normal',
    codes: new Set(choices?.provinces?.map(({ code }) => code)),
  }
  const radio = (name: string, value: string, label: string, isOn: boolean) =>
    `<label class="r"><input type="radio" name="${name}" value="${value}"${isOn ? ' checked' : ''}> ${label}</label>`
  const languages = (['vi', 'en'] as const).map(each =>
    radio('language', each, LANGUAGES[each], chosen.language === each),
  )
  const levels = level.options.map(each => radio('level', each, words.levels[each], chosen.level === each))
  const places = provincesOn(day)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
    .map(
      ({ code, name }) =>
        `<label class="r"><input type="checkbox" name="province" value="${code}"${chosen.codes.has(code) ? ' checked' : ''}> ${escaped(name)}</label>`,
    )
  return [
    `<h2>${words.choices}</h2>`,
    `<fieldset><legend>${words.language}</legend>${languages.join('')}</fieldset>`,
    `<fieldset><legend>${words.level}</legend>${levels.join('')}</fieldset>`,
    `<details${chosen.codes.size > 0 ? ' open' : ''}><summary>${words.places}</summary><fieldset><legend class="q">${words.everywhere}</legend><div class="g">${places.join('')}</div></fieldset></details>`,
  ].join('')
}

const LANGUAGES = { vi: '<span lang="vi">Tiếng Việt</span>', en: '<span lang="en">English</span>' } as const

/** Shown by the script alone, which reads from here what it says. */
function pushPart(language: PageLanguage, key: string): string {
  const words = SUBSCRIPTION_WORDS[language]
  return [
    `<section id="push" data-key="${escaped(key)}" data-on="${escaped(words.pushIsOn)}" data-waits="${escaped(words.pushWaits)}" data-none="${escaped(words.pushNone)}" data-refused="${escaped(words.pushRefused)}" data-fault="${escaped(words.pushFault)}" hidden>`,
    `<h2>${words.byPush}</h2><p>${words.pushWhat}</p>`,
    `<p><button type="button" id="push-on" hidden>${words.pushOn}</button><button type="button" id="push-off" hidden>${words.pushOff}</button></p>`,
    '<p id="push-said" class="q" role="status"></p></section>',
    '<script src="/subscribe.js" defer></script>',
  ].join('')
}

const FORM_STYLE =
  'fieldset{border:0;margin:0 0 1rem;padding:0}legend,summary{font-weight:600;padding:.5rem 0}legend.q{font-weight:400}.r{display:block;padding:.625rem 0;min-height:1.5rem}.g{columns:14rem}.g .r{break-inside:avoid}input[type=email]{font:inherit;box-sizing:border-box;width:100%;max-width:28rem;padding:.625rem;border:2px solid #6b747d;border-radius:4px;background:#fff;color:#16191d}input[type=radio],input[type=checkbox]{width:1.25rem;height:1.25rem;vertical-align:-.2rem;margin:0 .5rem 0 0}button{font:inherit;font-weight:600;background:#14507a;color:#fff;border:0;border-radius:4px;padding:.75rem 1.5rem;min-height:44px;cursor:pointer}button:focus,input:focus,summary:focus{outline:3px solid #b84a00;outline-offset:2px}[hidden]{display:none}@media screen and (prefers-color-scheme:dark){button{background:#8cc4ea;color:#0a1c2b}input[type=email]{background:#1b2127;color:#e6e9ec;border-color:#8b959e}.k2{color:#ffe0a0}}'

function document({ language, site }: Around, title: string, body: string): string {
  const words = PUBLIC_WORDS[language]
  const other = language === 'vi' ? 'en' : 'vi'
  const name = escaped(straight(site.name))
  const head = [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(title)} – ${name}</title><meta name="robots" content="noindex">`,
    `<style>${STYLE}${FORM_STYLE}</style>`,
  ].join('')
  const otherLink = `<a class="l" href="${subscribePath(other)}" hreflang="${other}" lang="${other}">${words.other}</a>`
  return `<!doctype html><html lang="${language}"><head>${head}</head><body><a class="loa-skip" href="#m">${words.skip}</a><header class="top"><nav class="w">${otherLink}<a href="${pagePath('live', language)}">← ${words.all}</a></nav></header><main class="w" id="m"><h1>${escaped(title)}</h1>${body}</main><footer class="w"><p>${name}<br>${words.address} ${escaped(site.origin + subscribePath(language))}</p></footer></body></html>\n`
}

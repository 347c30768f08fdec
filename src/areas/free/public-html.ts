/**
 * The page of what is free now, as one text: Vietnamese with English under it, no script, no file beside it.
 *
 * Knows no cache and no request. Everything that people have written is escaped.
 */

import { endOf, escaped, pointOf } from '../../authority/for-citizens.ts'
import type { Language } from '../../base/failure.ts'
import type { FreeNow, FreeNowService } from './model.ts'

/** Services to come that are named. */
const COMING_MAX = 10
/** Pages or numbers of one service that are named. */
const PLACES_MAX = 20

/** `shown`: how many of those that are free are named; the rest are counted. */
export function freePage(now: FreeNow, { name, shown }: { readonly name: string; readonly shown: number }): string {
  const calls = now.free.filter(({ kind }) => kind !== 'page')
  const pages = now.free.filter(({ kind }) => kind === 'page')
  const left = now.free.length - shown
  const body = [
    heading(now, name),
    ...(now.free.length === 0
      ? [both('p', 'Hiện không có dịch vụ nào được miễn cước.', 'Nothing is free of charge now.')]
      : [
          section('Gọi miễn phí', 'Free to call', calls.slice(0, shown)),
          section('Xem miễn phí', 'Free to read', pages.slice(0, Math.max(0, shown - calls.length))),
          left > 0
            ? both(
                'p',
                `Còn ${left} dịch vụ nữa: xem <a href="/free.json">/free.json</a>.`,
                `${left} more are free: see /free.json.`,
              )
            : '',
          operators(now),
        ]),
    coming(now.coming),
    footing(now, name),
  ]
  const title = `Đang miễn cước – ${escaped(name)}`
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head><body><main>${body.join('')}</main></body></html>\n`
}

const STYLE =
  ':root{color-scheme:light dark;--l:#c9d1d9;--q:#4a5560;--a:#0f4064;--g:#f4f6f8}' +
  '@media(prefers-color-scheme:dark){:root{--l:#3d444d;--q:#b4bcc5;--a:#8cc4ea;--g:#1b1f24}}' +
  'body{margin:0;font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:Canvas;color:CanvasText}' +
  'main{max-width:42rem;margin:0 auto;padding:1.25rem 1rem 3rem}' +
  'h1{font-size:1.75rem;line-height:1.2;margin:0 0 .75rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}p{margin:.5rem 0}' +
  '[lang=en]{display:block;color:var(--q);font-size:.9375rem;font-weight:400}' +
  'ul{list-style:none;margin:0;padding:0}li{border:1px solid var(--l);border-radius:6px;background:var(--g);padding:.75rem 1rem;margin:0 0 .75rem;overflow-wrap:anywhere}' +
  'a{color:var(--a)}.n{display:inline-block;font-size:1.625rem;font-weight:600;line-height:1.7;margin-right:1.25rem;font-variant-numeric:tabular-nums}.p{font-size:1.1875rem;font-weight:600;display:block;padding:.5rem 0}' +
  'footer{margin-top:2.5rem;border-top:1px solid var(--l);padding-top:.75rem;font-size:.9375rem}code{overflow-wrap:anywhere}'

function heading({ asOf }: FreeNow, name: string): string {
  const offset = `GMT${asOf.slice(-6)}`
  return (
    `<h1>Đang miễn cước<span lang="en">Free of charge now</span></h1>` +
    both(
      'p',
      `Theo danh mục của ${escaped(name)}, lúc ${pointOf(asOf, 'vi')} (${offset}).`,
      `By the list of ${escaped(name)}, as of ${pointOf(asOf, 'en')} (${offset}).`,
    )
  )
}

function section(vi: string, en: string, services: readonly FreeNowService[]): string {
  if (services.length === 0) return ''
  return `<section><h2>${vi}<span lang="en">${en}</span></h2><ul>${services.map(item).join('')}</ul></section>`
}

function item(service: FreeNowService): string {
  const speed = service.speedKilobitsPerSecond
  return (
    `<li>${places(service)}<div>${escaped(called(service))}</div>` +
    both('div', sinceUntil(service, 'vi'), sinceUntil(service, 'en')) +
    (speed === null
      ? ''
      : both(
          'div',
          `Tốc độ cam kết: ${megabits(speed, ',')} Mbit/s.`,
          `Promised speed: ${megabits(speed, '.')} Mbit/s.`,
        )) +
    '</li>'
  )
}

/** Its owner where the title does not say it already. */
function called({ title, owner }: FreeNowService): string {
  return title.toLowerCase().includes(owner.toLowerCase()) ? title : `${title} (${owner})`
}

function places({ numbers, hosts }: FreeNowService): string {
  const dialled = numbers.map(number => `<a class="n" href="tel:${number}">${number}</a>`)
  const read = hosts.map(host =>
    host.startsWith('*.')
      ? `<span class="p">${escaped(host)}</span>`
      : `<a class="p" href="https://${escaped(host)}/">${escaped(host)}</a>`,
  )
  const all = [...dialled, ...read]
  const more = all.length - PLACES_MAX
  return all.slice(0, PLACES_MAX).join('') + (more > 0 ? `<span>… +${more}</span>` : '')
}

function operators({ operators: confirmed, list }: FreeNow): string {
  if (confirmed.length === 0)
    return both(
      'p',
      'Chưa nhà mạng nào xác nhận đã nhận danh mục này: cuộc gọi có thể vẫn bị tính cước.',
      'No operator has confirmed this list yet: you may still be charged.',
    )
  const names = confirmed.map(({ name }) => escaped(name)).join(', ')
  return both(
    'p',
    `Áp dụng cho thuê bao của ${names}: đã xác nhận phiên bản ${list?.version}.`,
    `For subscribers of ${names}, which have confirmed version ${list?.version}.`,
  )
}

function coming(services: readonly FreeNowService[]): string {
  if (services.length === 0) return ''
  const items = services
    .slice(0, COMING_MAX)
    .map(
      service =>
        `<li>${escaped([...service.numbers, ...service.hosts].slice(0, 3).join(', '))} · ${escaped(service.title)}` +
        both('div', sinceUntil(service, 'vi'), sinceUntil(service, 'en')) +
        '</li>',
    )
  const more = services.length - items.length
  return `<section><h2>Sắp miễn cước<span lang="en">Free soon</span></h2><ul>${items.join('')}</ul>${more > 0 ? `<p>… +${more}</p>` : ''}</section>`
}

function footing({ list, changesAt }: FreeNow, name: string): string {
  const version =
    list === null
      ? both('p', `${escaped(name)} chưa ban hành danh mục nào.`, 'No list has been issued.')
      : both(
          'p',
          `Danh mục phiên bản ${list.version}, hiệu lực từ ${pointOf(list.inForceFrom, 'vi')}. Mã băm (SHA-256): <code>${list.sha256}</code>`,
          `Version ${list.version} of the list, in force from ${pointOf(list.inForceFrom, 'en')}.`,
        )
  const next =
    changesAt === null
      ? ''
      : both(
          'p',
          `Thay đổi sắp tới đã biết: ${pointOf(changesAt, 'vi')}.`,
          `The next change that is known: ${pointOf(changesAt, 'en')}.`,
        )
  return `<footer>${version}${next}${both('p', 'Cho lập trình viên: <a href="/free.json">/free.json</a>', 'For programs: the same as JSON.')}</footer>`
}

function both(tag: 'p' | 'div', vi: string, en: string): string {
  return `<${tag}>${vi}<span lang="en">${en}</span></${tag}>`
}

function sinceUntil({ from, until }: FreeNowService, language: Language): string {
  if (language === 'vi')
    return `Từ ${pointOf(from, 'vi')} ${until === null ? 'đến khi có thông báo mới' : endOf(until, 'vi')}.`
  return `From ${pointOf(from, 'en')} ${until === null ? 'until further notice' : endOf(until, 'en')}.`
}

function megabits(kilobits: number, point: string): string {
  return String(kilobits / 1000).replace('.', point)
}

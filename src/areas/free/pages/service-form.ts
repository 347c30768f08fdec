/**
 * One service as a form holds it: everything as people type it, lists one a line, instants as the clocks of the list's
 * time zone show them. And back, with what is wrong by field.
 *
 * Knows no screen. A form that is not touched gives the very service that it was made of.
 */

import { folded } from '../../../base/folded.ts'
import { compatibleIso, wallTime } from '../../../base/wall-time.ts'
import { typedCount } from '../../../web/typed-count.ts'
import type { Service } from '../../../zerorating/list.ts'
import { service as serviceSchema } from '../../../zerorating/list.ts'

export type ServiceForm = Readonly<typeof NOTHING>
export type PeriodForm = ServiceForm['periods'][number]
export type FormField = keyof ServiceForm | `periods.${number}.${'from' | 'until'}`

export type FormFault = 'missing' | 'id' | 'digits' | 'instant' | 'port' | 'speed' | 'tariff' | 'long'

export type Read =
  | { readonly is: 'service'; readonly service: Service }
  | { readonly is: 'faulty'; readonly faults: readonly { field: FormField; code: FormFault }[] }

export function blankForm(kind: Service['kind']): ServiceForm {
  return { ...NOTHING, kind, ...(kind === 'page' ? { ports: '443\n80' } : { setup: '0', amount: '', per: '60' }) }
}

/** In the order of the page. */
const NOTHING = {
  kind: 'hotline' as Service['kind'],
  title: '',
  owner: '',
  // Of a page. From shared prefixes other pages are served too.
  hosts: '',
  prefixes: '',
  sharedPrefixes: '',
  ports: '',
  speed: '',
  // Of what is dialled.
  numbers: '',
  diversions: '',
  id: '',
  // `2020-02-01T00:00`; empty: not yet, or open.
  periods: [{ from: '', until: '', isOpen: true }],
  // What it costs where it is not free; all empty: not known. Per so many seconds of a call, octets of a page.
  setup: '',
  amount: '',
  per: '',
  evidence: '',
}

export function formOf(service: Service, timeZone: string): ServiceForm {
  const { kind, id, title, owner, free, evidence } = service
  const common = {
    ...NOTHING,
    kind,
    id,
    title,
    owner,
    periods: free.map(({ from, until }) => ({
      from: wallOf(from, timeZone),
      until: until === null ? '' : wallOf(until, timeZone),
      isOpen: until === null,
    })),
    evidence: evidence.join('\n'),
  }
  if (service.kind !== 'page') {
    const { call } = service.otherwise
    return {
      ...common,
      numbers: service.numbers.join('\n'),
      diversions: service.diversions.join('\n'),
      setup: typed(call?.setup),
      amount: typed(call?.amount),
      per: typed(call?.perSeconds),
    }
  }
  const { data } = service.otherwise
  const prefixes = (isExclusive: boolean) =>
    service.prefixes
      .filter(({ exclusive }) => exclusive === isExclusive)
      .map(({ prefix }) => prefix)
      .join('\n')
  return {
    ...common,
    hosts: service.hosts.join('\n'),
    prefixes: prefixes(true),
    sharedPrefixes: prefixes(false),
    ports: service.ports.join('\n'),
    speed: typed(service.speedKilobitsPerSecond),
    amount: typed(data?.amount),
    per: typed(data?.perOctets),
  }
}

export function readForm(form: ServiceForm, timeZone: string): Read {
  const faults: { field: FormField; code: FormFault }[] = []
  const say = (field: FormField, code: FormFault) => faults.push({ field, code })
  const common = {
    id: form.id.trim() === '' ? idFrom(form) : form.id.trim(),
    title: lineOf(form, 'title', say),
    owner: lineOf(form, 'owner', say),
    free: form.periods.map((period, at) => periodOf(period, at, timeZone, say)),
    evidence: lines(form.evidence),
  }
  // What comes from a name that is missing is not wrong by itself.
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(common.id) && (common.id !== '' || common.title !== '')) say('id', 'id')
  const service =
    form.kind === 'page'
      ? { kind: form.kind, ...common, ...pageOf(form, say) }
      : { kind: form.kind, ...common, ...dialledOf(form, say) }
  if (faults.length > 0) return { is: 'faulty', faults: inOrder(faults) }
  const parsed = serviceSchema.safeParse(service)
  if (parsed.success) return { is: 'service', service: parsed.data }
  const [place] = parsed.error.issues[0]?.path ?? []
  return { is: 'faulty', faults: [{ field: fieldOf(String(place)), code: 'long' }] }
}

/** As the fields stand on the page. */
function inOrder<Fault extends { readonly field: FormField }>(faults: readonly Fault[]): Fault[] {
  const place = ({ field }: Fault) => Object.keys(NOTHING).indexOf(field.split('.')[0])
  return faults.toSorted((a, b) => place(a) - place(b))
}

type Say = (field: FormField, code: FormFault) => void

/** Fields of a service that the form calls otherwise. */
function fieldOf(place: string): FormField {
  if (place === 'free') return 'periods'
  if (place === 'otherwise') return 'amount'
  if (place === 'speedKilobitsPerSecond') return 'speed'
  return place in NOTHING ? (place as FormField) : 'title'
}

/** From what it is called: `Đường dây nóng 19003228` is `duong-day-nong-19003228`. */
export function idFrom({ title }: Pick<ServiceForm, 'title'>): string {
  return folded(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '')
}

/** One value a line, or between commas or semicolons; blanks around it do not count. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
}

function values(text: string): string[] {
  return text.split(/[\n,;]/).flatMap(part => {
    const value = part.trim()
    return value === '' ? [] : [value]
  })
}

/** Digits as they are dialled: `1900 3228`, `1900.3228` are typed like that. */
function numbersOf(text: string, field: FormField, say: Say): string[] {
  const found = values(text).map(value => value.replace(/[\s.()-]/g, ''))
  if (found.some(value => !/^\d{3,15}$/.test(value))) say(field, 'digits')
  return found
}

function lineOf(form: ServiceForm, field: 'title' | 'owner', say: Say): string {
  const line = form[field].trim()
  if (line === '') say(field, 'missing')
  if (line.length > 200) say(field, 'long')
  return line
}

function periodOf(period: PeriodForm, at: number, timeZone: string, say: Say) {
  const from = compatibleIso(period.from, timeZone)
  if (from === null) say(`periods.${at}.from`, period.from === '' ? 'missing' : 'instant')
  const until = period.isOpen ? null : compatibleIso(period.until, timeZone)
  if (until === null && !period.isOpen) say(`periods.${at}.until`, period.until === '' ? 'missing' : 'instant')
  return { from: from ?? '', until }
}

function dialledOf(form: ServiceForm, say: Say) {
  const numbers = numbersOf(form.numbers, 'numbers', say)
  if (numbers.length === 0) say('numbers', 'missing')
  const tariff = tariffOf(form, ['setup', 'amount', 'per'], say)
  return {
    numbers,
    diversions: numbersOf(form.diversions, 'diversions', say),
    otherwise: {
      call: tariff === null ? null : { setup: tariff.setup, amount: tariff.amount, perSeconds: tariff.per },
    },
  }
}

function pageOf(form: ServiceForm, say: Say) {
  const hosts = values(form.hosts).map(host => host.toLowerCase())
  if (hosts.length === 0) say('hosts', 'missing')
  const ports = values(form.ports)
  if (ports.length === 0) say('ports', 'missing')
  if (ports.some(port => !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)) say('ports', 'port')
  if (form.speed.trim() !== '' && (typedCount(form.speed) ?? 0) < 1) say('speed', 'speed')
  const tariff = tariffOf(form, ['amount', 'per'], say)
  return {
    hosts,
    prefixes: [
      ...values(form.prefixes).map(prefix => ({ prefix, exclusive: true })),
      ...values(form.sharedPrefixes).map(prefix => ({ prefix, exclusive: false })),
    ],
    ports: ports.map(Number),
    speedKilobitsPerSecond: form.speed.trim() === '' ? null : typedCount(form.speed),
    otherwise: { data: tariff === null ? null : { amount: tariff.amount, perOctets: tariff.per } },
  }
}

/** Null: none of it is known. */
function tariffOf(form: ServiceForm, fields: readonly ('setup' | 'amount' | 'per')[], say: Say) {
  const { per } = form
  if (per.trim() !== '' && typedCount(per) === null) say('per', 'tariff')
  // What a blank form begins with is no tariff yet.
  if (form.amount.trim() === '' && (form.setup.trim() === '' || typedCount(form.setup) === 0)) return null
  const read = { setup: 0, amount: 0, per: 1 }
  for (const field of fields) {
    const value = form[field].trim() === '' ? null : typedCount(form[field])
    if (value !== null && (field !== 'per' || value >= 1)) read[field] = value
    else if (field !== 'per' || value !== null || per.trim() === '') say(field, 'tariff')
  }
  return read
}

function typed(value: number | null | undefined): string {
  return value == null ? '' : String(value)
}

/** To the minute; with seconds where there are some. */
function wallOf(instant: string, timeZone: string): string {
  const wall = wallTime(Date.parse(instant), timeZone)
  return wall.endsWith(':00') ? wall.slice(0, 16) : wall
}

/** The command line of the centre: one table, read by `./loa smsc` and by `main.ts`. A bad value is a `usage` failure. */

import { readFileSync } from 'node:fs'
import { type Failure, reason } from '../../src/base/failure.ts'
import { baseFailure } from '../../src/base/failures.ts'
import { STANDARD_OUTPUT } from './log.ts'
import type { CentreOptions } from './options.ts'

export interface Flag {
  readonly name: string
  /** Placeholder of its value; null: none. */
  readonly value: string | null
  readonly help: string
}

export const FLAGS: readonly Flag[] = [
  { name: 'port', value: 'P', help: 'TCP port; 0 is any free one' },
  { name: 'host', value: 'H', help: 'address to listen on (default 127.0.0.1)' },
  { name: 'password', value: 'W', help: 'the only password that binds (default: any does)' },
  { name: 'tps', value: 'N', help: 'submit_sm a second beyond which they are ESME_RTHROTTLED' },
  { name: 'window', value: 'N', help: 'unanswered submit_sm on a bind beyond which likewise' },
  { name: 'latency', value: 'D', help: 'wait before each submit_sm_resp, such as 20ms' },
  { name: 'receipt-delay', value: 'D', help: 'wait before each receipt' },
  { name: 'receipt-style', value: 'S', help: 'text, tlv or both (default both)' },
  { name: 'refuse', value: 'RATE', help: 'share of destinations answered ESME_RINVDSTADR' },
  { name: 'undeliverable', value: 'RATE', help: 'share of destinations whose receipt is UNDELIV' },
  { name: 'throttle', value: 'RATE', help: 'share of submit_sm answered ESME_RTHROTTLED by chance' },
  { name: 'drop-after', value: 'N', help: 'break a connection at its Nth submit_sm, answers lost' },
  { name: 'drops', value: 'N', help: 'how many connections break like that (default 1; 0: all)' },
  { name: 'seed', value: 'N', help: 'of chance and of who is refused (default 1)' },
  { name: 'record', value: 'FILE', help: 'CSV of every submit_sm, in the order they came; - for standard output' },
  { name: 'tls-cert', value: 'FILE', help: 'PEM certificate: speak TLS' },
  { name: 'tls-key', value: 'FILE', help: 'PEM key of that certificate' },
  { name: 'json', value: null, help: 'the count at the end as one JSON document' },
]

export type FlagValues = Readonly<Record<string, string | boolean | undefined>>

/** Options from flags by name, only those given. Throws `usage`, and `fileUnreadable` for the TLS files. */
export function centreOptions(flags: FlagValues): Partial<CentreOptions> {
  const given = <Value>(name: string, parse: (text: string) => Value): Value | undefined => {
    const text = flags[name]
    return typeof text === 'string' ? parse(text) : undefined
  }
  if (flags.port === undefined) throw usage({ vi: 'thiếu --port', en: '--port is missing' })
  if (flags.record === STANDARD_OUTPUT && flags.json)
    throw usage({
      vi: '--record - và --json đều ghi ra đầu ra chuẩn; bỏ một trong hai',
      en: '--record - and --json would both write to standard output',
    })
  const options = {
    port: given('port', whole('port', 0, 65_535)),
    host: given('host', text => text),
    password: given('password', text => text),
    tps: given('tps', whole('tps', 0, 1e9)),
    window: given('window', whole('window', 0, 1e9)),
    latencyMs: given('latency', duration),
    receiptDelayMs: given('receipt-delay', duration),
    receiptStyle: given('receipt-style', style),
    refuse: given('refuse', share),
    undeliverable: given('undeliverable', share),
    throttle: given('throttle', share),
    dropAfter: given('drop-after', whole('drop-after', 0, 1e12)),
    drops: given('drops', whole('drops', 0, 1e9)),
    seed: given('seed', whole('seed', 0, 0xffffffff)),
    record: given('record', text => text),
    tls: tlsOf(flags['tls-cert'], flags['tls-key']),
  }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function tlsOf(cert: unknown, key: unknown): { cert: string; key: string } | undefined {
  if (cert === undefined && key === undefined) return undefined
  if (typeof cert !== 'string' || typeof key !== 'string')
    throw usage({ vi: '--tls-cert và --tls-key phải đi cùng nhau', en: '--tls-cert and --tls-key go together' })
  return { cert: fileText(cert), key: fileText(key) }
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

function whole(name: string, from: number, to: number): (text: string) => number {
  return text => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= from && value <= to))
      throw usage({
        vi: `--${name} '${text}' không phải số nguyên từ ${from} đến ${to}`,
        en: `--${name} '${text}' is no whole number from ${from} to ${to}`,
      })
    return value
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

function duration(text: string): number {
  if (text === '0') return 0
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text)
  if (match === null)
    throw usage({
      vi: `'${text}' không phải khoảng thời gian như 500ms, 30s, 10m hoặc 72h`,
      en: `'${text}' is no duration such as 500ms, 30s, 10m or 72h`,
    })
  return Number(match[1]) * UNITS[match[2]]
}

function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text)
  const value = match === null ? Number.NaN : Number(match[1]) / (match[2] ? 100 : 1)
  if (!(value >= 0 && value <= 1))
    throw usage({ vi: `'${text}' không phải tỷ lệ như 0.01 hoặc 1%`, en: `'${text}' is no share such as 0.01 or 1%` })
  return value
}

function style(text: string): 'text' | 'tlv' | 'both' {
  if (text === 'text' || text === 'tlv' || text === 'both') return text
  throw usage({
    vi: `--receipt-style '${text}' không nằm trong: text, tlv, both`,
    en: `--receipt-style '${text}' is none of text, tlv, both`,
  })
}

function usage(said: { readonly vi: string; readonly en: string }): Failure {
  return baseFailure('usage', said)
}

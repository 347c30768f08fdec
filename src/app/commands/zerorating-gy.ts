/** `loa zerorating gy`: the online charging for operators whose charging clients speak Diameter. */

import { randomInt } from 'node:crypto'
import { isIP } from 'node:net'
import { type Command, Option } from 'commander'
import { Failure } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import type { Random } from '../../base/random.ts'
import { toldBy, untilToldToEnd } from '../../base/signals.ts'
import type { Certificates, ChargingAddress } from '../../charging/charging.ts'
import type { Decide } from '../../charging/decide.ts'
import type { GyStatus, Log, ServerOptions } from '../../charging/server.ts'
import { columns } from '../columns.ts'
import { count, duration } from '../options.ts'
import { figure, language } from '../terminal.ts'

interface GyFlags {
  readonly list: string[]
  readonly publicKey: string
  readonly ratingGroups?: string
  readonly listen: string
  readonly originHost: string
  readonly originRealm: string
  readonly relay?: string[]
  readonly peer?: string[]
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly tlsCa?: string
  readonly freeAnswer: '4011' | 'grant'
  readonly longestSession: number
  readonly watchdog: number
  readonly answerTimeout: number
  readonly timestampWithin?: number
  readonly knownVendor?: number[]
  readonly sessions: number
  readonly json?: true
}

const EXAMPLE = `
Examples:
  loa zerorating gy --list list-1.jws --public-key authority.key.pub --listen 127.0.0.1:3868 \\
    --origin-host free.epc.example.net --origin-realm epc.example.net --relay 127.0.0.1:3869
  loa zerorating gy --list list-1.jws list-2.jws --public-key authority.key.pub --rating-groups rating-groups.json \\
    --listen 10.0.0.4:5868 --tls-cert free.pem --tls-key free.key --tls-ca ca.pem --peer 'pgw*.epc.example.net' \\
    --origin-host free.epc.example.net --origin-realm epc.example.net \\
    --relay ocs1.epc.example.net=aaas://10.0.0.7 --relay ocs2.epc.example.net=aaas://10.0.0.8

Calls and rating groups that the list frees at the time of the request are answered free. Everything else goes to the
charging systems of --relay, the first available one; requests that none accepts are refused, never free. SIGHUP reads the
lists again. SIGTERM and Ctrl-C wait for answers, disconnect, and print the counts.
docs/how-to/online-charging.md explains everything.`

export function registerZeroRatingGy(group: Command): void {
  group
    .command('gy')
    .description('online charging over Diameter: answers free requests, relays the rest')
    .requiredOption('--list <file...>', 'signed lists, all relevant versions')
    .requiredOption('--public-key <file>', "the authority's key, which must have signed the lists")
    .option('--rating-groups <file>', "the operator's numbers for the services, rating-groups.json")
    .requiredOption('--listen <host:port>', 'where charging clients connect')
    .requiredOption('--origin-host <name>', 'our name: a DiameterIdentity')
    .requiredOption('--origin-realm <name>', 'our realm')
    .option(
      '--relay <where...>',
      "the operator's charging systems, the preferred first: [NAME=]HOST:PORT, aaa://HOST:PORT, aaas://HOST:PORT for TLS",
    )
    .option('--peer <name...>', 'allowed clients: a DiameterIdentity, or *.example.net')
    .option('--tls-cert <file>', 'our certificate: clients then connect over TLS with their own')
    .option('--tls-key <file>', 'key of that certificate')
    .option('--tls-ca <file>', 'issuer of the peers’ certificates (default: the system’s)')
    .addOption(
      new Option('--free-answer <how>', 'answer for a free session: 4011, or always granted units')
        .choices(['4011', 'grant'])
        .default('4011'),
    )
    .addOption(durationOption('--longest-session <d>', '24h').argParser(within('1m', '31d')))
    .addOption(durationOption('--watchdog <d>', '30s').argParser(within('6s', '1h')))
    .addOption(durationOption('--answer-timeout <d>', '10s').argParser(within('100ms', '10m')))
    .option(
      '--timestamp-within <d>',
      'reject an Event-Timestamp further from our clock (default: accept any)',
      duration,
    )
    .option('--known-vendor <id>', 'ignore unknown AVPs of this vendor; repeatable', vendors)
    .option('--sessions <n>', 'most sessions remembered', count({ from: 1, to: 100_000_000 }), 1_000_000)
    .option('--json', 'log as JSON lines; at the end one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(run)
}

const DURATION_WORDS: Readonly<Record<string, string>> = {
  '--longest-session <d>': 'with 4011: this close to the end of a free period, grant units until then',
  '--watchdog <d>': 'silence after which the peer is checked',
  '--answer-timeout <d>': 'time limit for a charging system’s answer',
}

function durationOption(flag: string, preset: string): Option {
  return new Option(flag, DURATION_WORDS[flag]).default(duration(preset), preset)
}

function within(from: string, to: string): (text: string) => number {
  return text => {
    const ms = duration(text)
    if (ms < duration(from) || ms > duration(to))
      throw baseFailure('usage', {
        vi: `'${text}' không phải khoảng thời gian từ ${from} đến ${to}`,
        en: `'${text}' is not a duration from ${from} to ${to}`,
      })
    return ms
  }
}

function vendors(text: string, before: readonly number[] = []): number[] {
  return [...before, count({ from: 1, to: 2 ** 32 - 1 })(text)]
}

async function run(flags: GyFlags): Promise<void> {
  const { GyServer } = await import('../../charging/server.ts')
  const log = logTo(flags.json === true)
  const lists = await watchedLists(flags, log)
  process.on('SIGHUP', lists.readAgain)
  try {
    await untilToldToEnd(async told => {
      const server = await GyServer.start(await optionsOf(flags, { log, decide: lists.decide }))
      const { host } = hostAndPort(flags.listen)
      log.info('listening', { on: `${host}:${server.port}`, as: flags.originHost })
      await toldBy(told)
      await server.stop()
      report(server.standing, flags.json === true)
    })
  } finally {
    process.off('SIGHUP', lists.readAgain)
  }
}

/** The lists as they are now; read again, a bad one changes nothing. */
async function watchedLists(
  flags: GyFlags,
  log: Log,
): Promise<{ readonly decide: Decide; readonly readAgain: () => void }> {
  let current = await decideFrom(flags)
  const readAgain = () => {
    decideFrom(flags).then(
      next => {
        current = next
        log.info('free lists reloaded', { lists: flags.list.length })
      },
      (error: unknown) => {
        const why = error instanceof Failure ? error.sentence(language()) : String(error)
        log.warn('free lists not reloaded, keeping the last ones', { why })
      },
    )
  }
  return { decide: question => current(question), readAgain }
}

/** Fails like `readVerifiedLists` and `chained`; a rating group file must be one. */
async function decideFrom(flags: GyFlags): Promise<Decide> {
  const { readText, readVerifiedLists } = await import('../zerorating-lists.ts')
  const { chained } = await import('../../zerorating/signed.ts')
  const { inForce } = await import('../../zerorating/in-force.ts')
  const { NO_GROUPS, ratingGroups } = await import('../../zerorating/feeds/rating-groups.ts')
  const { decideBy } = await import('../zerorating-decide.ts')
  const lists = chained(await readVerifiedLists(flags.list, flags.publicKey))
  if (flags.ratingGroups === undefined) return decideBy(inForce(lists), NO_GROUPS)
  const parsed = ratingGroups.safeParse(jsonOf(readText(flags.ratingGroups)))
  if (!parsed.success)
    throw baseFailure('fileUnreadable', { file: flags.ratingGroups, why: 'it is not a table of rating groups' })
  return decideBy(inForce(lists), parsed.data)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function optionsOf(
  flags: GyFlags,
  { log, decide }: { readonly log: Log; readonly decide: Decide },
): Promise<ServerOptions> {
  const { isIdentity } = await import('../../diameter/identities.ts')
  const { DEFAULT_LIMITS } = await import('../../charging/limits.ts')
  const { systemClock } = await import('../../base/clock.ts')
  for (const [option, name] of [
    ['--origin-host', flags.originHost],
    ['--origin-realm', flags.originRealm],
  ])
    if (!isIdentity(name))
      throw baseFailure('usage', {
        vi: `'${name}' không dùng được cho ${option}`,
        en: `'${name}' is not a valid ${option}`,
      })
  const certificates = await certificatesOf(flags)
  const where = hostAndPort(flags.listen)
  if (flags.peer === undefined && certificates === null && !isLoopback(where.host))
    throw baseFailure('usage', {
      vi: 'khi không có TLS và mở ra ngoài máy này, phải nêu bên nào được kết nối: thiếu --peer NAME',
      en: 'without TLS, name the clients from other machines: --peer NAME is missing',
    })
  const { longestSession: longestSessionMs, answerTimeout: answerMs, sessions } = flags
  return {
    ...where,
    originHost: flags.originHost,
    originRealm: flags.originRealm,
    charging: await Promise.all((flags.relay ?? []).map(chargingAddress)),
    clients: flags.peer ?? null,
    certificates,
    decide,
    limits: { ...DEFAULT_LIMITS, longestSessionMs, answerMs, sessions },
    freeAnswer: flags.freeAnswer,
    knownVendors: new Set(flags.knownVendor),
    timestampWithinMs: flags.timestampWithin ?? null,
    watchdogMs: flags.watchdog,
    clock: systemClock,
    wall: Date.now,
    random: chance,
    log,
  }
}

function hostAndPort(text: string): { host: string; port: number } {
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/i.exec(text)
  const port = Number(match?.[3])
  if (match === null || port > 65_535)
    throw baseFailure('usage', { vi: `'${text}' không có dạng HOST:PORT`, en: `'${text}' is not HOST:PORT` })
  return { host: match[1] ?? match[2], port }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** `[NAME=]HOST:PORT`, or a Diameter URI in place of the latter. */
async function chargingAddress(text: string): Promise<ChargingAddress> {
  const { isIdentity, readDiameterUri } = await import('../../diameter/identities.ts')
  const at = text.search(/=(?!tcp|diameter)/)
  const [name, where] = at < 0 ? [null, text] : [text.slice(0, at), text.slice(at + 1)]
  const uri = where.includes('://') ? readDiameterUri(where) : { ...hostAndPort(where), tls: false }
  if (uri === null || uri.port === 0 || (name !== null && !isIdentity(name)))
    throw baseFailure('usage', {
      vi: `'${text}' không đúng dạng --relay [NAME=]HOST:PORT`,
      en: `'${text}' does not match --relay [NAME=]HOST:PORT`,
    })
  return { ...uri, identity: name }
}

async function certificatesOf(flags: GyFlags): Promise<Certificates | null> {
  const { tlsCert, tlsKey, tlsCa } = flags
  if (tlsCert === undefined && tlsKey === undefined && tlsCa === undefined) return null
  if (tlsCert === undefined || tlsKey === undefined)
    throw baseFailure('usage', {
      vi: '--tls-cert và --tls-key phải đi cùng nhau',
      en: '--tls-cert and --tls-key go together',
    })
  const { readText } = await import('../zerorating-lists.ts')
  return { cert: readText(tlsCert), key: readText(tlsKey), ca: tlsCa === undefined ? null : readText(tlsCa) }
}

const chance: Random = { below: below => randomInt(below), chance: percent => randomInt(100) < percent }

/** On standard error: JSON lines, or plain ones. */
function logTo(json: boolean): Log {
  const write =
    (level: 'info' | 'warn'): Log['info'] =>
    (event, fields) => {
      const at = new Date().toISOString()
      const words = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`)
      process.stderr.write(
        json
          ? `${JSON.stringify({ at, level, event, ...fields })}\n`
          : `${at.slice(11, 19)} ${level === 'warn' ? 'WARNING: ' : ''}${event}${words.join('')}\n`,
      )
    }
  return { info: write('info'), warn: write('warn') }
}

function report(standing: GyStatus, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(standing)}\n`)
    return
  }
  const { counters } = standing
  const rows = Object.entries(counters).flatMap(([name, value]): [string, string][] =>
    typeof value === 'number'
      ? [[name, figure(value)]]
      : Object.entries(value as Record<string, number>).map(([inner, one]) => [`${name} ${inner}`, figure(one)]),
  )
  process.stdout.write(`${columns(rows)}\n`)
}

/** `loa serve`: the authority's server: API, console, database. On PostgreSQL one process of as many as there are. */

import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import type { Role } from '../../authority/actor.ts'
import { UNNAMED } from '../../authority/set-up.ts'
import { keepCompiledCode } from '../../base/compiled-code.ts'
import { Failure, reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { toldBy, untilToldToEnd } from '../../base/signals.ts'
import { databaseOf } from '../addresses.ts'
import { databaseFile } from '../database-options.ts'
import { appFailure } from '../failures.ts'
import type { Begun, ServerOptions } from '../serve/server.ts'
import { readUrl } from '../urls.ts'
import { type MediaFlags, mediaOptionsOf, registerMediaOptions } from './serve-media.ts'
import { registerTellingOptions, type TellingFlags, tellingOptionsOf } from './serve-telling.ts'

interface ServeFlags extends TellingFlags, MediaFlags {
  data: string
  database?: string
  databaseFile?: string
  listen: string
  processUrl?: string
  url?: string
  signingUrl?: string
  name: string
  oidcName?: string
  oidcDiscovery?: string
  oidcClientId?: string
  oidcClientSecretFile?: string
  requireSecondFactor?: string
  trustProxy?: boolean
  tlsCert?: string
  tlsKey?: string
  insecureHttp?: boolean
  replaceKey?: boolean
  capKeyFile?: string
  capCertificateFile?: string
  demoAccounts?: string
  logLevel: string
  json?: boolean
}

/** What is read after it is ready has been read: what signs people in, and what Prometheus is answered by. */
const SETTLED_MS = 15_000
const LOG_LEVELS = ['error', 'warn', 'info', 'debug']

const SECOND_FACTOR =
  'roles that need two-step sign-in, or none (default: approver,administrator; with --demo-accounts: none)'

const EXAMPLES = `
Examples:
  loa serve --data /var/lib/loa
  loa serve --data /var/lib/loa --listen 127.0.0.1:8080 --url https://loa.example.vn --trust-proxy
  loa serve --data /var/lib/loa --database postgres://loa@db.example.vn/loa --listen 0.0.0.0:443 \\
    --url https://loa.example.vn --tls-cert cert.pem --tls-key key.pem

The first start prints a one-time link to create the first administrator. There is no default password.
Logs go to standard error, one JSON line each, without subscriber numbers. Stop with Ctrl-C or SIGTERM.`

/** `given` by whoever runs this command in code of their own: no flag and nothing of the environment says it. */
export type Given = Pick<ServerOptions, 'passwords'>

export function registerServe(program: Command, given: Given = {}): void {
  const command = program
    .command('serve')
    .description("the authority's server: campaigns, approval, directives, console and API")
    .option('--data <directory>', 'keys and the embedded database; created if missing', 'loa-data')
    .option('--database <url>', 'postgres://…; default: a file in the data directory')
    .addOption(databaseFile())
    .option('--listen <host:port>', 'address to listen on', '127.0.0.1:8080')
    .option('--process-url <url>', 'where other processes on the same --database reach this process')
    .option('--url <url>', 'where people open the console: https://host')
    .option('--signing-url <url>', 'where people sign: https://host, of loa signing-page')
    .option('--name <name>', "the authority's name, on its pages", UNNAMED)
    .option('--oidc-name <name>', 'name of a further sign-in provider, for people with an account here')
    .option('--oidc-discovery <url>', "the provider's …/.well-known/openid-configuration")
    .option('--oidc-client-id <id>', "this server's id at the provider")
    .option('--oidc-client-secret-file <file>', 'file with that secret')
    .option('--require-second-factor <roles>', SECOND_FACTOR)
    .option('--trust-proxy', "take callers' addresses from the proxy in front")
    .option('--tls-cert <file>', 'certificate chain (PEM) for TLS on this server')
    .option('--tls-key <file>', 'key of that certificate (PEM)')
    .option('--insecure-http', 'open to the network without encryption; never for real people')
    .option('--replace-key', "the database's keys are lost for good: use those in --data")
    .option('--cap-key-file <file>', 'key for signing alerts (CAP; PEM, RSA or P-256)')
    .option('--cap-certificate-file <file>', 'certificate of that key (default: both created once in --data)')
    .option('--demo-accounts <file>', 'demo only: accounts shown on the sign-in page (JSON)')
    .option('--log-level <level>', LOG_LEVELS.join(', '), 'info')
    .option('--json', 'one JSON document on standard output when ready')
  registerTellingOptions(command)
  registerMediaOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ServeFlags) => await serve(flags, given))
}

async function serve(flags: ServeFlags, given: Given): Promise<void> {
  // Whatever it writes is its owner's alone.
  process.umask(0o077)
  const options = await optionsOf(flags)
  const begun = await begin(options)
  const { startServer } = await import('../serve/server.ts')
  const { default: pino } = await import('pino')
  const { byTurns } = await import('../../http/log.ts')
  const log = byTurns(pino.destination({ dest: 2, sync: true }))
  process.once('exit', log.flush)
  const server = await startServer({ ...options, ...given, begun, log })
  keepCompiledCode()
  setTimeout(settle, SETTLED_MS).unref()
  await untilToldToEnd(async told => {
    announce(flags, server)
    const lost = await Promise.race([toldBy(told), server.lost])
    await server.stop()
    if (lost !== undefined) throw lost
  })
}

/**
 * What needs little code, before the most is read, which takes longest of all that a start takes: the socket, so that who comes
 * meanwhile waits for an answer; and the media process, which starts on another core.
 */
async function begin(options: Awaited<ReturnType<typeof optionsOf>>): Promise<Begun> {
  const { listen } = await import('../../http/server.ts')
  const listening = await listen(options)
  const { media, data } = options
  if (media === null) return { listening, media: null }
  const { startMediaEarly } = await import('../serve/media.ts')
  return { listening, media: startMediaEarly(media, data) }
}

/**
 * Keeps what was read meanwhile, and then memory for a small machine: the space for old objects is collected once a third of it is
 * new. `loa bench authority` has a lower peak with it, and shorter pauses. Not before the code is read: nothing of it is ever to be
 * collected, which took a seventh of a start, and what is read after a flag is set is compiled for this process alone (node-flags.ts).
 */
function settle(): void {
  keepCompiledCode()
  setFlagsFromString('--heap-growing-percent=30')
}

function announce(
  flags: ServeFlags,
  server: { url: string; port: number; keyId: string; setupLink: string | null },
): void {
  const { url, port, keyId, setupLink } = server
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ url, port, keyId, setupLink })}\n`)
    return
  }
  const say = (vi: string, en: string) => process.stdout.write(`${vi}\n${en}\n`)
  say(
    `Bảng điều khiển: ${url}    Khóa của cơ quan chủ quản: ${keyId}`,
    `Console: ${url}    The authority's key: ${keyId}`,
  )
  if (setupLink === null) return
  say(
    'Chưa có quản trị viên. Mở liên kết này để tạo (dùng một lần, trong 24 giờ):',
    'There is no administrator yet. Open this link to create one (once, within 24 hours):',
  )
  process.stdout.write(`  ${setupLink}\n`)
}

async function optionsOf(flags: ServeFlags) {
  const { isLoopback } = await import('../../http/server.ts')
  const { host, port } = readAddress(flags.listen)
  const url = flags.url === undefined ? null : readUrl(flags.url)
  const signingUrl = flags.signingUrl === undefined ? null : readSigningUrl(flags.signingUrl, url)
  const tls = await readTls(flags)
  const isEncrypted = tls !== null || url?.startsWith('https:') === true
  if (!isLoopback(host) && !isEncrypted && flags.insecureHttp !== true)
    throw appFailure('serveInsecure', { where: flags.listen })
  if (!LOG_LEVELS.includes(flags.logLevel))
    throw baseFailure('usage', {
      vi: `--log-level phải là một trong: ${LOG_LEVELS.join(', ')}`,
      en: `--log-level must be one of ${LOG_LEVELS.join(', ')}`,
    })
  return {
    data: flags.data,
    database: await databaseOf({ database: flags.database, databaseFile: flags.databaseFile }),
    replacesKey: flags.replaceKey === true,
    host,
    port,
    tls,
    url,
    processUrl: flags.processUrl === undefined ? null : readUrl(flags.processUrl),
    signingUrl,
    name: flags.name,
    oidc: await readOidc(flags),
    asksFactorOf: await readRoles(flags),
    trustsProxy: flags.trustProxy === true,
    ...(await tellingOptionsOf(flags)),
    media: await mediaOptionsOf(flags),
    capKey: readCap(flags),
    demo: flags.demoAccounts === undefined ? null : await readDemo(flags.demoAccounts),
    logLevel: flags.logLevel,
  }
}

function readAddress(text: string): { host: string; port: number } {
  const match = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(text)
  const port = Number(match?.[2] ?? Number.NaN)
  if (match === null || !(port <= 65_535))
    throw baseFailure('usage', { vi: `'${text}' không có dạng host:port`, en: `'${text}' is not host:port` })
  return { host: match[1].replace(/^\[|\]$/g, ''), port }
}

/** Of a host of its own: a key of one host is asked for by pages of that host, and of those below it. */
function readSigningUrl(text: string, consoleUrl: string | null): string {
  const url = readUrl(text)
  const { hostname, protocol } = new URL(url)
  const isHere = /(^|\.)localhost$/.test(hostname)
  const console = consoleUrl === null ? 'localhost' : new URL(consoleUrl).hostname
  if ((protocol === 'https:' || isHere) && !`.${console}`.endsWith(`.${hostname}`)) return url
  throw baseFailure('usage', {
    vi: `--signing-url phải là https:// và ở một tên máy riêng, không phải tên máy của bảng điều khiển (${console}) hay tên cấp trên`,
    en: `--signing-url must be https:// on its own host, not the console's (${console}) or a parent of it`,
  })
}

async function readRoles({ requireSecondFactor, demoAccounts }: ServeFlags): Promise<ReadonlySet<Role>> {
  const given = requireSecondFactor ?? (demoAccounts === undefined ? 'approver,administrator' : 'none')
  if (given === 'none') return new Set()
  const { z } = await import('zod')
  const { role } = await import('../../authority/actor.ts')
  const parsed = z.array(role).safeParse(given.split(','))
  if (parsed.success) return new Set(parsed.data)
  throw baseFailure('usage', {
    vi: `--require-second-factor nhận none, hoặc các vai trò trong ${role.options.join(', ')}, ngăn cách bằng dấu phẩy`,
    en: `--require-second-factor takes none, or roles from ${role.options.join(', ')}, comma-separated`,
  })
}

async function readTls({ tlsCert, tlsKey }: ServeFlags) {
  if (tlsCert === undefined && tlsKey === undefined) return null
  if (tlsCert === undefined || tlsKey === undefined)
    throw baseFailure('usage', {
      vi: '--tls-cert và --tls-key phải đi cùng nhau',
      en: '--tls-cert and --tls-key go together',
    })
  return { cert: await read(tlsCert), key: await read(tlsKey) }
}

/** Null: a pair that is made once. */
function readCap({ capKeyFile, capCertificateFile }: ServeFlags) {
  if (capKeyFile === undefined && capCertificateFile === undefined) return null
  if (capKeyFile === undefined || capCertificateFile === undefined)
    throw baseFailure('usage', {
      vi: '--cap-key-file và --cap-certificate-file phải đi cùng nhau',
      en: '--cap-key-file and --cap-certificate-file go together',
    })
  return { key: capKeyFile, certificate: capCertificateFile }
}

async function readOidc(flags: ServeFlags) {
  const { oidcName, oidcDiscovery, oidcClientId, oidcClientSecretFile } = flags
  const given = [oidcName, oidcDiscovery, oidcClientId, oidcClientSecretFile]
  if (given.every(value => value === undefined)) return null
  if (
    oidcName === undefined ||
    oidcDiscovery === undefined ||
    oidcClientId === undefined ||
    oidcClientSecretFile === undefined
  )
    throw baseFailure('usage', {
      vi: '--oidc-name, --oidc-discovery, --oidc-client-id và --oidc-client-secret-file phải đi cùng nhau',
      en: '--oidc-name, --oidc-discovery, --oidc-client-id and --oidc-client-secret-file go together',
    })
  if (URL.parse(oidcDiscovery) === null)
    throw baseFailure('usage', { vi: `'${oidcDiscovery}' không phải URL`, en: `'${oidcDiscovery}' is not a URL` })
  return {
    name: oidcName,
    discoveryUrl: oidcDiscovery,
    clientId: oidcClientId,
    clientSecret: (await read(oidcClientSecretFile)).trim(),
  }
}

/** Accounts that the sign-in page shows with their passwords: only of people that nobody could be. */
async function readDemo(file: string) {
  const { z } = await import('zod')
  const { role } = await import('../../authority/actor.ts')
  const { p256PrivateJwk } = await import('../../directive/roster.ts')
  const accounts = z
    .array(
      z.strictObject({
        email: z.email().regex(/\.example$/),
        password: z.string().min(1).max(200),
        role,
        name: z.string().min(1).max(200),
        signingKey: p256PrivateJwk.optional(),
      }),
    )
    .max(50)
  try {
    return accounts.parse(JSON.parse(await read(file)))
  } catch (error) {
    if (error instanceof Failure) throw error
    const where = error instanceof z.ZodError ? error.issues[0].path.join('.') : reason(error)
    throw appFailure('demoAccountsBad', { file, why: where })
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

/** `loa operator`: an operator's node; enrol and rotate its key, pin the roster that it trusts, show the heads that it saw. */

import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { systemClock } from '../../base/clock.ts'
import { baseFailure } from '../../base/failures.ts'
import type { Log } from '../../base/log.ts'
import { toldBy, untilToldToEnd } from '../../base/signals.ts'
import { operatorFailure } from '../../operator/failures.ts'
import type { NodeOptions } from '../../operator/node.ts'
import type { Lanes } from '../../operator/sides.ts'
import { EXERCISE_SMSC, SMSC } from '../addresses.ts'
import type { AirFlags } from '../operator-air.ts'
import { count, dayOf, duration, size } from '../options.ts'
import { chance, logTo } from '../program-log.ts'
import { readSmscs } from '../smsc-urls.ts'
import { language } from '../terminal.ts'
import { version } from '../version.ts'

interface NodeFlags extends AirFlags {
  authority?: string[]
  key: string
  audience?: string
  smsc?: string[]
  smscFile?: string
  province?: string[]
  exclude?: string[]
  language?: string[]
  exerciseAudience?: string
  exerciseSmsc?: string[]
  exerciseSmscFile?: string
  country: string
  tps: number
  uncertainWait: number
  announcements?: true
  binds: number
  window: number
  data: string
  json?: boolean
  log?: string
  logFile?: string
  machine?: string
  logSize?: number
  logUnsafe?: true
  alone?: string
}

/** Whoever types it says so. */
const ALONE_WORD = 'i-know-the-others-are-dead'

export function registerOperator(program: Command): void {
  const operator = program
    .command('operator')
    // `enrol`, `rotate` and `trust` take --authority and --key too: see keyOf.
    .enablePositionalOptions(false)
    .description("an operator's node: carries out the authority's directives; subscriber numbers stay here")
    .option(
      '--authority <url...>',
      'https://host; give all addresses of the authority, two are followed at a time (default: those in the key file)',
    )
    .option('--key <file>', 'the key file from enrol')
    .option('--audience <file>', 'all subscribers: a built audience, or any list')
    .option('--smsc <url...>', 'smpp://system_id:password@host:port, or smpps:// for TLS')
    .option('--smsc-file <file>', 'a file of these URLs, one per line; or LOA_SMSC in the environment')
    .option('--province <code[@date]=file...>', 'subscribers of a province, in its borders on that date')
    .option('--exclude <name=file...>', 'subscribers that a round may exclude')
    .option('--language <tag=file...>', 'subscribers who read another language')
    .option('--exercise-audience <file>', "the staff's test numbers")
    .option('--exercise-smsc <url...>', 'lanes for exercises only; live lanes are never used')
    .option('--exercise-smsc-file <file>', 'a file of these URLs; or LOA_EXERCISE_SMSC')
    .option('--country <code>', 'the numbering plan of the lists', 'VN')
    .option('--tps <n>', 'most segments per second; 0 is no limit', count({ from: 0, to: 1e8 }), 0)
    .option('--binds <n>', 'binds per URL', count({ from: 1, to: 64 }), 1)
    .option('--window <n>', 'most submit_sm in flight per bind', count({ from: 1, to: 100_000 }), 1000)
    .addOption(
      new Option('--uncertain-wait <d>', 'wait for late answers before resending uncertain messages')
        .argParser(duration)
        .default(duration('30s'), '30s'),
    )
    .option('--announcements', "the operator's systems play announcements before the ring from this node's files")
    .option(
      '--cells <file>',
      "the operator's cells: mcc,mnc,lac,ci,latitude,longitude,province, or with tac,nci after ci and bsc (HOST:PORT) at the end",
    )
    .option('--cells-as-of <day>', 'the day of the province codes in the table; default: today')
    .option('--bsc <url...>', 'their controllers: cbsp://HOST:PORT (we connect) or cbsp-listen://HOST:PORT')
    .option('--amf <url...>', 'AMFs for 5G cells (N50): http://HOST:PORT for h2c, or https://')
    .option('--amf-callback <url>', 'where AMFs report cells on the air: this node listens there')
    .option('--amf-cert <file>', 'certificate of this node for AMFs, in PEM')
    .option('--amf-key <file>', 'key of that certificate')
    .option('--cbc-cap <url>', "the operator's own cell broadcast centre: receives the authority's signed CAP alerts")
    .option('--cbc-cap-exercise <url>', 'the same for exercises; the live one is never used')
    .option('--cbc-cap-certificate <file>', "the authority's certificate for signing alerts, in PEM")
    .option('--cbc-cap-sender <name>', 'the name of the authority in alerts; default: the name in that certificate')
    .option(
      '--cbc-cap-origin <url>',
      "https://HOST of the authority's public pages, the sender of alerts; default: its addresses here",
    )
    .option('--cbc-cap-headers <file>', 'headers for each request, for example a token: Name: value')
    .option('--cbc-cap-client-cert <file>', 'certificate of this node for that centre, in PEM')
    .option('--cbc-cap-client-key <file>', 'key of that certificate')
    .option(
      '--log <servers>',
      'if several machines share one key file: their replicated log, nats://host:port,host:port,host:port or postgres://…',
    )
    .option('--log-file <file>', 'a file with this address; or LOA_OPERATOR_LOG in the environment')
    .option('--machine <name>', 'the name of this machine, as shown to the authority')
    .option(
      '--log-size <size>',
      'log space for each batch, reserved on each NATS server, for example 300MB (default: 1GB and some 70 bytes per subscriber)',
      size,
    )
    .option('--log-unsafe', 'a one-server log that may lose data; for tests only')
    .addOption(
      new Option(
        '--alone <word>',
        'run without the log while it has no majority; the other machines must be dead and stay off',
      ).choices([ALONE_WORD]),
    )
    .option('--data <dir>', 'journal, lists and rounds of this node', 'operator-data')
    .option('--json', 'log as JSON lines, also on a terminal')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 wrong command line, 3 directives not finished; start the node again.\n\nExample:\n  loa operator enrol --authority https://loa.example --code CODE --key node.key\n  loa operator --key node.key --audience all.loa --smsc-file smsc.txt --tps 2000',
    )
    .action(run)
  operator
    .command('enrol')
    .description('create a key and enrol it with the authority, once')
    .requiredOption('--code <code>', 'the enrolment code from the authority')
    .addHelpText(
      'after',
      '\nExamples:\n  loa operator enrol --authority https://loa.example --code CODE --key node.key\n  loa operator enrol --authority https://a.loa.example https://b.loa.example --code CODE --key node.key',
    )
    .action(enrolNode)
  operator
    .command('rotate')
    .description('create the next key, signed by the current one')
    .addHelpText('after', '\nExample:\n  loa operator rotate --key node.key')
    .action(rotateKey)

  operator
    .command('trust')
    .description('pin the roster by a digest received over another channel')
    .requiredOption('--roster <sha256>', 'the digest given by the authority’s staff')
    .addHelpText(
      'after',
      '\nA running node uses the new pin after a restart.\n\nExample:\n  loa operator trust --key node.key --roster SHA256',
    )
    .action(trustRoster)
  operator
    .command('status')
    .description('what this machine does for each directive: leader or follower')
    .addHelpText(
      'after',
      `
Exit code 1 where no node runs there. For Prometheus the node keeps metrics.prom in its directory.

Examples:
  loa operator status --data /var/lib/loa
  loa operator status --data /var/lib/loa --json`,
    )
    .action(showStanding)
  operator
    .command('yield')
    .description('pass this machine’s batches to another one; no subscriber becomes uncertain')
    .addHelpText(
      'after',
      '\nThe machine drains what is on the wire, then follows. SIGTERM does the same.\n\nExample:\n  loa operator yield --data /var/lib/loa',
    )
    .action(handOver)
  operator
    .command('heads')
    .description("the newest heads of the authority's trail, from signed documents")
    .addHelpText(
      'after',
      `
What is printed first on a line is for the authority's auditor: loa trail verify --head N:HASH.
Exit code 1 where two heads cannot be of one trail. Also while the node runs.

Examples:
  loa operator heads --data /var/lib/loa
  loa operator heads --data /var/lib/loa --json`,
    )
    .action(showHeads)
}

async function showStanding(_own: object, command: Command): Promise<void> {
  const { data, json } = command.optsWithGlobals<{ data: string; json?: true }>()
  const { askStatus } = await import('../../operator/machine-status.ts')
  const stands = await askStatus(data)
  if (stands === null) throw operatorFailure('nodeAway', { directory: data })
  const { standingLines } = await import('../operator-machines.ts')
  const lines = json ? [JSON.stringify(stands)] : standingLines(stands, language())
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function handOver(_own: object, command: Command): Promise<void> {
  const { data } = command.optsWithGlobals<{ data: string }>()
  const { askToYield } = await import('../../operator/machine-status.ts')
  const legs = await askToYield(data)
  if (legs === null) throw operatorFailure('nodeAway', { directory: data })
  const { handedOver } = await import('../operator-machines.ts')
  process.stderr.write(`loa: ${handedOver(legs, language())}\n`)
}

/** Options of `operator` are its subcommands' too. */
function keyOf(flags: { key?: string }): string {
  if (flags.key === undefined) throw baseFailure('usage', { vi: 'thiếu --key FILE', en: '--key FILE is missing' })
  return flags.key
}

async function enrolNode(own: { code: string }, command: Command): Promise<void> {
  const flags = command.optsWithGlobals<{ authority?: string[]; key?: string }>()
  const { enrol } = await import('../../operator/enrolment.ts')
  const file = keyOf(flags)
  if (flags.authority === undefined)
    throw baseFailure('usage', { vi: 'thiếu --authority URL', en: '--authority URL is missing' })
  const asked = { urls: flags.authority, code: own.code, file, clock: systemClock }
  const made = await untilToldToEnd(async signal => await enrol({ ...asked, signal }))
  process.stderr.write(`loa: ${made.operator} (${made.name}): ${file}\n`)
}

async function rotateKey(_own: object, command: Command): Promise<void> {
  const flags = command.optsWithGlobals<{ authority?: string[]; key?: string }>()
  const { rotate } = await import('../../operator/enrolment.ts')
  const file = keyOf(flags)
  const log = await logTo({ json: false })
  const { keyId } = await rotate({ file, urls: flags.authority ?? null, log, clock: systemClock })
  process.stderr.write(`loa: ${file}: ${keyId}\n`)
}

async function trustRoster(own: { roster: string }, command: Command): Promise<void> {
  const { trust } = await import('../../operator/enrolment.ts')
  const file = keyOf(command.optsWithGlobals<{ key?: string }>())
  const { before } = trust({ file, roster: own.roster })
  process.stderr.write(`loa: ${file}: ${sentenceOfPin(own.roster.trim(), before)}\n`)
}

const HEADS_SHOWN = 10

async function showHeads(_own: object, command: Command): Promise<void> {
  const { data, json } = command.optsWithGlobals<{ data: string; json?: true }>()
  const { readJournal } = await import('../../base/journal.ts')
  const { isHeadEntry, nameOf, seenOf } = await import('../../operator/heads.ts')
  const seen = seenOf((await readJournal(join(data, 'journal.jsonl'))).filter(isHeadEntry))
  const heads = seen
    .newest(HEADS_SHOWN)
    .map(({ entries, hash, at, by }) => ({ head: `${entries}:${hash}`, entries, hash, at, by }))
  if (seen.faults.length > 0) process.exitCode = 1
  if (json) {
    const faults = seen.faults.map(({ code, details }) => ({ code, ...details }))
    return void process.stdout.write(`${JSON.stringify({ heads, faults })}\n`)
  }
  const spoken = language()
  const none =
    spoken === 'vi'
      ? 'Nút chưa thấy mã băm nào của nhật ký cơ quan chủ quản.'
      : "No head of the authority's trail seen yet."
  const lines = heads.map(({ head, at, by }) => `${head}  ${at}  ${nameOf(by)}`)
  if (lines.length === 0) lines.push(none)
  const faults = seen.faults.map(fault => fault.sentence(spoken))
  process.stdout.write(`${[...lines, ...faults].join('\n')}\n`)
}

function sentenceOfPin(roster: string, before: string | null): string {
  const isSame = before === roster
  if (language() === 'vi') {
    if (isSame) return `danh sách người ký ${roster} đã được ghim từ trước; không có gì thay đổi.`
    const was = before === null ? 'trước đó chưa ghim danh sách nào' : `thay cho ${before}`
    return `đã ghim danh sách người ký ${roster} (${was}). Nút đang chạy dùng từ lần khởi động sau.`
  }
  if (isSame) return `roster ${roster} was already pinned; nothing has changed.`
  const was = before === null ? 'no roster was pinned before' : `replaces ${before}`
  return `roster ${roster} is pinned (${was}). A running node uses the new pin after a restart.`
}

async function run(flags: NodeFlags): Promise<void> {
  const { OperatorNode } = await import('../../operator/node.ts')
  const log = await logTo({ json: flags.json === true })
  const { broadcastingOf } = await import('../operator-air.ts')
  const broadcasting = await broadcastingOf(flags, { log, today: today() })
  const ready = await nodeOptions(flags, log)
  try {
    await broadcasting?.start()
    if (ready.machines?.isAlone) {
      const { refuseWithMajority } = await import('../operator-machines.ts')
      // Whether its servers sync is asked of who uses them.
      await refuseWithMajority({ ...ready.machines, isUnsafe: true })
    }
    await untilToldToEnd(async signal => {
      const node = await OperatorNode.start({ ...ready, signal, broadcasting })
      log.info('node ready', { version: version() })
      await toldBy(signal)
      const { unfinished } = await node.close()
      log.info('node stopped', { unfinished })
      process.exitCode = unfinished > 0 ? 3 : 0
    })
  } finally {
    broadcasting?.close()
  }
}

async function nodeOptions(flags: NodeFlags, log: Log): Promise<Omit<NodeOptions, 'signal'>> {
  const { addressesIn, checkAuthorityUrls, readKeyFile } = await import('../../operator/key-file.ts')
  const keyFile = keyOf(flags)
  const urls = checkAuthorityUrls(flags.authority ?? addressesIn(readKeyFile(keyFile)))
  if (flags.audience === undefined)
    throw baseFailure('usage', { vi: 'thiếu --audience FILE', en: '--audience FILE is missing' })
  const smscs = await readSmscs(SMSC, flags.smsc, flags.smscFile)
  if (smscs.length === 0)
    throw baseFailure('usage', {
      vi: 'thiếu --smsc URL hoặc --smsc-file FILE',
      en: '--smsc URL or --smsc-file FILE is missing',
    })
  const { binds: bindsEach, window, tps, uncertainWait: uncertainWaitMs } = flags
  const shape = { bindsEach, window, tps, uncertainWaitMs }
  const { machinesOf } = await import('../operator-machines.ts')
  return {
    directory: flags.data,
    keyFile,
    urls,
    lists: {
      audience: flags.audience,
      provinces: (flags.province ?? []).map(provinceOption),
      excludes: (flags.exclude ?? []).map(text => {
        const [name, file] = pair(text, /^[a-z][a-z0-9-]{0,31}$/, '--exclude NAME=FILE')
        return { name, file }
      }),
      languages: (flags.language ?? []).map(text => {
        const [language, file] = pair(text, /^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, '--language TAG=FILE')
        return { language, file }
      }),
    },
    lanes: { purpose: 'live', smscs, ...shape },
    exercise: await exerciseOf(flags, shape),
    country: flags.country,
    takesAnnouncements: flags.announcements === true,
    machines: await machinesOf(flags),
    version: version(),
    random: chance,
    clock: systemClock,
    log,
  }
}

async function exerciseOf(
  { exerciseAudience, exerciseSmsc, exerciseSmscFile }: NodeFlags,
  shape: Omit<Lanes<'exercise'>, 'purpose' | 'smscs'>,
): Promise<NodeOptions['exercise']> {
  const smscs = await readSmscs(EXERCISE_SMSC, exerciseSmsc, exerciseSmscFile)
  if (exerciseAudience === undefined && smscs.length === 0) return null
  if (exerciseAudience === undefined || smscs.length === 0)
    throw baseFailure('usage', {
      vi: '--exercise-audience và --exercise-smsc phải đi cùng nhau hoặc cùng không có',
      en: 'give --exercise-audience and --exercise-smsc together, or neither',
    })
  return { audience: exerciseAudience, lanes: { purpose: 'exercise', smscs, ...shape } }
}

/** `NAME=FILE`; the file may have a `=` in it. */
function pair(text: string, name: RegExp, form: string): [string, string] {
  const at = text.indexOf('=')
  const [left, right] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
  if (!name.test(left) || right === '')
    throw baseFailure('usage', { vi: `'${text}' không đúng dạng ${form}`, en: `'${text}' is not a valid ${form}` })
  return [left, right]
}

/** `79=hcm.csv`, or `79@2020-02-01=hcm.csv` for what the code meant on that day; else today. */
function provinceOption(text: string): { code: string; asOf: string; file: string } {
  const [left, file] = pair(text, /^\d{2}(@\d{4}-\d{2}-\d{2})?$/, '--province CODE[@DATE]=FILE')
  const [code, day] = left.split('@')
  return { code, asOf: dayOf(day ?? today()), file }
}

function today(): string {
  return new Date().toISOString().slice(0, '2020-02-03'.length)
}

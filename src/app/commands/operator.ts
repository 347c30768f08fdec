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
    .description("an operator's node: carries out the authority's directives, numbers stay here")
    .option(
      '--authority <url...>',
      'https://host; of an authority with several addresses all, two are followed at a time; default: those in the key file',
    )
    .option('--key <file>', 'the key file that enrol has made')
    .option('--audience <file>', 'all subscribers: a built audience, or any list')
    .option('--smsc <url...>', 'smpp://system_id:password@host:port, or smpps:// for TLS')
    .option('--smsc-file <file>', 'a file of those, one a line; or LOA_SMSC in the environment')
    .option('--province <code[@date]=file...>', 'subscribers of a province, as its code meant it then')
    .option('--exclude <name=file...>', 'subscribers that a round may leave out')
    .option('--language <tag=file...>', 'subscribers who read another language')
    .option('--exercise-audience <file>', "the staff's test numbers")
    .option('--exercise-smsc <url...>', 'lanes for them alone; a live lane is never used')
    .option('--exercise-smsc-file <file>', 'a file of those; or LOA_EXERCISE_SMSC')
    .option('--country <code>', 'the numbering plan of the lists', 'VN')
    .option('--tps <n>', 'segments per second at most; 0 is no limit', count({ from: 0, to: 1e8 }), 0)
    .option('--binds <n>', 'binds to each URL', count({ from: 1, to: 64 }), 1)
    .option('--window <n>', 'submit_sm in flight on a bind, at most', count({ from: 1, to: 100_000 }), 1000)
    .addOption(
      new Option('--uncertain-wait <d>', 'time for late answers before what is uncertain goes out once more')
        .argParser(duration)
        .default(duration('30s'), '30s'),
    )
    .option('--announcements', "the operator's systems play announcements before the ring from this node's files")
    .option(
      '--cells <file>',
      "the operator's cells: mcc,mnc,lac,ci,latitude,longitude,province, or with tac,nci after ci and bsc (HOST:PORT) at the end",
    )
    .option('--cells-as-of <day>', 'when its codes of provinces meant what they say; default: today')
    .option(
      '--bsc <url...>',
      'controllers that broadcast to them: cbsp://HOST:PORT (we connect) or cbsp-listen://HOST:PORT',
    )
    .option('--amf <url...>', 'AMFs that hand broadcasts to cells of 5G (N50): http://HOST:PORT for h2c, or https://')
    .option('--amf-callback <url>', 'where AMFs tell in which cells it is on the air: this node listens there')
    .option('--amf-cert <file>', 'certificate of this node for AMFs, in PEM')
    .option('--amf-key <file>', 'its key')
    .option(
      '--cbc-cap <url>',
      "a broadcast centre that the operator has: it is posted the authority's signed CAP alerts",
    )
    .option('--cbc-cap-exercise <url>', 'the same for exercises; a live one is never used')
    .option('--cbc-cap-certificate <file>', 'by which the authority signs its alerts, in PEM')
    .option('--cbc-cap-sender <name>', 'what its alerts call the authority; default: the name in that certificate')
    .option(
      '--cbc-cap-origin <url>',
      "https://HOST of the authority's public pages, its alerts' sender; default: its addresses here",
    )
    .option('--cbc-cap-headers <file>', 'headers of each request, such as a token: Name: value')
    .option('--cbc-cap-client-cert <file>', 'certificate of this node for that centre, in PEM')
    .option('--cbc-cap-client-key <file>', 'its key')
    .option(
      '--log <servers>',
      'of several machines with one key file: their replicated log, nats://host:port,host:port,host:port or postgres://…',
    )
    .option('--log-file <file>', 'a file with that; or LOA_OPERATOR_LOG in the environment')
    .option('--machine <name>', 'which of them this one is, as the authority is shown it')
    .option(
      '--log-size <size>',
      'what the log of each leg may take, set aside on each NATS server, such as 300MB; by default 1GB and some 70 octets a subscriber',
      size,
    )
    .option('--log-unsafe', 'a log of one server that may lose what it took; for tests')
    .addOption(
      new Option(
        '--alone <word>',
        'go on without the log, while it has no majority; the others must be dead and stay so',
      ).choices([ALONE_WORD]),
    )
    .option('--data <dir>', 'journal, lists and rounds of this node', 'operator-data')
    .option('--json', 'log as JSON lines, also on a terminal')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 wrong command line, 3 directives are not finished; start it again.\n\nExample:\n  loa operator enrol --authority https://loa.example --code CODE --key node.key\n  loa operator --key node.key --audience all.loa --smsc-file smsc.txt --tps 2000',
    )
    .action(run)
  operator
    .command('enrol')
    .description('make a key and have the authority accept it, once')
    .requiredOption('--code <code>', 'the enrolment code from the authority')
    .addHelpText(
      'after',
      '\nExamples:\n  loa operator enrol --authority https://loa.example --code CODE --key node.key\n  loa operator enrol --authority https://a.loa.example https://b.loa.example --code CODE --key node.key',
    )
    .action(enrolNode)
  operator
    .command('rotate')
    .description('make the next key, signed by the present one')
    .addHelpText('after', '\nExample:\n  loa operator rotate --key node.key')
    .action(rotateKey)

  operator
    .command('trust')
    .description('pin the roster of people whose signatures count, by a digest told over another way')
    .requiredOption('--roster <sha256>', 'the digest that the authority’s people told you')
    .addHelpText(
      'after',
      '\nA running node takes it up at its next start.\n\nExample:\n  loa operator trust --key node.key --roster SHA256',
    )
    .action(trustRoster)
  operator
    .command('status')
    .description('what this machine does for each directive: sends it, or follows who does')
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
    .description('hand what this machine sends over to another one; nobody is in doubt')
    .addHelpText(
      'after',
      '\nIt drains what is on the wire, and follows from then on. SIGTERM hands over, too.\n\nExample:\n  loa operator yield --data /var/lib/loa',
    )
    .action(handOver)
  operator
    .command('heads')
    .description("the newest heads of the authority's trail that were in signed documents")
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
  const { askStanding } = await import('../../operator/standing.ts')
  const stands = await askStanding(data)
  if (stands === null) throw operatorFailure('nodeAway', { directory: data })
  const { standingLines } = await import('../operator-machines.ts')
  const lines = json ? [JSON.stringify(stands)] : standingLines(stands, language())
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function handOver(_own: object, command: Command): Promise<void> {
  const { data } = command.optsWithGlobals<{ data: string }>()
  const { askToYield } = await import('../../operator/standing.ts')
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
      : "No head of the authority's trail was seen yet."
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
  if (isSame) return `roster ${roster} was pinned already; nothing has changed.`
  const was = before === null ? 'none was pinned before' : `in place of ${before}`
  return `roster ${roster} is pinned (${was}). A running node takes it up at its next start.`
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
      en: '--smsc URL is missing, and --smsc-file FILE too',
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
      en: '--exercise-audience and --exercise-smsc are given together or not at all',
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

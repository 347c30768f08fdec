/** `loa round`: run, follow, pause, resume, stop, status, outcomes. */

import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { type Command, Option } from 'commander'
import { Failure, reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import type { Lock } from '../../base/lock.ts'
import type { Random } from '../../base/random.ts'
import { unlessTold, untilToldToEnd } from '../../base/signals.ts'
import type { createRound, NewRound, Round } from '../../round/directory.ts'
import { roundFailure } from '../../round/failures.ts'
import type { LegTerms } from '../../round/leg.ts'
import type { LegAddress } from '../../round/log.ts'
import type { LegRole } from '../../round/play.ts'
import type { Ended } from '../../round/run.ts'
import type { SenderEvent, SenderSettings } from '../../round/sender.ts'
import type { Tally } from '../../round/tally.ts'
import { statusName } from '../../smpp/statuses.ts'
import { addressesOf, ROUND_LOG, SMSC, warnOfPasswords } from '../addresses.ts'
import { readMessage } from '../message-file.ts'
import { count, duration, instant, size } from '../options.ts'
import { readSmscs } from '../smsc-urls.ts'
import { language, reasonSaid } from '../terminal.ts'

interface RunFlags {
  message: string
  audience: string
  smsc?: string[]
  smscFile?: string
  source: string
  column?: string
  country?: string
  binds: number
  window: number
  tps: number
  receipts: 'last' | 'all' | 'none'
  receiptWait: number
  reference: 8 | 16
  validity?: number
  responseTimeout: number
  enquireLink: number
  retryFor: number
  uncertain: 'hold' | 'resend'
  uncertainWait: number
  notBefore?: number
  notAfter?: number
  daily?: string
  timeZone: string
  canary: number
  syncInterval: number
  log?: string
  logFile?: string
  leg?: string
  logKey?: string
  logSize?: number
  logUnsafe?: boolean
  json?: boolean
}

export function registerRound(program: Command): void {
  const round = program.command('round').description('send one message to an audience and account for it')
  registerRun(round)
  registerFollow(round)
  for (const name of ['pause', 'stop', 'status'] as const)
    round
      .command(name)
      .argument('<dir>', 'directory of the round')
      .description(DESCRIPTIONS[name])
      .option('--json', 'one JSON document on standard output')
      .addHelpText('after', `\nExample:\n  loa round ${name} rounds/1`)
      .action((dir: string, flags: { json?: boolean }) => ask(name, dir, flags.json === true))
  round
    .command('resume')
    .argument('<dir>', 'directory of the round')
    .description('resume a paused round, or finish one that no process is running')
    .option('--uncertain <policy>', 'hold or resend', oneOf('hold', 'resend'))
    .option('--stopped', 'also when the round was stopped')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  loa round resume rounds/1 --uncertain resend')
    .action(resume)
  round
    .command('outcomes')
    .argument('<dir>', 'directory of the round')
    .description('the outcome of each subscriber as CSV, sorted by number')
    .option('--outcome <names>', 'only these, for example failed,uncertain')
    .addHelpText('after', '\nExample:\n  loa round outcomes rounds/1 --outcome failed,uncertain > left.csv')
    .action(outcomes)
}

const DESCRIPTIONS = {
  pause: 'submit nothing more within a second; the process stays and takes receipts',
  stop: 'submit nothing more within a second; the process drains and ends with exit code 3',
  status: 'the tally, also while another process runs the round or after a crash',
} as const

function registerRun(round: Command): void {
  withRoundOptions(round.command('run'))
    .description('send a message to an audience')
    .addHelpText(
      'after',
      '\nDurations are 500ms, 30s, 10m, 72h. Exit codes: 0 done, 1 failed, 2 wrong command line, 3 not finished.\n\nExample:\n  loa round run rounds/1 --message tin.txt --audience all.loa --smsc-file smsc.txt --tps 2000',
    )
    .action(run)
}

function registerFollow(round: Command): void {
  withRoundOptions(round.command('follow'))
    .description('follow a batch that another process sends, and take over when that one fails')
    .addHelpText(
      'after',
      '\nThe leader’s settings count: rate, hours, receipts, sender. The SMSCs are those given here.\n\nExample:\n  loa round follow rounds/1 --log nats://a:4222,b:4222,c:4222 --leg 1 --message tin.txt --audience all.loa --smsc-file smsc.txt',
    )
    .action(follow)
}

function withRoundOptions(command: Command): Command {
  return command
    .argument('<dir>', 'directory of the round; will be created')
    .requiredOption('--message <file>', 'the text, UTF-8; - is standard input')
    .requiredOption('--audience <file>', 'a built audience, or any list that audience build reads')
    .option('--smsc <url...>', 'smpp://system_id:password@host:port, or smpps:// for TLS')
    .option('--smsc-file <file>', 'a file of these URLs, one per line; or LOA_SMSC in the environment')
    .option('--source <address>', 'sender: a name, a short code or a number', 'BOYTE')
    .option('--column <name>', 'the column with the numbers, if --audience is a list')
    .option('--country <code>', 'the numbering plan, if --audience is a list', 'VN')
    .option('--binds <n>', 'binds per URL', count({ from: 1, to: 64 }), 1)
    .option('--window <n>', 'most submit_sm in flight per bind', count({ from: 1, to: 100_000 }), 1000)
    .option(
      '--tps <n>',
      'segments per second for the whole round; 0 is no limit',
      count({ from: 0, to: 100_000_000 }),
      0,
    )
    .option('--receipts <which>', 'last, all or none', oneOf('last', 'all', 'none'), 'last')
    .addOption(lasting('--receipt-wait <d>', 'how long to wait for receipts after the last response', '72h'))
    .option('--reference <bits>', 'bits of the concatenation reference, 8 or 16', bits, 8)
    .option('--validity <d>', "validity_period requested from the SMSC (default: the SMSC's)", duration)
    .addOption(lasting('--response-timeout <d>', 'after this time a submit_sm counts as unanswered', '30s'))
    .addOption(lasting('--enquire-link <d>', 'silence after which the lane sends enquire_link', '15s'))
    .addOption(lasting('--retry-for <d>', 'how long to retry a segment with temporary errors', '24h'))
    .option('--uncertain <policy>', 'hold or resend', oneOf('hold', 'resend'), 'hold')
    .addOption(lasting('--uncertain-wait <d>', 'with resend: wait for late answers at the end', '30s'))
    .option('--not-before <instant>', 'nothing is sent before', instant)
    .option('--not-after <instant>', 'nothing is sent after', instant)
    .option('--daily <hours>', 'hours for sending, for example 07:00-21:00')
    .option('--time-zone <zone>', 'of --daily', 'Asia/Ho_Chi_Minh')
    .option('--canary <n>', 'pause after the first n subscribers', count({ from: 1, to: 2 ** 32 }), 0)
    .addOption(lasting('--sync-interval <d>', 'how often to sync the ledger', '50ms'))
    .option('--log <servers>', 'replicated log, nats://host:port,host:port,host:port or postgres://…')
    .option('--log-file <file>', 'a file with this address; or LOA_ROUND_LOG in the environment')
    .option('--leg <name>', 'the name of this batch in the log: letters, digits, hyphens')
    .option(
      '--log-key <file>',
      'a secret of 16 bytes or more, known to all machines of the batch but not to the log servers',
    )
    .option(
      '--log-size <size>',
      'log space for the batch, reserved on each NATS server, for example 300MB (default: 1GB and some 70 bytes per subscriber)',
      size,
    )
    .option('--log-unsafe', 'a one-server log that may lose data; for tests only')
    .option('--json', 'one JSON document on standard output')
}

/** A duration whose default is shown as people write it. */
function lasting(flags: string, what: string, standard: string): Option {
  return new Option(flags, what).argParser(duration).default(duration(standard), standard)
}

function oneOf<Choice extends string>(...choices: readonly Choice[]): (text: string) => Choice {
  return text => {
    const choice = choices.find(known => known === text)
    if (choice === undefined)
      throw baseFailure('usage', {
        vi: `'${text}' không nằm trong: ${choices.join(', ')}`,
        en: `'${text}' is not one of ${choices.join(', ')}`,
      })
    return choice
  }
}

function bits(text: string): 8 | 16 {
  if (text !== '8' && text !== '16')
    throw baseFailure('usage', { vi: `'${text}' không phải 8 hay 16`, en: `'${text}' is not 8 or 16` })
  return text === '8' ? 8 : 16
}

async function run(dir: string, flags: RunFlags): Promise<void> {
  const leg = await legOf(flags)
  const { createRound } = await import('../../round/directory.ts')
  const { given, parts } = await newRound(flags)
  const json = flags.json === true
  await untilToldToEnd(async signal => {
    const round = await createRound(dir, { ...given, ...(leg && { leg }) }, parts(signal))
    await runToItsEnd(dir, round, round.settings, { json, isNew: true, signal })
  })
}

/** Waits for the leg to begin, as long as it takes; or goes on following where it was. */
async function follow(dir: string, flags: RunFlags): Promise<void> {
  const leg = await legOf(flags)
  if (leg === null)
    throw baseFailure('usage', {
      vi: 'thiếu --log SERVERS và --leg NAME',
      en: '--log SERVERS and --leg NAME are missing',
    })
  const { createRound, existingRound } = await import('../../round/directory.ts')
  const { checkTerms, digestOfText, termsOf } = await import('../../round/leg.ts')
  const { given, parts } = await newRound(flags)
  const text = digestOfText(given.text)
  const followed = async (signal: AbortSignal, known: Round | null): Promise<Round> => {
    if (known !== null) {
      if (known.leg === undefined) throw roundFailure('legBegunAlone', { directory: dir, leg: leg.name })
      checkTerms(termsOf(known), { text, audience: known.audience.sha256 }, leg.name)
      return { ...known, leg }
    }
    const terms = await termsOfLeg(leg, signal)
    if (terms === null) throw roundFailure('roundInterrupted', { directory: dir })
    checkTerms(terms, { text, audience: terms.audience }, leg.name)
    const { version: _version, text: _text, audience, createdAt: _at, reference, ...counts } = terms
    return await createRound(
      dir,
      { ...given, ...counts, leg },
      {
        ...parts(signal),
        reference,
        check: built => checkTerms({ text, audience }, { text, audience: built.sha256 }, leg.name),
      },
    )
  }
  await untilToldToEnd(async signal => {
    const known = existingRound(dir)
    const round = await followed(signal, known)
    await runToItsEnd(dir, round, round.settings, {
      json: flags.json === true,
      isNew: known === null,
      follows: true,
      signal,
    })
  })
}

/** What the leg's first entry says; null where a signal came before. */
async function termsOfLeg(leg: LegAddress, signal: AbortSignal): Promise<LegTerms | null> {
  const { entryOf, openLegLog, readTerms } = await import('../../round/leg.ts')
  let isAway = false
  const away = (why: string) => {
    if (!isAway) process.stderr.write(eventLine({ is: 'log-away', why }))
    isAway = true
  }
  process.stderr.write(`loa: ${LOOKS_FOR_LEG[language()](leg.name)}\n`)
  const log = await unlessTold(signal, openLegLog(leg, null, { until: signal, away }))
  if (log === null) return null
  if (isAway) process.stderr.write(eventLine({ is: 'log-here' }))
  try {
    const first = await unlessTold(signal, entryOf(log, leg.name, 1))
    return first === null ? null : readTerms(first, leg)
  } finally {
    log.close()
  }
}

const LOOKS_FOR_LEG = {
  vi: (leg: string) => `tìm chặng ${leg}; nếu chưa bắt đầu thì chờ`,
  en: (leg: string) => `looking for the batch ${leg}; if not started yet, waiting`,
} as const

const LEG_NAME = /^[A-Za-z0-9-]{1,64}$/

/** Null for a round of one machine. */
async function legOf(flags: RunFlags): Promise<LegAddress | null> {
  const { leg: name } = flags
  if (flags.log === undefined && flags.logFile === undefined && name === undefined) return null
  const given = flags.log === undefined ? [] : [flags.log]
  const [servers] = await addressesOf(ROUND_LOG, { given, file: flags.logFile })
  warnOfPasswords(ROUND_LOG, given)
  if (servers === undefined || name === undefined)
    throw baseFailure('usage', {
      vi: '--log SERVERS và --leg NAME phải đi cùng nhau',
      en: '--log SERVERS and --leg NAME go together',
    })
  if (!LEG_NAME.test(name))
    throw baseFailure('usage', {
      vi: `'${name}' không dùng được làm tên chặng: cần 1 đến 64 chữ cái, chữ số và dấu gạch nối`,
      en: `'${name}' is not a valid --leg name: use 1 to 64 letters, digits and hyphens`,
    })
  const key = flags.logKey === undefined ? null : await keyIn(flags.logKey)
  const octets = flags.logSize
  const address = { servers, name, isUnsafe: flags.logUnsafe === true, key }
  return octets === undefined ? address : { ...address, octets }
}

const KEY_MIN = 16

async function keyIn(file: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  const { readFile } = await import('node:fs/promises')
  const secret = await readFile(file).catch((error: unknown) => {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  })
  if (secret.length < KEY_MIN)
    throw baseFailure('usage', {
      vi: `${file} có ít hơn ${KEY_MIN} byte`,
      en: `${file} has fewer than ${KEY_MIN} bytes`,
    })
  return createHash('sha256').update(secret).digest('hex')
}

/** What the command line says of a round that is to be made. */
async function newRound(
  flags: RunFlags,
): Promise<{ given: NewRound; parts: (signal: AbortSignal) => Parameters<typeof createRound>[2] }> {
  const { sourceAddress } = await import('../../smpp/addresses.ts')
  const { importOrRead } = await import('../../audience/import.ts')
  const { isAudienceFile } = await import('../../audience/file.ts')
  const { checkTimeZone } = await import('../../round/hours.ts')
  const source = sourceAddress(flags.source)
  if (source === null)
    throw baseFailure('usage', {
      vi: `'${flags.source}' không dùng được làm tên người gửi: cần 1 đến 11 chữ cái, chữ số, dấu cách, - _ . hoặc một số`,
      en: `'${flags.source}' is not a valid sender: use 1 to 11 letters, digits, spaces, - _ . or a number`,
    })
  checkTimeZone(flags.timeZone)
  if (flags.message === '-' && flags.audience === '-')
    throw baseFailure('usage', {
      vi: '--message và --audience đều là dấu -, nhưng đầu vào chuẩn chỉ đọc được một lần',
      en: '--message and --audience are both -, but standard input can be read only once',
    })
  const smscs = await readSmscs(SMSC, flags.smsc, flags.smscFile)
  if (smscs.length === 0)
    throw baseFailure('usage', {
      vi: 'thiếu --smsc URL hoặc --smsc-file FILE',
      en: '--smsc URL or --smsc-file FILE is missing',
    })
  const settings = await settingsOf(flags)
  const validityPeriod = await validityOf(flags.validity)
  const { text } = await readMessage(flags.message)
  return {
    given: {
      text,
      referenceBits: flags.reference,
      source,
      validityPeriod,
      receipts: flags.receipts,
      timeZone: flags.timeZone,
      smscs,
      bindsEach: flags.binds,
      settings,
    },
    parts: signal => ({
      random: { below: below => randomInt(below), chance: percent => randomInt(100) < percent } satisfies Random,
      wall: Date.now,
      audience: async directory => ({
        built: await importOrRead(flags.audience, {
          rejectsPath: `${directory}/rejects.csv`,
          column: flags.column,
          country: flags.country,
          signal,
        }),
        copyOf: flags.audience !== '-' && (await isAudienceFile(flags.audience)) ? flags.audience : null,
      }),
    }),
  }
}

async function settingsOf(flags: RunFlags): Promise<SenderSettings> {
  const { parseHours } = await import('../../round/hours.ts')
  const { notBefore = null, notAfter = null } = flags
  if (notBefore !== null && notAfter !== null && notAfter <= notBefore)
    throw baseFailure('usage', {
      vi: '--not-after không muộn hơn --not-before, nên không gửi được gì',
      en: '--not-after is not later than --not-before, so nothing can be sent',
    })
  return {
    window: flags.window,
    tps: flags.tps,
    responseTimeoutMs: flags.responseTimeout,
    enquireLinkMs: flags.enquireLink,
    receiptWaitMs: flags.receiptWait,
    retryForMs: flags.retryFor,
    uncertain: flags.uncertain,
    uncertainWaitMs: flags.uncertainWait,
    syncIntervalMs: Math.max(1, flags.syncInterval),
    sending: { notBefore, notAfter, daily: flags.daily === undefined ? null : parseHours(flags.daily, flags.timeZone) },
    canary: flags.canary,
  }
}

async function validityOf(ms: number | undefined): Promise<string> {
  if (ms === undefined) return ''
  const { relativeTime } = await import('../../smpp/times.ts')
  const text = relativeTime(ms)
  if (text === null)
    throw baseFailure('usage', {
      vi: 'thời hạn của tin phải từ 1s đến 63 tuần',
      en: 'a validity period must be from 1s to 63 weeks',
    })
  return text
}

async function runToItsEnd(
  dir: string,
  round: Round,
  settings: SenderSettings,
  how: {
    json: boolean
    isNew: boolean
    follows?: boolean
    goesOnAfterStop?: boolean
    lock?: Lock
    signal: AbortSignal
  },
): Promise<void> {
  const { startRound } = await import('../../round/run.ts')
  const { showProgress } = await import('../progress.ts')
  let say = (line: string): void => {
    process.stderr.write(line)
  }
  const running = await startRound(dir, round, {
    lock: how.lock ?? null,
    settings,
    seed: randomInt(2 ** 32 - 1),
    onEvent: event => say(eventLine(event)),
    beginsLeg: how.isNew && how.follows !== true,
    goesOnAfterStop: how.goesOnAfterStop === true,
    obeysLog: true,
    awaitsLog: how.follows === true,
    onRole: role => say(roleLine(role)),
  })
  const interrupt = () => running.wish('interrupt')
  how.signal.addEventListener('abort', interrupt)
  if (how.signal.aborted) interrupt()
  const progress = await showProgress({ tally: () => running.tally(), language: language(), stream: process.stderr })
  say = line => progress.say(line)
  try {
    const { ending, tally } = await running.ended.catch(async (error: unknown) => {
      // Another's leg: the directory that was made for it is of no use.
      if (error instanceof Failure && error.code === 'legTaken') await forget(dir)
      throw error
    })
    progress.stop()
    await finish(dir, { ending, tally }, { ...how, isLeg: round.leg !== undefined })
  } finally {
    progress.stop()
  }
}

async function finish(
  dir: string,
  { ending, tally }: Ended,
  { json, isNew, isLeg }: { json: boolean; isNew: boolean; isLeg: boolean },
): Promise<void> {
  if (ending.is === 'not-bound') {
    const { why } = ending
    if (!isNew || isLeg) throw roundFailure('notBoundAgain', { directory: dir, why })
    // Nothing was sent: the same command can be run again once the centre is right.
    await forget(dir)
    throw roundFailure('notBound', { why })
  }
  await print(tally, json)
  if (ending.is === 'finished') return
  if (ending.is === 'disk') throw roundFailure('diskTrouble', { directory: dir, why: ending.why })
  if (ending.is === 'fenced') throw roundFailure('legFenced', { directory: dir })
  if (ending.is === 'log-broken') throw roundFailure('legBroken', { leg: dir, why: ending.why })
  if (ending.is === 'stopped') throw roundFailure('roundStopped', { directory: dir })
  if (ending.is === 'window-over')
    throw roundFailure('roundWindowOver', { directory: dir, unsent: tally.subscribers.unsent })
  throw roundFailure('roundInterrupted', { directory: dir })
}

async function forget(dir: string): Promise<void> {
  const { rmSync } = await import('node:fs')
  rmSync(dir, { recursive: true, force: true })
}

async function print(tally: Tally, json: boolean): Promise<void> {
  if (json) {
    process.stdout.write(`${JSON.stringify(tally)}\n`)
    return
  }
  const { tallyTable } = await import('../tally-table.ts')
  process.stdout.write(`${tallyTable(tally, language())}\n`)
}

const EVENT_WORDS = {
  vi: {
    bound: 'đã kết nối',
    'not-bound': 'chưa kết nối được',
    dropped: 'mất kết nối',
    stopped: 'BÁO ĐỘNG: làn gửi dừng lại, tổng đài trả lời',
    disk: 'BÁO ĐỘNG: không ghi được sổ cái, đã ngừng gửi',
    diskWell: 'đã ghi lại được sổ cái, gửi tiếp',
    'log-away': 'BÁO ĐỘNG: nhật ký nhân bản không trả lời; đang chờ, chưa gửi gì',
    'log-here': 'nhật ký nhân bản đã trả lời, tiếp tục',
    canary: (n: number) => `đã gửi cho ${n} thuê bao đầu tiên và tạm dừng; tiếp tục bằng loa round resume`,
  },
  en: {
    bound: 'bound',
    'not-bound': 'not bound',
    dropped: 'connection lost',
    stopped: 'ALARM: lane stopped, the SMSC answers',
    disk: 'ALARM: cannot write the ledger, sending stopped',
    diskWell: 'ledger writable again, sending continues',
    'log-away': 'ALARM: the replicated log does not answer; waiting, nothing is sent',
    'log-here': 'the replicated log answers again, continuing',
    canary: (n: number) => `sent to the first ${n} subscribers and paused; continue with loa round resume`,
  },
} as const

const ROLE_WORDS = {
  vi: {
    following: 'đang theo sau máy gửi đợt này',
    owner: (epoch: number, uncertain: number) =>
      `máy này gửi đợt từ đây (nhiệm kỳ ${epoch}); ${uncertain} thuê bao chưa rõ do lần tiếp quản này`,
    'other-owner': (epoch: number) => `máy khác đã tiếp quản (nhiệm kỳ ${epoch}); theo sau máy đó`,
  },
  en: {
    following: 'following the leader of this batch',
    owner: (epoch: number, uncertain: number) =>
      `this process is now the leader (epoch ${epoch}); ${uncertain} subscribers are uncertain after this failover`,
    'other-owner': (epoch: number) => `another process is now the leader (epoch ${epoch}); following it`,
  },
} as const

function roleLine(role: LegRole): string {
  return `loa: ${roleWords(role)}\n`
}

function roleWords(role: LegRole): string {
  const words = ROLE_WORDS[language()]
  switch (role.is) {
    case 'following':
      return words.following
    case 'owner':
      return words.owner(role.epoch, role.uncertain)
    case 'other-owner':
      return words['other-owner'](role.epoch)
  }
}

function eventLine(event: SenderEvent): string {
  const words = EVENT_WORDS[language()]
  switch (event.is) {
    case 'lane': {
      const { alarm } = event
      const why = alarm.is === 'stopped' ? statusName(alarm.status) : 'why' in alarm ? reasonSaid(alarm.why) : ''
      return `loa: ${event.smsc}: ${words[alarm.is]}${why === '' ? '' : ` (${why})`}\n`
    }
    case 'disk-trouble':
      return `loa: ${words.disk} (${reasonSaid(event.why)})\n`
    case 'disk-well':
      return `loa: ${words.diskWell}\n`
    case 'log-away':
      return `loa: ${words['log-away']} (${reasonSaid(event.why)})\n`
    case 'log-here':
      return `loa: ${words['log-here']}\n`
    case 'canary':
      return `loa: ${words.canary(event.subscribers)}\n`
  }
}

async function ask(name: 'pause' | 'stop' | 'status', dir: string, json: boolean): Promise<void> {
  const { askOwner, eitherWay, look, markStopped, readTally } = await import('../../round/run.ts')
  const question = { ask: name === 'status' ? ('tally' as const) : name }
  const tally = await eitherWay(dir, question, {
    running: async socket => await readTally(socket, dir),
    resting: async (round, lock) => {
      try {
        if (round.leg !== undefined && name !== 'status') {
          const told = await askOwner({ ...round, leg: round.leg }, name)
          if (told === null) throw roundFailure('legUnheard', { directory: dir })
          return told
        }
        if (name === 'pause') throw roundFailure('roundNotRunning', { directory: dir })
        return name === 'stop' ? await markStopped(dir, round) : look(dir, round).tally
      } finally {
        lock.release()
      }
    },
  })
  await print(tally, json)
}

async function resume(
  dir: string,
  flags: { uncertain?: 'hold' | 'resend'; stopped?: boolean; json?: boolean },
): Promise<void> {
  const { askOwner, eitherWay, lastState, look, readTally } = await import('../../round/run.ts')
  const json = flags.json === true
  const toRun = await eitherWay<{ round: Round; lock: Lock } | Tally>(
    dir,
    { ask: 'run' },
    {
      running: async socket => await readTally(socket, dir),
      resting: async (round, lock) => {
        try {
          // Another process may send it: then that one goes on, and this one has nothing to do.
          const { leg } = round
          const told = leg === undefined ? null : await askOwner({ ...round, leg }, 'run')
          if (told !== null) {
            lock.release()
            return told
          }
          const state = lastState(dir)
          if (state === 'stopped' && !flags.stopped) throw roundFailure('roundStopped', { directory: dir })
          if (state !== 'finished') return { round, lock }
          const { tally } = look(dir, round)
          lock.release()
          return tally
        } catch (error) {
          lock.release()
          throw error
        }
      },
    },
  )
  if (!('lock' in toRun)) return await print(toRun, json)
  const { round, lock } = toRun
  const settings = { ...round.settings, uncertain: flags.uncertain ?? round.settings.uncertain }
  await untilToldToEnd(signal =>
    runToItsEnd(dir, round, settings, { json, isNew: false, lock, signal, goesOnAfterStop: flags.stopped === true }),
  )
}

async function outcomes(dir: string, flags: { outcome?: string }): Promise<void> {
  const { eitherWay, readPieces, restingOutcomes } = await import('../../round/run.ts')
  const { outcomePlaces } = await import('../../round/outcomes.ts')
  const only =
    flags.outcome === undefined
      ? null
      : flags.outcome.split(',').flatMap(name => {
          const places = outcomePlaces(name.trim())
          if (places === null)
            throw baseFailure('usage', {
              vi: `'${name}' không phải tên một kết quả`,
              en: `'${name}' is not an outcome`,
            })
          return places
        })
  await eitherWay(
    dir,
    { ask: 'outcomes', only },
    {
      running: async socket => {
        let isEmpty = true
        const isWhole = await readPieces(socket, async piece => {
          isEmpty = false
          await toStandardOutput(piece)
        })
        if (isWhole) return true
        if (isEmpty) return null
        throw roundFailure('outcomesCut', { directory: dir })
      },
      resting: async (round, lock) => {
        try {
          for (const piece of await restingOutcomes(dir, round, only)) await toStandardOutput(piece)
          return true
        } finally {
          lock.release()
        }
      },
    },
  )
}

async function toStandardOutput(piece: string): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
}

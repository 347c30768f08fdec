/** `loa zerorating probe`: test downloads and calls of such sizes that one bill tells which of them were charged. */

import { type Command, Option } from 'commander'
import { Failure, type Language } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { writeNew } from '../../base/new-file.ts'
import { digitsOf } from '../../zerorating/dialled.ts'
import type { CallTariff } from '../../zerorating/list.ts'
import type { Bounds, Overhead, ProbePlan, Reading } from '../../zerorating/probe.ts'
import { columns } from '../columns.ts'
import { appFailure } from '../failures.ts'
import { count, duration } from '../options.ts'
import { figure, language } from '../terminal.ts'

const PLAN_EXAMPLE = `
Examples:
  loa zerorating probe plan --payloads 5 --unit 10240 --out plan.json \\
    --free-page https://ncov.moh.gov.vn/large.pdf --charged-page https://example.vn/large.bin
  loa zerorating probe plan --calls 4 --call-tariff 0+5000/60 --free-number 19003228 --charged-number 19001234 \\
    --out calls.json

Do each probe once, from one test number, and use that number for nothing else in that billing period. A payload is that many
bytes of one file: curl --range 0-1048575 URL. The overhead is what the network counts beyond them: a share (3%), or a measured
range (1%-2.5%); a narrower range distinguishes more payloads.`

const READ_EXAMPLE = `
Examples:
  loa zerorating probe read --plan plan.json --charged 10800000
  loa zerorating probe read --plan calls.json --amount 5000 --json

Exit code 0 if exactly one set of probes fits the total; 1 if several fit (ambiguous) or none (impossible): then
no guess is made.`

const AMOUNT_MAX = 1_000_000_000_000_000

interface PlanOptions {
  readonly payloads: number
  readonly calls: number
  readonly base?: number
  readonly unit: number
  readonly unitPrice?: number
  readonly overhead: Share
  readonly fixedOverhead: number
  readonly callTariff?: CallTariff
  readonly tolerance: number
  readonly freePage?: readonly string[]
  readonly chargedPage?: readonly string[]
  readonly freeNumber?: readonly string[]
  readonly chargedNumber?: readonly string[]
  readonly out?: string
  readonly json?: true
}

interface ReadOptions {
  readonly plan: string
  readonly charged?: number
  readonly amount?: number
  readonly of?: 'payloads' | 'calls'
  readonly overhead?: Share
  readonly json?: true
}

type Share = Pick<Overhead, 'least' | 'most'>

export function registerZeroRatingProbe(group: Command): void {
  const probe = group
    .command('probe')
    .description('test downloads and calls; their total on a bill shows which were charged')
  probe
    .command('plan')
    .description('plan downloads of sizes 2^n and calls of distinct lengths')
    .option('--payloads <n>', 'how many downloads', count({ from: 0, to: 16 }), 0)
    .option('--calls <n>', 'how many calls', count({ from: 0, to: 12 }), 0)
    .option('--base <octets>', 'size of the smallest payload', count({ from: 1, to: 2 ** 30 }))
    .option('--unit <octets>', 'block size for rounding data up', count({ from: 1, to: 1e12 }), 1)
    .option('--unit-price <amount>', 'price of a block, to read amounts too', count({ from: 0, to: 1e9 }))
    .addOption(
      new Option('--overhead <share>', 'counted beyond the payload: 3% or 1%-2.5%')
        .argParser(shareOf)
        .default(shareOf('3%'), '3%'),
    )
    .option(
      '--fixed-overhead <octets>',
      'for each payload: look-ups and handshakes',
      count({ from: 0, to: 2 ** 20 }),
      16_384,
    )
    .option('--call-tariff <tariff>', 'SETUP+AMOUNT/SECONDS, for example 0+5000/60', tariffOf)
    .addOption(
      new Option('--tolerance <d>', 'allowed difference in a call’s counted length')
        .argParser(duration)
        .default(duration('2s'), '2s'),
    )
    .option('--free-page <url...>', 'pages that should be free')
    .option('--charged-page <url...>', 'pages that should not, alternating with the free ones')
    .option('--free-number <number...>', 'numbers that should be free', numbers)
    .option('--charged-number <number...>', 'numbers that should not, alternating with the free ones', numbers)
    .option('--out <file>', 'file for the plan, for probe read; never overwritten')
    .option('--json', 'the plan as one JSON document on standard output')
    .addHelpText('after', PLAN_EXAMPLE)
    .action(plan)
  probe
    .command('read')
    .description('find the probes behind a total on a bill')
    .requiredOption('--plan <file>', 'from probe plan; - is standard input')
    .option('--charged <octets>', 'charged bytes', count({ from: 0, to: AMOUNT_MAX }))
    .option('--amount <amount>', "in the currency's smallest unit", count({ from: 0, to: AMOUNT_MAX }))
    .addOption(new Option('--of <what>', 'probes in the amount; default: all').choices(['payloads', 'calls']))
    .option('--overhead <share>', "instead of the plan's: 3% or 1%-2.5%", shareOf)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', READ_EXAMPLE)
    .action(read)
}

/** `3%` is from none to that, `1%-2.5%` from the first to the second. */
function shareOf(text: string): Share {
  const match = /^(?:(\d{1,3}(?:\.\d{1,3})?)%-)?(\d{1,3}(?:\.\d{1,3})?)%$/.exec(text)
  const [least, most] = [Number(match?.[1] ?? 0) / 100, Number(match?.[2]) / 100]
  if (match === null || most > 1 || least > most)
    throw baseFailure('usage', {
      vi: `'${text}' không phải phần dôi như 3% hoặc 1%-2.5%`,
      en: `'${text}' is not an overhead, for example 3% or 1%-2.5%`,
    })
  return { least, most }
}

/** As it is dialled; separators do not count. */
function numbers(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^\+?\d{3,15}$/.test(digitsOf(text) ?? ''))
    throw baseFailure('usage', {
      vi: `'${text}' không phải số có thể gọi`,
      en: `'${text}' is not a number that can be dialled`,
    })
  return [...before, text]
}

function tariffOf(text: string): CallTariff {
  const match = /^(\d{1,9})\+(\d{1,9})\/(\d{1,5})$/.exec(text)
  const [setup, amount, perSeconds] = match?.slice(1).map(Number) ?? []
  if (match === null || !(perSeconds >= 1 && perSeconds <= 86_400))
    throw baseFailure('usage', {
      vi: `'${text}' không có dạng SETUP+AMOUNT/SECONDS như 0+5000/60`,
      en: `'${text}' is not SETUP+AMOUNT/SECONDS, for example 0+5000/60`,
    })
  return { setup, amount, perSeconds }
}

async function plan(options: PlanOptions): Promise<void> {
  const { planCalls, planPayloads } = await import('../../zerorating/probe.ts')
  if (options.payloads + options.calls === 0)
    throw baseFailure('usage', { vi: 'thiếu --payloads N hoặc --calls N', en: '--payloads N or --calls N is missing' })
  if (options.calls > 0 && options.callTariff === undefined)
    throw baseFailure('usage', {
      vi: '--calls cần --call-tariff SETUP+AMOUNT/SECONDS',
      en: '--calls needs --call-tariff SETUP+AMOUNT/SECONDS',
    })
  if (options.callTariff?.amount === 0)
    throw baseFailure('usage', {
      vi: 'cuộc gọi không mất tiền thì không phân biệt được',
      en: 'calls without a cost cannot be distinguished',
    })
  const overhead = { ...options.overhead, fixedOctets: options.fixedOverhead }
  const toleranceSeconds = Math.ceil(options.tolerance / 1000)
  const made: ProbePlan = {
    payloads: planPayloads({
      count: options.payloads,
      baseOctets: options.base ?? null,
      overhead,
      perOctets: options.unit,
      targets: { free: options.freePage ?? [], charged: options.chargedPage ?? [] },
    }),
    calls:
      options.callTariff === undefined
        ? []
        : planCalls({
            count: options.calls,
            toleranceSeconds,
            tariff: options.callTariff,
            targets: { free: options.freeNumber ?? [], charged: options.chargedNumber ?? [] },
          }),
    overhead,
    toleranceSeconds,
    data: { amount: options.unitPrice ?? null, perOctets: options.unit },
    call: options.callTariff ?? null,
  }
  const text = `${JSON.stringify(made, null, 2)}\n`
  if (options.out !== undefined) writeNew(options.out, text, { mode: 0o644 })
  if (options.json) process.stdout.write(`${JSON.stringify(made)}\n`)
  else process.stdout.write(`${planTable(made, language())}\n`)
}

async function read(options: ReadOptions): Promise<void> {
  const { octetBounds, probePlan, readTotal } = await import('../../zerorating/probe.ts')
  const { readText } = await import('../zerorating-lists.ts')
  if ((options.charged === undefined) === (options.amount === undefined))
    throw baseFailure('usage', {
      vi: 'cần một trong hai: --charged OCTETS hoặc --amount AMOUNT',
      en: 'give either --charged OCTETS or --amount AMOUNT',
    })
  let known: ProbePlan
  try {
    known = probePlan.parse(JSON.parse(readText(options.plan)))
  } catch (error) {
    if (error instanceof Failure) throw error
    throw appFailure('probePlanWrong', { file: options.plan })
  }
  const asked = { ...known, overhead: { ...known.overhead, ...options.overhead } }
  const total = options.charged ?? options.amount ?? 0
  const bounds =
    options.charged === undefined
      ? await amountsOf(asked, options.of)
      : asked.payloads.map(payload =>
          octetBounds(payload, { overhead: asked.overhead, perOctets: asked.data.perOctets }),
        )
  if (bounds.length === 0)
    throw baseFailure('usage', {
      vi: 'kế hoạch không có lần đo nào có tổng như vậy',
      en: 'the plan has no probe with such a total',
    })
  const reading = readTotal(bounds, total)
  if (reading.is !== 'read') process.exitCode = 1
  const told = tellings(asked, bounds, reading)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ total, ...reading, probes: told })}\n`)
    return
  }
  const words = WORDS[language()]
  const rows = told.map(({ id, expected, was }) => [
    id,
    words[expected],
    words[`was-${was}`],
    remark({ expected, was }, words),
  ])
  process.stdout.write(
    `${words[reading.is]}\n${columns([['', words.expected, words.found, ''], ...rows], { names: 4 })}\n`,
  )
}

async function amountsOf(plan: ProbePlan, of: ReadOptions['of']): Promise<readonly Bounds[]> {
  const { callBounds, dataAmountBounds } = await import('../../zerorating/probe.ts')
  const { call } = plan
  const calls =
    of === 'payloads' || call === null ? [] : plan.calls.map(one => callBounds(one, call, plan.toleranceSeconds))
  if (of === 'calls' || plan.payloads.length === 0) return calls
  const payloads = plan.payloads.flatMap(payload => dataAmountBounds(payload, plan) ?? [])
  if (payloads.length === 0)
    throw baseFailure('usage', {
      vi: "kế hoạch không có giá dữ liệu: thêm --of calls, hoặc lập kế hoạch với '--unit-price'",
      en: "the plan has no data price: add --of calls, or plan with '--unit-price'",
    })
  return [...payloads, ...calls]
}

interface Telling {
  readonly id: string
  readonly expected: 'free' | 'charged'
  readonly was: 'charged' | 'not-charged' | 'unknown'
}

function tellings(plan: ProbePlan, bounds: readonly Bounds[], reading: Reading): Telling[] {
  const looked = new Set(bounds.map(({ id }) => id))
  const was = (id: string): Telling['was'] => {
    if (reading.is === 'impossible') return 'unknown'
    if (reading.is === 'read') return reading.charged.includes(id) ? 'charged' : 'not-charged'
    if (reading.surely.includes(id)) return 'charged'
    return reading.possibly.includes(id) ? 'unknown' : 'not-charged'
  }
  return [...plan.payloads, ...plan.calls]
    .filter(({ id }) => looked.has(id))
    .map(({ id, expected }) => ({ id, expected, was: was(id) }))
}

function remark({ expected, was }: Omit<Telling, 'id'>, words: (typeof WORDS)[Language]): string {
  if (expected === 'free' && was === 'charged') return words.wrong
  return expected === 'charged' && was === 'not-charged' ? words.odd : ''
}

function planTable({ payloads, calls }: ProbePlan, spoken: Language): string {
  const words = WORDS[spoken]
  const rows = [
    ...payloads.map(({ id, octets, expected, target }) => [
      id,
      `${figure(octets)} ${words.octets}`,
      words[expected],
      target ?? '',
    ]),
    ...calls.map(({ id, seconds, expected, target }) => [
      id,
      `${figure(seconds)} ${words.seconds}`,
      words[expected],
      target ?? '',
    ]),
  ]
  return columns([['', words.size, words.expected, words.target], ...rows], { names: 4 })
}

const WORDS = {
  vi: {
    size: 'dài',
    expected: 'phải là',
    found: 'theo hóa đơn',
    target: 'tới',
    octets: 'byte',
    seconds: 'giây',
    free: 'miễn cước',
    charged: 'tính cước',
    'was-not-charged': 'không bị tính',
    'was-charged': 'bị tính cước',
    'was-unknown': 'không rõ',
    wrong: 'SAI: phải miễn cước',
    odd: 'lạ: phải bị tính cước',
    read: 'Chỉ một nhóm phép đo khớp với tổng này.',
    ambiguous: 'Nhiều nhóm phép đo khớp với tổng này; không suy đoán.',
    impossible: 'Không nhóm phép đo nào khớp với tổng này; có thể số máy thử còn dùng cho việc khác.',
  },
  en: {
    size: 'size',
    expected: 'should be',
    found: 'by the bill',
    target: 'to',
    octets: 'bytes',
    seconds: 'seconds',
    free: 'free',
    charged: 'charged',
    'was-not-charged': 'not charged',
    'was-charged': 'charged',
    'was-unknown': 'unknown',
    wrong: 'WRONG: should be free',
    odd: 'odd: should be charged',
    read: 'Exactly one set of probes fits this total.',
    ambiguous: 'Several sets of probes fit this total; no guess is made.',
    impossible: 'No set of probes fits this total; the test number may have been used for something else.',
  },
} as const

/** A bench for people: every figure with its unit in the head of its column. */

import { columns } from '../src/app/columns.ts'
import { decimal, figure } from '../src/app/terminal.ts'
import type { Language } from '../src/base/failure.ts'
import { machineLines } from './machine.ts'
import { COMPARED_TO, type Measure } from './measures.ts'
import type { Bench } from './run.ts'

const WORDS = {
  vi: {
    head: ['', 'bản tin', 'giây', 'bản tin/s', 'µs gửi', 'µs tổng đài', 'MB', 'B/thuê bao'],
    legend: [
      'bản tin/s: từ lúc bắt đầu gửi đến khi có đủ trả lời và báo nhận, hai đầu cùng trên máy này',
      'µs gửi, µs tổng đài: thời gian CPU cho mỗi bản tin; MB: bộ nhớ cao nhất của bên gửi; B/thuê bao: các tệp sổ cái',
    ],
    startUp: (seconds: string, cpu: string, mb: string) =>
      `Khởi động một đợt có một thuê bao: ${seconds} giây, ${cpu} giây CPU, ${mb} MB (đã trừ khỏi các dòng trên)`,
    paced: (name: string, percent: string) => `${name}: ${percent} % một lõi CPU`,
    ratioHead: ['so với npm smpp', 'tốc độ', 'CPU mỗi bản tin'],
    faster: (times: string) => `${times} lần`,
    less: (times: string) => `ít hơn ${times} lần`,
    more: (times: string) => `nhiều hơn ${times} lần`,
    rawHead: ['so với TCP thô, cùng số octet', 'tốc độ', 'CPU mỗi bản tin'],
    missing: 'không đo được',
    cores: 'lõi',
    seed: 'hạt giống',
  },
  en: {
    head: ['', 'segments', 'seconds', 'segments/s', 'sender µs', 'centre µs', 'MB', 'B/subscriber'],
    legend: [
      'segments/s: from the first written to the last answer and receipt; both ends on this machine',
      "sender µs, centre µs: processor time for a segment; MB: the sender's peak memory; B/subscriber: the ledger's files",
    ],
    startUp: (seconds: string, cpu: string, mb: string) =>
      `Starting a round of one subscriber: ${seconds} s, ${cpu} s of processor, ${mb} MB (taken off the rows above)`,
    paced: (name: string, percent: string) => `${name}: ${percent} % of one core`,
    ratioHead: ['beside npm smpp', 'rate', 'processor for a segment'],
    faster: (times: string) => `${times} times`,
    less: (times: string) => `${times} times less`,
    more: (times: string) => `${times} times more`,
    rawHead: ['beside raw TCP of the same octets', 'rate', 'processor for a segment'],
    missing: 'not measured',
    cores: 'cores',
    seed: 'seed',
  },
} as const

export function benchTable(bench: Bench, command: string, language: Language): string {
  const words = WORDS[language]
  const { machine, startUp } = bench
  const mb = (bytes: number) => figure(bytes / 1e6)
  const parts = [
    columns([
      [...words.head],
      ...bench.measures.map(of => row(of, language)),
      ...bench.missing.map(({ name }) => [name, words.missing]),
    ]),
    bench.missing.map(({ name, missing }) => `${name}: ${missing}`).join('\n'),
    bench.measures
      .filter(({ kind }) => kind === 'paced')
      .map(({ name, senderShare }) => words.paced(name, decimal(senderShare * 100, 1, language)))
      .join('\n'),
    words.startUp(
      decimal(startUp.seconds, 2, language),
      decimal(startUp.cpuSeconds, 2, language),
      mb(startUp.peakBytes),
    ),
    ratios(bench, language),
    rawRatios(bench, language),
    words.legend.join('\n'),
    [...machineLines(machine, words.cores, `${words.seed} ${bench.seed}`), `$ ${command}`].join('\n'),
  ]
  return parts.filter(part => part !== '').join('\n\n')
}

function row(of: Measure, language: Language): string[] {
  const micros = (value: number | null) => (value === null ? '' : decimal(value, 2, language))
  return [
    of.name,
    figure(of.subscribers * of.segmentsEach),
    decimal(of.seconds, 2, language),
    figure(of.segmentsPerSecond),
    micros(of.senderMicros),
    micros(of.centreMicros),
    of.peakBytes === null ? '' : figure(of.peakBytes / 1e6),
    of.ledgerBytesEach === null ? '' : decimal(of.ledgerBytesEach, 1, language),
  ]
}

function ratios({ ratios }: Bench, language: Language): string {
  const words = WORDS[language]
  if (ratios.length === 0) return ''
  const times = (value: number) => decimal(value, value < 1 ? 2 : value < 10 ? 1 : 0, language)
  return columns([
    [...words.ratioHead],
    ...ratios
      .filter(({ name }) => name !== COMPARED_TO)
      .map(({ name, rate, cpu }) => [
        name,
        words.faster(times(rate)),
        cpu >= 1 ? words.less(times(cpu)) : words.more(times(1 / cpu)),
      ]),
  ])
}

function rawRatios({ rawRatios }: Bench, language: Language): string {
  const words = WORDS[language]
  if (rawRatios.length === 0) return ''
  return columns([
    [...words.rawHead],
    ...rawRatios.map(({ name, rate, cpu }) => [
      name,
      `${decimal(rate * 100, 1, language)} %`,
      words.more(decimal(cpu, 1, language)),
    ]),
  ])
}

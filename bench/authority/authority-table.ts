/** A bench of the authority for people: what must be, what is, and what it is made of. */

import { columns } from '../../src/app/columns.ts'
import { figure } from '../../src/app/terminal.ts'
import type { Language } from '../../src/base/failure.ts'
import { machineLines } from '../machine.ts'
import type { AuthorityBench, Figure } from './run.ts'

const WORDS = {
  vi: {
    head: ['', 'đo được', 'phải dưới', ''],
    met: 'đạt',
    missed: 'không đạt',
    names: {
      ready: 'sẵn sàng từ lúc khởi động, chậm nhất',
      list: 'một trang danh sách, chậm nhất',
      read: 'một lần đọc API khi một nút gửi hết tốc độ, p99',
      watching: 'một lõi CPU khi mọi người theo dõi',
      memory: 'bộ nhớ của máy chủ, cao nhất',
    },
    size: (operators: string, campaigns: string, rounds: string) =>
      `Cơ sở dữ liệu: ${operators} nhà mạng, ${campaigns} chiến dịch, ${rounds} đợt`,
    starts: (first: string, empty: string, full: string) =>
      `Sẵn sàng: lần đầu sau khi cài ${first} ms, trên thư mục mới ${empty} ms, trên cơ sở dữ liệu đầy ${full} ms`,
    lists: ['trang danh sách', 'số mục', 'trang', 'KB', 'trung vị ms', 'chậm nhất ms'],
    reads: ['đọc khi đang gửi', 'số lần', 'trung vị ms', 'p99 ms', 'chậm nhất ms'],
    all: 'tất cả',
    sending: (perSecond: string, rate: string) => `${perSecond} lần đọc mỗi giây, trong khi nút gửi ${rate} bản tin/s`,
    watching: (browsers: number, operators: number, events: string, reports: string) =>
      `${browsers} trình duyệt, ${operators} nhà mạng báo cáo mỗi giây: ${events} sự kiện/s mỗi trình duyệt; khi không ai theo dõi: ${reports} % một lõi`,
    cores: 'lõi',
    seed: 'hạt giống',
  },
  en: {
    head: ['', 'measured', 'must be below', ''],
    met: 'met',
    missed: 'missed',
    names: {
      ready: 'ready after its start, slowest',
      list: 'a page of a list, slowest',
      read: 'a read of the API while a node sends at full speed, p99',
      watching: 'of a core while everybody watches',
      memory: "the server's memory, at most",
    },
    size: (operators: string, campaigns: string, rounds: string) =>
      `Database: ${operators} operators, ${campaigns} campaigns, ${rounds} rounds`,
    starts: (first: string, empty: string, full: string) =>
      `Ready: first start after an install ${first} ms, on a new directory ${empty} ms, on the full database ${full} ms`,
    lists: ['page of a list', 'items', 'pages', 'KB', 'median ms', 'slowest ms'],
    reads: ['read while sending', 'times', 'median ms', 'p99 ms', 'slowest ms'],
    all: 'all',
    sending: (perSecond: string, rate: string) => `${perSecond} reads a second, while the node sent ${rate} segments/s`,
    watching: (browsers: number, operators: number, events: string, reports: string) =>
      `${browsers} browsers, ${operators} operators that report once a second: ${events} events/s to each browser; with nobody watching: ${reports} % of a core`,
    cores: 'cores',
    seed: 'seed',
  },
} as const

export function authorityTable(bench: AuthorityBench, command: string, language: Language): string {
  const words = WORDS[language]
  const { machine, size, starts, watching } = bench
  const { browsers, operators, eventsPerSecond, reportsShare } = watching
  return [
    columns([[...words.head], ...bench.figures.map(each => figureRow(each, words))]),
    words.size(figure(size.operators), figure(size.campaigns), figure(size.rounds)),
    words.starts(figure(starts.firstMs), figure(starts.emptyMs), figure(starts.fullMs)),
    lists(bench, words),
    reads(bench, words),
    words.watching(browsers, operators, eventsPerSecond.toFixed(1), percent(reportsShare)),
    [...machineLines(machine, words.cores, `${words.seed} ${bench.seed}`), `$ ${command}`].join('\n'),
  ].join('\n\n')
}

type Words = (typeof WORDS)[Language]

function figureRow({ name, value, unit, below, isMet }: Figure, words: Words): string[] {
  const shown = unit === 'ms' && value < 10 ? value.toFixed(1) : figure(value)
  return [words.names[name], `${shown} ${unit}`, `${figure(below)} ${unit}`, isMet ? words.met : words.missed]
}

function lists({ lists }: AuthorityBench, words: Words): string {
  return columns([
    [...words.lists],
    ...lists.map(({ list, items, count, octets, medianMs, worstMs }) => [
      list,
      figure(items),
      figure(count),
      figure(octets / 1000),
      medianMs.toFixed(1),
      worstMs.toFixed(1),
    ]),
  ])
}

function reads({ reads }: AuthorityBench, words: Words): string {
  const rows = [...reads.each, { ...reads.all, read: words.all }]
  const table = columns([
    [...words.reads],
    ...rows.map(({ read, count, medianMs, p99Ms, worstMs }) => [
      read,
      figure(count),
      medianMs.toFixed(1),
      p99Ms.toFixed(1),
      worstMs.toFixed(1),
    ]),
  ])
  const sending = words.sending(figure(reads.perSecond), figure(reads.segmentsPerSecond))
  return `${table}\n\n${sending}`
}

function percent(share: number): string {
  return (share * 100).toFixed(1)
}

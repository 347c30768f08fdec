/** `loa operator` on several machines: its options, what `status` and `yield` say, and when a machine may go on alone. */

import { randomBytes } from 'node:crypto'
import { Failure, type Language } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { machineName } from '../directive/documents.ts'
import { operatorFailure } from '../operator/failures.ts'
import type { MachineStatus } from '../operator/machine-status.ts'
import type { Does, Machines } from '../operator/machines.ts'
import { openLegLog } from '../round/leg.ts'
import type { LegLog } from '../round/log.ts'
import { addressesOf, OPERATOR_LOG, warnOfPasswords } from './addresses.ts'

export interface MachineFlags {
  readonly log?: string
  readonly logFile?: string
  readonly machine?: string
  readonly logSize?: number
  readonly logUnsafe?: true
  readonly alone?: string
  readonly bsc?: readonly string[]
  readonly amf?: readonly string[]
  readonly cbcCap?: string
  readonly cbcCapExercise?: string
}

/** Ways on the air: a controller bears one node, and a broadcast centre would be told by each machine. */
const AIR = ['bsc', 'amf', 'cbcCap', 'cbcCapExercise'] as const

/** Null: this machine is the only one. Fails with usage or fileUnreadable; never cites the address. */
export async function machinesOf(flags: MachineFlags): Promise<Machines | null> {
  const { log, logFile: file, machine } = flags
  const given = log === undefined ? [] : [log]
  const [servers, ...more] = await addressesOf(OPERATOR_LOG, { given, file })
  if (servers === undefined) {
    if (machine === undefined && flags.alone === undefined) return null
    throw baseFailure('usage', {
      vi: '--machine và --alone phải đi cùng --log SERVERS',
      en: '--machine and --alone need --log SERVERS',
    })
  }
  if (more.length > 0)
    throw baseFailure('usage', {
      vi: 'chỉ cần một --log; các máy chủ ngăn cách bằng dấu phẩy',
      en: 'give --log once; separate its servers with commas',
    })
  if (machine === undefined)
    throw baseFailure('usage', {
      vi: '--log SERVERS phải đi cùng --machine NAME',
      en: '--log SERVERS needs --machine NAME',
    })
  if (!machineName.safeParse(machine).success)
    throw baseFailure('usage', {
      vi: `'${machine}' không dùng được cho --machine: cần 1 đến 32 chữ cái, chữ số và dấu gạch nối`,
      en: `'${machine}' is not a valid --machine name: use 1 to 32 letters, digits and hyphens`,
    })
  if (AIR.some(way => flags[way] !== undefined))
    throw baseFailure('usage', {
      vi: 'tin quảng bá do một nút phát: --bsc, --amf và --cbc-cap chỉ dùng cho nút không có --log',
      en: 'only one node broadcasts: use --bsc, --amf and --cbc-cap without --log',
    })
  warnOfPasswords(OPERATOR_LOG, given)
  const isAlone = flags.alone !== undefined
  const { logSize: octets } = flags
  const machines = { name: machine, servers, isUnsafe: flags.logUnsafe === true, isAlone }
  return octets === undefined ? machines : { ...machines, octets }
}

/** A leg that nobody has: who can open its log has a majority. */
const NO_LEG = 'majority'
const OCTETS_OF_NONE = 1_000_000

/** Fails with logHasMajority, and where its servers answer otherwise than with their log. */
export async function refuseWithMajority({ servers, isUnsafe }: Machines): Promise<void> {
  const address = { servers, name: NO_LEG, isUnsafe, key: null }
  const log = await openLegLog(address, OCTETS_OF_NONE).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'logUnreachable') return null
    throw error
  })
  if (log === null) return
  try {
    if (await takesEntry(log)) throw operatorFailure('logHasMajority')
  } finally {
    log.close()
  }
}

/** How long a majority may take to store an entry. */
const MAJORITY_MS = 5000

/** A server that answers while its peers are dead takes none. */
async function takesEntry(log: LegLog): Promise<boolean> {
  return await new Promise(done => {
    setTimeout(done, MAJORITY_MS, false)
    log.last(last => {
      if (last !== null) log.append(last + 1, randomBytes(16), () => done(true))
    })
  })
}

const WORDS = {
  vi: {
    sends: 'máy này gửi',
    follows: 'theo sau máy đang gửi',
    apart: 'KHÔNG tham gia: nội dung hoặc tập thuê bao khác',
    none: 'chưa bắt đầu',
    leg: 'chặng',
    idle: 'Không có lệnh nào đang mở.',
    roster: (number: number) => `danh sách người ký số ${number}`,
    awaited: (number: number) => `chờ danh sách người ký số ${number}, đã có người ký theo: chưa thực hiện gì`,
    alone: 'CHẠY MỘT MÌNH, không có nhật ký nhân bản',
    machine: 'máy',
    handedOver: (legs: number) =>
      legs === 0
        ? 'máy này không gửi chặng nào.'
        : `${legs} chặng đang được giao cho máy khác; tin đã gửi đi được chờ trả lời trước.`,
  },
  en: {
    sends: 'this machine is the leader',
    follows: 'follows the leader',
    apart: 'NOT taking part: different message or audience',
    none: 'not started',
    leg: 'batch',
    idle: 'No directive is open.',
    roster: (number: number) => `roster ${number}`,
    awaited: (number: number) => `waiting for roster ${number}, already signed under: nothing is done`,
    alone: 'RUNNING ALONE, without the replicated log',
    machine: 'machine',
    handedOver: (legs: number) =>
      legs === 0
        ? 'this machine leads no batch.'
        : `batches passing to another machine: ${legs}; pending answers are awaited first.`,
  },
} as const

export function standingLines(stands: MachineStatus, spoken: Language): readonly string[] {
  const words = WORDS[spoken]
  const does = (what: Does | null) => (what === null ? words.none : words[what])
  const head = stands.machine === null ? [] : [`${words.machine} ${stands.machine}`]
  const alone = stands.isAlone ? [words.alone] : []
  const { roster, rosterAwaited: awaited } = stands
  const rosters = [
    ...(roster === null ? [] : [words.roster(roster.number)]),
    ...(awaited === null ? [] : [words.awaited(awaited.number)]),
  ]
  const lines = stands.directives.flatMap(({ directive, state, legs }) =>
    legs.map(leg => `${directive}  ${state}  ${words.leg} ${leg.leg}: ${does(leg.does)}`),
  )
  return [...head, ...alone, ...rosters, ...(lines.length === 0 ? [words.idle] : lines)]
}

export function handedOver(legs: number, spoken: Language): string {
  return WORDS[spoken].handedOver(legs)
}

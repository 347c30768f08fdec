/** The state of a cell broadcast for people: messages, cells, BSCs. */
import type { Language } from '../base/failure.ts'
import type { CbsState, StateName } from '../cbs/state.ts'
import { figure } from './terminal.ts'

const WORDS = {
  vi: {
    states: {
      onAir: 'đang phát',
      stopping: 'đang dừng',
      stopped: 'đã dừng',
      over: 'đã hết giờ',
      interrupted: 'bị ngắt, chưa dừng',
    },
    onAirNowhere: 'cần phát, chưa ô nào phát',
    message: 'Tin',
    exercise: 'DIỄN TẬP',
    pages: (count: number) => `${count} trang`,
    serial: 'số sê-ri',
    cells: 'Ô',
    onAir: 'đang phát',
    failed: 'không phát được',
    unknown: 'chưa rõ',
    connected: 'đã kết nối',
    away: 'chưa kết nối',
    broadcasts: 'lượt phát',
    cause: 'nguyên nhân',
  },
  en: {
    states: { onAir: 'on air', stopping: 'stopping', stopped: 'stopped', over: 'over', interrupted: 'interrupted' },
    onAirNowhere: 'starting, in no cell yet',
    message: 'Message',
    exercise: 'EXERCISE',
    pages: (count: number) => `${count} ${count === 1 ? 'page' : 'pages'}`,
    serial: 'serial number',
    cells: 'Cells',
    onAir: 'on air',
    failed: 'failed',
    unknown: 'unknown',
    connected: 'connected',
    away: 'not connected',
    broadcasts: 'broadcasts',
    cause: 'cause',
  },
} as const satisfies Record<
  Language,
  { readonly states: Record<StateName, string>; readonly [word: string]: string | object | ((count: number) => string) }
>

/** Of cells that failed, a BSC names so many. */
const FAILED_SHOWN = 10

export function stateTable(state: CbsState, language: Language): string {
  const words = WORDS[language]
  const messages = 'messages' in state ? state.messages : [state.message]
  const { known, onAir, failed, unknown } = state.cells
  const rows: readonly Row[] = [
    [state.startedAt, stateWords(state, words)],
    ...messages.map(
      ({ id, serial, pages, exercise }) =>
        [
          words.message,
          `${id}${exercise ? ` ${words.exercise}` : ''}, ${words.pages(pages)}, ${words.serial} ${serial}`,
        ] as const,
    ),
    [
      words.cells,
      `${figure(known)}: ${figure(onAir)} ${words.onAir}, ${figure(failed)} ${words.failed}, ${figure(unknown)} ${words.unknown}`,
    ],
    ...state.bscs.flatMap(bsc => [lineOf(bsc, words), ...failedOf(bsc, words)]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length)) + 2
  return `${rows.map(([label, value]) => label.padEnd(width) + value).join('\n')}\n`
}

/** That it is to be on the air is its state; where it is, its cells say. */
function stateWords({ state, cells }: CbsState, words: Words): string {
  return state === 'onAir' && cells.onAir === 0 ? words.onAirNowhere : words.states[state]
}

type Words = (typeof WORDS)[Language]
type Bsc = CbsState['bscs'][number]
type Row = readonly [string, string]

function lineOf({ bsc, connected, onAir, broadcasts }: Bsc, words: Words): Row {
  const told = broadcasts === null ? '' : `, ${figure(broadcasts)} ${words.broadcasts}`
  return [bsc, `${connected ? words.connected : words.away}, ${figure(onAir)} ${words.onAir}${told}`]
}

/** Below their BSC: another may have the same cell on the air. */
function failedOf({ failed }: Bsc, words: Words): readonly Row[] {
  return failed
    .slice(0, FAILED_SHOWN)
    .map(({ cell, cause }) => [`  ${cell}`, `${words.failed}, ${words.cause} ${cause}`])
}

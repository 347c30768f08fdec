/** What is said of a round's state, in both languages. */
import type { Language } from '../base/failure.ts'
import { offsetMs } from '../base/wall-time.ts'
import type { RoundState } from '../round/snapshot.ts'
import type { Tally } from '../round/tally.ts'
import { visible } from './visible-text.ts'

const DAY_MS = 24 * 60 * 60_000
const UNTIL = { vi: 'chờ đến', en: 'waits until' } as const

/**
 * `sending`; `waits until 07:00` while its hours do not let it; whose figures count where another has the round. `now`: milliseconds
 * since 1970.
 */
export function stateWords(
  { state, waitsUntil, takenOverBy }: Pick<Tally, 'state' | 'waitsUntil' | 'takenOverBy'>,
  language: Language,
  now = Date.now(),
): string {
  // By whoever wrote in the log: without a key its servers may have.
  if (takenOverBy !== undefined) return `${STATE_WORDS[language][state]} (${visible(takenOverBy)})`
  if (waitsUntil === undefined) return STATE_WORDS[language][state]
  const at = Date.parse(waitsUntil)
  if (at - now > DAY_MS) return `${UNTIL[language]} ${waitsUntil}`
  const [, time = '', offset = ''] = /T(\d\d:\d\d):\d\d(.*)$/.exec(waitsUntil) ?? []
  // Where this machine's clock shows another time, the zone goes with it.
  const isOurs = Date.parse(`${waitsUntil.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`) === at + offsetMs(at)
  return `${UNTIL[language]} ${time}${isOurs ? '' : ` (${offset})`}`
}

const STATE_WORDS: Readonly<Record<Language, Readonly<Record<RoundState, string>>>> = {
  vi: {
    running: 'đang gửi',
    paused: 'tạm dừng',
    stopped: 'đã dừng',
    interrupted: 'bị ngắt',
    waiting: 'chờ báo nhận',
    finished: 'đã xong',
    joining: 'đang nối vào nhật ký nhân bản',
    following: 'theo sau máy đang gửi',
    fenced: 'máy khác đã tiếp quản; xem số liệu ở máy đó',
  },
  en: {
    running: 'sending',
    paused: 'paused',
    stopped: 'stopped',
    interrupted: 'interrupted',
    waiting: 'waiting for receipts',
    finished: 'finished',
    joining: 'joining the replicated log',
    following: 'following the leader',
    fenced: 'taken over by another machine; see the figures there',
  },
}

/** The states of a round in both languages. */
import type { Language } from '../base/failure.ts'
import type { RoundState } from '../round/snapshot.ts'

export const STATE_WORDS: Readonly<Record<Language, Readonly<Record<RoundState, string>>>> = {
  vi: {
    running: 'đang gửi',
    paused: 'tạm dừng',
    stopped: 'đã dừng',
    interrupted: 'bị ngắt',
    waiting: 'chờ báo nhận',
    finished: 'đã xong',
    following: 'theo sau máy đang gửi',
    fenced: 'máy khác đã tiếp quản; số liệu ở máy đó mới đúng',
    joining: 'đang nối vào nhật ký nhân bản',
  },
  en: {
    running: 'sending',
    paused: 'paused',
    stopped: 'stopped',
    interrupted: 'interrupted',
    waiting: 'waiting for receipts',
    finished: 'finished',
    following: 'following the owner',
    fenced: 'taken over by another, whose figures count',
    joining: 'joining the replicated log',
  },
}

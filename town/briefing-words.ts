/** What the demo says of its briefing, in Vietnamese and English. */

import { decimal, figure } from '../src/app/terminal.ts'
import type { Language } from '../src/base/failure.ts'
import type { BriefingHeld, BriefingMoment } from './briefing.ts'

export interface BriefingWords {
  readonly begins: string
  readonly moment: (moment: BriefingMoment) => string
  readonly title: string
  /** Sentences of what was held. */
  readonly held: (held: BriefingHeld) => readonly string[]
  readonly visit: (chair: string, site: string) => string
}

const vi: BriefingWords = {
  begins: 'Giao ban trực tuyến với 23 bệnh viện (tên giả định); tiếng và hình là một đoạn ghi sẵn do máy phát lại',
  moment: moment => `Giao ban: ${momentVi(moment)}`,
  title: 'Giao ban trực tuyến',
  held: held => [
    `${held.came} trong ${held.expected} điểm cầu có mặt; vắng có lý do ${held.absentWithReason}; mất kết nối giữa chừng ${held.dropped}. ${held.turns} lượt phát biểu; tiếng không có quyền phát biểu mà tới được điểm cầu khác: ${held.heardWithoutFloor}.`,
    `${held.instructions.issued} nhiệm vụ được giao, hai người ký, ${held.instructions.done} đã báo hoàn thành.`,
    ...held.recordings.map(
      ({ octets, durationMs, gaps, sha256 }) =>
        `Bản ghi: ${decimal(durationMs / 1000, 1, 'vi')} giây (buổi họp ${decimal(held.heldSeconds, 1, 'vi')} giây), ${figure(Math.round(octets / 1000))} kB, ${gaps} chỗ trống, SHA-256 ${sha256.slice(0, 16)}…`,
    ),
  ],
  visit: (chair, site) =>
    `Một buổi giao ban đang chờ, dùng camera của máy này. Chủ trì: ${chair}\n  Bệnh viện 02 (mở ở trình duyệt khác): ${site}`,
}

const en: BriefingWords = {
  begins: 'An online briefing with 23 hospitals (made-up names); sound and pictures are a recording that bots play',
  moment: moment => `Briefing: ${momentEn(moment)}`,
  title: 'Online briefing',
  held: held => [
    `${held.came} of ${held.expected} sites came; absent with a reason ${held.absentWithReason}; dropped by the line ${held.dropped}. ${held.turns} turns to speak; voices without the floor that came to any other site: ${held.heardWithoutFloor}.`,
    `${held.instructions.issued} instruction issued, signed by two people, ${held.instructions.done} reported done.`,
    ...held.recordings.map(
      ({ octets, durationMs, gaps, sha256 }) =>
        `Recording: ${(durationMs / 1000).toFixed(1)} s (the briefing took ${held.heldSeconds.toFixed(1)} s), ${figure(Math.round(octets / 1000))} kB, ${gaps} gaps, SHA-256 ${sha256.slice(0, 16)}…`,
    ),
  ],
  visit: (chair, site) =>
    `A briefing waits, with this computer's own camera. The chair: ${chair}\n  Bệnh viện 02 (open it in another browser): ${site}`,
}

export const BRIEFING_WORDS: Readonly<Record<Language, BriefingWords>> = { vi, en }

function momentVi(moment: BriefingMoment): string {
  switch (moment.is) {
    case 'came':
      return `${moment.sites} trong ${moment.of} bệnh viện đã vào, mỗi nơi bằng một liên kết`
    case 'heard':
      return `${moment.site} được mời phát biểu; ${moment.by} trong ${moment.of} điểm cầu khác nghe được`
    case 'revoked':
      return `${moment.site} hết lượt: số điểm cầu còn nghe thấy là ${moment.heardBy}`
    case 'withheld':
      return `${moment.site} cứ phát tiếng khi chưa được mời; số điểm cầu nghe thấy là ${moment.heardBy}`
    case 'dropped':
      return `${moment.site} mất kết nối, điểm danh ghi nhận, rồi trở lại`
    case 'poor':
      return `${moment.site} có đường truyền 64 kbit/s: hạng ${moment.line}, bỏ hình và giữ tiếng`
    case 'issued':
      return `kết luận thành nhiệm vụ của ${moment.site}, thời hạn ${moment.due}, hai người đã ký`
  }
}

function momentEn(moment: BriefingMoment): string {
  switch (moment.is) {
    case 'came':
      return `${moment.sites} of ${moment.of} hospitals came in, by one link each`
    case 'heard':
      return `${moment.site} was given the floor; ${moment.by} of ${moment.of} other sites hear it`
    case 'revoked':
      return `${moment.site} has it no more: ${moment.heardBy} sites still hear it`
    case 'withheld':
      return `${moment.site} sends without the floor all the time; ${moment.heardBy} sites hear it`
    case 'dropped':
      return `${moment.site} lost its line, which the roll says, and came back`
    case 'poor':
      return `${moment.site} has a line of 64 kbit/s: class ${moment.line}, pictures are given up and voices kept`
    case 'issued':
      return `a decision became an instruction to ${moment.site}, due ${moment.due}, signed by two people`
  }
}

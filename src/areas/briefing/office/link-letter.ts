/**
 * The letter that brings a site its link: when, what about, what to prepare, and what the link is. To one site's address alone, with
 * that site's link alone. Pure.
 */
import type { Letter } from '../../../authority/mailer.ts'
import { clockTime, wallDate } from '../../../base/wall-time.ts'
import type { BriefingContent } from '../model.ts'

export interface Invited {
  readonly to: string
  readonly site: string
  readonly briefing: Pick<BriefingContent, 'title' | 'startsAt' | 'minutes'>
  readonly url: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly timeZone: string
}

export function linkLetter({ to, site, briefing, url, expiresAt, timeZone }: Invited): Letter {
  const { title, minutes } = briefing
  const at = Date.parse(briefing.startsAt)
  const vi = (ms: number) => `${clockTime(ms, timeZone)} ngày ${dayIn(ms, timeZone)}`
  const en = (ms: number) => `${clockTime(ms, timeZone)} on ${dayIn(ms, timeZone)}`
  return {
    to: [to],
    subject: `Giao ban trực tuyến: ${title}, ${vi(at)}`,
    text: [
      `Kính gửi ${site}:`,
      `Mời điểm cầu dự giao ban “${title}” lúc ${vi(at)} (giờ ${timeZone}), dự kiến ${minutes} phút.`,
      'Trước giờ giao ban, hãy mở liên kết dưới đây bằng chính máy sẽ dùng, cho phép micro và camera, rồi gọi thử mười giây: trang sẽ nói đường truyền có đủ không và phải làm gì nếu không.',
      `Liên kết chỉ dành cho điểm cầu này, mở được một lần trên một trình duyệt, đến ${vi(expiresAt)}. Không chuyển cho người khác; nếu phải đổi máy, hãy gọi thư ký xin liên kết mới.`,
      url,
      `To ${site}: you are invited to the briefing “${title}” at ${en(at)} (${timeZone}), planned for ${minutes} minutes.`,
      'Before it begins, open the link above on the very computer that you will use, allow the microphone and the camera, and make the test call of ten seconds: the page says whether the line will do, and what to do if not.',
      `The link is for this site alone and opens once, in one browser, until ${en(expiresAt)}. Give it to nobody; to change the computer, call the secretary for a new one.\n`,
    ].join('\n\n'),
  }
}

/** `27/11/2026`. */
function dayIn(ms: number, timeZone: string): string {
  return wallDate(ms, timeZone).split('-').toReversed().join('/')
}

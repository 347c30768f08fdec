/**
 * The letter that brings a site its link: when, what about, what to prepare, and what the link is; and the one that says afterwards
 * that the briefing was moved or cancelled, or that the site is no longer invited. Each with the appointment as a calendar file, and
 * to one site's address alone, with that site's link alone. Pure.
 */
import type { Letter } from '../../../authority/mailer.ts'
import { clockTime, wallDate } from '../../../base/wall-time.ts'
import type { BriefingContent } from '../model.ts'
import { calendarOf } from './calendar.ts'
import { roomAt } from './link.ts'

interface Invitation {
  readonly to: string
  readonly site: { readonly id: string; readonly name: string }
  readonly briefing: {
    readonly id: string
    readonly version: number
    readonly content: Pick<BriefingContent, 'title' | 'startsAt' | 'minutes'>
  }
  /** What letters come from. */
  readonly from: string
  /** Instants are milliseconds since 1970. */
  readonly writtenAt: number
  readonly timeZone: string
}

export interface Invited extends Invitation {
  readonly url: string
  readonly expiresAt: number
}

/** withdrawn: the site was removed from the roster. */
export type InvitationChange = 'moved' | 'cancelled' | 'withdrawn'

export interface Changed extends Invitation {
  readonly change: InvitationChange
  /** Where the room is. */
  readonly origin: string
}

export function linkLetter(invited: Invited): Letter {
  const { to, url, expiresAt } = invited
  const { title, minutes, at, vi, en, site, timeZone } = saidOf(invited)
  return {
    to: [to],
    subject: `Giao ban trực tuyến: ${title}, ${vi(at)}`,
    text: [
      `Kính gửi ${site}:`,
      `Mời điểm cầu dự giao ban “${title}” lúc ${vi(at)} (giờ ${timeZone}), dự kiến ${minutes} phút.`,
      'Trước giờ giao ban, đề nghị mở liên kết dưới đây trên đúng máy sẽ dùng, cho phép micro và camera, rồi gọi thử mười giây: trang sẽ cho biết đường truyền có đạt không và cách khắc phục.',
      `Liên kết chỉ dành cho điểm cầu này, mở được một lần trên một trình duyệt, đến ${vi(expiresAt)}. Không chuyển cho người khác; nếu phải đổi máy, gọi thư ký xin liên kết mới.`,
      url,
      `To ${site}: you are invited to the briefing “${title}” at ${en(at)} (${timeZone}), planned for ${minutes} minutes.`,
      'Before the start, open the link above on the computer you will use, allow the microphone and camera, and make the ten-second test call. The page shows whether your line is good enough, and what to do if not.',
      `The link is only for this site and opens once, in one browser, until ${en(expiresAt)}. Do not pass it on; to change the computer, call the secretary for a new one.\n`,
    ].join('\n\n'),
    calendar: appointment(invited, 'REQUEST', {
      url,
      about:
        'Liên kết chỉ dành cho điểm cầu này, mở được một lần trên một trình duyệt. Mở trên đúng máy sẽ dùng và gọi thử trước giờ.\n\nThe link is only for this site and opens once, in one browser. Open it on the computer you will use, and make the test call beforehand.',
    }),
  }
}

/** Holds no link: its secret was told once. */
export function changeLetter(changed: Changed): Letter {
  const { to, change, origin } = changed
  const { title, minutes, at, vi, en, site, timeZone } = saidOf(changed)
  const [sentence, english] = {
    moved: [
      `Giao ban “${title}” chuyển sang ${vi(at)} (giờ ${timeZone}), dự kiến ${minutes} phút. Liên kết đã cấp vẫn dùng được.`,
      `The briefing “${title}” was moved to ${en(at)} (${timeZone}), planned for ${minutes} minutes. The link of your site remains valid.`,
    ],
    cancelled: [
      `Giao ban “${title}” lúc ${vi(at)} đã hủy. Liên kết đã cấp không còn dùng được.`,
      `The briefing “${title}” at ${en(at)} was cancelled. The link of your site no longer works.`,
    ],
    withdrawn: [
      `Điểm cầu không còn trong danh sách dự giao ban “${title}” lúc ${vi(at)}. Liên kết đã cấp không còn dùng được.`,
      `The site is no longer invited to the briefing “${title}” at ${en(at)}. The link of your site no longer works.`,
    ],
  }[change]
  const subject = { moved: 'Đổi giờ', cancelled: 'Hủy', withdrawn: 'Rút giấy mời' }[change]
  return {
    to: [to],
    subject: `${subject} – Giao ban trực tuyến: ${title}, ${vi(at)}`,
    text: [`Kính gửi ${site}:`, sentence, `To ${site}: ${english}\n`].join('\n\n'),
    calendar: appointment(changed, change === 'moved' ? 'REQUEST' : 'CANCEL', {
      url: roomAt(origin),
      about: `${sentence}\n\n${english}`,
    }),
  }
}

function saidOf({ briefing: { content }, site, timeZone }: Invitation) {
  const at = Date.parse(content.startsAt)
  return {
    title: content.title,
    minutes: content.minutes,
    at,
    site: site.name,
    timeZone,
    vi: (ms: number) => `${clockTime(ms, timeZone)} ngày ${dayIn(ms, timeZone)}`,
    en: (ms: number) => `${clockTime(ms, timeZone)} on ${dayIn(ms, timeZone)}`,
  }
}

/** One for each site: whoever answers for two has two links. */
function appointment(
  { to, site, briefing, from, writtenAt }: Invitation,
  method: 'REQUEST' | 'CANCEL',
  { url, about }: { readonly url: string; readonly about: string },
) {
  const { title, startsAt, minutes } = briefing.content
  const at = Date.parse(startsAt)
  const text = calendarOf({
    method,
    id: `${briefing.id}-${site.id}`,
    sequence: briefing.version - 1,
    writtenAt,
    startsAt: at,
    endsAt: at + minutes * MINUTE_MS,
    title,
    about,
    url,
    organizer: from,
    attendee: to,
  })
  return { method, text }
}

const MINUTE_MS = 60_000

/** `27/11/2026`. */
function dayIn(ms: number, timeZone: string): string {
  return wallDate(ms, timeZone).split('-').toReversed().join('/')
}

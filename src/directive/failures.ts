/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { Failure, failuresOf } from '../base/failure.ts'
import { unknownCaller, unprocessable } from '../base/failure-kinds.ts'
import type { NamedRoster } from './statement.ts'

export const DIRECTIVE_FAILURES = {
  signatureWrong: {
    ...unknownCaller({
      vi: 'Chữ ký của {document} không đúng với khóa đã ghim. Văn bản đã bị từ chối; hãy kiểm tra khóa của hai bên.',
      en: 'The signature of this {document} is not by the pinned key. The document was refused; check the keys of both sides.',
    }),
    blame: 'peer',
  },
  documentMalformed: {
    ...unprocessable({
      vi: 'Văn bản {document} được ký nhưng sai cấu trúc ở {where}. Hãy cập nhật phần mềm hai bên lên cùng phiên bản.',
      en: 'The {document} is signed but malformed at {where}. Bring both sides to the same version.',
    }),
    blame: 'peer',
  },
  needsTwoPeople: {
    ...unprocessable({
      vi: 'Lệnh chưa có đủ chữ ký của hai người mà nút này chấp nhận: {vi}. Không gửi gì; hãy xem danh sách người ký ở hai bên.',
      en: 'The directive lacks the signatures of two people whom this node accepts: {en}. Nothing is sent; compare the rosters of both sides.',
    }),
    blame: 'peer',
  },
  notOnRoster: {
    ...unprocessable({
      vi: 'Người này hoặc khóa ký này không có trong danh sách người ký. Đề nghị quản trị viên đưa khóa vào danh sách.',
      en: 'This person or this signing key is not on the roster. Ask an administrator to add the key.',
    }),
    blame: 'caller',
  },
  signatureOfPersonWrong: {
    ...unprocessable({
      vi: 'Chữ ký không đúng với nội dung hoặc với khóa, hoặc thiếu xác minh người dùng. Hãy mở lại trang và ký lần nữa.',
      en: 'The signature does not match this content or key, or lacks user verification. Open the page again and sign once more.',
    }),
    blame: 'caller',
  },
  rosterNotNext: {
    ...unprocessable({
      vi: 'Danh sách người ký số {roster} không nối tiếp số {before} đang giữ. Hãy so mã của hai bên với cơ quan chủ quản.',
      en: 'Roster {roster} does not follow roster {before} on this node. Compare the digests of both sides with the authority.',
    }),
    blame: 'peer',
  },
  rosterUnsigned: {
    ...unprocessable({
      vi: 'Danh sách người ký số {roster} cần {needed} quản trị viên ký, mới có {signed}. Danh sách cũ vẫn giữ nguyên.',
      en: 'Roster {roster} needs the signatures of {needed} administrators and has {signed}. The previous roster stays.',
    }),
    blame: 'peer',
  },
  rosterBehind: {
    ...unprocessable({
      vi: 'Có người đã ký theo danh sách người ký số {named} ({sha256}), còn ở đây đang giữ danh sách số {roster}. Chưa làm gì cho đến khi nhận được danh sách đó; hãy so mã của hai bên với cơ quan chủ quản.',
      en: 'Someone signed under roster {named} ({sha256}), but this node has roster {roster}. Nothing is done until that roster arrives; compare the digests with the authority.',
    }),
    blame: 'peer',
    retry: 'now',
  },
  rosterOld: {
    ...unprocessable({
      vi: 'Danh sách người ký số {roster} đã được ký hơn {days} ngày trước và chưa ai ký gì theo danh sách đó. Danh sách cũ vẫn giữ nguyên; nếu danh sách mới là đúng, hãy ghim lại mã của danh sách đó.',
      en: 'Roster {roster} was signed more than {days} days ago, and nobody has signed under it. The previous roster stays; if the new one is right, pin its digest.',
    }),
    blame: 'peer',
  },
  clockSkew: {
    ...unknownCaller({
      vi: 'Đồng hồ hai bên lệch nhau {seconds} giây. Hãy chỉnh lại giờ hệ thống.',
      en: 'The clocks of the two sides differ by {seconds} seconds. Correct the system time.',
    }),
    retry: 'now',
  },
  nodeUnknown: unknownCaller({
    vi: 'Cơ quan chủ quản không nhận khóa của nút này: chưa đăng ký, đã đổi khóa hoặc đã bị thu hồi. Đề nghị cấp mã đăng ký mới.',
    en: 'The authority does not accept this node’s key: never enrolled, rotated or revoked. Ask for a new enrolment code.',
  }),
  enrolmentCodeWrong: unknownCaller({
    vi: 'Mã đăng ký không đúng, đã dùng hoặc đã hết hạn. Hãy xin mã mới từ cơ quan chủ quản.',
    en: 'The enrolment code is wrong, used or expired. Ask the authority for a new one.',
  }),
} as const satisfies FailureTable

export const directiveFailure = failuresOf(DIRECTIVE_FAILURES)

/** `rosterBehind`: nothing can be proved here before the roster comes that somebody has named. */
export class RosterBehind extends Failure {
  readonly named: NamedRoster

  constructor(held: number, named: NamedRoster) {
    const details = { roster: held, named: named.number, sha256: named.sha256 }
    super('rosterBehind', DIRECTIVE_FAILURES.rosterBehind, details)
    this.named = named
  }
}

const DOES = {
  submit: { vi: 'trình duyệt', en: 'submit' },
  approve: { vi: 'phê duyệt', en: 'approve' },
  schedule: { vi: 'hẹn giờ', en: 'schedule' },
  resume: { vi: 'tiếp tục', en: 'resume' },
} as const

const LACKS = {
  none: { vi: 'không có chữ ký', en: 'there is no signature' },
  other: { vi: 'chữ ký cho nội dung khác', en: 'the signature covers other content' },
  key: { vi: 'khóa không có trong danh sách', en: 'the key is not on the roster' },
  role: { vi: 'người ký không có vai trò đó', en: 'the signer does not have that role' },
  'same-person': { vi: 'vẫn là một người', en: 'both signers are the same person' },
  operator: { vi: 'ký cho nhà mạng khác', en: 'the signature is for another operator' },
  time: { vi: 'thời điểm ký không hợp lệ', en: 'the signing time is not valid' },
  unnamed: { vi: 'chữ ký không nêu cơ quan và danh sách người ký', en: 'the signature names no authority and roster' },
  authority: { vi: 'ký cho cơ quan khác', en: 'the signature is for another authority' },
} as const

/** `needsTwoPeople`, with what is missing of which signature. */
export function lacksTwoPeople(does: keyof typeof DOES, why: keyof typeof LACKS) {
  const said = (spoken: 'vi' | 'en') => `${DOES[does][spoken]}: ${LACKS[why][spoken]}`
  return directiveFailure('needsTwoPeople', { does, why, vi: said('vi'), en: said('en') })
}

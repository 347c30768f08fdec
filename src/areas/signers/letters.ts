/**
 * Tells approvers, auditors and administrators by mail that a roster waits which one administrator alone has signed: they have
 * until its hour to object. The pages say so too; nothing waits for a letter.
 */
import type { Mailer } from '../../authority/mailer.ts'
import { tellWatchful } from '../access/letters.ts'
import type { Person } from '../access/model.ts'

/** A roster that nobody else has signed, until it comes into force. */
export interface Waiting {
  readonly number: number
  readonly sha256: string
  readonly signedBy: string
  /** Milliseconds since 1970. */
  readonly notBefore: number
}

export async function tellWaiting(
  mailer: Mailer,
  { number, sha256, signedBy, notBefore }: Waiting,
  { people, origin }: { readonly people: readonly Person[]; readonly origin: string },
): Promise<void> {
  const at = new Date(notBefore).toISOString()
  await tellWatchful(mailer, people, {
    subject: `Danh sách người ký số ${number} đang chờ có hiệu lực`,
    text: [
      `Danh sách người ký số ${number} (SHA-256 ${sha256}) mới chỉ có một quản trị viên ký (${signedBy}) và sẽ có hiệu lực lúc ${at}. Hãy mở trang Người ký để xem ai được thêm, ai bị bỏ. Nếu sai, hãy yêu cầu lập lại trước giờ đó.`,
      `Roster ${number} (SHA-256 ${sha256}) was signed by only one administrator (${signedBy}) and takes effect at ${at}. See on the page Signers who was added and who was left out. If it is wrong, ask for a new one before then.`,
      `${origin}/signers\n`,
    ].join('\n\n'),
    isUrgent: true,
  })
}

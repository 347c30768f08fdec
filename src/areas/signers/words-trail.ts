/** What those who sign write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.signer': { vi: 'Khóa ký', en: 'Signing keys' },
  'trail.kind.roster': { vi: 'Danh sách người ký', en: 'Rosters' },
  'trail.signer.key-on': { vi: 'tạo khóa ký', en: 'created a signing key' },
  'trail.signer.key-off': { vi: 'bỏ khóa ký', en: 'removed a signing key' },
  'trail.roster.prepare': { vi: 'lập danh sách người ký mới, chờ ký', en: 'prepared a new roster, to be signed' },
  'trail.roster.begin': {
    vi: 'cho danh sách người ký kế tiếp bắt đầu chuỗi mới',
    en: 'let the next roster start a new chain',
  },
  'trail.roster.sign': { vi: 'ký danh sách người ký', en: 'signed a roster' },
  'trail.roster.publish': { vi: 'danh sách người ký có hiệu lực', en: 'the roster came into force' },
} as const satisfies Words

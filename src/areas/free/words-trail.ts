/** What the list of what is free writes into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.list': { vi: 'Danh mục miễn cước', en: 'Lists of what is free' },
  'trail.kind.audit': { vi: 'Đối soát cước', en: 'Audits of charging' },
  'trail.list.save': { vi: 'lưu dự thảo danh mục miễn cước', en: 'saved the draft of what is free' },
  'trail.list.submit': { vi: 'trình duyệt danh mục miễn cước', en: 'submitted the list of what is free' },
  'trail.list.withdraw': { vi: 'rút lại danh mục miễn cước đã trình', en: 'withdrew the list of what is free' },
  'trail.list.approve': {
    vi: 'phê duyệt và ký danh mục miễn cước',
    en: 'approved and signed the list of what is free',
  },
  'trail.list.return': { vi: 'trả lại danh mục miễn cước', en: 'sent the list of what is free back' },
  'trail.list.hold': {
    vi: 'giữ lại danh mục miễn cước sau khi khôi phục',
    en: 'held the list of what is free after a restore',
  },
  'trail.list.acknowledge': { vi: 'xác nhận đã nhận danh mục miễn cước', en: 'confirmed the list of what is free' },
  'trail.list.refuse': { vi: 'từ chối danh mục miễn cước', en: 'refused the list of what is free' },
  'trail.audit.keep': { vi: 'lưu kết quả đối soát cước', en: 'kept an audit of charging' },
  'trail.list.recover': {
    vi: 'trả về danh mục miễn cước bị mất sau khi khôi phục',
    en: 'gave back a list of what is free that a restore had lost',
  },
} as const satisfies Words

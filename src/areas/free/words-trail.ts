/** What the list of what is free writes into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.list': { vi: 'Danh mục miễn cước', en: 'Free lists' },
  'trail.kind.audit': { vi: 'Đối soát cước', en: 'Charging audits' },
  'trail.list.save': { vi: 'lưu dự thảo danh mục miễn cước', en: 'saved the free list draft' },
  'trail.list.submit': { vi: 'trình duyệt danh mục miễn cước', en: 'submitted the free list' },
  'trail.list.withdraw': { vi: 'rút lại danh mục miễn cước đã trình', en: 'withdrew the free list' },
  'trail.list.approve': { vi: 'phê duyệt và ký danh mục miễn cước', en: 'approved and signed the free list' },
  'trail.list.return': { vi: 'trả lại danh mục miễn cước', en: 'sent back the free list' },
  'trail.list.hold': { vi: 'giữ lại danh mục miễn cước sau khi khôi phục', en: 'held the free list after a restore' },
  'trail.list.acknowledge': { vi: 'xác nhận đã nhận danh mục miễn cước', en: 'confirmed the free list' },
  'trail.list.refuse': { vi: 'từ chối danh mục miễn cước', en: 'refused the free list' },
  'trail.audit.keep': { vi: 'lưu kết quả đối soát cước', en: 'saved a charging audit' },
  'trail.list.recover': { vi: 'khôi phục danh mục miễn cước bị mất', en: 'recovered a free list lost in a restore' },
} as const satisfies Words

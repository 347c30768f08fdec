/** What bulletins write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.bulletin': { vi: 'Bản tin', en: 'Bulletins' },
  'trail.bulletin.create': { vi: 'soạn bản tin', en: 'drafted a bulletin' },
  'trail.bulletin.save': { vi: 'sửa bản tin', en: 'changed a bulletin' },
  'trail.bulletin.submit': {
    vi: 'trình bản tin cùng nội dung đính chính',
    en: 'submitted a bulletin with its correction',
  },
  'trail.bulletin.approve': { vi: 'phê duyệt bản tin', en: 'approved a bulletin' },
  'trail.bulletin.return': { vi: 'trả lại bản tin', en: 'sent back a bulletin' },
  'trail.bulletin.revise': { vi: 'mở phiên bản mới của bản tin', en: 'began a new version of a bulletin' },
  'trail.bulletin.discard': { vi: 'hủy phiên bản bản tin', en: 'discarded a bulletin' },
  'trail.bulletin.release': { vi: 'phát hành bản tin trên các kênh', en: 'released a bulletin on its channels' },
  'trail.bulletin.hold': { vi: 'giữ lại bản tin đang chờ phát hành', en: 'held back a bulletin awaiting release' },
  'trail.bulletin.uphold': {
    vi: 'xác nhận bản tin còn hiệu lực sau khôi phục',
    en: 'confirmed after a restore that a bulletin is still valid',
  },
  'trail.bulletin.correct': { vi: 'đính chính bản tin', en: 'corrected a bulletin' },
  'trail.bulletin.cancel': { vi: 'thu hồi bản tin', en: 'cancelled a bulletin' },
  'trail.kind.sound': { vi: 'Âm thanh', en: 'Sounds' },
  'trail.bulletin.archive': { vi: 'chuyển bản tin vào lưu trữ', en: 'archived a bulletin' },
  'trail.bulletin.unarchive': { vi: 'đưa bản tin ra khỏi lưu trữ', en: 'restored a bulletin from the archive' },
  'trail.bulletin.delete': { vi: 'xóa dự thảo bản tin chưa trình', en: 'deleted a bulletin draft' },
  'trail.sound.keep': { vi: 'thêm âm thanh cho bản tin', en: 'added a sound for bulletins' },
  'trail.kind.placement': { vi: 'Lượt đăng, phát', en: 'Placements' },
  'trail.placement.record': { vi: 'ghi nhận lượt đăng, phát', en: 'recorded a placement' },
  'trail.placement.withdraw': { vi: 'rút lượt đăng, phát', en: 'withdrew a placement' },
  'trail.placement.picture': { vi: 'thêm ảnh cho lượt đăng, phát', en: 'added a picture to a placement' },
} as const satisfies Words

/** What briefings write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'
import { instructionTrailWords } from './instructions/words-trail.ts'

export const trailWords = {
  'trail.kind.briefing': { vi: 'Giao ban trực tuyến', en: 'Briefings' },
  'trail.briefing.site-add': { vi: 'thêm điểm cầu', en: 'added a site' },
  'trail.briefing.site-save': { vi: 'sửa điểm cầu', en: 'changed a site' },
  'trail.briefing.site-order': { vi: 'sắp xếp lại các điểm cầu', en: 'reordered the sites' },
  'trail.briefing.create': { vi: 'tạo buổi giao ban', en: 'created a briefing' },
  'trail.briefing.save': { vi: 'sửa buổi giao ban', en: 'changed a briefing' },
  'trail.briefing.cancel': { vi: 'hủy buổi giao ban', en: 'cancelled a briefing' },
  'trail.briefing.link': { vi: 'cấp liên kết vào phòng cho điểm cầu', en: 'issued a site’s link' },
  'trail.briefing.enter': { vi: 'điểm cầu mở liên kết vào phòng', en: 'a site opened its link to the room' },
  'trail.briefing.document-add': { vi: 'thêm tài liệu giao ban', en: 'added a document' },
  'trail.briefing.document-remove': { vi: 'bỏ tài liệu giao ban', en: 'removed a document' },
  'trail.briefing.begin': { vi: 'bắt đầu giao ban', en: 'began the briefing' },
  'trail.briefing.end': { vi: 'kết thúc giao ban', en: 'ended the briefing' },
  'trail.briefing.remove': { vi: 'mời điểm cầu ra khỏi phòng', en: 'removed a site from the room' },
  'trail.briefing.reason': { vi: 'ghi lý do vắng mặt của điểm cầu', en: 'recorded why a site was absent' },
  'trail.briefing.roll': { vi: 'điểm danh', en: 'called the roll' },
  'trail.briefing.floor': { vi: 'mời hoặc dừng phát biểu', en: 'gave or revoked the floor' },
  'trail.briefing.question': {
    vi: 'gửi, rút hoặc trả lời câu hỏi bằng văn bản',
    en: 'wrote, withdrew or answered a question',
  },
  'trail.briefing.chair': { vi: 'chuyển quyền chủ trì', en: 'passed on the chair' },
  'trail.briefing.record': { vi: 'lưu tệp ghi buổi giao ban', en: 'saved a recording file' },
  'trail.briefing.record-failed': { vi: 'không ghi tiếp được buổi giao ban', en: 'recording stopped by a fault' },
  'trail.briefing.minute-add': { vi: 'ghi biên bản', en: 'added to the minutes' },
  'trail.briefing.minute-save': { vi: 'sửa biên bản', en: 'changed the minutes' },
  'trail.briefing.minute-remove': { vi: 'bỏ một mục của biên bản', en: 'removed an entry from the minutes' },
  'trail.briefing.close': { vi: 'khóa biên bản', en: 'closed the minutes' },
  ...instructionTrailWords,
} as const satisfies Words

/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { broken, conflict, refused, unknownCaller, unprocessable } from '../../base/failure-kinds.ts'

export const BRIEFING_FAILURES = {
  // Sites and rosters --------------------------------------------------------------------------------------------------
  siteTaken: conflict({
    vi: 'Đã có điểm cầu tên {name}. Chọn tên khác.',
    en: 'A site named {name} already exists. Choose another name.',
  }),
  sitesFull: conflict({
    vi: 'Đã có {max} điểm cầu, không thêm được nữa. Dùng lại một điểm cầu đã có.',
    en: 'There are already {max} sites, the most allowed. Reuse an existing one.',
  }),
  siteOrder: conflict({
    vi: 'Danh sách điểm cầu đã thay đổi sau khi anh/chị mở. Tải lại trang rồi sắp xếp lại.',
    en: 'The list of sites has changed since you opened it. Reload the page and reorder it again.',
  }),
  siteUnknown: unprocessable({
    vi: 'Trong danh sách có điểm cầu không tồn tại hoặc đã ngừng mời. Tải lại trang rồi chọn lại.',
    en: 'The roster names a site that does not exist or has been removed. Reload the page and choose again.',
  }),
  rosterTwice: unprocessable({
    vi: '{site} có trong danh sách hai lần. Bỏ bớt một.',
    en: '{site} is on the roster twice. Remove one of them.',
  }),
  chairsTooMany: unprocessable({
    vi: 'Chỉ được có một điểm cầu chủ trì. Đổi vai trò của các điểm cầu còn lại.',
    en: 'Only one site can be the chair. Give the others another role.',
  }),
  chairMissing: unprocessable({
    vi: 'Chưa có điểm cầu chủ trì. Chọn một điểm cầu chủ trì rồi bắt đầu.',
    en: 'There is no chair. Make one site the chair, then start.',
  }),
  deputiesTooMany: unprocessable({
    vi: 'Chỉ được có một điểm cầu thay chủ trì. Đổi vai trò của các điểm cầu còn lại.',
    en: 'Only one site can be the deputy. Give the others another role.',
  }),
  interpreterLanguage: unprocessable({
    vi: 'Chỉ điểm cầu phiên dịch có ngôn ngữ, và phải có: {site}. Chọn lại ngôn ngữ.',
    en: 'Interpreters need a language and no other site may have one: {site}. Choose the language again.',
  }),
  interpretersTooMany: unprocessable({
    vi: 'Mỗi ngôn ngữ chỉ có một phiên dịch: {language}. Bỏ bớt hoặc đổi ngôn ngữ.',
    en: 'Only one interpreter per language: {language}. Remove one or change the language.',
  }),
  agendaTwice: unprocessable({
    vi: 'Hai nội dung của chương trình có cùng mã. Tải lại trang rồi nhập lại.',
    en: 'Two agenda items have the same id. Reload the page and enter them again.',
  }),
  agendaSite: unprocessable({
    vi: 'Điểm cầu báo cáo nội dung “{title}” không có trong danh sách. Thêm vào danh sách hoặc chọn điểm cầu khác.',
    en: 'The site that reports on “{title}” is not on the roster. Add it or choose another.',
  }),

  // States -------------------------------------------------------------------------------------------------------------
  briefingOnlyAdds: conflict({
    vi: 'Buổi giao ban đang diễn ra: chỉ thêm được điểm cầu và nội dung, không bỏ hay sửa.',
    en: 'The briefing is under way: you can add sites and items, but not remove or change them.',
  }),
  briefingEnded: conflict({
    vi: 'Buổi giao ban đã kết thúc nên không thực hiện được việc này. Tải lại trang.',
    en: 'The briefing has ended, so this can no longer be done. Reload the page.',
  }),
  briefingCancelled: conflict({
    vi: 'Buổi giao ban đã hủy nên không thực hiện được việc này. Tải lại trang.',
    en: 'The briefing was cancelled, so this can no longer be done. Reload the page.',
  }),
  briefingBegun: conflict({
    vi: 'Buổi giao ban đã bắt đầu nên không hủy được. Kết thúc buổi giao ban.',
    en: 'The briefing has started, so it can no longer be cancelled. End it instead.',
  }),
  briefingNotEnded: conflict({
    vi: 'Buổi giao ban chưa kết thúc nên chưa khóa được biên bản. Kết thúc buổi giao ban trước.',
    en: 'The briefing has not ended, so its minutes cannot be closed yet. End it first.',
  }),
  minutesClosed: conflict({
    vi: 'Biên bản đã khóa nên không sửa được. Nếu phải đính chính, ghi vào biên bản buổi giao ban sau.',
    en: 'The minutes are closed and cannot change. Put corrections into the minutes of the next briefing.',
  }),

  // Links --------------------------------------------------------------------------------------------------------------
  linkUnknown: refused({
    vi: 'Liên kết không đúng hoặc đã được thay bằng liên kết mới. Mở liên kết mới nhất, hoặc gọi thư ký xin liên kết khác.',
    en: 'This link is wrong or was replaced. Open the newest link you received, or call the secretary for another.',
  }),
  linkUsed: refused({
    vi: 'Liên kết này chỉ mở được một lần và đã được mở. Dùng máy đã mở, hoặc gọi thư ký xin liên kết mới.',
    en: 'This link opens only once and was already opened in a browser. Use that computer, or call the secretary for a new link.',
  }),
  linkExpired: refused({
    vi: 'Liên kết đã hết hạn vì buổi giao ban đã qua. Nếu buổi giao ban vẫn diễn ra, gọi thư ký xin liên kết mới.',
    en: 'This link has expired because the briefing’s time has passed. If the briefing goes on, call the secretary for a new link.',
  }),
  linkCancelled: refused({
    vi: 'Buổi giao ban này đã hủy nên liên kết không dùng được. Chờ liên kết của buổi sau.',
    en: 'This briefing was cancelled, so its link no longer works. Wait for the next one’s link.',
  }),
  linkEnded: refused({
    vi: 'Buổi giao ban này đã kết thúc nên liên kết không dùng được. Dùng máy đã vào phòng để xem nhiệm vụ được giao.',
    en: 'This briefing has ended, so its link no longer works. See the instructions on the computer used in the room.',
  }),
  linkLate: conflict({
    vi: 'Giờ của buổi giao ban đã qua nên liên kết mới không dùng được. Sửa giờ bắt đầu hoặc thời lượng rồi cấp lại.',
    en: 'The briefing’s time has passed, so a new link would not work. Change its start or length, then issue the link again.',
  }),
  placeUnknown: unknownCaller({
    vi: 'Máy này chưa vào phòng giao ban, hoặc liên kết đã được thay hay thu hồi. Mở lại liên kết đã nhận, hoặc gọi thư ký xin liên kết mới.',
    en: 'This computer has not joined the briefing, or its link was replaced or withdrawn. Open your link again, or call the secretary for a new one.',
  }),
  placeCancelled: unknownCaller({
    vi: 'Buổi giao ban này đã hủy. Chờ liên kết của buổi sau.',
    en: 'This briefing was cancelled. Wait for the next one’s link.',
  }),

  // Documents ----------------------------------------------------------------------------------------------------------
  documentsFull: conflict({
    vi: 'Buổi giao ban đã có {max} tài liệu, không thêm được nữa. Bỏ bớt tài liệu cũ.',
    en: 'The briefing already has {max} documents, the most allowed. Remove one that is not needed.',
  }),
  documentPagesFull: conflict({
    vi: 'Tài liệu của buổi giao ban nhiều hơn {max} trang. Bỏ bớt tài liệu hoặc rút gọn.',
    en: 'The briefing’s documents have more than {max} pages. Remove or shorten some.',
  }),
  documentsHeavy: conflict({
    vi: 'Ảnh các trang tài liệu của buổi giao ban nặng hơn {max} MB. Bỏ bớt tài liệu hoặc rút gọn.',
    en: 'The page images of the briefing’s documents exceed {max} MB. Remove or shorten some documents.',
  }),
  pageOutside: unprocessable({
    vi: 'Tài liệu này chỉ có {pages} trang. Bỏ tài liệu rồi tải lên lại cho đủ trang.',
    en: 'This document has only {pages} pages. Remove it and upload it again with all its pages.',
  }),
  pageTaken: conflict({
    vi: 'Trang này đã có hình khác. Muốn thay, bỏ tài liệu rồi tải lên lại.',
    en: 'This page already has another picture. To replace it, remove the document and upload it again.',
  }),
  pictureFaulty: unprocessable({
    vi: 'Tệp này không phải hình WebP, PNG hay JPEG như đã khai. Tải tài liệu lên lại.',
    en: 'This file is not the WebP, PNG or JPEG picture it claims to be. Upload the document again.',
  }),
  pictureTooLarge: unprocessable({
    vi: 'Hình của trang rộng hoặc cao hơn {max} điểm ảnh. Thu nhỏ rồi tải lên lại.',
    en: 'The page picture is wider or taller than {max} pixels. Make it smaller and upload it again.',
  }),

  // Minutes ------------------------------------------------------------------------------------------------------------
  minutesFull: conflict({
    vi: 'Biên bản đã có {max} mục, không thêm được nữa. Gộp các mục ngắn.',
    en: 'The minutes already have {max} entries, the most allowed. Merge some short ones.',
  }),
  minuteItem: unprocessable({
    vi: 'Nội dung được chọn không có trong chương trình. Tải lại trang rồi chọn lại.',
    en: 'The chosen item is not on the agenda. Reload the page and choose again.',
  }),
  minuteSite: unprocessable({
    vi: 'Điểm cầu được chọn không có trong danh sách. Tải lại trang rồi chọn lại.',
    en: 'The chosen site is not on the roster. Reload the page and choose again.',
  }),
  minuteUsed: conflict({
    vi: 'Kết luận này đã thành nhiệm vụ nên không bỏ được. Sửa câu chữ, hoặc thu hồi nhiệm vụ trước.',
    en: 'An instruction is based on this decision, so it cannot be removed. Edit its text, or withdraw the instruction first.',
  }),

  // Recordings ---------------------------------------------------------------------------------------------------------
  recordingGone: {
    ...broken({
      vi: 'Tệp ghi buổi giao ban không còn hoặc đã bị thay đổi trên máy chủ. Báo quản trị viên khôi phục từ bản sao lưu.',
      en: 'The recording is missing from the server or was altered. Ask the administrator to restore it from a backup.',
    }),
    http: 410,
  },
} as const satisfies FailureTable

export const briefingFailure = failuresOf(BRIEFING_FAILURES)

/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { broken, conflict, refused, unknownCaller, unprocessable } from '../../base/failure-kinds.ts'

export const BRIEFING_FAILURES = {
  // Sites and rosters --------------------------------------------------------------------------------------------------
  siteTaken: conflict({
    vi: 'Đã có điểm cầu tên {name}. Hãy chọn tên khác.',
    en: 'There is a site named {name} already. Choose another name.',
  }),
  sitesFull: conflict({
    vi: 'Đã có {max} điểm cầu, không thêm được nữa. Hãy dùng lại một điểm cầu đã có.',
    en: 'There are {max} sites, no more can be added. Use one that is there.',
  }),
  siteOrder: conflict({
    vi: 'Danh sách điểm cầu đã thay đổi sau khi anh/chị mở. Hãy tải lại trang rồi sắp xếp lại.',
    en: 'The list of sites has changed since you opened it. Load the page again and put them in order again.',
  }),
  siteUnknown: unprocessable({
    vi: 'Trong danh sách có điểm cầu không tồn tại hoặc không còn được mời. Hãy tải lại trang rồi chọn lại.',
    en: 'The roster names a site that does not exist or is not invited any more. Load the page again and choose again.',
  }),
  rosterTwice: unprocessable({
    vi: '{site} có trong danh sách hai lần. Hãy bỏ bớt một.',
    en: '{site} is on the roster twice. Remove one of them.',
  }),
  chairsTooMany: unprocessable({
    vi: 'Chỉ được có một điểm cầu chủ trì. Hãy đổi vai trò của các điểm cầu còn lại.',
    en: 'Only one site can be the chair. Give the others another role.',
  }),
  chairMissing: unprocessable({
    vi: 'Chưa có điểm cầu chủ trì. Hãy chọn một điểm cầu làm chủ trì rồi bắt đầu.',
    en: 'There is no chair. Make one site the chair, then begin.',
  }),
  deputiesTooMany: unprocessable({
    vi: 'Nhiều nhất một điểm cầu thay chủ trì. Hãy đổi vai trò của các điểm cầu còn lại.',
    en: 'At most one site can be the deputy. Give the others another role.',
  }),
  interpreterLanguage: unprocessable({
    vi: '{site} là phiên dịch nên phải có ngôn ngữ, và chỉ phiên dịch mới có. Hãy chọn lại ngôn ngữ.',
    en: 'An interpreter has a language and nobody else does: {site}. Choose the language again.',
  }),
  interpretersTooMany: unprocessable({
    vi: 'Mỗi ngôn ngữ chỉ có một phiên dịch: {language}. Hãy bỏ bớt hoặc đổi ngôn ngữ.',
    en: 'There is one interpreter for a language: {language}. Remove one or change the language.',
  }),
  agendaTwice: unprocessable({
    vi: 'Hai nội dung của chương trình có cùng mã. Hãy tải lại trang rồi nhập lại.',
    en: 'Two items of the agenda have the same id. Load the page again and enter them again.',
  }),
  agendaSite: unprocessable({
    vi: 'Điểm cầu báo cáo nội dung “{title}” không có trong danh sách. Hãy thêm vào danh sách hoặc chọn điểm cầu khác.',
    en: 'The site that reports on “{title}” is not on the roster. Put it there or choose another.',
  }),

  // States -------------------------------------------------------------------------------------------------------------
  briefingOnlyAdds: conflict({
    vi: 'Buổi giao ban đang diễn ra: chỉ thêm được điểm cầu và nội dung, không bỏ hay sửa phần đã có.',
    en: 'The briefing is under way: sites and items can be added, and none of those that are there removed or changed.',
  }),
  briefingEnded: conflict({
    vi: 'Buổi giao ban đã kết thúc nên không làm được việc này nữa. Hãy tải lại trang.',
    en: 'The briefing has ended, so this cannot be done any more. Reload the page.',
  }),
  briefingCancelled: conflict({
    vi: 'Buổi giao ban đã hủy nên không làm được việc này nữa. Hãy tải lại trang.',
    en: 'The briefing was cancelled, so this cannot be done any more. Reload the page.',
  }),
  briefingBegun: conflict({
    vi: 'Buổi giao ban đã bắt đầu nên không hủy được nữa. Hãy kết thúc buổi giao ban.',
    en: 'The briefing has begun, so it cannot be cancelled any more. End it instead.',
  }),
  briefingNotEnded: conflict({
    vi: 'Buổi giao ban chưa kết thúc nên chưa khóa được biên bản. Hãy kết thúc buổi giao ban trước.',
    en: 'The briefing has not ended, so its minutes cannot be closed yet. End it first.',
  }),
  minutesClosed: conflict({
    vi: 'Biên bản đã khóa nên không sửa được nữa. Nếu phải đính chính, hãy ghi vào biên bản buổi giao ban sau.',
    en: 'The minutes are closed and never change. To correct something, put it into the minutes of the next briefing.',
  }),

  // Links --------------------------------------------------------------------------------------------------------------
  linkUnknown: refused({
    vi: 'Liên kết này không đúng hoặc đã được thay bằng liên kết mới. Hãy mở liên kết mới nhất đã nhận, hoặc gọi thư ký xin liên kết khác.',
    en: 'This link is wrong, or a newer one has taken its place. Open the newest link that you got, or call the secretary for another.',
  }),
  linkUsed: refused({
    vi: 'Liên kết này đã được mở trên một trình duyệt và chỉ mở được một lần. Hãy dùng máy đã mở, hoặc gọi thư ký xin liên kết mới.',
    en: 'This link was opened in a browser already and opens only once. Use that computer, or call the secretary for a new link.',
  }),
  linkExpired: refused({
    vi: 'Liên kết này đã hết hạn vì buổi giao ban đã qua. Nếu buổi giao ban vẫn diễn ra, hãy gọi thư ký xin liên kết mới.',
    en: 'This link has expired: the time of its briefing is over. If the briefing goes on, call the secretary for a new link.',
  }),
  linkCancelled: refused({
    vi: 'Buổi giao ban này đã hủy nên liên kết không mở được nữa. Hãy chờ liên kết của buổi giao ban sau.',
    en: 'This briefing was cancelled, so its link opens nothing any more. Wait for the link of the next one.',
  }),
  linkEnded: refused({
    vi: 'Buổi giao ban này đã kết thúc nên liên kết không mở được nữa. Hãy dùng máy đã vào phòng để xem nhiệm vụ được giao.',
    en: 'This briefing has ended, so its link opens nothing any more. See the instructions on the computer that was in the room.',
  }),
  linkLate: conflict({
    vi: 'Giờ của buổi giao ban đã qua nên liên kết mới không mở được gì. Hãy sửa giờ bắt đầu hoặc thời lượng rồi cấp lại.',
    en: 'The time of the briefing is over, so a new link would open nothing. Change when it begins or how long it takes, then issue it again.',
  }),
  placeUnknown: unknownCaller({
    vi: 'Máy này chưa vào phòng giao ban, hoặc liên kết của nó đã được thay hay thu hồi. Hãy mở lại liên kết đã nhận, hoặc gọi thư ký xin liên kết mới.',
    en: 'This computer has not entered the briefing, or its link was replaced or withdrawn. Open the link that you got, or call the secretary for a new one.',
  }),
  placeCancelled: unknownCaller({
    vi: 'Buổi giao ban này đã hủy. Hãy chờ liên kết của buổi giao ban sau.',
    en: 'This briefing was cancelled. Wait for the link of the next one.',
  }),

  // Documents ----------------------------------------------------------------------------------------------------------
  documentsFull: conflict({
    vi: 'Buổi giao ban đã có {max} tài liệu, không thêm được nữa. Hãy bỏ bớt tài liệu cũ.',
    en: 'The briefing has {max} documents, no more can be added. Remove one that is not needed.',
  }),
  documentPagesFull: conflict({
    vi: 'Tài liệu của buổi giao ban nhiều hơn {max} trang. Hãy bỏ bớt tài liệu hoặc rút gọn.',
    en: 'The documents of the briefing have more than {max} pages. Remove some or make them shorter.',
  }),
  documentsHeavy: conflict({
    vi: 'Ảnh các trang tài liệu của buổi giao ban nặng hơn {max} MB. Hãy bỏ bớt tài liệu hoặc rút gọn.',
    en: 'The pictures of the briefing’s documents have more than {max} MB. Remove some documents or make them shorter.',
  }),
  pageOutside: unprocessable({
    vi: 'Tài liệu này chỉ có {pages} trang. Hãy bỏ tài liệu rồi tải lên lại cho đủ trang.',
    en: 'This document has {pages} pages only. Remove it and upload it again with all of its pages.',
  }),
  pageTaken: conflict({
    vi: 'Trang này đã có hình khác. Muốn thay, hãy bỏ tài liệu rồi tải lên lại.',
    en: 'This page has another picture already. To replace it, remove the document and upload it again.',
  }),
  pictureFaulty: unprocessable({
    vi: 'Tệp này không phải hình WebP, PNG hay JPEG như đã khai. Hãy tải tài liệu lên lại.',
    en: 'This file is not the WebP, PNG or JPEG picture that it is said to be. Upload the document again.',
  }),
  pictureTooLarge: unprocessable({
    vi: 'Hình của trang rộng hoặc cao hơn {max} điểm ảnh. Hãy thu nhỏ rồi tải lên lại.',
    en: 'The picture of the page is wider or higher than {max} pixels. Make it smaller and upload it again.',
  }),

  // Minutes ------------------------------------------------------------------------------------------------------------
  minutesFull: conflict({
    vi: 'Biên bản đã có {max} mục, không thêm được nữa. Hãy gộp bớt các mục ngắn.',
    en: 'The minutes have {max} entries, no more can be added. Join some of the short ones.',
  }),
  minuteItem: unprocessable({
    vi: 'Nội dung được chọn không có trong chương trình. Hãy tải lại trang rồi chọn lại.',
    en: 'The item that was chosen is not on the agenda. Load the page again and choose again.',
  }),
  minuteSite: unprocessable({
    vi: 'Điểm cầu được chọn không có trong danh sách. Hãy tải lại trang rồi chọn lại.',
    en: 'The site that was chosen is not on the roster. Load the page again and choose again.',
  }),
  minuteUsed: conflict({
    vi: 'Kết luận này đã thành nhiệm vụ được giao nên không bỏ được. Hãy sửa câu chữ, hoặc thu hồi nhiệm vụ trước.',
    en: 'An instruction rests on this decision, so it cannot be removed. Change its words, or withdraw the instruction first.',
  }),

  // Recordings ---------------------------------------------------------------------------------------------------------
  recordingGone: {
    ...broken({
      vi: 'Tệp ghi lại buổi giao ban không còn hoặc đã bị thay đổi trên máy chủ. Hãy báo người quản trị máy chủ khôi phục từ bản sao lưu.',
      en: 'The file of the recording is gone from the server, or was altered there. Have whoever runs it restore it from a backup.',
    }),
    http: 410,
  },
} as const satisfies FailureTable

export const briefingFailure = failuresOf(BRIEFING_FAILURES)

/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { unprocessable } from '../base/failure-kinds.ts'

export const ZERORATING_FAILURES = {
  listMalformed: unprocessable({
    vi: 'Đây không phải danh mục miễn cước: sai ở {where}. Sửa chỗ đó rồi thử lại.',
    en: 'That is no list of what is free: {where} is wrong. Correct it and try again.',
  }),
  listFaulty: unprocessable({
    vi: 'Danh mục miễn cước có lỗi {code} ở dịch vụ {service}: {value}. Sửa lỗi rồi ký lại.',
    en: 'The list of what is free has the fault {code} in service {service}: {value}. Mend it, then sign again.',
  }),
  ratingGroupMissing: unprocessable({
    vi: 'Dịch vụ {service} chưa có nhóm cước. Thêm vào tệp nhóm cước, hoặc để loa zerorating export tự thêm.',
    en: 'The service {service} has no rating group. Add one to the file of rating groups, or let loa zerorating export add it.',
  }),
  ratingGroupTwice: unprocessable({
    vi: 'Tệp nhóm cước có {field} = {value} hai lần. Sửa tệp để mỗi dịch vụ có số riêng.',
    en: 'The file of rating groups has {field} = {value} twice. Give each service numbers of its own.',
  }),
  feedTooLarge: unprocessable({
    vi: 'Danh mục miễn cước cần {rows} dòng, nhiều nhất là {max}. Gộp các dải địa chỉ liền nhau hoặc bỏ bớt tên máy chủ.',
    en: 'The list of what is free needs {rows} rows, of which there can be {max}. Join neighbouring prefixes or leave out hosts.',
  }),
  probeUnreadable: unprocessable({
    vi: 'Không lập được kế hoạch đo thử cho {what}: các tổng có thể bị nhầm lẫn với nhau. Giảm số lượng, hoặc nêu khoảng phụ trội hẹp hơn.',
    en: 'No plan can be made for {what}: their totals could be taken for each other. Ask for fewer, or name a narrower overhead.',
  }),
  listChainBroken: unprocessable({
    vi: 'Phiên bản {version} của danh mục miễn cước không nối tiếp phiên bản {before}. Hãy đưa đủ các phiên bản đúng thứ tự.',
    en: 'Version {version} of the list of what is free does not follow version {before}. Give every version between, as it was signed.',
  }),
} as const satisfies FailureTable

export const zeroratingFailure = failuresOf(ZERORATING_FAILURES)

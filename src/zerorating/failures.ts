/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { unprocessable } from '../base/failure-kinds.ts'

export const ZERORATING_FAILURES = {
  listMalformed: unprocessable({
    vi: 'Đây không phải danh mục miễn cước: sai ở {where}. Sửa chỗ đó rồi thử lại.',
    en: 'This is not a list of free services: {where} is wrong. Correct it and try again.',
  }),
  listFaulty: unprocessable({
    vi: 'Danh mục miễn cước có lỗi {code} ở dịch vụ {service}: {value}. Sửa lỗi rồi ký lại.',
    en: 'The list of free services has the error {code} in service {service}: {value}. Fix the error, then sign again.',
  }),
  ratingGroupMissing: unprocessable({
    vi: 'Dịch vụ {service} chưa có nhóm cước. Thêm vào tệp nhóm cước, hoặc để loa zerorating export tự thêm.',
    en: 'The service {service} has no rating group. Add one to the rating group file, or let loa zerorating export add it.',
  }),
  ratingGroupTwice: unprocessable({
    vi: 'Tệp nhóm cước có {field} = {value} hai lần. Sửa tệp để mỗi dịch vụ có số riêng.',
    en: 'The rating group file has {field} = {value} twice. Give each service its own numbers.',
  }),
  feedTooLarge: unprocessable({
    vi: 'Danh mục miễn cước cần {rows} dòng, nhiều nhất là {max}. Gộp các dải địa chỉ liền nhau hoặc bỏ bớt tên máy chủ.',
    en: 'The list of free services needs {rows} rows; at most {max} are possible. Merge adjacent prefixes or remove hosts.',
  }),
  probeUnreadable: unprocessable({
    vi: 'Không lập được kế hoạch đo thử cho {what}: các tổng có thể bị nhầm lẫn với nhau. Giảm số lượng, hoặc nêu khoảng phụ trội hẹp hơn.',
    en: 'Cannot plan {what}: their totals could be confused. Ask for fewer, or give a narrower overhead.',
  }),
  listChainBroken: unprocessable({
    vi: 'Phiên bản {version} của danh mục miễn cước không nối tiếp phiên bản {before}. Hãy đưa đủ các phiên bản đúng thứ tự.',
    en: 'Version {version} of the list of free services does not follow version {before}. Give every version in order, as signed.',
  }),
} as const satisfies FailureTable

export const zeroratingFailure = failuresOf(ZERORATING_FAILURES)

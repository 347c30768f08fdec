/** What can go wrong with remarks and templates and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const DRAFTING_FAILURES = {
  remarkClosed: conflict({
    vi: 'Nội dung này không còn là dự thảo nên không nhận góp ý nữa. Muốn sửa, hãy lập một bản mới.',
    en: 'This is no longer a draft, so it takes no remarks. To change it, write a new version.',
  }),
  remarkVersion: conflict({
    vi: 'Chưa có bản mà bạn góp ý. Hãy tải lại trang rồi viết lại.',
    en: 'There is no such version yet. Reload the page and write the remark again.',
  }),
  remarksFull: conflict({
    vi: 'Dự thảo này đã có {max} góp ý, là số nhiều nhất. Hãy sửa dự thảo theo các góp ý đó.',
    en: 'This draft has {max} remarks, which is the most. Change the draft as they ask.',
  }),
  templateUnapproved: conflict({
    vi: 'Chưa có bản nào được phê duyệt, nên chưa giữ làm mẫu được. Hãy trình duyệt trước.',
    en: 'No version of it was approved yet, so it cannot be kept as a template. Submit it first.',
  }),
  templatesFull: conflict({
    vi: 'Đã có {max} mẫu, là số nhiều nhất. Hãy bỏ những mẫu không dùng nữa.',
    en: 'There are {max} templates, which is the most. Remove those that nobody uses.',
  }),
} as const satisfies FailureTable

export const draftingFailure = failuresOf(DRAFTING_FAILURES)

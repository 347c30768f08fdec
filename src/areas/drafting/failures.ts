/** What can go wrong with remarks and templates and is nobody's bug. A sentence says what happened and what to do. */
import { type FailureTable, failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const DRAFTING_FAILURES = {
  remarkClosed: conflict({
    vi: 'Nội dung này không còn là dự thảo nên không nhận góp ý nữa. Muốn sửa, hãy lập một bản mới.',
    en: 'This is no longer a draft, so it takes no remarks. To change it, write a new version.',
  }),
  remarkVersion: conflict({
    vi: 'Chưa có bản này. Hãy tải lại trang rồi viết lại góp ý.',
    en: 'There is no such version yet. Reload the page and write the remark again.',
  }),
  remarksFull: conflict({
    vi: 'Dự thảo này đã có {max} góp ý, là số tối đa. Hãy sửa dự thảo theo các góp ý đó.',
    en: 'This draft has {max} remarks, the maximum. Change the draft as they ask.',
  }),
  templateUnapproved: conflict({
    vi: 'Chưa có bản nào được phê duyệt, nên chưa lưu làm mẫu được. Hãy trình duyệt trước.',
    en: 'No version is approved yet, so none can be saved as a template. Submit one first.',
  }),
  templatesFull: conflict({
    vi: 'Đã có {max} mẫu, là số tối đa. Hãy bỏ những mẫu không dùng nữa.',
    en: 'There are {max} templates, the maximum. Remove those that nobody uses.',
  }),
} as const satisfies FailureTable

export const draftingFailure = failuresOf(DRAFTING_FAILURES)

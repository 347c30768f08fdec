/** What plans write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.plan': { vi: 'Kế hoạch truyền thông', en: 'Communication plans' },
  'trail.plan.save': { vi: 'lưu dự thảo kế hoạch', en: 'saved a plan draft' },
  'trail.plan.submit': { vi: 'trình kế hoạch', en: 'submitted a plan' },
  'trail.plan.withdraw': { vi: 'rút lại kế hoạch đã trình', en: 'withdrew a plan' },
  'trail.plan.approve': { vi: 'phê duyệt và ký kế hoạch', en: 'approved and signed a plan' },
  'trail.plan.return': { vi: 'trả lại kế hoạch', en: 'sent a plan back' },
  'trail.plan.data': { vi: 'nhập số liệu', en: 'imported data' },
  'trail.plan.mapping': { vi: 'thiết lập cách đọc số liệu DHIS2', en: 'set how DHIS2 data is read' },
  'trail.plan.population': { vi: 'nhập dân số', en: 'entered population figures' },
  'trail.plan.exercise-end': { vi: 'kết thúc diễn tập kế hoạch', en: 'ended a plan exercise' },

  'trail.kind.level-change': { vi: 'Chuyển cấp độ', en: 'Level changes' },
  'trail.level-change.propose': { vi: 'đề xuất chuyển cấp độ', en: 'proposed a level change' },
  'trail.level-change.submit': { vi: 'trình chuyển cấp độ', en: 'submitted a level change' },
  'trail.level-change.approve': { vi: 'phê duyệt chuyển cấp độ', en: 'approved a level change' },
  'trail.level-change.refuse': { vi: 'không phê duyệt chuyển cấp độ', en: 'refused a level change' },
  'trail.level-change.withdraw': { vi: 'rút lại chuyển cấp độ', en: 'withdrew a level change' },

  'trail.kind.level-proposal': { vi: 'Đề xuất cấp độ', en: 'Level proposals' },
  'trail.level-proposal.make': { vi: 'đề xuất cấp độ cho địa bàn', en: 'proposed a level' },
  'trail.level-proposal.dismiss': { vi: 'không chấp nhận đề xuất cấp độ', en: 'dismissed a level proposal' },
  'trail.level-proposal.close': {
    vi: 'đóng đề xuất cấp độ vì đã có quyết định',
    en: 'closed a level proposal: already decided',
  },

  'trail.kind.effect': { vi: 'Tác động', en: 'Effects' },
  'trail.effect.begin': { vi: 'bắt đầu một tác động', en: 'began an effect' },
  'trail.effect.end': { vi: 'kết thúc một tác động', en: 'ended an effect' },
  'trail.effect.fail': { vi: 'không thực hiện được một tác động', en: 'failed to carry out an effect' },
  'trail.effect.retry': { vi: 'thực hiện lại một tác động', en: 'retried an effect' },
  'trail.effect.drop': { vi: 'hủy một tác động chưa bắt đầu', en: 'dropped an effect before it began' },
  'trail.effect.task-done': { vi: 'hoàn thành một việc', en: 'completed a task' },
} as const satisfies Words

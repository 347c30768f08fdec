/** What instructions write into the trail, in words. */
import type { Words } from '../../../web/words/both.ts'

export const instructionTrailWords = {
  'trail.kind.instruction': { vi: 'Nhiệm vụ được giao', en: 'Instructions' },
  'trail.instruction.create': { vi: 'soạn nhiệm vụ cho điểm cầu', en: 'drafted an instruction' },
  'trail.instruction.save': { vi: 'sửa nhiệm vụ', en: 'changed an instruction' },
  'trail.instruction.submit': { vi: 'trình nhiệm vụ', en: 'submitted an instruction' },
  'trail.instruction.approve': { vi: 'phê duyệt và giao nhiệm vụ', en: 'approved and issued an instruction' },
  'trail.instruction.return': { vi: 'trả lại nhiệm vụ', en: 'sent back an instruction' },
  'trail.instruction.withdraw': { vi: 'thu hồi nhiệm vụ', en: 'withdrew an instruction' },
  'trail.instruction.acknowledge': { vi: 'xác nhận đã nhận nhiệm vụ', en: 'acknowledged an instruction' },
  'trail.instruction.done': { vi: 'báo cáo đã hoàn thành nhiệm vụ', en: 'reported an instruction done' },
} as const satisfies Words

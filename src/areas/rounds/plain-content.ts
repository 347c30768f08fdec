/** A round's content with nothing in it that could be left out: the demo, benchmarks and tests begin with it. */
import type { RoundContent } from './model.ts'

export const PLAIN_CONTENT: RoundContent = {
  title: 'Đợt 1',
  messages: [{ variants: [{ language: 'vi', text: 'Rửa tay' }] }],
  source: 'BOYTE',
  operators: ['mot'],
  audience: { provinces: null, excludes: [] },
  window: { notBefore: null, notAfter: null, daily: null, timeZone: 'Asia/Ho_Chi_Minh' },
  sending: {
    receipts: 'last',
    receiptWaitSeconds: 0,
    uncertain: 'hold',
    validitySeconds: null,
    canary: 0,
    segmentsPerSecondMax: 0,
  },
  exerciseFirst: false,
}

/** Messages of as many segments as a measurement wants. */
import { split } from '../src/text/split.ts'
import { DEMO_MESSAGE } from '../town/message.ts'

/** One segment of GSM-7: 140 letters. What all senders in `bench/peers` send too. */
export const ONE_SEGMENT =
  'BCD phong, chong dich COVID-19: Nguoi dan rua tay thuong xuyen bang xa phong, deo khau trang noi dong nguoi. Goi ngay 19003228 hoac 19009095'

/** One segment is GSM-7, more are the demo's Vietnamese text, repeated and cut so that the last one is full. */
export function messageOf(segments: number): string {
  if (segments === 1) return ONE_SEGMENT
  const { units, segments: own, unitsLeft } = split(DEMO_MESSAGE)
  const perSegment = (units + unitsLeft) / own
  return DEMO_MESSAGE.repeat(Math.ceil(segments / own) + 1).slice(0, segments * perSegment)
}

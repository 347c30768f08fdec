/** What an administrator may set, within limits. Runs in a browser too. */
import { z } from 'zod'
import { TENTHS_MAX, TENTHS_MIN } from './temperature.ts'

/** At or above the threshold is high: the ministry's guidance says "from 37.5 °C". */
export const SETTINGS_DEFAULT = { thresholdTenths: 375, waitMinutes: 10, retentionDays: 21 } as const

export const settings = z.strictObject({
  thresholdTenths: z
    .int()
    .min(TENTHS_MIN + 50)
    .max(TENTHS_MAX - 50),
  /** Between a high measurement and the second one. */
  waitMinutes: z.int().min(1).max(60),
  /** After so many days an entry is deleted for good. */
  retentionDays: z.int().min(1).max(90),
})
export type Settings = z.infer<typeof settings>

/** The words of the calendar: of no other page. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords } from '../../../web/use-words.ts'
import { calendar } from '../words-calendar.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly calendar: typeof calendar
  }
}

takeIn('calendar', calendar)

export function useCalendarWords() {
  return useWords('calendar')
}

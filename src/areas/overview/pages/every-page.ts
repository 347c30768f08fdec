/** Both pages in one: they come together. */
export { CalendarPage } from './calendar-page.tsx'
export { OverviewPage } from './overview-page.tsx'

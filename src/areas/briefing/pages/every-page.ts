/** All pages of briefings in one: they come together, so that the console's first page names one file and not nine. */
export { BriefingPage } from './briefing-page.tsx'
export { BriefingsPage } from './briefings-page.tsx'
export { InstructionPage } from './instructions/instruction-page.tsx'
export { InstructionsPage } from './instructions/instructions-page.tsx'
export { LinksPage } from './links-page.tsx'
export { LivePage } from './live/live-page.tsx'
export { NewPage, PreparePage } from './prepare-page.tsx'
export { SitesPage } from './sites-page.tsx'

/** All pages of loudspeakers in one file. */
export { CommunePage } from './commune-page.tsx'
export { LoudspeakersPage } from './loudspeakers-page.tsx'

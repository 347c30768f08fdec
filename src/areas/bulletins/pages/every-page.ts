/** All pages of bulletins in one: they come together, so that the console's first page names one file. */
export { BulletinPage } from './bulletin-page.tsx'
export { BulletinsPage } from './bulletins-page.tsx'
export { NewPage, WritePage } from './write-page.tsx'

/** What is opened of the search, in one file: the console's first page names it alone. */
export { SearchDialogue } from './dialogue.tsx'
export { SearchPage } from './search-page.tsx'

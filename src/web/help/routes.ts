/** The addresses of help, for whoever is signed in; each page comes when it is opened. */
import { page } from '../frame-route.ts'

export const helpRoutes = [
  page('/help', () => import('./help-page.tsx'), 'HelpPage'),
  page('/help/words', () => import('./words-page.tsx'), 'WordsPage'),
]

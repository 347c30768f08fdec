/** Notes in the console's frame. */
import type { AreaPages } from '../../../web/area-pages.ts'
import { page } from '../../../web/frame-route.ts'
import type { notesContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly notes: typeof notesContract
  }
}

export const notesPages: AreaPages = {
  sections: [
    {
      path: '/notes',
      title: { vi: 'Ghi chú', en: 'Notes' },
      roles: ['editor', 'approver', 'auditor', 'administrator'],
      place: 90,
    },
  ],
  touches: { note: () => [['notes']] },
  trail: () => import('../words-trail.ts'),
}

export const notesRoutes = [page('/notes', () => import('./notes-page.tsx'), 'NotesPage')]

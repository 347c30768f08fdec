/** Templates in the console's frame, opened from where one writes; remarks stand on the pages of what they are about. */
import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, pageOf } from '../../../web/frame-route.ts'
import type { draftingContract } from '../contract.ts'
import type { DraftKind } from '../model.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly drafting: typeof draftingContract
  }
}

export const draftingPages: AreaPages = {
  sections: [],
  pages: [
    {
      path: '/templates',
      title: { vi: 'Mẫu và nội dung đã duyệt', en: 'Templates and approved texts' },
      roles: ['editor', 'approver', 'auditor'],
    },
  ],
  touches: {
    remark: ({ subject }) => [['remarks', subject]],
    template: () => [['templates']],
    inserted: ({ subject }) => [['inserted', subject]],
  },
  trail: () => import('../words-trail.ts'),
}

export interface TemplatesSearch {
  kind?: DraftKind
}

function templatesSearch({ kind }: Record<string, unknown>): TemplatesSearch {
  return kind === 'round' || kind === 'bulletin' ? { kind } : {}
}

export const draftingRoutes = [
  createRoute({
    getParentRoute: () => frame,
    path: '/templates',
    validateSearch: templatesSearch,
    ...pageOf(() => import('./templates-page.tsx'), 'TemplatesPage'),
  }),
]

/** The search in the console's frame: a field in the header of every page, and a page of its own. */
import { createRoute } from '@tanstack/react-router'
import type { AreaPages } from '../../../web/area-pages.ts'
import { frame, pageOf } from '../../../web/frame-route.ts'
import type { searchContract } from '../contract.ts'
import { Field } from './field.tsx'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly search: typeof searchContract
  }
}

export const searchPages: AreaPages = { sections: [], Tool: Field }

/** What the address of the page of results says. */
export interface SearchAddress {
  q?: string
  kind?: string
}

export const searchRoutes = [
  createRoute({
    getParentRoute: () => frame,
    path: '/search',
    validateSearch: ({ q, kind }: Record<string, unknown>): SearchAddress => ({
      // A number that is typed into an address comes as a number.
      ...(q !== undefined && q !== null && q !== '' && { q: String(q) }),
      ...(typeof kind === 'string' && { kind }),
    }),
    ...pageOf(() => import('./every-page.ts'), 'SearchPage'),
  }),
]

/** The console's addresses: the pages of all areas within the two frames. */
import { createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { AREAS, DOORS, PAGES } from './areas.ts'
import { door, frame, root } from './frame-route.ts'
import { helpRoutes } from './help/routes.ts'
import { Announcer } from './parts/announcer.tsx'
import { Door } from './shell/door.tsx'
import { Frame } from './shell/frame.tsx'
import { Broken, BrokenFrame, Missing } from './shell/missing.tsx'

root.update({
  component: () => (
    <>
      <Outlet />
      <Announcer />
    </>
  ),
})
door.update({ component: Door, errorComponent: BrokenFrame })
frame.update({ component: Frame, errorComponent: BrokenFrame })

/** Any other address: within the frame, so that there is a way on. */
const other = createRoute({ getParentRoute: () => frame, path: '$', component: Missing })

export const router = createRouter({
  routeTree: root.addChildren([door.addChildren(DOORS), frame.addChildren([...PAGES, ...helpRoutes, other])]),
  context: { areas: AREAS },
  defaultNotFoundComponent: Missing,
  defaultErrorComponent: Broken,
  defaultPreload: 'intent',
  // The page of another round is another page: what was typed, opened or last announced stays with the first.
  defaultRemountDeps: ({ params }) => params,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

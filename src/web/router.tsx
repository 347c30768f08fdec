/** The console's addresses: the pages of all areas within the two frames. */

import { createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { AREAS, DOORS, PAGES } from './areas.ts'
import { door, frame, root } from './frame-route.ts'
import { helpRoutes } from './help/routes.ts'
import { Announcer } from './parts/announcer.tsx'
import { Notice } from './parts/states.tsx'
import classes from './shell/frame.module.css'
import { Frame } from './shell/frame.tsx'
import { Broken, BrokenFrame, Missing } from './shell/missing.tsx'
import { Outline } from './shell/outline.tsx'
import { Switches } from './shell/switches.tsx'
import { useOnline } from './stream.ts'
import { useWords } from './use-words.ts'

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

/** The frame around sign-in, setup and invitation: whose console this is, and the page in the middle. */
function Door() {
  const { t } = useWords('shell')
  const isOnline = useOnline()
  return (
    <Outline className={classes.door} mainClass={classes.doorMain} tools={<Switches className={classes.tools} />}>
      {!isOnline && (
        <div className={classes.connection}>
          <Notice gravity="warn" role="alert">
            {t('frame.offline')}
          </Notice>
        </div>
      )}
      <Outlet />
    </Outline>
  )
}

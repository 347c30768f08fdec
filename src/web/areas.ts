/**
 * The areas of the product in the console: a line each here, everything else in the area's own folder.
 */
import { accessDoors, accessPages, accessRoutes } from '../areas/access/pages/area.ts'
import { announcementPages } from '../areas/announcements/pages/area.ts'
import { briefingPages, briefingRoutes } from '../areas/briefing/pages/area.ts'
import { broadcastPages } from '../areas/broadcasts/pages/area.ts'
import { bulletinPages, bulletinRoutes } from '../areas/bulletins/pages/area.ts'
import { draftingPages, draftingRoutes } from '../areas/drafting/pages/area.ts'
import { freePages, freeRoutes } from '../areas/free/pages/area.ts'
import { loudspeakerPages, loudspeakerRoutes } from '../areas/loudspeakers/pages/area.ts'
import { monthsPages, monthsRoutes } from '../areas/months/pages/area.ts'
import { noticePages } from '../areas/notices/pages/area.ts'
import { operatorPages } from '../areas/operators/pages/area.ts'
import { overviewPages, overviewRoutes } from '../areas/overview/pages/area.ts'
import { planPages, planRoutes } from '../areas/plan/pages/area.ts'
import { roundsPages, roundsRoutes } from '../areas/rounds/pages/area.ts'
import { screeningPages, screeningRoutes } from '../areas/screening/pages/area.ts'
import { searchPages, searchRoutes } from '../areas/search/pages/area.ts'
import { signersPages, signersRoutes } from '../areas/signers/pages/area.ts'
import { subscriptionPages } from '../areas/subscriptions/pages/area.ts'
import { trailPages, trailRoutes } from '../areas/trail/pages/area.ts'
import type { AreaPages } from './area-pages.ts'

export const AREAS: readonly AreaPages[] = [
  overviewPages,
  roundsPages,
  operatorPages,
  bulletinPages,
  draftingPages,
  loudspeakerPages,
  announcementPages,
  broadcastPages,
  freePages,
  briefingPages,
  screeningPages,
  monthsPages,
  accessPages,
  signersPages,
  noticePages,
  subscriptionPages,
  planPages,
  trailPages,
  searchPages,
]

/** Without a sign-in. */
export const DOORS = accessDoors

export const PAGES = [
  ...overviewRoutes,
  ...roundsRoutes,
  ...bulletinRoutes,
  ...draftingRoutes,
  ...loudspeakerRoutes,
  ...freeRoutes,
  ...planRoutes,
  ...briefingRoutes,
  ...screeningRoutes,
  ...monthsRoutes,
  ...accessRoutes,
  ...signersRoutes,
  ...trailRoutes,
  ...searchRoutes,
]

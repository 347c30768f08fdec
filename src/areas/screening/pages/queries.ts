/** What the server has of health checks; the stream of changes makes it old. */
import { getQuery } from '../../../web/session.ts'

export const settingsQuery = getQuery(['screening', 'settings'], 'GET /api/v1/screening/settings')

export const doorsQuery = getQuery(['screening', 'doors'], 'GET /api/v1/screening/doors')

export const kiosksQuery = getQuery(['screening', 'kiosks'], 'GET /api/v1/screening/kiosks')

export const alertsQuery = getQuery(['screening', 'alerts'], 'GET /api/v1/screening/alerts')

export const pushQuery = getQuery(['screening', 'push'], 'GET /api/v1/screening/push')

/** `month`: 2026-11. */
export const monthQuery = (month: string) =>
  getQuery(['screening', 'counts', month], 'GET /api/v1/screening/months/{month}', { params: { month } })

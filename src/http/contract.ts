/** What the server itself answers: changes as they come, probes, its document. */
import { ANYONE, MACHINES, READERS, row } from '../authority/contract.ts'

export const serverContract = {
  watchChanges: row({
    method: 'get',
    path: '/api/v1/events',
    summary: 'What has changed and should be fetched again: `change`',
    may: READERS,
    media: 'text/event-stream',
  }),
  getHealth: row({ method: 'get', path: '/healthz', summary: 'The process answers', may: ANYONE, media: 'text/plain' }),
  getReadiness: row({
    method: 'get',
    path: '/readyz',
    summary: 'The database answers too',
    may: ANYONE,
    media: 'text/plain',
  }),
  getMetrics: row({
    method: 'get',
    path: '/metrics',
    summary: 'Figures for Prometheus; from this machine, or with an API key of scope read',
    may: MACHINES,
    media: 'text/plain',
  }),
  getOpenApi: row({ method: 'get', path: '/openapi.json', summary: 'This document', may: ANYONE, media: 'text/plain' }),
}

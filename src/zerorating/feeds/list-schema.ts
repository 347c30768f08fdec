/**
 * The list as a published JSON Schema (draft 2020-12), made from the very shapes that we parse with, so that the two cannot
 * differ. `docs/schemas/zero-rating-list.schema.json` holds it; its test says when that is out of date.
 *
 * A schema knows shapes only. What makes a list wrong beyond them (periods that overlap, private prefixes) is in
 * `../faults.ts`, and a signature is checked before anything else.
 */
import { z } from 'zod'
import {
  callTariff,
  dataTariff,
  hotline,
  instant,
  page,
  period,
  servedFrom,
  serviceId,
  shortCode,
  zeroRatingList,
} from '../list.ts'

export const LIST_SCHEMA_FILE = 'zero-rating-list.schema.json'

const published = z.registry<{ id?: string; title?: string; description: string }>()
published
  .add(instant, { id: 'instant', description: 'ISO 8601, always with an offset' })
  .add(serviceId, { id: 'service-id', description: 'Stays the same in every version' })
  .add(period, {
    id: 'period',
    description: 'Free from the instant `from` until just before the instant `until`; null: no end is known',
  })
  .add(callTariff, {
    id: 'call-tariff',
    description: '`setup`, then `amount` for each begun block of `perSeconds`; in the smallest unit of the currency',
  })
  .add(dataTariff, {
    id: 'data-tariff',
    description: '`amount` for each begun block of `perOctets`; in the smallest unit of the currency',
  })
  .add(servedFrom, {
    id: 'served-from',
    description: 'A prefix; `exclusive`: nothing but this service is served from there',
  })
  .add(hotline, { id: 'hotline', description: 'A hotline and its numbers' })
  .add(shortCode, { id: 'short-code', description: 'A short code' })
  .add(page, {
    id: 'page',
    description: 'Information pages: free by host and prefix and port together, never by one alone',
  })
  .add(hotline.shape.numbers, { description: 'As they are dialled in the country, digits only' })
  .add(hotline.shape.diversions, { description: 'Numbers that a free call may be forwarded to and stay free' })
  .add(hotline.shape.otherwise, { description: 'What is charged where it is not free; null: not known' })
  .add(page.shape.hosts, {
    description: '`ncov.moh.gov.vn`, or `*.moh.gov.vn` for every host below, not for the name itself',
  })
  .add(page.shape.speedKilobitsPerSecond, { description: 'What operators promise; null: nothing' })
  .add(zeroRatingList, {
    title: 'Zero-rating list',
    description:
      'What is free from which instant to which: one version, whole. It replaces the version before from `inForceFrom` on.',
  })
  .add(zeroRatingList.shape.previousSha256, {
    description: 'SHA-256 of the version before as it was signed (compact JWS); null for the first',
  })
  .add(zeroRatingList.shape.callingCode, {
    description: 'A number is also known with this code before it in place of its trunk prefix, after 00 or +',
  })
  .add(zeroRatingList.shape.timeZone, { description: 'In which a day begins and ends' })
  .add(zeroRatingList.shape.currency, { description: 'ISO 4217, with its decimals: VND has none' })

export function listSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(zeroRatingList, { metadata: published })
  return { $schema, $id: LIST_SCHEMA_FILE, ...schema }
}

/** XML → alert. An alert is given only where the check finds no fault; a signature is not looked at. */
import type { CapAlert, CapArea, CapInfo, CapReference, CapResource, NamedValue } from './alert.ts'
import { examineAlert } from './check.ts'
import type { Fault } from './faults.ts'
import { type CapInstant, readInstant } from './instant.ts'
import { readReference, referencesIn } from './rules.ts'
import { collapsed } from './schema-check.ts'
import { type Circle, type Point, readCircle, readPolygon } from './shapes.ts'
import { elementsOf, textOf, type XmlElement } from './xml.ts'

export function readAlert(octets: Uint8Array): { readonly alert: CapAlert } | { readonly faults: readonly Fault[] } {
  const { document, faults } = examineAlert(octets)
  return document === null || faults.length > 0 ? { faults } : { alert: alertIn(document.root) }
}

function alertIn(root: XmlElement): CapAlert {
  return {
    identifier: text(root, 'identifier'),
    sender: text(root, 'sender'),
    sent: instant(text(root, 'sent')),
    status: text(root, 'status') as CapAlert['status'],
    msgType: text(root, 'msgType') as CapAlert['msgType'],
    ...texts(root, 'source'),
    scope: text(root, 'scope') as CapAlert['scope'],
    ...texts(root, 'restriction', 'addresses'),
    code: all(root, 'code').map(textOf),
    ...texts(root, 'note'),
    references: all(root, 'references').flatMap(one =>
      referencesIn(textOf(one)).map(word => readReference(word) as CapReference),
    ),
    ...texts(root, 'incidents'),
    info: all(root, 'info').map(infoIn),
  }
}

function infoIn(info: XmlElement): CapInfo {
  return {
    language: collapsed(text(info, 'language')),
    category: all(info, 'category').map(textOf) as unknown as CapInfo['category'],
    event: text(info, 'event'),
    responseType: all(info, 'responseType').map(textOf) as unknown as CapInfo['responseType'],
    urgency: text(info, 'urgency') as CapInfo['urgency'],
    severity: text(info, 'severity') as CapInfo['severity'],
    certainty: text(info, 'certainty') as CapInfo['certainty'],
    ...texts(info, 'audience'),
    eventCode: all(info, 'eventCode').map(pairIn),
    ...each(info, ['effective', 'onset', 'expires'], instant),
    ...texts(info, 'senderName', 'headline', 'description', 'instruction'),
    ...each(info, ['web'], collapsed),
    ...texts(info, 'contact'),
    parameter: all(info, 'parameter').map(pairIn),
    resource: all(info, 'resource').map(resourceIn),
    area: all(info, 'area').map(areaIn),
  }
}

const pairIn = (pair: XmlElement): NamedValue => ({ valueName: text(pair, 'valueName'), value: text(pair, 'value') })

function resourceIn(resource: XmlElement): CapResource {
  return {
    resourceDesc: text(resource, 'resourceDesc'),
    mimeType: text(resource, 'mimeType'),
    ...each(resource, ['size'], Number),
    ...each(resource, ['uri'], collapsed),
    ...texts(resource, 'derefUri', 'digest'),
  }
}

function areaIn(area: XmlElement): CapArea {
  return {
    areaDesc: text(area, 'areaDesc'),
    polygon: all(area, 'polygon').map(one => points(textOf(one))),
    circle: all(area, 'circle').map(one => readCircle(textOf(one)) as Circle),
    geocode: all(area, 'geocode').map(pairIn),
    ...each(area, ['altitude', 'ceiling'], Number),
  }
}

const all = (parent: XmlElement, name: string) => elementsOf(parent).filter(element => element.name === name)

const text = (parent: XmlElement, name: string) => all(parent, name).map(textOf).join('')

const texts = <Name extends string>(parent: XmlElement, ...names: readonly Name[]) => each(parent, names, one => one)

/** Those of these names that are there. */
function each<Name extends string, Value>(
  parent: XmlElement,
  names: readonly Name[],
  value: (text: string) => Value,
): { readonly [of in Name]?: Value } {
  const found = names
    .filter(name => all(parent, name).length > 0)
    .map(name => [name, value(text(parent, name))] as const)
  return Object.fromEntries(found) as { [of in Name]?: Value }
}

/** The check has found them to be what they are read as. */
const instant = (value: string) => readInstant(collapsed(value)) as CapInstant

function points(value: string): readonly Point[] {
  const read = readPolygon(value)
  return 'points' in read ? read.points : []
}

/** `loa zerorating export`: signed lists as files for a kind of charging system. */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { writeOver } from '../../base/new-file.ts'
import type { FeedFile } from '../../zerorating/feeds/feed.ts'
import type { InForce } from '../../zerorating/in-force.ts'

const EXAMPLE = `
Examples:
  loa zerorating export list-1.jws list-2.jws --public-key authority.key.pub --format csv --out zero-rating.csv
  loa zerorating export list-*.jws --public-key authority.key.pub --format cgrates --out tariff-plan/
  loa zerorating export list-*.jws --public-key authority.key.pub --format 5g --out policy/ --sponsor BTTTT

Give every version from the first that still matters, in any order. Versions not signed by that key are refused. --out is a
file for csv and a directory for the others (created if missing); files with the same names are replaced.

Rating groups (5g, diameter, cgrates) are kept in rating-groups.json next to the first list, unless --groups names another
file. New services are added and existing numbers never change: use the same file for every feed of an operator.`

const FORMATS = ['json', 'csv', 'cgrates', '5g', 'diameter'] as const

interface ExportOptions {
  readonly format: (typeof FORMATS)[number]
  readonly out: string
  readonly publicKey: string
  readonly groups?: string
  readonly sponsor: string
  readonly tenant: string
  readonly json?: true
}

export function registerZeroRatingExport(group: Command): void {
  group
    .command('export')
    .description('signed lists for a charging system: JSON, CSV, CGRateS, 5G policy, Diameter')
    .argument('<file...>', 'signed lists; - is standard input')
    .addOption(new Option('--format <format>', 'the kind of charging system').choices(FORMATS).makeOptionMandatory())
    .requiredOption('--out <path>', 'a file for csv, a directory for the others')
    .requiredOption('--public-key <file>', 'key that must have signed')
    .option('--groups <file>', "this operator's rating groups; default: next to the first list")
    .option('--sponsor <id>', '5g: sponsorId of the charging data', 'zero-rating')
    .option('--tenant <name>', 'cgrates: the tenant of the plan', 'cgrates.org')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(exportLists)
}

async function exportLists(files: readonly string[], options: ExportOptions): Promise<void> {
  const { readVerifiedLists } = await import('../zerorating-lists.ts')
  const { chained } = await import('../../zerorating/signed.ts')
  const { inForce } = await import('../../zerorating/in-force.ts')
  const { groupsFileFor } = await import('../zerorating-groups.ts')
  const read = await readVerifiedLists(files, options.publicKey)
  const force = inForce(chained(read))
  const groupsFile = NEEDS_GROUPS.has(options.format) ? groupsFileFor(files, options.groups) : undefined
  const made =
    options.format === 'json'
      ? (await import('../../zerorating/feeds/json.ts')).jsonFeed(
          read.toSorted((a, b) => a.list.version - b.list.version),
        )
      : await feedOf(force, options, groupsFile ?? '')
  const written = write(made, options)
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ format: options.format, files: written, ...(groupsFile && { groups: groupsFile }) })}\n`,
    )
    return
  }
  for (const file of written) process.stdout.write(`${file}\n`)
  if (groupsFile !== undefined) process.stderr.write(`loa: ${groupsFile}\n`)
}

const NEEDS_GROUPS = new Set<ExportOptions['format']>(['cgrates', '5g', 'diameter'])

async function feedOf(
  force: InForce,
  { format, sponsor, tenant }: ExportOptions,
  groupsFile: string,
): Promise<readonly FeedFile[]> {
  if (format === 'csv') return (await import('../../zerorating/feeds/csv.ts')).csvFeed(force)
  const { keepGroupsFor } = await import('../zerorating-groups.ts')
  const groups = keepGroupsFor(force, groupsFile)
  if (format === '5g') {
    const { policyRuleFeed } = await import('../../zerorating/feeds/policy-rules.ts')
    return policyRuleFeed(force, { groups, sponsor })
  }
  if (format === 'diameter') {
    const { ratingGroupFeed } = await import('../../zerorating/feeds/rating-group-table.ts')
    return ratingGroupFeed(force, groups)
  }
  const { CGRATES_DEFAULTS, cgratesFeed } = await import('../../zerorating/feeds/cgrates.ts')
  return cgratesFeed(force, { ...CGRATES_DEFAULTS, tenant, groups })
}

/** The paths, in the feed's order. */
function write(made: readonly FeedFile[], { format, out }: ExportOptions): readonly string[] {
  if (format === 'csv') {
    writeOver(out, made[0].text)
    return [out]
  }
  try {
    mkdirSync(out, { recursive: true })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: out, why: reason(error) })
  }
  return made.map(({ name, text }) => {
    const file = join(out, name)
    writeOver(file, text)
    return file
  })
}

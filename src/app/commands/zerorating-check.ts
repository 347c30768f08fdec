/** `loa zerorating check`: what is wrong with lists, in words, and whether versions follow each other. */
import type { Command } from 'commander'
import { Failure } from '../../base/failure.ts'
import { language } from '../terminal.ts'
import { faultLines } from '../zerorating-words.ts'

const EXAMPLE = `
Examples:
  loa zerorating check draft.json
  loa zerorating check list-1.jws list-2.jws draft.json --public-key authority.key.pub --json

A list with an error cannot be signed; a person must look at a warning. Exit code 1 on an error, or if the versions do not
follow each other; a draft is checked as the next version. Without --public-key signatures are not verified.`

interface CheckOptions {
  readonly publicKey?: string
  readonly json?: true
}

export function registerZeroRatingCheck(group: Command): void {
  group
    .command('check')
    .description('errors and warnings in lists, and the chain of versions')
    .argument('<file...>', 'signed lists and drafts; - is standard input')
    .option('--public-key <file>', 'key that must have signed')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(check)
}

async function check(files: readonly string[], options: CheckOptions): Promise<void> {
  const { readLists } = await import('../zerorating-lists.ts')
  const { faultsOf } = await import('../../zerorating/faults.ts')
  const { faultSentence } = await import('../../zerorating/fault-words.ts')
  const read = await readLists(files, options.publicKey ?? null)
  const checked = read.map(({ list, sha256, trust }, at) => ({
    file: files[at],
    version: list.version,
    services: list.services.length,
    trust,
    sha256,
    faults: faultsOf(list).map(fault => ({ ...fault, vi: faultSentence(fault, 'vi'), en: faultSentence(fault, 'en') })),
  }))
  const broken = await chainFailure(read)
  const isFaulty = checked.some(({ faults }) => faults.some(({ severity }) => severity === 'fault'))
  if (isFaulty || broken !== null) process.exitCode = 1
  if (options.json) {
    const chain = broken === null ? { is: 'whole' } : { is: 'broken', ...broken.details }
    process.stdout.write(`${JSON.stringify({ lists: checked, chain })}\n`)
    return
  }
  const spoken = language()
  const words = WORDS[spoken]
  for (const { file, version, services, trust, faults } of checked) {
    process.stdout.write(`${file}: ${words.version} ${version}, ${services} ${words.services}, ${words[trust]}\n`)
    const lines = faultLines(faults, spoken)
    process.stdout.write(lines.length === 0 ? `  ${words.none}\n` : lines.join(''))
  }
  if (broken !== null) process.stdout.write(`${broken.sentence(spoken)}\n`)
  else if (read.length > 1) process.stdout.write(`${words.whole}\n`)
}

type Read = Awaited<ReturnType<typeof import('../zerorating-lists.ts').readLists>>

async function chainFailure(read: Read): Promise<Failure | null> {
  const { chained } = await import('../../zerorating/signed.ts')
  try {
    chained(read)
    return null
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

const WORDS = {
  vi: {
    version: 'phiên bản',
    services: 'dịch vụ',
    verified: 'chữ ký đúng',
    unverified: 'chưa kiểm tra chữ ký',
    draft: 'dự thảo',
    none: 'Không có lỗi.',
    whole: 'Các phiên bản nối tiếp nhau đầy đủ.',
  },
  en: {
    version: 'version',
    services: 'services',
    verified: 'signature verified',
    unverified: 'signature not verified',
    draft: 'draft',
    none: 'No errors.',
    whole: 'The versions follow each other without gaps.',
  },
} as const

/** `loa zerorating key`: makes the key that lists are signed with. */
import type { Command } from 'commander'
import { writeNew } from '../../base/new-file.ts'

const EXAMPLE = `
Example:
  loa zerorating key authority.key

authority.key is the private key, readable only by its owner: anyone with it decides what is free. Give authority.key.pub to
operators, and let them compare its fingerprint over another channel. Where a server runs, its own key (authority.key in the data
directory) signs too: give operators that key.`

export function registerZeroRatingKey(group: Command): void {
  group
    .command('key')
    .description('create an Ed25519 key: FILE, and FILE.pub for verification')
    .argument('<file>', 'file for the private key; never overwritten')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { fingerprint, makeKey, publicOf } = await import('../../directive/signing.ts')
      const key = await makeKey()
      writeNew(file, `${JSON.stringify(key)}\n`, { mode: 0o600 })
      writeNew(`${file}.pub`, `${JSON.stringify(publicOf(key))}\n`, { mode: 0o644 })
      const keyId = await fingerprint(key)
      process.stdout.write(
        json
          ? `${JSON.stringify({ private: file, public: `${file}.pub`, fingerprint: keyId })}\n`
          : `${file}, ${file}.pub\n${keyId}\n`,
      )
    })
}

/** `loa signing-page`: the page on which people sign, as files for a web server of another machine. */
import type { Command } from 'commander'
import { language } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa signing-page --console https://loa.example.vn /srv/ky
  loa signing-page --console https://loa.example.vn --name 'Bộ Thông tin và Truyền thông' --json /srv/ky

The page shows the full text to sign, computes the digest itself, and signs with a passkey that no other page can use. Serve the
files over https, on a host name of its own, from a machine that the console's server cannot change; then use loa serve --signing-url.
The printed digest covers all files: anyone with the same digest, for example from loa roster show --signing-page, has the same page.`

interface Flags {
  readonly console: string
  readonly name: string
  readonly json?: boolean
}

export function registerSigningPage(program: Command): void {
  program
    .command('signing-page')
    .description('the signing page, as files for another machine')
    .argument('<directory>', 'created if missing')
    .requiredOption('--console <urls>', 'consoles that may use the page: https://host, comma-separated')
    .option('--name <name>', "the authority's name, on its pages", 'Loa')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (directory: string, flags: Flags) => {
      // A web server reads them, which is somebody else.
      process.umask(0o022)
      const { writeSigningPage } = await import('../signing-page.ts')
      const { readUrl } = await import('../urls.ts')
      const consoles = flags.console.split(',').map(readUrl)
      const written = await writeSigningPage(directory, { name: flags.name, consoles })
      if (flags.json) process.stdout.write(`${JSON.stringify({ directory, ...written })}\n`)
      else process.stdout.write(SAID[language()](written.sha256, written.files.length, directory))
    })
}

const SAID = {
  vi: (sha256: string, files: number, directory: string) =>
    `${files} tệp của trang ký trong ${directory}. Mã băm của tất cả:\n${sha256}\n`,
  en: (sha256: string, files: number, directory: string) =>
    `${files} files of the signing page in ${directory}. Digest of all:\n${sha256}\n`,
}

/** A report written to files in the forms that were asked for, each whole or not at all; `-` is standard output. */
import type { Language } from '../../base/failure.ts'
import { writeOver } from '../../base/new-file.ts'
import type { Report } from '../../report/document.ts'
import { FORMS, type Form } from '../../report/documents/forms.ts'
import { documentOf } from '../../report/documents/write.ts'

export async function writeReport(
  report: Report,
  { files, language }: { files: Partial<Record<Form, string>>; language: Language },
): Promise<void> {
  for (const form of FORMS) {
    const file = files[form]
    if (file === undefined) continue
    const octets = await documentOf(report, { form, language })
    if (file === '-') process.stdout.write(octets)
    else writeOver(file, octets)
  }
}

/**
 * A report in one of its four forms, as octets. Each form's library is loaded only when it is asked for, so that whoever
 * never writes one starts fast.
 */

import type { Paper } from '../paper.ts'
import type { WriteTask } from './write-task.ts'

/** HTML and JSON hold both languages. */
export async function documentOf(
  report: Paper,
  { form, language, beside }: Omit<WriteTask, 'report'>,
): Promise<Buffer> {
  switch (form) {
    case 'docx':
      return await (await import('./docx.ts')).docxOf(report, language)
    case 'pdf':
      return await (await import('./pdf.ts')).pdfOf(report, language)
    case 'html':
      return Buffer.from((await import('./html.ts')).htmlOf(report))
    case 'json':
      return Buffer.from((await import('./json.ts')).jsonOf(report, beside))
  }
}

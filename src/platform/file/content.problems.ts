import type { Problems } from '../../kernel/problem.ts'
import type { ContentRefusal } from './content.ts'

/** What is said of a file that is not taken, whoever sends it and for whatever it is. */
export const CONTENT_PROBLEMS: Problems<ContentRefusal | 'FILE_ENCODING'> = {
  FILE_ENCODING: {
    status: 422,
    detail: 'The content of the file is not written in base64.',
    fix: 'Write its bytes in base64, as RFC 4648 has it, in one line.',
    citation: 'RFC 4648, section 4',
  },
  FILE_EMPTY: { status: 422, detail: 'The file is empty.', fix: 'Choose the file again.' },
  FILE_TOO_LARGE: {
    status: 422,
    detail: 'The file is larger than {max} bytes.',
    fix: 'Scan it with a lower resolution, or send its pages one by one.',
  },
  FILE_TYPE_FORBIDDEN: {
    status: 422,
    detail: 'The file is not taken: {detail}.',
    fix:
      'Send a plain PDF, JPEG or PNG; to a data room also plain text, CSV or ZIP. A PDF with programs, attachments or a ' +
      'password can be printed to a new PDF.',
  },
  FILE_TOO_MANY_PAGES: {
    status: 422,
    detail: 'The document has {pages} pages, and {max} are taken.',
    fix: 'Send the pages that matter.',
  },
  PDF_INVALID: {
    status: 422,
    detail: 'The document is damaged or incomplete.',
    fix: 'Save it again, or print it to a new PDF.',
    citation: 'ISO 32000-2',
  },
  IMAGE_INVALID: {
    status: 422,
    detail: 'The picture is damaged or incomplete.',
    fix: 'Take or save it again.',
  },
  IMAGE_TOO_LARGE: {
    status: 422,
    detail: 'The picture has {width} × {height} pixels, and {max} in all are taken.',
    fix: 'Make it smaller.',
  },
  ARCHIVE_UNSAFE: {
    status: 422,
    detail: 'The file unpacks to more than it should, or to places where nothing belongs.',
    fix: 'Send the documents one by one, as PDF, JPEG or PNG.',
  },
}

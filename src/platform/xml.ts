import { SaxesParser } from 'saxes'

/** An element with its own text, without that of its children, and its children in order. */
export type XmlElement = {
  readonly name: string
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
}

export type XmlRefusal = 'XML_INVALID' | 'XML_DTD_FORBIDDEN' | 'XML_TOO_DEEP'

/** Deeper than any document that is read here. */
const DEPTH_MAX = 64

/**
 * Reads an XML document. A document type is refused whatever it says: entities that expand, and files or addresses that
 * are fetched, begin there (CWE-611, CWE-776). So is what is not well-formed.
 */
export function readXml(text: string): XmlElement | XmlRefusal {
  const root: Building = { name: '', text: '', attributes: {}, children: [] }
  const open: Building[] = [root]
  let refusal: XmlRefusal | null = null
  const parser = new SaxesParser()
  parser.on('doctype', () => void (refusal ??= 'XML_DTD_FORBIDDEN'))
  parser.on('error', () => void (refusal ??= 'XML_INVALID'))
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEPTH_MAX) refusal ??= 'XML_TOO_DEEP'
    if (refusal !== null) return
    const element: Building = { name, text: '', attributes: { ...attributes }, children: [] }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void (refusal === null && open.pop()))
  const addText = (piece: string) => void (open.at(-1)!.text += piece)
  parser.on('text', addText)
  parser.on('cdata', addText)
  // In pieces, so that a refused document is not read to its end.
  for (let at = 0; at < text.length && refusal === null; at += PIECE) parser.write(text.slice(at, at + PIECE))
  if (refusal === null) parser.close()
  return refusal ?? root.children[0] ?? 'XML_INVALID'
}

const PIECE = 64 * 1024
type Building = {
  readonly name: string
  text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Building[]
}

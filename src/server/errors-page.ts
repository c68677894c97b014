import type { ShownProblem } from './openapi.ts'

/** The reference of codes, to which every problem's `type` points. Works without JavaScript. */
export function errorsPage(problems: Readonly<Record<string, ShownProblem>>): string {
  const rows = Object.entries(problems).map(
    ([code, { status, detail, fix, citation }]) =>
      `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${text(detail)}</td><td>${text(fix)}</td><td>${text(citation ?? '')}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Error codes — Aliquot</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
tr:target { background: color-mix(in srgb, Highlight 25%, transparent) }
</style>
</head>
<body>
<main>
<h1>Error codes</h1>
<p>Every refusal carries one of these in <code>code</code>. A name in braces is filled with the value that was met.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Error codes">
<table>
<thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What it means</th><th scope="col">What to do</th><th scope="col">Source</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>
</main>
</body>
</html>
`
}

function text(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

// Hashes a file that is chosen or dropped, in this browser, and asks about the hash: the file goes nowhere.
for (const form of document.querySelectorAll('form[data-check]')) {
  // Browsers have no hashing on pages that came over an unprotected line; then the field for the hash remains.
  if (globalThis.crypto?.subtle === undefined) continue
  const part = form.querySelector('[data-file]')
  const input = part.querySelector('input')
  part.hidden = false

  const ask = async (file) => {
    if (file === undefined) return
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    form.elements.sha256.value = hash
    form.requestSubmit()
  }
  input.addEventListener('change', () => void ask(input.files[0]))
  form.addEventListener('dragover', (event) => {
    event.preventDefault()
    form.classList.add('over')
  })
  form.addEventListener('dragleave', () => form.classList.remove('over'))
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    form.classList.remove('over')
    void ask(event.dataTransfer.files[0])
  })
}

import { directionOf, LANGUAGES, speak, wordsOf, type Language } from '../messages/message.ts'

/** The language that was chosen in this browser, or that the browser asks for. */
function storedLanguage(): Language {
  const stored = localStorage.getItem('language')
  return LANGUAGES.find((each) => each === stored) ?? 'en'
}

/** Loads the language that was chosen. Nothing that has a text may be loaded before. */
export async function loadLanguage(): Promise<void> {
  const chosen = storedLanguage()
  if (chosen === 'ar') {
    const [{ AR }, { AR_SAID }] = await Promise.all([
      import('../messages/ar/ar.ts'),
      import('../messages/ar/said.ts'),
    ])
    speak(wordsOf('ar', AR, AR_SAID))
  }
  document.documentElement.lang = chosen
  document.documentElement.dir = directionOf(chosen)
}

/** Reads the page anew in another language. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem('language', chosen)
  location.reload()
}

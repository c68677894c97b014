import { directionOf, LANGUAGES, speak, wordsOf, type Language } from '../messages/message.ts'

/** The language that was chosen in this browser; undefined where none was. */
function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem('language')
  return LANGUAGES.find((each) => each === stored)
}

/** Keeps the choice for the screens, and in a cookie for the public pages, which the server writes. */
function keep(chosen: Language): void {
  localStorage.setItem('language', chosen)
  document.cookie = `language=${chosen}; path=/; max-age=31536000; samesite=lax`
}

/** Loads the language that was chosen. Nothing that has a text may be loaded before. */
export async function loadLanguage(): Promise<void> {
  const stored = storedLanguage()
  if (stored !== undefined) keep(stored)
  const chosen = stored ?? 'en'
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
  keep(chosen)
  location.reload()
}

import { language, LANGUAGES, speak, type Language } from '../messages/message.ts'

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ar: 'العربية' }

/** The language that was chosen in this browser, or that the browser asks for. */
function storedLanguage(): Language {
  const stored = localStorage.getItem('language')
  return LANGUAGES.find((each) => each === stored) ?? 'en'
}

/** Loads the language that was chosen. Nothing that has a text may be loaded before. */
export async function loadLanguage(): Promise<void> {
  const chosen = storedLanguage()
  if (chosen === 'ar') {
    const [{ AR }, { AR_SENTENCES }] = await Promise.all([
      import('../messages/ar/ar.ts'),
      import('../messages/ar/sentences.ts'),
    ])
    speak('ar', AR, AR_SENTENCES)
  }
  document.documentElement.lang = chosen
  document.documentElement.dir = directionOf(chosen)
}

/** Reads the page anew in another language. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem('language', chosen)
  location.reload()
}

export function directionOf(chosen: Language = language()): 'ltr' | 'rtl' {
  return chosen === 'ar' ? 'rtl' : 'ltr'
}

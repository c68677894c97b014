// Runs before the first paint, so that a chosen theme never flashes the other one, nor a language the other direction.
const chosen = localStorage.getItem('theme')
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
if (localStorage.getItem('language') === 'ar') document.documentElement.dir = 'rtl'

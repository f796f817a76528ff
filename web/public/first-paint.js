// SPDX-License-Identifier: EUPL-1.2
// Runs before the first paint, so that nobody sees the wrong theme flash. What it reads is written by app/display.ts.
(function () {
  try {
    var root = document.documentElement
    var display = JSON.parse(localStorage.getItem('plano.display') || '{}')
    if (display.theme === 'light' || display.theme === 'dark') root.dataset.theme = display.theme
    if (display.density === 'compact') root.dataset.density = 'compact'
    if (display.reduced_motion === true) root.dataset.motion = 'reduced'
    if (display.reading_font === true) root.dataset.readingFont = 'on'
    var language = localStorage.getItem('plano.language')
    if (language === 'fr' || language === 'en') root.lang = language
  } catch {
    // Storage refused by the browser: the system's preferences apply.
  }
})()
